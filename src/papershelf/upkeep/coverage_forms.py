"""Reports on lists as text: Markdown for people, JSON for programs.

Markup stands in the template beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from papershelf.catalogue.index import Catalogue
from papershelf.render.templates import filled
from papershelf.render.text import markdown_text
from papershelf.words import Words

if TYPE_CHECKING:  # both load the Markdown parser
    from papershelf.upkeep.coverage import Report
    from papershelf.upkeep.lists import Item

FORMS = ("md", "json")


def comparison(form: str, reports: Mapping[str, Report], catalogue: Catalogue, t: Words) -> str:
    """Reports by the name of their list, in one of the forms of ``FORMS``."""
    if form == "json":
        records = {name: _report(each) for name, each in reports.items()}
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    template = files(__package__).joinpath("templates", "coverage.md").read_text("utf-8")
    return filled(template, markdown_text, t=t, reports=reports, venues=catalogue.venues)


def _report(report: Report) -> dict[str, Any]:
    return {
        "items": report.items,
        "matched": report.matched,
        "lacking": [_item(item) for item in report.lacking],
        "extra": [{"id": p.id, "title": p.title, "arxiv": p.arxiv, "doi": p.doi} for p in report.extra],
        "differing": [
            {"line": d.item.line, "id": d.paper.id, "field": d.field, "ours": d.ours, "theirs": d.theirs}
            for d in report.differing
        ],
        "doubled": [[_item(item) for item in group] for group in report.doubled],
        "shared": [{"id": id, "items": [_item(item) for item in group]} for id, group in report.shared],
    }


def _item(item: Item) -> dict[str, Any]:
    texts = {"line": item.line, "title": item.title, "arxiv": item.arxiv, "doi": item.doi, "venue": item.venue}
    return {**{name: value or None for name, value in texts.items()}, "year": item.year}
