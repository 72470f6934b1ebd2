"""Boards: the rows of a benchmark, their averages, and which of them ranks.

A benchmark is a protocol, and a board never holds two.  For one method, setting and
variant exactly one row ranks: own before cited; among cited, the one printed by those who
set the protocol; else the first in the entry's list.  A row that lacks a column cannot
rank and does not stand in the way of one that can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal

from papershelf.model import About, Benchmark, Metric, Paper, Result
from papershelf.size import millions

Scores = tuple[Decimal | None, ...]
Kind = Literal["own", "cited"]


@dataclass(frozen=True)
class Row:
    """One row of a board, as one source prints it."""

    paper: Paper
    result: Result
    kind: Kind
    mean: Scores | None  # computed from a complete row, exact
    digits: tuple[int, ...]  # printed behind the point, per metric
    chosen: bool  # the one row of its method, setting and variant that may rank
    differs: bool  # another source prints other numbers for it
    rank: int | None = None

    @property
    def printed_only(self) -> bool:
        """Whether the source prints nothing but the mean."""
        return not self.result.values and self.result.printed_average is not None

    @property
    def average(self) -> Scores | None:
        """The mean that is shown: computed, rounded as the row prints, or as printed."""
        if self.mean is not None:
            return tuple(_rounded(m, d) for m, d in zip(self.mean, self.digits, strict=True))
        return self.result.printed_average if self.printed_only else None

    @property
    def millions(self) -> Decimal | None:
        """Its parameters in millions: the sum of the parts as printed; nothing where they are not."""
        return millions(self.result.params)

    @property
    def flagged(self) -> bool:
        """Whether a finding on it was accepted, or its authors withdrew it."""
        return bool(self.result.allow) or self.result.withdrawn is not None


@dataclass(frozen=True)
class Board:
    """A benchmark's rows in one setting, ranked ones first."""

    benchmark: Benchmark
    setting: str | None
    rows: tuple[Row, ...]

    better: tuple[str, ...] = ()  # per metric: higher · lower

    def cell(self, row: Row, column: str) -> list[tuple[str, str]]:
        """A row's numbers in a column as printed, each with ``best``, ``second`` or nothing."""
        scores = row.result.values.get(column, ())
        return [
            ("–" if score is None else str(score), self._standing(row, column, n, score))
            for n, score in enumerate(scores)
        ]

    def _standing(self, row: Row, column: str, metric: int, score: Decimal | None) -> str:
        if score is None or not row.chosen or row.flagged:
            return ""
        best, *others = self.top(column, metric) or (None,)
        return "best" if score == best else "second" if score in others else ""

    def beats(self, score: Decimal, other: Decimal) -> bool:
        """Whether a score of the first metric, which ranks, is better than another."""
        return score > other if self.better[0] == "higher" else score < other

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that stand on the board: one a method and variant; the others stay on the method's page."""
        return tuple(row for row in self.rows if row.chosen)

    @property
    def ranked(self) -> int:
        """How many rows have a rank."""
        return sum(1 for row in self.rows if row.rank is not None)

    def top(self, column: str, metric: int) -> tuple[Decimal, ...]:
        """The best and the second value of a column among rows that can be compared."""
        return self._tops.get((column, metric), ())

    @cached_property
    def _tops(self) -> Mapping[tuple[str, int], tuple[Decimal, ...]]:
        found: defaultdict[tuple[str, int], set[Decimal]] = defaultdict(set)
        for row in self.rows:
            if row.chosen and not row.flagged:
                for column, cell in row.result.values.items():
                    for n, score in enumerate(cell):
                        if score is not None:
                            found[column, n].add(score)
        return {key: tuple(sorted(each, reverse=self.better[key[1]] == "higher")[:2]) for key, each in found.items()}


def kind_of(paper: Paper, result: Result, places: Mapping[str, str | None]) -> Kind:
    """Own where the authors of the method print it, else cited; ``places``: source → its paper."""
    source = result.source
    return "own" if source.at is None or places.get(source.at) == paper.id else "cited"


def mean(benchmark: Benchmark, result: Result) -> Scores | None:
    """The exact mean of a complete row per metric, None for a metric not printed everywhere; nothing for others."""
    if benchmark.average != "mean" or not result.values:
        return None
    cells = [result.values.get(column.id) for column in benchmark.columns]
    if any(cell is None for cell in cells):
        return None
    means = []
    for n in range(len(benchmark.metrics)):
        scores = [cell[n] for cell in cells if cell and n < len(cell)]
        whole = len(scores) == len(cells) and all(score is not None for score in scores)
        means.append(sum((s for s in scores if s is not None), Decimal(0)) / len(scores) if whole else None)
    return tuple(means) if any(m is not None for m in means) else None


def boards(papers: Iterable[Paper], about: About, benchmark: Benchmark) -> tuple[Board, ...]:
    """The boards of a benchmark, one a setting in its order; rows of no setting stand last."""
    places = {place.id: place.paper for place in about.sources}
    better = tuple(metric_of(about, id).better for id in benchmark.metrics)
    rows = [row for paper in papers for row in _rows_of(paper, benchmark, places)]
    found: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.result.setting].append(row)
    order = [*benchmark.settings, None]
    return tuple(
        Board(benchmark, setting, _ranked(found[setting], better[0]), better) for setting in order if found[setting]
    )


def digits(benchmark: Benchmark, result: Result) -> tuple[int, ...]:
    """How many digits behind the point a row prints, per metric."""
    shown = []
    for n in range(len(benchmark.metrics)):
        cells = [cell[n] for cell in (*result.values.values(), result.printed_average or ()) if n < len(cell)]
        shown.append(max((_places(score) for score in cells if score is not None), default=0))
    return tuple(shown)


def _rows_of(paper: Paper, benchmark: Benchmark, places: Mapping[str, str | None]) -> list[Row]:
    found: defaultdict[tuple[str | None, str | None], list[Result]] = defaultdict(list)
    for result in paper.results:
        if result.benchmark == benchmark.id:
            found[(result.setting, result.variant)].append(result)
    rows = []
    for same in found.values():
        chosen = _chosen(paper, benchmark, same, places)
        for result in same:
            rows.append(
                Row(
                    paper,
                    result,
                    kind_of(paper, result, places),
                    mean(benchmark, result),
                    digits(benchmark, result),
                    result is chosen,
                    any(_disagree(result, other) for other in same),
                )
            )
    return rows


def _chosen(paper: Paper, benchmark: Benchmark, same: list[Result], places: Mapping[str, str | None]) -> Result | None:
    """The row that may rank among those of one method, setting and variant.

    A complete row goes before a partial one, which cannot rank; withdrawn ones never do.
    """
    able = [result for result in same if result.withdrawn is None]

    def standing(result: Result) -> tuple[bool, int]:
        partial = mean(benchmark, result) is None and (bool(result.values) or result.printed_average is None)
        if kind_of(paper, result, places) == "own":
            return partial, 0
        setter = benchmark.paper is not None and places.get(result.source.at or "") == benchmark.paper
        return partial, 1 if setter else 2

    return min(able, key=standing) if able else None


def _disagree(one: Result, other: Result) -> bool:
    """Whether two rows print different numbers in a column that both have, to the digits of the coarser."""
    for column in one.values.keys() & other.values.keys():
        for a, b in zip(one.values[column], other.values[column], strict=False):
            if a is not None and b is not None:
                shown = min(_places(a), _places(b))
                if _rounded(a, shown) != _rounded(b, shown):
                    return True
    return False


def _ranked(rows: list[Row], better: str) -> tuple[Row, ...]:
    """The rows, those with a rank first by their average; equal averages share a rank."""
    able = [row for row in rows if row.chosen and not row.flagged and row.average and row.average[0] is not None]
    scores = sorted((_score(row) for row in able), reverse=better == "higher")
    ranked = [replace(row, rank=scores.index(_score(row)) + 1) for row in able]
    ranked.sort(key=lambda row: (row.rank or 0, row.paper.id, row.result.variant or ""))
    ids = {id(row) for row in able}
    rest = [row for row in rows if id(row) not in ids]
    return (*ranked, *rest)


def _score(row: Row) -> Decimal:
    """What a row ranks by: its first metric's mean, exact, or as printed."""
    scores = row.mean or row.result.printed_average or ()
    return scores[0] if scores and scores[0] is not None else Decimal(0)


def _places(score: Decimal) -> int:
    exponent = score.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(score: Decimal | None, places: int) -> Decimal | None:
    return None if score is None else score.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def unit(*scores: Decimal) -> Decimal:
    """One unit of the last digit of the coarsest score."""
    return Decimal(1).scaleb(-min(_places(score) for score in scores))


def metric_of(about: About, id: str) -> Metric:
    """A metric by its id."""
    return next(metric for metric in about.metrics if metric.id == id)
