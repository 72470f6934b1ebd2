"""Answers and reports as text: tables for the terminal, Markdown, CSV, JSON, BibTeX, LaTeX.

Markup stands in the templates beside this module.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from papershelf.catalogue.index import Catalogue
from papershelf.cite.bibtex import bibliography, latex
from papershelf.cli.words import SAYS
from papershelf.query import Hit, state

if TYPE_CHECKING:
    from papershelf.upkeep.coverage import Report
    from papershelf.upkeep.lists import Item

QUERY = ("table", "md", "csv", "json", "bib", "latex")
COVERAGE = ("md", "json")
_PLAIN = ("id", "name", "title", "venue", "year", "techniques", "params", "code")
_BOARD = ("rank", "setting", "id", "name", "variant", "venue", "year", "params", "average", "code")
_WIDEST = 48  # columns of a cell in the terminal


def answer(form: str, hits: tuple[Hit, ...], catalogue: Catalogue, lang: str) -> str:
    """The hits of a question in one of the forms of ``QUERY``."""
    if form == "json":
        return json.dumps([_record(hit, catalogue) for hit in hits], ensure_ascii=False, indent=1) + "\n"
    if form == "bib":
        return bibliography(catalogue.cards[id] for id in dict.fromkeys(hit.paper.id for hit in hits))
    columns, rows = _table(hits, catalogue)
    if form == "csv":
        return _csv(columns, rows)
    heads = [SAYS[lang].get(f"head-{column}", column.upper()) for column in columns]
    if form == "table":
        return _aligned(heads, [[row[column] for column in columns] for row in rows])
    return _filled("query.md" if form == "md" else "query.tex", lang, columns=columns, heads=heads, rows=rows)


def coverage(form: str, reports: Mapping[str, Report], catalogue: Catalogue, lang: str) -> str:
    """Reports by the name of their list, as Markdown or JSON."""
    if form == "json":
        told = {name: _report(each, catalogue) for name, each in reports.items()}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return _filled("coverage.md", lang, reports=reports, names=catalogue.names, venues=catalogue.venues)


def _table(hits: tuple[Hit, ...], catalogue: Catalogue) -> tuple[list[str], list[dict[str, str]]]:
    """Columns, and each hit's cells by column; columns of which every cell is empty are left out."""
    board = next((hit.board for hit in hits if hit.board), None)
    metrics = board.benchmark.metrics if board else ()
    columns: list[str] = [*(_BOARD if board else _PLAIN)]
    if "average" in columns:
        columns[columns.index("average") : columns.index("average") + 1] = metrics
    rows = [_cells(hit, catalogue, metrics) for hit in hits]
    return [c for c in columns if c in ("id", "name") or any(row[c] for row in rows)], rows


def _cells(hit: Hit, catalogue: Catalogue, metrics: tuple[str, ...]) -> dict[str, str]:
    paper, code = hit.paper, hit.paper.links.code
    averages = dict(zip(metrics, map(_shown, hit.average), strict=False))
    return {
        "id": paper.id,
        "name": hit.name,
        "title": paper.title,
        "venue": catalogue.venues[paper.venue].name,
        "year": str(paper.year),
        "techniques": ", ".join(paper.techniques),
        "params": f"{hit.params.normalize():f}M" if hit.params is not None else "",
        "code": (code.url if code and code.url and not code.empty else None) or state(paper, "code"),
        "rank": _shown(hit.rank),
        "setting": (hit.board.setting if hit.board else None) or "",
        "variant": (hit.row.result.variant if hit.row else None) or "",
        **{metric: averages.get(metric, "") for metric in metrics},
    }


def _record(hit: Hit, catalogue: Catalogue) -> dict[str, Any]:
    """A hit as JSON; numbers as numbers, an absent value as null."""
    paper = hit.paper
    told: dict[str, Any] = {
        "id": paper.id,
        "name": hit.name,
        "title": paper.title,
        "authors": paper.authors,
        "venue": paper.venue,
        "year": paper.year,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "url": paper.address,
        "tasks": paper.tasks,
        "domains": paper.domains,
        "techniques": paper.techniques,
        "links": {kind: {"state": link.state, "url": link.url} for kind, link in paper.links if link},
        "params_millions": float(hit.params) if hit.params is not None else None,
    }
    if hit.board and hit.row:
        metrics = hit.board.benchmark.metrics
        numbers = {
            column: {m: _number(s) for m, s in zip(metrics, cell, strict=False)}
            for column, cell in hit.row.result.values.items()
        }
        told["row"] = {
            "benchmark": hit.board.benchmark.id,
            "setting": hit.board.setting,
            "variant": hit.row.result.variant,
            "rank": hit.rank,
            "own": hit.row.kind == "own",
            "average": {m: _number(s) for m, s in zip(metrics, hit.average, strict=False)},
            "values": numbers,
        }
    return told


def _report(report: Report, catalogue: Catalogue) -> dict[str, Any]:
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
    told = {"line": item.line, "title": item.title, "arxiv": item.arxiv, "doi": item.doi, "venue": item.venue}
    return {**{name: value or None for name, value in told.items()}, "year": item.year}


def _csv(columns: list[str], rows: list[dict[str, str]]) -> str:
    """RFC 4180; a cell that a spreadsheet would take for a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([f"'{row[c]}" if row[c].startswith(("=", "+", "-", "@", "\t")) else row[c] for c in columns])
    return out.getvalue()


def _aligned(heads: list[str], rows: list[list[str]]) -> str:
    """Columns for the terminal; Chinese characters are two columns wide."""
    table = [[_cut(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(_width(row[n]) for row in table) for n in range(len(heads))]
    lines = ("  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in table)
    return "".join(f"{line}\n" for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cut(text: str) -> str:
    if text.startswith("http") or _width(text) <= _WIDEST:
        return text
    while _width(text) >= _WIDEST:
        text = text[:-1]
    return f"{text}…"


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _filled(name: str, lang: str, **values: Any) -> str:
    """A template beside this module with its values, each escaped for its target."""
    from jinja2 import Environment, StrictUndefined  # only Markdown and LaTeX need it

    from papershelf.render.text import markdown_text

    escape: Callable[[Any], str] = latex if name.endswith(".tex") else markdown_text
    env = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    env.filters["e"] = lambda value: escape(str(value))
    env.filters["u"] = lambda url: url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C").replace("\\", "%5C")
    env.globals["t"] = lambda key, **filled: SAYS[lang][key].format(**filled)
    return env.from_string(files(__package__).joinpath("templates", name).read_text("utf-8")).render(**values)
