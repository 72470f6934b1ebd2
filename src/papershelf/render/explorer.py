"""The papers list as an explorer: the facets by which it can be filtered, and the numbers by which it is sorted.

A paper's facets are words such as ``year:2025`` and ``task:dehazing``; the page's script
combines them: any word of one facet, all facets together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from papershelf.catalogue.index import Catalogue
from papershelf.model import Paper
from papershelf.render.plot import params_of

FACETS = ("scope", "kind", "technique", "task", "domain", "venue", "year", "has", "params")
SIZES = (5, 10, 20, 50, 100)  # millions of parameters: the upper ends offered
_KINDS = ("code", "weights", "demo")


def words(catalogue: Catalogue, paper: Paper) -> tuple[str, ...]:
    """The facets of a paper."""
    return tuple(_words(catalogue, paper))


def options(catalogue: Catalogue) -> dict[str, list[tuple[str, int]]]:
    """Facet → its words with the number of papers each, in the order in which they are offered."""
    counts = Counter(word for paper in catalogue.papers for word in words(catalogue, paper))
    found: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
    for word, count in counts.items():
        found[word.partition(":")[0]].append((word, count))
    for facet, listed in found.items():
        listed.sort(key=_newest if facet == "year" else _smallest if facet == "params" else _most)
    return found


def size(catalogue: Catalogue, paper: Paper) -> Decimal | None:
    """The smallest number of parameters, in millions, that a row of the paper prints."""
    sizes = [printed for _, row in catalogue.rows_of.get(paper.id, ()) if (printed := params_of(row)) is not None]
    return min(sizes, default=None)


def averages(catalogue: Catalogue, paper: Paper) -> dict[str, Decimal]:
    """Benchmark → the paper's highest ranked average of the first metric; benchmarks of one regime only."""
    found: dict[str, Decimal] = {}
    for board, row in catalogue.rows_of.get(paper.id, ()):
        score = row.average[0] if row.average and row.rank is not None else None
        if score is not None and not board.benchmark.settings:
            id = board.benchmark.id
            found[id] = max(score, found.get(id, score))
    return found


def public(paper: Paper) -> str:
    """The month by which the list is sorted, or the year of the venue where it is unknown."""
    return paper.month or f"{paper.year}-00"


def _words(catalogue: Catalogue, paper: Paper) -> Iterator[str]:
    yield f"scope:{paper.scope}"
    yield f"kind:{paper.kind}"
    yield from (f"technique:{id}" for id in paper.techniques)
    yield from (f"task:{id}" for id in paper.tasks)
    yield from (f"domain:{id}" for id in paper.domains)
    yield f"venue:{paper.venue}"
    yield f"year:{paper.year}"
    yield from (f"has:{kind}" for kind in _KINDS if (link := getattr(paper.links, kind)) and link.state == "yes")
    if paper.id in catalogue.notes:
        yield "has:note"
    if paper.results:
        yield "has:results"
    millions = size(catalogue, paper)
    if millions is not None:
        yield from (f"params:{limit}" for limit in SIZES if millions <= limit)


def _most(option: tuple[str, int]) -> tuple[int, str]:
    return -option[1], option[0]


def _newest(option: tuple[str, int]) -> int:
    return -int(option[0].partition(":")[2])


def _smallest(option: tuple[str, int]) -> int:
    return int(option[0].partition(":")[2])
