"""What the rules of numbers find: the mean that differs, the noise that does not tell, the columns exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from papershelf.board.scores import mean, unit
from papershelf.model import Benchmark, Column, Result

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
        cells = [cell[n] for cell in result.values.values() if n < len(cell)]
        step = unit(printed, *(score for score in cells if score is not None))
        if abs(found - printed) > SLACK * step:
            yield metric, printed, found


def order_faults(benchmark: Benchmark, result: Result) -> Iterator[tuple[str, str, str]]:
    """Metric and the two columns of rising level between which the score does not fall."""
    levels: defaultdict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for column in benchmark.columns:
        level = _level(column)
        if level is not None and column.id in result.values:
            levels[column.dataset].append((level, column.id))
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
    for metric in range(len(benchmark.metrics)):
        scores = {name: [_score(results[n], name, metric) for n in whole] for name in names}
        for one, other in combinations(names, 2):
            pairs = zip(whole, scores[one], scores[other], strict=True)
            gaps = {n: a - b for n, a, b in pairs if a is not None and b is not None}
            found |= dict.fromkeys((n, one, other) for n in _turned(gaps))
    return list(found)


def _turned(gaps: Mapping[int, Decimal]) -> list[int]:
    """The rows whose gap between two columns lies far off, and near once its sign is turned."""
    if len(gaps) < ENOUGH:
        return []
    middle = median(gaps.values())
    deviation = MAD_TO_DEVIATION * median(abs(gap - middle) for gap in gaps.values())
    far, near = FAR * deviation, NEAR * deviation
    return [n for n, gap in gaps.items() if abs(gap - middle) > far and abs(-gap - middle) <= near]


def _level(column: Column) -> Decimal | None:
    """The strength of a column, where the data set has several."""
    return None if column.level is None else Decimal(column.level)


def _score(result: Result, column: str, metric: int) -> Decimal | None:
    cell = result.values.get(column, ())
    return cell[metric] if metric < len(cell) else None
