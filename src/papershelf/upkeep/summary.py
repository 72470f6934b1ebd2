"""The summary of a change: what a reviewer wants to see, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from papershelf.catalogue.index import Catalogue
from papershelf.model import TEXTS, Paper
from papershelf.problems import Problem
from papershelf.render import text
from papershelf.render.page import paper_links, subtitle
from papershelf.render.readme import address
from papershelf.render.templates import Templates
from papershelf.upkeep.diff import Changes, moves

MOST = 200_000  # characters of rendered entries; GitHub takes 1 MiB a step, and there are two languages
LISTED = 50  # problems, entries and moves that are listed each


def summary(
    changes: Changes | None,
    before: Catalogue | None,
    now: Catalogue | None,
    problems: list[Problem],
    lang: str,
    templates: Templates,
) -> str:
    """The Markdown of a change; entries and boards only where the catalogue is without errors."""
    env = templates.environment(autoescape=False)
    env.filters |= {"md": text.markdown_text, "prose": text.markdown_text, "address": address, "subtitle": subtitle}
    env.globals |= {"t": templates.words[lang], "lang": lang, "listed": LISTED, "paper_links": paper_links}
    env.globals["texts"] = TEXTS
    if now is not None:
        about = now.about
        root = about.site_url + ("" if lang == about.languages[0] else f"{lang}/")
        env.filters["prose"] = lambda words: text.cell(words, now, lang, root)
        env.globals["catalogue"] = now
    whole = changes is not None and now is not None
    values: dict[str, Any] = {
        "whole": whole,
        "errors": [p for p in problems if p.level == "error"],
        "warnings": _near(changes, [p for p in problems if p.level == "warning"]),
        "added": [],
        "changed": [],
        "gone": changes.removed if changes else [],
        "rows_gone": changes.rows_gone if changes else [],
        "moved": moves(before, now) if before and now else None,
    }
    if changes is not None and whole:
        values["added"] = _fitting(env, changes.added)
        values["more"] = len(changes.added) - len(values["added"])
        values["changed"] = changes.changed
    return env.get_template("summary/summary.md").render(**values)


def _fitting(env: Any, papers: Iterable[Paper]) -> list[str]:
    """Rendered entries, as many as fit."""
    template = env.get_template("summary/entry.md")
    shown: list[str] = []
    size = 0
    for paper in papers:
        entry = template.render(paper=paper)
        size += len(entry)
        if size > MOST or len(shown) == LISTED:
            break
        shown.append(entry)
    return shown


def _near(changes: Changes | None, warnings: list[Problem]) -> list[Problem]:
    """Warnings on entries that the change touches, and on no entry; the others were there before."""
    if changes is None:
        return warnings
    touched = {paper.id for paper in changes.added} | {each.new.id for each in changes.changed}
    return [problem for problem in warnings if not problem.entry or problem.entry in touched]
