"""What came when: the newest papers and rows, and the day on which a page last changed.

``added`` is the day on which an entry or a row came here.  The first import has none: there
the newest papers stand in, at the first day of the month in which they became public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from papershelf.board import Board, Row
from papershelf.catalogue.index import Catalogue
from papershelf.model import GROUPS, Paper

SEEDED = 30  # papers of the first import that stand in a feed
_NEWEST = 100  # at most so many entries in a feed


def papers(catalogue: Catalogue) -> list[tuple[date, Paper]]:
    """The papers of a feed with their days, the newest first."""
    found = [(paper.added, paper) for paper in catalogue.papers if paper.added]
    found += [(_month(paper), paper) for paper in _seed(catalogue)]
    return sorted(found, key=lambda each: (each[0], each[1].id), reverse=True)[:_NEWEST]


def rows(catalogue: Catalogue) -> list[tuple[date, Board, Row]]:
    """The rows of a feed with their days, the newest first, and within a day in the order of papers and boards."""
    days = {paper.id: paper.added for paper in catalogue.papers if paper.added}
    days |= {paper.id: _month(paper) for paper in _seed(catalogue)}
    found = [
        (day, board, row)
        for paper in sorted(catalogue.rows_of)
        for board, row in catalogue.rows_of[paper]
        if (day := row.result.added or days.get(paper))
    ]
    return sorted(found, key=lambda each: each[0], reverse=True)[:_NEWEST]


def last_changed(catalogue: Catalogue) -> Mapping[str, date]:
    """Path of a page below a language's root → the last day that its data name; pages without one are left out."""
    found: defaultdict[str, date] = defaultdict(lambda: date.min)
    for paper in catalogue.papers:
        if day := _last(paper):
            for path in _pages(paper):
                found[path] = max(found[path], day)
    for erratum in catalogue.about.errata:
        found["errata/"] = max(found["errata/"], erratum.day)
    return dict(found)


def _seed(catalogue: Catalogue) -> list[Paper]:
    """The newest papers of the first import."""
    return [paper for paper in catalogue.newest if not paper.added and paper.month][:SEEDED]


def _month(paper: Paper) -> date:
    return date.fromisoformat(f"{paper.month}-01")


def _last(paper: Paper) -> date | None:
    days = [paper.added, paper.checked, *(result.added for result in paper.results)]
    return max((day for day in days if day), default=None)


def _pages(paper: Paper) -> Iterator[str]:
    """The pages on which a paper or its rows stand."""
    yield from ("", "papers/", f"papers/{paper.id}/", f"venues/{paper.venue}/", f"years/{paper.year}/")
    for group in GROUPS:
        yield from (f"{group}/{id}/" for id in getattr(paper, group))
    yield from (f"benchmarks/{result.benchmark}/" for result in paper.results)
