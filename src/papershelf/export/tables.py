"""CSV of papers and results (RFC 4180, UTF-8), safe to open in a spreadsheet.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula.  Such
a cell gets an apostrophe before it, and so does one that begins with an apostrophe: whoever
reads the file takes one leading apostrophe away.  Plain numbers stay as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from papershelf.board import Board, Row
from papershelf.catalogue.card import Card
from papershelf.catalogue.index import Catalogue

AND = "; "  # between the parts of a cell that holds several
PAPERS = (
    *("id", "kind", "scope", "name", "method", "title", "authors", "venue", "year", "public", "arxiv", "doi"),
    *("address", "pdf", "code", "project", "weights", "demo", "data", "video"),
    *("tasks", "domains", "techniques", "extends", "added"),
    *("license_code", "license_weights", "state", "state_source"),
)
RESULTS = (
    *("paper", "name", "benchmark", "setting", "variant", "kind", "rank", "of", "figure", "column", "metric"),
    *("value", "params", "flagged", "source", "locator", "url", "version"),
)


def papers_csv(catalogue: Catalogue) -> str:
    """One line a paper; a link is an address, ``no`` (looked for), ``announced`` with it, or empty (not looked for)."""
    return table(PAPERS, map(_paper, catalogue.cards.values()))


def results_csv(catalogue: Catalogue) -> str:
    """One line a number: ``figure`` is ``value``, ``average`` (computed) or ``printed-average``; digits as printed."""
    boards = [board for group in catalogue.boards.values() for board in group]
    return table(RESULTS, (line for board in boards for row in board.rows for line in _row(catalogue, board, row)))


def safe(text: str) -> str:
    """A cell's text that no spreadsheet takes for a formula; some take full-width signs, and behind blanks, too."""
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return text
    return f"'{text}" if re.match(r"['\t\r\n]|\s*[=+\-@＝＋－＠]", text) else text


class _Lines(list[str]):
    """A list that csv can write to."""

    def write(self, line: str) -> None:
        """One more line."""
        self.append(line)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A head and rows as CSV, every cell safe to open in a spreadsheet; what is None is an empty cell."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe("" if cell is None else str(cell)) for cell in row] for row in rows)
    return "".join(lines)


def _paper(card: Card) -> list[object]:
    paper = card.paper
    links = {kind: _link(link.state, link.url) for kind, link in paper.links if link is not None}
    return [
        *(paper.id, paper.kind, paper.scope, card.name, paper.method, paper.title),
        *(AND.join(paper.authors), paper.venue, paper.year, paper.month, paper.arxiv, paper.doi),
        paper.address,
        *(links.get(kind) for kind in ("pdf", "code", "project", "weights", "demo", "data", "video")),
        *(AND.join(ids) for ids in (paper.tasks, paper.domains, paper.techniques, paper.extends)),
        paper.added,
        *(card.license("code"), card.license("weights")),
        *((paper.state.is_, paper.state.source) if paper.state else ("", "")),
    ]


def _link(state: str, url: str | None) -> str:
    return {"yes": url or "", "announced": f"announced {url}", "no": "no"}[state]


def _row(catalogue: Catalogue, board: Board, row: Row) -> Iterator[list[object]]:
    result, benchmark = row.result, board.benchmark
    params = result.params
    printed = AND.join(f"{part} {size}" for part, size in params.items()) if isinstance(params, dict) else params
    setting = row.setting.label if row.setting else None
    head = [row.paper.id, catalogue.names[row.paper.id], benchmark.id, setting, result.variant, row.kind]
    flagged = AND.join(result.allow or ()) or ("withdrawn" if result.withdrawn else "")
    source = result.source
    tail = [printed, flagged, source.at or source.in_, source.locator, source.url, source.version]
    figures: list[tuple[str, str, Sequence[Decimal | None]]] = [
        ("value", column, cell) for column, cell in result.values.items()
    ]
    if row.mean and row.average:
        figures.append(("average", "", row.average))
    if result.printed_average:
        figures.append(("printed-average", "", result.printed_average))
    for figure, column, cell in figures:
        for metric, score in zip(benchmark.metrics, cell, strict=False):
            yield [*head, row.rank, board.ranked, figure, column, metric, score, *tail]
