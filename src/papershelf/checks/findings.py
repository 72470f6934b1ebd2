"""What the rules of numbers find: the mean that differs, the noise that does not tell, the columns exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from papershelf.board import mean, unit
from papershelf.model import Benchmark, Result

SLACK = Decimal("1.5")  # units of the last digit that a printed mean may be off: a truncated one passes
ENOUGH = 20  # complete rows that a board needs before swapped columns can be told
FAR = Decimal("6")  # robust deviations: a row that lies farther off is suspect …
NEAR = Decimal("2")  # … if it lies this near once the two columns are exchanged
MAD_TO_DEVIATION = Decimal("1.48")


def average_faults(benchmark: Benchmark, result: Result) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Metric, printed and computed average where they differ by more than the slack."""
    computed = mean(benchmark, result)
    if computed is None or result.printed_average is None:
        return
    for n, (metric, found) in enumerate(zip(benchmark.metrics, computed, strict=True)):
        printed = result.printed_average[n] if n < len(result.printed_average) else None
        if found is None or printed is None:
            continue
        cells = [cell[n] for cell in result.values.values()]
        step = unit(printed, *(score for score in cells if score is not None))
        if abs(found - printed) > SLACK * step:
            yield metric, printed, found


def order_faults(benchmark: Benchmark, result: Result) -> Iterator[tuple[str, str, str]]:
    """Metric and the two columns of rising level between which the score does not fall."""
    levels: defaultdict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for column in benchmark.columns:
        if column.level is not None and column.id in result.values:
            levels[column.dataset].append((Decimal(column.level), column.id))
    for columns in levels.values():
        for (_, low), (_, high) in pairwise(sorted(columns)):
            for n, metric in enumerate(benchmark.metrics):
                a, b = _score(result, low, n), _score(result, high, n)
                if a is not None and b is not None and not a > b:
                    yield metric, low, high


def swap_faults(benchmark: Benchmark, results: list[Result]) -> list[tuple[int, str, str]]:
    """Index of a row and the two columns that it seems to have exchanged; one finding a pair of columns."""
    names = [column.id for column in benchmark.columns]
    whole = [n for n, result in enumerate(results) if all(_score(result, c, 0) is not None for c in names)]
    if len(whole) < ENOUGH:
        return []
    found: dict[tuple[int, str, str], None] = {}
    for one, other in combinations(names, 2):
        for metric in range(len(benchmark.metrics)):
            gaps = {n: _gap(results[n], one, other, metric) for n in whole}
            known = {n: gap for n, gap in gaps.items() if gap is not None}
            if len(known) < ENOUGH:
                continue
            middle = median(known.values())
            deviation = MAD_TO_DEVIATION * median(abs(gap - middle) for gap in known.values())
            for n, gap in known.items():
                if abs(gap - middle) > FAR * deviation and abs(-gap - middle) <= NEAR * deviation:
                    found[(n, one, other)] = None
    return list(found)


def _score(result: Result, column: str, metric: int) -> Decimal | None:
    cell = result.values.get(column, ())
    return cell[metric] if metric < len(cell) else None


def _gap(result: Result, one: str, other: str, metric: int) -> Decimal | None:
    a, b = _score(result, one, metric), _score(result, other, metric)
    return None if a is None or b is None else a - b
