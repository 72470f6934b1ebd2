"""The registry read as plain data, and the boards of the built site read back, without the engine's own arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml.html import HtmlElement

from tests.conftest import Built

BELOW = pytest.mark.parametrize("below", ["", "zh/"])
KINDS = {"": ("own", "cited"), "zh/": ("自报", "转引")}


@dataclass
class Registry:
    """The registry as plain data, every number as it is written."""

    papers: dict[str, Any]
    about: dict[str, Any]

    @cached_property
    def lower(self) -> set[str]:
        """The metrics that are better when lower."""
        return {each["id"] for each in self.about["metrics"] if each["better"] == "lower"}

    @cached_property
    def places(self) -> dict[str, str | None]:
        """Source → the paper it belongs to."""
        return {each["id"]: each.get("paper") for each in self.about["sources"]}

    @cached_property
    def names(self) -> dict[str, str]:
        """Paper → the name that is shown: the method's, with the year where two share it, or the title."""
        counts = Counter(each["method"] for each in self.papers.values() if "method" in each)
        found = {}
        for id, each in self.papers.items():
            name = " ".join(each.get("method", each["title"]).split())
            found[id] = f"{name} ({each['year']})" if counts[each.get("method")] > 1 else name
        return found

    def appeared(self, paper: str) -> str:
        """Venue and year of a paper."""
        (venue,) = [each for each in self.about["venues"] if each["id"] == self.papers[paper]["venue"]]
        return f"{venue['name']} {self.papers[paper]['year']}"

    def source(self, result: dict[str, Any]) -> tuple[str | None, str]:
        """The address that a result's source names, without a place on it, and the words for it."""
        source = result["source"]
        if "at" not in source:
            return source.get("url"), source["locator"]
        (place,) = [each for each in self.about["sources"] if each["id"] == source["at"]]
        return place["url"], f"{source['at']}, {source['locator']}"

    def results(self, paper: str, benchmark: str, setting: str | None, variant: str | None) -> list[dict[str, Any]]:
        """What sources print for one method."""
        return [
            each
            for each in self.papers[paper].get("results", [])
            if (each["benchmark"], each.get("setting"), each.get("variant")) == (benchmark, setting, variant)
        ]


@cache
def read(root: Path) -> Registry:
    """That of a folder."""
    files = [root / "papers.yaml", *sorted(root.glob("papers/*.yaml")), root / "catalogue.yaml"]
    *parts, about = (yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in files)
    return Registry({each["id"]: each for part in parts for each in part["papers"] or ()}, about)


@dataclass
class Shown:
    """A row of a board as it is shown."""

    row: HtmlElement
    setting: str | None
    columns: list[str]

    @property
    def paper(self) -> str:
        """The id of its paper."""
        return str(self.row.xpath("./th/a[1]/@href")[0]).rstrip("/").rpartition("/")[2]

    @property
    def variant(self) -> str | None:
        """Its variant."""
        return next((each.text_content() for each in self.row.xpath("./th/span[@class='variant']")), None)

    @property
    def cells(self) -> list[HtmlElement]:
        """Rank, venue, size, the columns, mean where there is one, kind, source."""
        return list(self.row.xpath("./td"))

    @property
    def rank(self) -> int | None:
        """Its rank."""
        shown = self.cells[0].text_content().strip()
        return int(shown) if shown else None

    @property
    def numbers(self) -> dict[str, list[str]]:
        """Column → its numbers as printed, where there are any."""
        found = zip(self.columns, self.cells[3 : 3 + len(self.columns)], strict=True)
        return {column: cell.text_content().split(" / ") for column, cell in found if cell.text_content().strip()}

    @property
    def flagged(self) -> bool:
        """Whether it is marked as one with a finding."""
        return self.row.get("class") == "flagged"


def boards(built: Built, below: str, benchmark: dict[str, Any]) -> Iterator[list[Shown]]:
    """The rows of each board of a benchmark's page."""
    page = built.pages[f"{below}benchmarks/{benchmark['id']}/index.html"]
    columns = [each["id"] for each in benchmark["columns"]]
    for heading in page.xpath("//h2[starts-with(@id, 'board-')]"):
        (table,) = heading.xpath("./following::table[@data-board][1]")
        name = (heading.text or "").strip()
        setting = name if name in benchmark.get("settings", []) else None
        yield [Shown(row, setting, columns) for row in table.xpath("./tbody/tr[not(@class='baseline')]")]


def printed(result: dict[str, Any]) -> dict[str, list[str]]:
    """A result's numbers as the page shows them."""
    found = {key: each if isinstance(each, list) else [each] for key, each in result.get("values", {}).items()}
    return {key: ["–" if score == "-" else score for score in scores] for key, scores in found.items()}


def mean(benchmark: dict[str, Any], result: dict[str, Any]) -> Decimal | None:
    """What a row ranks by: the mean of the first metric over all columns, or as printed where nothing else is."""
    values = printed(result)
    if not values and "printed_average" in result:
        return Decimal(result["printed_average"][0])
    scores = [values.get(column["id"], ["–"])[0] for column in benchmark["columns"]]
    if benchmark.get("average") != "mean" or "–" in scores:
        return None
    return sum(map(Decimal, scores), Decimal(0)) / len(scores)


def size(result: dict[str, Any]) -> str:
    """A result's parameters as they are shown: the parts with a plus between."""
    params = result.get("params", "")
    return "+".join(params.values()) if isinstance(params, dict) else str(params)


def means(benchmark: dict[str, Any], result: dict[str, Any]) -> list[str]:
    """What stands as a row's mean: of each metric over all columns, half up, to the most digits that the row prints."""
    values = printed(result)
    if not values:
        return list(result.get("printed_average", []))
    found = []
    for n in range(len(benchmark["metrics"])):
        cells = [values.get(column["id"], []) for column in benchmark["columns"]]
        scores = [cell[n] for cell in cells if n < len(cell) and cell[n] != "–"]
        if len(scores) < len(cells):
            found.append("–")
            continue
        shown = [cell[n] for cell in (*values.values(), result.get("printed_average", [])) if n < len(cell)]
        digits = max(len(score.partition(".")[2]) for score in shown if score != "–")
        whole = sum(map(Decimal, scores), Decimal(0)) / len(scores)
        found.append(str(whole.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)))
    return found if benchmark.get("average") == "mean" and set(found) != {"–"} else []


def differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two results print different numbers for the same thing, to the digits of the coarser."""
    for column, scores in printed(one).items():
        for a, b in zip(scores, printed(other).get(column, []), strict=False):
            if "–" not in (a, b):
                digits = Decimal(1).scaleb(-min(len(each.partition(".")[2]) for each in (a, b)))
                if len({Decimal(each).quantize(digits, ROUND_HALF_UP) for each in (a, b)}) > 1:
                    return True
    return False
