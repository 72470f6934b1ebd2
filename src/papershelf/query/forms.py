"""Answers as text: tables for the terminal, Markdown, CSV, JSON, BibTeX, LaTeX.

Markup stands in the templates beside this module.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from papershelf.cite.bibtex import bibliography, latex
from papershelf.export.tables import table
from papershelf.prose import is_wide
from papershelf.query.questions import Hit
from papershelf.render.templates import filled
from papershelf.render.text import markdown_address, markdown_text
from papershelf.words import Words

FORMS = ("table", "md", "csv", "json", "bib", "latex")
_PLAIN = ("id", "name", "title", "venue", "year", "techniques", "params", "code")
_BOARD = ("rank", "setting", "id", "name", "variant", "venue", "year", "params", "average", "code")
_WIDEST = 48  # columns of a cell in the terminal


def answer(form: str, hits: tuple[Hit, ...], t: Words) -> str:
    """The hits of a question in one of the forms of ``FORMS``."""
    if form == "json":
        return json.dumps([_record(hit) for hit in hits], ensure_ascii=False, indent=1) + "\n"
    if form == "bib":
        return bibliography({hit.card.id: hit.card for hit in hits}.values())
    columns, rows = _columns(hits)
    if form == "csv":
        return table(columns, ([row[column] for column in columns] for row in rows))
    heads = [t(f"head-{column}") if column in (*_PLAIN, *_BOARD) else column.upper() for column in columns]
    if form == "table":
        return _aligned(heads, [[row[column] for column in columns] for row in rows])
    name, escape = ("query.md", markdown_text) if form == "md" else ("query.tex", latex)
    template = files(__package__).joinpath("templates", name).read_text("utf-8")
    return filled(template, escape, t=t, columns=columns, heads=heads, rows=rows, address=markdown_address)


def _columns(hits: tuple[Hit, ...]) -> tuple[list[str], list[dict[str, str]]]:
    """Columns, and each hit's cells by column; columns of which every cell is empty are left out."""
    board = next((hit.board for hit in hits if hit.board), None)
    metrics = board.benchmark.metrics if board else ()
    columns: list[str] = [*(_BOARD if board else _PLAIN)]
    if "average" in columns:
        columns[columns.index("average") : columns.index("average") + 1] = metrics
    rows = [_cells(hit, metrics) for hit in hits]
    return [c for c in columns if c in ("id", "name") or any(row[c] for row in rows)], rows


def _cells(hit: Hit, metrics: tuple[str, ...]) -> dict[str, str]:
    paper, code = hit.paper, hit.paper.links.code
    averages = dict(zip(metrics, map(_shown, hit.average), strict=False))
    return {
        "id": paper.id,
        "name": hit.name,
        "title": paper.title,
        "venue": hit.card.venue.name,
        "year": str(paper.year),
        "techniques": ", ".join(paper.techniques),
        "params": f"{hit.params.normalize():f}M" if hit.params is not None else "",
        "code": (code.url if code and code.url and not code.empty else None) or hit.card.state("code"),
        "rank": _shown(hit.rank),
        "setting": hit.row.setting.label if hit.row and hit.row.setting else "",
        "variant": (hit.row.result.variant if hit.row else None) or "",
        **{metric: averages.get(metric, "") for metric in metrics},
    }


def _record(hit: Hit) -> dict[str, Any]:
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
            "setting": hit.row.setting.label if hit.row.setting else None,
            "variant": hit.row.result.variant,
            "rank": hit.rank,
            "own": hit.row.kind == "own",
            "average": {m: _number(s) for m, s in zip(metrics, hit.average, strict=False)},
            "values": numbers,
        }
    return told


def _aligned(heads: list[str], rows: list[list[str]]) -> str:
    """Columns for the terminal; Chinese characters are two columns wide."""
    table = [[_cut(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(_width(row[n]) for row in table) for n in range(len(heads))]
    lines = ("  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in table)
    return "".join(f"{line}\n" for line in lines)


def _width(text: str) -> int:
    return sum(2 if is_wide(char) else 1 for char in text)


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
