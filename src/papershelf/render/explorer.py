"""The papers list as an explorer: the facets by which it can be filtered, and the numbers by which it is sorted.

A paper's facets are words such as ``year:2025`` and ``kind:survey``; the page's script
combines them: any word of one facet, all facets together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from papershelf.catalogue.card import Card

FACETS = ("scope", "kind", "technique", "task", "domain", "venue", "year", "has", "params")
SIZES = (5, 10, 20, 50, 100)  # millions of parameters: the upper ends offered
_KINDS = ("code", "weights", "demo")


def options(cards: Iterable[Card]) -> dict[str, list[tuple[str, int]]]:
    """Facet → its words with the number of papers each, in the order in which they are offered."""
    counts = Counter(word for card in cards for word in words(card))
    found: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
    for word, count in counts.items():
        found[word.partition(":")[0]].append((word, count))
    for facet, listed in found.items():
        listed.sort(key=_newest if facet == "year" else _smallest if facet == "params" else _most)
    return found


def averages(card: Card) -> dict[str, Decimal]:
    """Benchmark → the paper's best ranked average of the first metric; benchmarks of one regime only."""
    found: dict[str, Decimal] = {}
    for board, row in card.rows:
        score = row.average[0] if row.average and row.rank is not None else None
        id = board.benchmark.id
        if score is not None and board.setting is None and (id not in found or board.beats(score, found[id])):
            found[id] = score
    return found


def public(card: Card) -> str:
    """The month by which the list is sorted, or the year of the venue where it is unknown."""
    return card.paper.month or f"{card.paper.year}-00"


def words(card: Card) -> Iterator[str]:
    """The facets of a paper."""
    paper = card.paper
    if paper.scope:
        yield f"scope:{paper.scope}"
    yield f"kind:{paper.kind}"
    yield from (f"technique:{id}" for id in paper.techniques)
    yield from (f"task:{id}" for id in paper.tasks)
    yield from (f"domain:{id}" for id in paper.domains)
    yield f"venue:{paper.venue}"
    yield f"year:{paper.year}"
    yield from (f"has:{kind}" for kind in _KINDS if card.state(kind) == "yes")
    if card.notes:
        yield "has:note"
    if paper.results:
        yield "has:results"
    if card.millions is not None:
        yield from (f"params:{limit}" for limit in SIZES if card.millions <= limit)


def _most(option: tuple[str, int]) -> tuple[int, str]:
    return -option[1], option[0]


def _newest(option: tuple[str, int]) -> int:
    return -int(option[0].partition(":")[2])


def _smallest(option: tuple[str, int]) -> int:
    return int(option[0].partition(":")[2])
