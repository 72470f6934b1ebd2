"""Rules on numbers, run over the field's lists as printed.

``shelves/as-printed.csv`` holds the numbers of the survey list (github.com/Harbinzzy/All-in-One-Image-Restoration-
Survey at 651cef4) and of the tables beside it (MODEM, UDPNet, InstructIR, OneRestore), slips included.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from papershelf import shelf
from papershelf.checks.findings import average_faults, order_faults, swap_faults
from papershelf.model import Benchmark, Result
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


def test_levels_in_words_are_in_no_order() -> None:
    """Only numbers can be told to rise."""
    columns = [{"id": id, "label": id, "dataset": "d", "level": id} for id in ("light", "heavy")]
    benchmark = Benchmark.model_validate({"id": "b", "name": {"en": "B"}, "metrics": ["psnr"], "columns": columns})
    source = {"in": "paper", "locator": "Table 1"}
    values = {"light": ["20"], "heavy": ["30"]}
    result = Result.model_validate({"benchmark": "b", "values": values, "source": source})
    assert list(order_faults(benchmark, result)) == []


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
