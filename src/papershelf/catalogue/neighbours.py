"""Neighbours: the papers nearest to each, by what they build on and by shared techniques."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from papershelf.model import Paper

NEIGHBOURS = 6
_WINDOW = 12  # how many papers each way in a technique's list are looked at

Tagged = Mapping[str, tuple[Paper, ...]]


@dataclass(frozen=True)
class Neighbour:
    """A paper near another, and why: ids of shared techniques, or that one extends the other."""

    paper: Paper
    relation: str  # extends · extended · shares
    shared: tuple[str, ...] = ()


def neighbours(by_id: Mapping[str, Paper], extended_by: Tagged, users: Tagged) -> dict[str, tuple[Neighbour, ...]]:
    """Id → the papers nearest to it: those it extends, that extend it, and that share techniques.

    ``users`` are the papers of each technique, newest first.  A technique that few papers use
    weighs more, and so do papers of about the same time.
    """
    position = {technique: {paper.id: n for n, paper in enumerate(papers)} for technique, papers in users.items()}
    found = {}
    for id, paper in by_id.items():
        near = [Neighbour(by_id[base], "extends") for base in paper.extends]
        near += [Neighbour(other, "extended") for other in extended_by.get(id, ())]
        taken = {id, *(each.paper.id for each in near)}
        sharing = (by_id[other] for other in _sharing(paper, users, position) if other not in taken)
        near += (_shares(paper, other) for other in islice(sharing, max(0, NEIGHBOURS - len(near))))
        found[id] = tuple(near[:NEIGHBOURS])
    return found


def _sharing(paper: Paper, users: Tagged, position: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The ids of papers that share techniques, the nearest first."""
    weights: Counter[str] = Counter()
    for technique in paper.techniques:
        papers = users[technique]
        here = position[technique][paper.id]
        for near in range(max(0, here - _WINDOW), min(len(papers), here + _WINDOW + 1)):
            weights[papers[near].id] += 1000 * _WINDOW // len(papers) + _WINDOW - abs(near - here)
    return sorted(weights, key=lambda id: (-weights[id], id))


def _shares(paper: Paper, other: Paper) -> Neighbour:
    return Neighbour(other, "shares", tuple(t for t in paper.techniques if t in other.techniques))
