"""Rules on single entries, and on their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from papershelf.checks.found import Found, in_catalogue, in_entry
from papershelf.draft import Draft
from papershelf.license import meant
from papershelf.model import About
from papershelf.names import is_cut
from papershelf.source import Steps


def no_scope(draft: Draft) -> Found:
    """No scope, where catalogue.yaml lists any."""
    for entry in draft.entries:
        if entry.paper.scope is None and draft.about.scopes:
            yield in_entry(entry, ("id",), "no-scope")


def arxiv_late(draft: Draft) -> Found:
    """An arXiv id of after December of the year that follows the venue's."""
    for entry in draft.entries:
        month = entry.paper.month
        if entry.paper.arxiv and int(month[:4]) > entry.paper.year + 1:
            yield in_entry(entry, ("arxiv",), "arxiv-late", month=month, year=entry.paper.year)


def authors_cut(draft: Draft) -> Found:
    """A list of authors that its source cuts."""
    for entry in draft.entries:
        if is_cut(entry.paper.authors):
            yield in_entry(entry, ("authors",), "authors-cut")


def no_paper_link(draft: Draft) -> Found:
    """No way to the paper: neither link nor DOI nor arXiv id."""
    for entry in draft.entries:
        if entry.paper.address is None:
            yield in_entry(entry, ("id",), "no-paper-link")


def undated_none(draft: Draft) -> Found:
    """A link that was looked for in vain, but on no day."""
    for entry in draft.entries:
        for kind, link in entry.paper.links:
            if link is not None and link.state == "no" and entry.paper.checked is None:
                yield in_entry(entry, ("links", kind), "undated-none", kind=kind)


def license_spelling(draft: Draft) -> Found:
    """A license that SPDX has under another spelling, or ``none stated`` in other words."""
    for entry in draft.entries:
        for kind, words in entry.paper.license or ():
            if near := _respelled(words):
                yield in_entry(entry, ("license", kind), "license-spelling", value=words, near=near)
    for n, dataset in enumerate(draft.about.datasets):
        if near := _respelled(dataset.license):
            path = ("datasets", n, "license")
            yield in_catalogue(draft, path, "license-spelling", of=dataset.id, value=dataset.license, near=near)


def _respelled(license: str | None) -> str:
    """How a license is spelled, where it is spelled otherwise; nothing where it is right, or words of its own."""
    near = meant(license) if license else ""
    return near if near != license else ""


def license_without_link(draft: Draft) -> Found:
    """The license of code or weights to which no link leads."""
    for entry in draft.entries:
        for kind, words in entry.paper.license or ():
            link = getattr(entry.paper.links, kind)
            if words and (link is None or link.url is None):
                yield in_entry(entry, ("license", kind), "license-without-link", kind=kind)


def future_date(draft: Draft) -> Found:
    """A day, month or year that is yet to come: nobody can have looked then.

    A day more is let be, since it may have come elsewhere, and so is the year that venues announce.
    """
    latest = min(draft.day, date.max - timedelta(days=1)) + timedelta(days=1)
    for entry in draft.entries:
        paper = entry.paper
        dates: list[tuple[Steps, date | None]] = [(("added",), paper.added), (("checked",), paper.checked)]
        dates += [(("links", kind, "empty"), link.empty) for kind, link in paper.links if link is not None]
        dates += [(("results", n, "added"), row.added) for n, row in enumerate(paper.results)]
        for path, day in dates:
            if day is not None and day > latest:
                yield in_entry(entry, path, "future-date", value=day)
        if paper.month and paper.month > f"{latest:%Y-%m}":
            yield in_entry(entry, ("arxiv" if paper.arxiv else "public",), "future-date", value=paper.month)
        if paper.year > latest.year + 1:
            yield in_entry(entry, ("year",), "future-date", value=paper.year)
    for path, of, day in _days(draft.about):
        if day > latest:
            yield in_catalogue(draft, path, "future-date", of=of, value=day)


def _days(about: About) -> Iterator[tuple[Steps, str, date]]:
    """Path, id and day of each day in catalogue.yaml."""
    for n, dataset in enumerate(about.datasets):
        yield from (
            (("datasets", n, "mirrors", m, "seen"), dataset.id, it.seen) for m, it in enumerate(dataset.mirrors)
        )
    yield from ((("sources", n, "date"), it.id, it.date) for n, it in enumerate(about.sources) if it.date)
    yield from ((("errata", n, "day"), it.paper or "", it.day) for n, it in enumerate(about.errata))
    yield from ((("removed", n, "day"), it.paper, it.day) for n, it in enumerate(about.removed))


def out_of_order(draft: Draft) -> Found:
    """The fewest entries that would have to move for each file to be in order; judged among entries without errors."""
    for _, group in groupby(draft.entries, key=lambda entry: entry.block.file):
        entries = list(group)
        in_place = set(_rising([entry.paper.place for entry in entries]))
        for n, entry in enumerate(entries):
            if n not in in_place:
                yield in_entry(entry, ("id",), "out-of-order")


def _rising(keys: list[tuple[int, str]]) -> list[int]:
    """The places of a longest rising part of a list, by patience sorting; from the last to the first."""
    tails: list[tuple[int, str]] = []
    last: list[int] = []
    before: list[int] = []
    for n, key in enumerate(keys):
        pile = bisect_left(tails, key)
        before.append(last[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [key]
        last[pile : pile + 1] = [n]
    stays = []
    step = last[-1] if last else -1
    while step >= 0:
        stays.append(step)
        step = before[step]
    return stays
