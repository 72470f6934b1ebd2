"""What a list and the catalogue have in common, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from papershelf.catalogue.index import Catalogue
from papershelf.model import Paper
from papershelf.names import folded
from papershelf.upkeep.lists import Item, items


@dataclass(frozen=True)
class Difference:
    """A paper that both have, told differently: the field, our value, theirs."""

    item: Item
    paper: Paper
    field: str  # arxiv · doi · title · venue · year
    ours: str
    theirs: str


@dataclass(frozen=True)
class Report:
    """What comparing a list with the catalogue gives."""

    items: int
    matched: int  # papers of ours that the list has
    lacking: tuple[Item, ...]  # in the list, not in the catalogue
    extra: tuple[Paper, ...]  # in the catalogue, not in the list
    differing: tuple[Difference, ...]
    doubled: tuple[tuple[Item, ...], ...]  # one paper told more than once
    shared: tuple[tuple[str, tuple[Item, ...]], ...]  # an id that stands at different titles


def compared(text: str, catalogue: Catalogue) -> Report:
    """The report on a list's Markdown text."""
    found = items(text, catalogue)
    by = _Index(catalogue.papers)
    differing: list[Difference] = []
    lacking, seen = [], set()
    for item in found:
        paper = by.paper(item)
        if paper is None:
            lacking.append(item)
        else:
            seen.add(paper.id)
            differing += _differences(item, paper)
    groups = _same(found, by)
    return Report(
        items=len(found),
        matched=len(seen),
        lacking=tuple(_first_of_each(lacking)),
        extra=tuple(paper for paper in catalogue.papers if paper.id not in seen),
        differing=tuple(differing),
        doubled=tuple(tuple(group) for group in groups if len(group) > 1),
        shared=tuple(_shared(found)),
    )


class _Index:
    """Papers by each of their names."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        listed = [*papers]
        self._arxiv = {paper.arxiv: paper for paper in listed if paper.arxiv}
        self._doi = {paper.doi.casefold(): paper for paper in listed if paper.doi}
        self._title = {folded(paper.title): paper for paper in listed}

    def paper(self, item: Item) -> Paper | None:
        """The paper of an item: by title, else by id; a title that is ours is surer than an id beside it."""
        return self._title.get(folded(item.title)) or self._arxiv.get(item.arxiv) or self._doi.get(item.doi.casefold())


def _differences(item: Item, paper: Paper) -> Iterator[Difference]:
    pairs: Mapping[str, tuple[Any, Any]] = {
        "arxiv": (paper.arxiv, item.arxiv),
        "doi": (paper.doi and paper.doi.casefold(), item.doi.casefold()),
        "venue": (paper.venue, item.venue),
        "year": (paper.year, item.year if item.venue == paper.venue else None),
    }
    for name, (ours, theirs) in pairs.items():
        if ours and theirs and ours != theirs:
            yield Difference(item, paper, name, str(ours), str(theirs))
    names = (paper.title, paper.method or "", f"{paper.method} {paper.year}")
    if folded(item.title) not in map(folded, names):
        yield Difference(item, paper, "title", paper.title, item.title)


def _same(found: Iterable[Item], by: _Index) -> list[list[Item]]:
    """Items that tell the same paper: one of ours, or with one title."""
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in found:
        paper = by._title.get(folded(item.title))
        groups[paper.id if paper else folded(item.title)].append(item)
    return list(groups.values())


def _shared(found: Iterable[Item]) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Ids that stand at two titles, each with an item of each title."""
    groups: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    for item in found:
        for id in (item.arxiv, item.doi.casefold()):
            if id:
                groups[id].setdefault(folded(item.title), item)
    yield from ((id, tuple(each.values())) for id, each in groups.items() if len(each) > 1)


def _first_of_each(lacking: Iterable[Item]) -> Iterator[Item]:
    """Items without repetition; what one tells and another does not is gathered."""
    first: dict[str, Item] = {}
    for item in lacking:
        key = folded(item.title)
        kept = first.setdefault(key, item)
        first[key] = replace(kept, arxiv=kept.arxiv or item.arxiv, doi=kept.doi or item.doi)
    yield from first.values()
