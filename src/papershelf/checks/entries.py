"""Rules on single entries, and on their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from papershelf.checks.found import Found, at
from papershelf.draft import Draft, Entry
from papershelf.names import is_cut
from papershelf.problems import Problem


def arxiv_late(draft: Draft) -> Found:
    """An arXiv id of after December of the year that follows the venue's."""
    for entry in draft.entries:
        month = entry.paper.month
        if entry.paper.arxiv and int(month[:4]) > entry.paper.year + 1:
            yield at(entry, ("arxiv",), "arxiv-late", month=month, year=entry.paper.year)


def authors_cut(draft: Draft) -> Found:
    """A list of authors that its source cuts."""
    for entry in draft.entries:
        if is_cut(entry.paper.authors):
            yield at(entry, ("authors",), "authors-cut")


def no_paper_link(draft: Draft) -> Found:
    """No way to the paper: neither link nor DOI nor arXiv id."""
    for entry in draft.entries:
        paper = entry.paper
        if not (paper.arxiv or paper.doi or (paper.links.paper and paper.links.paper.url)):
            yield at(entry, ("id",), "no-paper-link")


def undated_none(draft: Draft) -> Found:
    """A link that was looked for in vain, but on no day."""
    for entry in draft.entries:
        for kind, link in entry.paper.links:
            if link is not None and link.state == "no" and entry.paper.checked is None:
                yield at(entry, ("links", kind), "undated-none", kind=kind)


def not_removed(draft: Draft) -> Found:
    """A record of a removed entry that is still there."""
    for n, record in enumerate(draft.about.removed):
        if record.benchmark is None and record.paper in draft.ids:
            yield Problem(draft.about_block.place(("removed", n, "paper")), "not-removed", record.paper)


def out_of_order(entries: Iterable[Entry]) -> Found:
    """The fewest entries that would have to move for the list to be in order."""
    listed = list(entries)
    keys = [entry.paper.order for entry in listed]
    tails: list[tuple[int, int, str]] = []
    last: list[int] = []
    before: list[int] = []
    for n, key in enumerate(keys):  # the longest rising subsequence, by patience sorting
        pile = bisect_left(tails, key)
        before.append(last[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [key]
        last[pile : pile + 1] = [n]
    stays: set[int] = set()
    step = last[-1] if last else -1
    while step >= 0:
        stays.add(step)
        step = before[step]
    in_place = sorted(listed[n].paper.id for n in stays)
    for n, entry in enumerate(listed):
        if n not in stays and entry.paper.id not in in_place:
            yield at(entry, ("id",), "out-of-order")
