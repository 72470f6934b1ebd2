"""Typed protocols: may two rows, or two boards, be compared, and why not.

Only a known difference in a field that breaks, touching the metric, forbids a comparison.  Two
rows that follow one benchmark in a field agree in it, known or not; between two benchmarks, or
where a row departs, a field that is not known leaves the answer open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from papershelf.model import Benchmark, Column, ProtocolField, Result, Stated, Value

Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Way:
    """How numbers came about, as far as it is known: what a benchmark, one of its settings, or one of its rows says."""

    benchmark: Benchmark
    stated: Mapping[str, Stated]  # field → what is known, that of the benchmark included
    own: Mapping[str, str]  # field of its own → the setting that tells it, or nothing

    def at(self, field: ProtocolField, column: str) -> Value | None:
        """The value of a field in a column, or nothing where it is not known."""
        known = self.stated.get(field.id)
        if known is None or known.is_ is None:
            return None
        return known.is_.get(column) if field.by_column and isinstance(known.is_, dict) else known.is_

    @property
    def departures(self) -> tuple[Stated, ...]:
        """What a row tells of itself, which neither its board nor a setting does."""
        return tuple(self.stated[id] for id, setting in self.own.items() if not setting)


@dataclass(frozen=True)
class Difference:
    """A field in which two ways differ, with both values; None where one is not known."""

    field: ProtocolField
    a: Value | None
    b: Value | None


@dataclass(frozen=True)
class Verdict:
    """May two be compared: the columns that both have, and the fields in which they differ."""

    columns: tuple[tuple[str, str], ...]  # in the one, in the other
    reasons: tuple[Difference, ...] = ()  # known differences that forbid it
    open: tuple[Difference, ...] = ()  # fields that may forbid it, not known of one or of both
    notes: tuple[Difference, ...] = ()  # known differences that are said beside the numbers

    @property
    def answer(self) -> Answer:
        """no: they share no data, or differ in what breaks · unknown: that cannot be told · yes."""
        if self.reasons or not self.columns:
            return "no"
        return "unknown" if self.open else "yes"


def of_board(benchmark: Benchmark, setting: str | None = None) -> Way:
    """How a benchmark is run, in one of its settings."""
    meant = next((each.protocol for each in benchmark.settings if each.id == setting), {})
    own = {id: Stated.model_construct(is_=value, source=None, sought=()) for id, value in meant.items()}
    return Way(benchmark, {**benchmark.protocol, **own}, dict.fromkeys(own, setting or ""))


def of_row(benchmark: Benchmark, result: Result, departs: Mapping[str, Stated] | None = None) -> Way:
    """How a row of a benchmark came about: the protocol of its board and setting, and where it departs.

    ``departs``: what is known of the row, where that is more than it says itself.
    """
    board, told = of_board(benchmark, result.setting), result.protocol if departs is None else departs
    own = {id: _whole(stated, board.stated.get(id)) for id, stated in told.items()}
    return Way(benchmark, {**board.stated, **own}, {**board.own, **dict.fromkeys(own, "")})


def _whole(stated: Stated, board: Stated | None) -> Stated:
    """What a row says of some columns, with what its board says of the others."""
    if board is None or not isinstance(stated.is_, dict) or not isinstance(board.is_, dict):
        return stated
    return stated.model_copy(update={"is_": {**board.is_, **stated.is_}})


def compare(a: Way, b: Way, fields: Iterable[ProtocolField], metric: str | None = None) -> Verdict:
    """Whether the numbers of two may be compared, in one metric or in all that they share."""
    shared = [each for each in a.benchmark.metrics if each in b.benchmark.metrics and metric in (None, each)]
    columns = _shared_columns(a.benchmark, b.benchmark) if shared else ()
    reasons: list[Difference] = []
    unknown: list[Difference] = []
    notes: list[Difference] = []
    for field in fields:
        if not columns or (field.touches and not set(field.touches) & set(shared)):
            continue
        if a.benchmark.id == b.benchmark.id and _follow_one(a, b, field.id):
            continue  # whatever it says
        breaks = field.weight == "breaks" or field.id in (*a.benchmark.breaks, *b.benchmark.breaks)
        found = list(_differences(a, b, field, columns))
        known = [each for each in found if each.a is not None and each.b is not None]
        if known:
            (reasons if breaks else notes).append(known[0])
        elif found and breaks:
            alike = all((each.a, each.b) == (found[0].a, found[0].b) for each in found)
            unknown.append(found[0] if alike else Difference(field, None, None))
    return Verdict(columns, tuple(reasons), tuple(unknown), tuple(notes))


def _follow_one(a: Way, b: Way, field: str) -> bool:
    """Whether two ways of one benchmark follow the same in a field: the board, or a setting of it."""
    if field in a.own and field in b.own:
        return bool(a.own[field]) and a.own[field] == b.own[field]
    return field not in a.own and field not in b.own


def _differences(a: Way, b: Way, field: ProtocolField, columns: tuple[tuple[str, str], ...]) -> Iterator[Difference]:
    """Where two ways differ in a field or one of them is not known, in the order of the columns."""
    for one, other in columns:
        left, right = a.at(field, one), b.at(field, other)
        if left is None or right is None or _plain(left) != _plain(right):
            yield Difference(field, left, right)


def _plain(value: Value) -> object:
    """A value as it is compared: the order of several does not matter, nor how a number is written."""
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        return Decimal(value)
    return value


def _shared_columns(one: Benchmark, other: Benchmark) -> tuple[tuple[str, str], ...]:
    """The columns of two benchmarks that stand for the same data, as pairs of their ids; those of one, each itself."""
    if one.id == other.id:
        return tuple((column.id, column.id) for column in one.columns)
    found = []
    for column in one.columns:
        here, there = ([each for each in side.columns if _data(each) == _data(column)] for side in (one, other))
        if len(here) > 1 or len(there) > 1:  # of several on the same data the task tells which
            there = [each for each in there if each.task == column.task]
        found += [(column.id, there[0].id)] if len(there) == 1 else []
    return tuple(found)


def _data(column: Column) -> tuple[str, str | None, str | None]:
    return column.dataset, column.level, column.subset
