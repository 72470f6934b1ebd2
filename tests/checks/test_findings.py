"""What is found wrong with numbers: each finder by itself, and all over the field's lists as printed.

``shelves/as-printed.csv`` holds the numbers of the survey list (github.com/Harbinzzy/All-in-One-Image-Restoration-
Survey at 651cef4) and of the tables beside it (MODEM, UDPNet, InstructIR, OneRestore), slips included.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from papershelf import shelf
from papershelf.checks.findings import average_faults, order_faults, swap_faults
from papershelf.model import About, Benchmark, Result
from tests.board.test_rows import ABOUT
from tests.conftest import ROOT

PRINTED = ROOT / "tests" / "shelves" / "as-printed.csv"
FOUR = {"Snow100K-S", "Snow100K-L", "Outdoor", "RainDrop"}
# Column as printed → its id, where lower case and hyphens do not give it.
COLUMNS = {
    "BSD68 sigma=15": "n15",
    "BSD68 sigma=25": "n25",
    "BSD68 sigma=50": "n50",
}
# The columns of the four-subset table under the names that the three-column protocol has for them.
THREE = {"snow100k-l": "snow", "outdoor": "rain-fog", "raindrop": "raindrop"}


@cache
def benchmarks() -> dict[str, Benchmark]:
    """The shipped benchmarks."""
    return {each.id: each for each in shelf.read(ROOT).catalogue.about.benchmarks}


@cache
def rows() -> dict[str, list[tuple[str, Result]]]:
    """Benchmark → the name and the row of each method, as printed."""
    cells: defaultdict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    printed: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    with PRINTED.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            four = line["benchmark"] == "all-weather" and line["setting"] in FOUR
            benchmark = "all-weather-4" if four else line["benchmark"]
            key: tuple[str, ...] = (benchmark, line["method"], line["variant"], line["source_line"])
            column = COLUMNS.get(line["setting"], line["setting"].lower().replace("+", "-"))
            cells[key][column].append(line["value"])
            if line["printed_average"] and len(printed[key]) < 2 and len(cells[key]) == 1:
                printed[key].append(line["printed_average"])
    found: defaultdict[str, list[tuple[str, Result]]] = defaultdict(list)
    for original, values in cells.items():
        key = original
        if key[0] == "all-weather-4" and "snow100k-s" not in values:  # three of the four: the other protocol
            key, values = ("all-weather", *key[1:]), {THREE[column]: cell for column, cell in values.items()}
        made: dict[str, Any] = {"benchmark": key[0], "source": {"in": "page", "locator": key[3] or "README"}}
        mean_only = list(values) == ["average over cdd-11"]
        if not mean_only:
            made["values"] = dict(values)
        averages = printed[original]
        if mean_only or averages:
            made["printed_average"] = averages or values["average over cdd-11"]
        found[key[0]].append((f"{key[1]} {key[2]}".strip(), Result.model_validate(made)))
    return found


def each_row() -> Iterator[tuple[str, Benchmark, Result]]:
    """Every row with its benchmark."""
    for id, listed in rows().items():
        for name, result in listed:
            yield name, benchmarks()[id], result


# --- each by itself ----------------------------------------------------------------------------------

BENCHMARK: dict[str, Any] = {
    "id": "b",
    "name": {"en": "B"},
    "metrics": ["psnr", "ssim"],
    "average": "mean",
    "columns": [
        {"id": "low", "label": "15", "dataset": "d", "level": "15"},
        {"id": "high", "label": "50", "dataset": "d", "level": "50"},
    ],
}


def benchmark(**more: Any) -> Benchmark:
    """A board of two levels of noise; other fields as given."""
    return Benchmark.model_validate({**BENCHMARK, **more})


def row(low: list[str], high: list[str], printed: list[str] | None = None) -> Result:
    """A row of that board."""
    made: dict[str, Any] = {"benchmark": "b", "values": {"low": low, "high": high}}
    if printed is not None:
        made["printed_average"] = printed
    return Result.model_validate({**made, "source": {"in": "paper", "locator": "Table 1"}})


@pytest.mark.parametrize(
    ("printed", "metrics"),
    [
        (["25.00", "0.850"], []),
        (["25.01", "0.849"], []),
        (["25.02", "0.850"], ["psnr"]),
        (["24.98", "0.852"], ["psnr", "ssim"]),
        (["26.00", "-"], ["psnr"]),
        (["25.00"], []),
        (None, []),
    ],
)
def test_a_printed_mean_may_be_one_unit_off(printed: list[str] | None, metrics: list[str]) -> None:
    """A unit of the last digit of the coarsest score, and half of one more; each metric by itself."""
    found = list(average_faults(benchmark(), row(["30.00", "0.900"], ["20.00", "0.800"], printed)))
    assert [metric for metric, _, _ in found] == metrics
    said = dict(zip(("psnr", "ssim"), printed or [], strict=False))
    assert {metric: str(score) for metric, score, _ in found}.items() <= said.items()
    assert {mean for _, _, mean in found} <= {Decimal("25.00"), Decimal("0.85")}


def test_a_metric_that_is_not_printed_does_not_hide_the_next() -> None:
    """Neither in the columns nor in the mean."""
    (fault,) = average_faults(benchmark(), row(["-", "0.9"], ["-", "0.8"], ["-", "0.5"]))
    assert fault == ("ssim", Decimal("0.5"), Decimal("0.85"))


def test_coarse_scores_make_a_coarse_checksum() -> None:
    """Where the scores have one digit, so has the comparison."""
    assert list(average_faults(benchmark(metrics=["psnr"]), row(["30.1"], ["20.0"], ["25.19"]))) == []
    assert list(average_faults(benchmark(average="none"), row(["30.0"], ["20.0"], ["1.0"]))) == []


@pytest.mark.parametrize(
    ("low", "high", "metrics"),
    [
        (["30.0", "0.9"], ["20.0", "0.8"], []),
        (["30.0", "0.9"], ["30.0", "0.8"], ["psnr"]),
        (["20.0", "0.8"], ["30.0", "0.9"], ["psnr", "ssim"]),
        (["30.0", "-"], ["20.0", "0.8"], []),
        (["30.0"], ["20.0", "0.8"], []),
    ],
)
def test_a_score_falls_as_the_noise_grows(low: list[str], high: list[str], metrics: list[str]) -> None:
    """Strictly; a score not printed says nothing."""
    assert list(order_faults(benchmark(), row(low, high))) == [(metric, "low", "high") for metric in metrics]


def test_levels_of_two_data_sets_are_two_orders() -> None:
    """And they are compared as numbers, whatever order the columns stand in."""
    columns = [{**BENCHMARK["columns"][0], "level": "100"}, {**BENCHMARK["columns"][1], "level": "50"}]
    result = row(["30.0", "0.9"], ["20.0", "0.8"])
    assert len(list(order_faults(benchmark(columns=columns), result))) == 2
    columns[0]["dataset"] = "other"
    assert list(order_faults(benchmark(columns=columns), result)) == []


@pytest.mark.parametrize(("rows", "found"), [(20, [(7, "low", "high")]), (19, [])])
def test_a_row_that_fits_only_turned_round(rows: int, found: list[tuple[int, str, str]]) -> None:
    """Twenty complete rows are needed to tell; a row with a gap counts for nothing."""
    results = [row([f"{30 + n / 10}"], [f"{20 + n / 7:.1f}"]) for n in range(rows)]
    results[7] = row([f"{20 + 1:.1f}"], [f"{30.7}"])
    assert swap_faults(benchmark(metrics=["psnr"]), results) == found
    assert swap_faults(benchmark(metrics=["psnr"]), [*results[:-1], row(["-"], ["20.0"])]) == []


# --- the lists as printed ----------------------------------------------------------------------------


def test_every_column_is_known() -> None:
    """The lists print the columns of the shipped benchmarks and no others."""
    for name, benchmark, result in each_row():
        assert set(result.values) <= {column.id for column in benchmark.columns}, name


def test_averages_that_do_not_follow() -> None:
    """As printed, 17 averages in 14 rows lie more than one and a half units off."""
    found = [
        (name, benchmark.id, fault[0])
        for name, benchmark, result in each_row()
        for fault in average_faults(benchmark, result)
    ]
    assert len(found) == 17
    assert len({each[:2] for each in found}) == 14


def test_noise_that_grows_while_the_score_does_not_fall() -> None:
    """As printed, one row has a score that does not fall from one noise level to the next."""
    found = {name for name, benchmark, result in each_row() for _ in order_faults(benchmark, result)}
    assert found == {"Restormer"}


def test_columns_that_were_exchanged() -> None:
    """As printed, two rows of one board have two columns exchanged."""
    found = [
        (id, listed[n][0])
        for id, listed in rows().items()
        for n in {fault[0] for fault in swap_faults(benchmarks()[id], [result for _, result in listed])}
    ]
    assert sorted(found) == [
        ("five-task", "Art_PromptIR PromptIR backbone"),
        ("five-task", "InstructIR-5D 5-task model"),
    ]


def test_a_cell_of_no_column_may_be_short() -> None:
    """It is told elsewhere; here it counts for no unit of a metric that it lacks."""
    benchmark = About.model_validate(ABOUT).benchmarks[0]
    values = {"a": ["30.00", "0.900"], "b": ["32.00", "0.920"], "other": ["1"]}
    facts = {"benchmark": "first", "source": {"in": "paper", "locator": "Table 1"}}
    result = Result.model_validate({**facts, "values": values, "printed_average": ["35.00", "0.910"]})
    assert [metric for metric, *_ in average_faults(benchmark, result)] == ["psnr"]
