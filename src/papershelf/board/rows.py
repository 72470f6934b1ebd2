"""Boards: the rows of a benchmark, their averages, and which of them ranks.

A benchmark is a protocol, and a board never holds two.  For one method, setting and
variant exactly one row ranks: own before cited; among cited, the one printed by those who
set the protocol; else the first in the entry's list.  A row that lacks a column cannot
rank and does not stand in the way of one that can; nor does one that is known to depart from
the protocol in what the ranking metric depends on (see ``protocol``).  Numbers that a cited row
repeats came about as the own row's did, so it departs alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Literal

from papershelf.board.scores import Scores, digits, disagree, first_of, mean, repeats, rounded
from papershelf.model import About, Benchmark, Metric, Paper, ProtocolField, Result, Setting
from papershelf.protocol import Difference, Way, compare, of_board, of_row
from papershelf.size import millions

Kind = Literal["own", "cited"]
SETTLED = Decimal("0.05")  # how far a mean with an accepted finding may lie from the printed one and still rank


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
    way: Way  # how its numbers came about, as far as it is known
    setting: Setting | None = None
    retrained: bool = False  # others' numbers of a method that was not made for what this catalogue is about
    apart: tuple[Difference, ...] = ()  # known differences from its board's protocol for which it takes no rank
    marks: tuple[Difference, ...] = ()  # every other field in which it departs, known or not
    barred: frozenset[int] = frozenset()  # the metrics in which a known difference forbids to compare it
    rank: int | None = None

    @property
    def printed_only(self) -> bool:
        """Whether the source prints nothing but the mean."""
        return not self.result.values and self.result.printed_average is not None

    @property
    def average(self) -> Scores | None:
        """The mean that is shown: computed, rounded as the row prints, or as printed."""
        if self.mean is not None:
            return tuple(rounded(m, d) for m, d in zip(self.mean, self.digits, strict=True))
        return self.result.printed_average if self.printed_only else None

    @property
    def millions(self) -> Decimal | None:
        """Its parameters in millions: the sum of the parts as printed; nothing where they are not."""
        return millions(self.result.params)

    @property
    def flagged(self) -> bool:
        """Whether a finding on it was accepted, or its authors withdrew it."""
        return bool(self.result.allow) or self.result.withdrawn is not None

    @property
    def doubted(self) -> bool:
        """Whether it takes no rank: its authors withdrew it, or a finding leaves open what its score is.

        The score is settled where the printed mean and that of the columns are near, or where the means of
        other metrics alone differ.
        """
        if self.result.withdrawn is not None or not self.result.allow:
            return self.result.withdrawn is not None
        printed, found = first_of(self.result.printed_average), first_of(self.mean)
        if printed is None or found is None:
            return {*self.result.allow} != {"average-differs"}
        return abs(found - printed) > SETTLED

    @property
    def comparable(self) -> bool:
        """Whether it stands for its method and its numbers may be held against those of other rows."""
        return self.chosen and not self.doubted and not self.apart


@dataclass(frozen=True)
class Board:
    """The rows of a benchmark that may be compared, ranked ones first; of one setting where settings break."""

    benchmark: Benchmark
    setting: Setting | None
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
        if score is None or not row.comparable or metric in row.barred:
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

    @property
    def leaders(self) -> tuple[Row, ...]:
        """The best row that its own authors print, and before it the best cited one where that ranks higher."""
        able = [row for row in self.rows if row.rank is not None]
        first = able[:1]
        own = next((row for row in able if row.kind == "own"), None)
        return tuple([*first, own] if own and first and own.rank != first[0].rank else [own] if own else first)

    def top(self, column: str, metric: int) -> tuple[Decimal, ...]:
        """The best and the second value of a column among rows that can be compared."""
        return self._tops.get((column, metric), ())

    @cached_property
    def _tops(self) -> Mapping[tuple[str, int], tuple[Decimal, ...]]:
        found: defaultdict[tuple[str, int], set[Decimal]] = defaultdict(set)
        for row in self.rows:
            if row.comparable:
                for column, cell in row.result.values.items():
                    for n, score in enumerate(cell):
                        if score is not None and n not in row.barred:
                            found[column, n].add(score)
        return {key: tuple(sorted(each, reverse=self.better[key[1]] == "higher")[:2]) for key, each in found.items()}


def kind_of(paper: Paper, result: Result, places: Mapping[str, str | None]) -> Kind:
    """Own where the authors of the method print it, else cited; ``places``: source → its paper."""
    source = result.source
    return "own" if source.at is None or places.get(source.at) == paper.id else "cited"


def boards(papers: Iterable[Paper], about: About, benchmark: Benchmark) -> tuple[Board, ...]:
    """The boards of a benchmark: one, or one a setting where settings may not be compared; rows of none stand last."""
    places = {place.id: place.paper for place in about.sources}
    better = tuple(metric_of(about, id).better for id in benchmark.metrics)
    rows = [row for paper in papers for row in _rows_of(paper, benchmark, about, places)]
    if not _parted(benchmark, rows, about.protocol_fields):
        return (Board(benchmark, None, _ranked(rows, better[0]), better),) if rows else ()
    found: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.result.setting].append(row)
    order = [*((setting.id, setting) for setting in benchmark.settings), (None, None)]
    return tuple(Board(benchmark, setting, _ranked(found[id], better[0]), better) for id, setting in order if found[id])


def _parted(benchmark: Benchmark, rows: Iterable[Row], fields: Sequence[ProtocolField]) -> bool:
    """Whether two settings of a benchmark, or one and none, differ in what forbids to rank their rows together."""
    settings = dict.fromkeys([*(setting.id for setting in benchmark.settings), *(row.result.setting for row in rows)])
    ways = [of_board(benchmark, setting) for setting in settings]
    return any(compare(a, b, fields, benchmark.metrics[0]).reasons for a, b in combinations(ways, 2))


def _rows_of(paper: Paper, benchmark: Benchmark, about: About, places: Mapping[str, str | None]) -> list[Row]:
    """The rows of a paper on a benchmark; of those of one setting and variant one is chosen."""
    hearts = {scope.id for scope in about.scopes if scope.heart}
    settings = {each.id: each for each in benchmark.settings}
    found: defaultdict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
    for result in paper.results:
        if result.benchmark == benchmark.id:
            kind = kind_of(paper, result, places)
            row = Row(
                paper=paper,
                result=result,
                kind=kind,
                mean=mean(benchmark, result),
                digits=digits(benchmark, result),
                chosen=False,
                differs=False,
                way=of_row(benchmark, result),
                setting=settings.get(result.setting or ""),
                retrained=kind == "cited" and bool(hearts) and paper.scope not in hearts,
            )
            found[(result.setting, result.variant)].append(row)
    rows = []
    for same in found.values():
        told = [_told(row, same, about.protocol_fields) for row in same]
        chosen = _chosen(benchmark, told, places)
        for row in told:
            differs = any(disagree(row.result, other.result) for other in told)
            rows.append(replace(row, chosen=row is chosen, differs=differs))
    return rows


def _told(row: Row, same: Iterable[Row], fields: Sequence[ProtocolField]) -> Row:
    """The row with what it departs in: as its source says or, where it repeats the own row's numbers, as that does."""
    benchmark, departs = row.way.benchmark, row.result.protocol
    if row.kind == "cited" and not departs:
        own = [other.result for other in same if other.kind == "own"]
        departs = next((each.protocol for each in own if repeats(row.result, each)), {})
    if not departs:
        return row
    way, board = of_row(benchmark, row.result, departs), of_board(benchmark, row.result.setting)
    by = [compare(way, board, fields, metric).reasons for metric in benchmark.metrics]
    whole = compare(way, board, fields)
    first = {each.field.id for each in by[0]}
    others = (*whole.reasons, *whole.open, *whole.notes)
    marks = tuple(each for each in others if each.field.id not in first)
    barred = frozenset(n for n, reasons in enumerate(by) if reasons)
    return replace(row, way=way, apart=by[0], marks=marks, barred=barred)


def _chosen(benchmark: Benchmark, same: Iterable[Row], places: Mapping[str, str | None]) -> Row | None:
    """The row that may rank among those of one method, setting and variant.

    One that may be compared goes before one that may not, and a complete row before a partial
    one, which cannot rank; withdrawn ones never do.
    """
    able = [row for row in same if row.result.withdrawn is None]

    def standing(row: Row) -> tuple[bool, bool, int]:
        partial = first_of(row.average) is None
        if row.kind == "own":
            return bool(row.apart), partial, 0
        setter = benchmark.paper is not None and places.get(row.result.source.at or "") == benchmark.paper
        return bool(row.apart), partial, 1 if setter else 2

    return min(able, key=standing) if able else None


def _ranked(rows: list[Row], better: str) -> tuple[Row, ...]:
    """The rows, those with a rank first by their average; equal averages share a rank."""
    able = [row for row in rows if row.comparable and first_of(row.average) is not None]
    scores = sorted((_score(row) for row in able), reverse=better == "higher")
    ranked = [replace(row, rank=scores.index(_score(row)) + 1) for row in able]
    ranked.sort(key=lambda row: (row.rank or 0, row.paper.id, row.result.variant or ""))
    ids = {id(row) for row in able}
    rest = [row for row in rows if id(row) not in ids]
    return (*ranked, *rest)


def _score(row: Row) -> Decimal:
    """What a row ranks by: its first metric's mean, exact, or as printed."""
    return first_of(row.mean or row.result.printed_average) or Decimal(0)


def metric_of(about: About, id: str) -> Metric:
    """A metric by its id."""
    return next(metric for metric in about.metrics if metric.id == id)
