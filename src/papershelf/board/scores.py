"""Scores: exact decimals as printed, their digits and means."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from papershelf.model import Benchmark, Result

Scores = tuple[Decimal | None, ...]


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


def digits(benchmark: Benchmark, result: Result) -> tuple[int, ...]:
    """How many digits behind the point a row prints, per metric."""
    shown = []
    for n in range(len(benchmark.metrics)):
        cells = [cell[n] for cell in (*result.values.values(), result.printed_average or ()) if n < len(cell)]
        shown.append(max((_places(score) for score in cells if score is not None), default=0))
    return tuple(shown)


def disagree(one: Result, other: Result) -> bool:
    """Whether two rows print different numbers in a column that both have, to the digits of the coarser."""
    for column in one.values.keys() & other.values.keys():
        for a, b in zip(one.values[column], other.values[column], strict=False):
            if a is not None and b is not None:
                shown = min(_places(a), _places(b))
                if rounded(a, shown) != rounded(b, shown):
                    return True
    return False


def repeats(one: Result, other: Result) -> bool:
    """Whether two rows print the same numbers, some in common."""
    shared = one.values.keys() & other.values.keys()
    means = one.printed_average is not None and one.printed_average == other.printed_average
    return bool(shared or means) and not disagree(one, other)


def first_of(scores: Scores | None) -> Decimal | None:
    """The score that ranks: that of the first metric."""
    return scores[0] if scores else None


def _places(score: Decimal) -> int:
    exponent = score.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(score: Decimal | None, places: int) -> Decimal | None:
    """A score to so many digits behind the point, half up."""
    return None if score is None else score.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def unit(*scores: Decimal) -> Decimal:
    """One unit of the last digit of the coarsest score."""
    return Decimal(1).scaleb(-min(_places(score) for score in scores))
