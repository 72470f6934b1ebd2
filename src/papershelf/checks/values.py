"""Rules on numbers: form, range, averages, order of noise levels, swapped columns.

A finding on a row is an error until the value is mended or the row says why it stands:
``allow: {average-differs: {en: …, zh: …}}``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial

from papershelf.checks.findings import average_faults, order_faults, swap_faults
from papershelf.checks.found import Found, in_catalogue, in_entry
from papershelf.draft import Draft, Entry
from papershelf.model import Benchmark, Metric, Result
from papershelf.problems import Problem, nearest
from papershelf.size import agree
from papershelf.source import Steps

# The rules whose finding a row may accept.
ACCEPTABLE = ("average-differs", "noise-order", "columns-swapped", "value-range")

Rows = Iterator[tuple[Entry, int, Result, Benchmark]]


def unknown_column(draft: Draft) -> Found:
    """A value in a column that its benchmark does not have."""
    for entry, n, result, benchmark in _rows(draft):
        known = [column.id for column in benchmark.columns]
        for column in result.values:
            if column not in known:
                path, near = ("results", n, "values", column), nearest(column, known)
                yield in_entry(entry, path, "unknown-column", key=True, value=column, benchmark=benchmark.id, near=near)


def unknown_setting(draft: Draft) -> Found:
    """A setting that its benchmark does not have, of a row or of a baseline."""
    told: list[tuple[Callable[..., Problem], Steps, str | None, Benchmark]] = [
        (partial(in_entry, entry), ("results", n, "setting"), result.setting, benchmark)
        for entry, n, result, benchmark in _rows(draft)
    ]
    told += [
        (
            partial(in_catalogue, draft, of=benchmark.id),
            ("benchmarks", b, "baselines", n, "setting"),
            each.setting,
            benchmark,
        )
        for b, benchmark in enumerate(draft.about.benchmarks)
        for n, each in enumerate(benchmark.baselines)
    ]
    for tell, path, value, benchmark in told:
        ids = [setting.id for setting in benchmark.settings]
        if value is not None and value not in ids:
            known = " · ".join(ids) or "–"
            yield tell(path, "unknown-setting", value=value, known=known, near=nearest(value, ids))


def wrong_count(draft: Draft) -> Found:
    """More or fewer numbers than the benchmark has metrics; or a row without any."""
    for entry, n, result, benchmark in _rows(draft):
        wanted = len(benchmark.metrics)
        cells: list[tuple[Steps, int]] = [
            (("results", n, "values", column), len(cell)) for column, cell in result.values.items()
        ]
        if result.printed_average is not None:
            cells.append((("results", n, "printed_average"), len(result.printed_average)))
        for path, count in cells or [(("results", n), 0)]:
            if count != wanted:
                names = ", ".join(benchmark.metrics)
                yield in_entry(entry, path, "wrong-count", count=count, wanted=wanted, metrics=names)


def value_range(draft: Draft) -> Found:
    """A number outside the range of its metric."""
    metrics = {metric.id: metric for metric in draft.about.metrics}
    for entry, n, result, benchmark in _rows(draft):
        if "value-range" in (result.allow or {}):
            continue
        for column, cell in result.values.items():
            for score, id in zip(cell, benchmark.metrics, strict=False):
                metric = metrics.get(id)
                if score is not None and metric and not _in_range(score, metric):
                    low, high = metric.range or (None, None)
                    path = ("results", n, "values", column)
                    yield in_entry(entry, path, "value-range", value=score, metric=metric.name, low=low, high=high)


def params_differ(draft: Draft) -> Found:
    """Rows of one variant that print different numbers of parameters."""
    for entry in draft.entries:
        seen: dict[str | None, str] = {}
        for n, result in enumerate(entry.paper.results):
            if isinstance(result.params, str):
                first = seen.setdefault(result.variant, result.params)
                if not agree(first, result.params):
                    yield in_entry(entry, ("results", n, "params"), "params-differ", value=result.params, first=first)


def flops_without_input(draft: Draft) -> Found:
    """FLOPs without the size of the input for which they hold."""
    for entry in draft.entries:
        for n, cost in enumerate(entry.paper.cost):
            if cost.flops is not None and cost.input is None:
                yield in_entry(entry, ("cost", n, "flops"), "flops-without-input", value=cost.flops)


def average_differs(draft: Draft) -> Found:
    """A printed average that its own row does not give."""
    for entry, n, result, benchmark in _rows(draft):
        if "average-differs" not in (result.allow or {}):
            for metric, printed, found in average_faults(benchmark, result):
                path = ("results", n, "printed_average")
                yield in_entry(entry, path, "average-differs", metric=metric, printed=printed, found=f"{found:.4f}")


def noise_order(draft: Draft) -> Found:
    """A metric that does not strictly fall as the noise grows."""
    for entry, n, result, benchmark in _rows(draft):
        if "noise-order" not in (result.allow or {}):
            for metric, low, high in order_faults(benchmark, result):
                yield in_entry(entry, ("results", n, "values", high), "noise-order", metric=metric, low=low, high=high)


def columns_swapped(draft: Draft) -> Found:
    """A row that fits its board far better once two of its columns are exchanged."""
    boards: defaultdict[str, list[tuple[Entry, int, Result]]] = defaultdict(list)
    benchmarks = {benchmark.id: benchmark for benchmark in draft.about.benchmarks}
    for entry, n, result, benchmark in _rows(draft):
        boards[benchmark.id].append((entry, n, result))
    for id, rows in boards.items():
        for at_row, one, other in swap_faults(benchmarks[id], [result for _, _, result in rows]):
            entry, n, result = rows[at_row]
            if "columns-swapped" not in (result.allow or {}):
                yield in_entry(entry, ("results", n, "values", one), "columns-swapped", one=one, other=other)


def needless_allow(draft: Draft) -> Found:
    """A finding accepted on a row that the rule does not find, or no rule of values."""
    finders: dict[str, Callable[[Benchmark, Result], Iterable[object]]] = {
        "average-differs": average_faults,
        "noise-order": order_faults,
    }
    known = " · ".join(ACCEPTABLE)
    for entry, n, result, benchmark in _rows(draft):
        for code in result.allow or {}:
            path = ("results", n, "allow", code)
            if code not in ACCEPTABLE:
                near = nearest(code, ACCEPTABLE)
                yield in_entry(entry, path, "needless-allow", key=True, value=code, near=near, known=known)
            elif code in finders and not any(True for _ in finders[code](benchmark, result)):
                yield in_entry(entry, path, "needless-allow", key=True, value=code, near="", known=known)


def _rows(draft: Draft) -> Rows:
    """Every row of a known benchmark, with its entry, its place in the list and its benchmark."""
    benchmarks = {benchmark.id: benchmark for benchmark in draft.about.benchmarks}
    for entry in draft.entries:
        for n, result in enumerate(entry.paper.results):
            if result.benchmark in benchmarks:
                yield entry, n, result, benchmarks[result.benchmark]


def _in_range(score: Decimal, metric: Metric) -> bool:
    if metric.range is None:
        return True
    low, high = metric.range
    return (low is None or score >= low) and (high is None or score <= high)
