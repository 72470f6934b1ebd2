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
    def name(self) -> str:
        """Its name, variant and marks, without what stands below."""
        parts = self.row.xpath("./th/text() | ./th/*[not(self::small or self::details)]//text()")
        return " ".join("".join(parts).split())

    @property
    def below(self) -> str:
        """What stands below its name: where it appeared, and its setting where the board holds several."""
        return " ".join(self.row.xpath("./th/small")[0].text_content().split())

    @property
    def cells(self) -> list[HtmlElement]:
        """Its cells in the columns of the benchmark."""
        return list(self.row.xpath("./td[@class='more']"))[: len(self.columns)]

    @property
    def more(self) -> list[HtmlElement]:
        """The cells of its size and its source."""
        return list(self.row.xpath("./td[@class='more']"))[len(self.columns) :]

    def said(self, name: str) -> str:
        """The words of its cell of a class: mean, kind, signs; nothing where the board has none."""
        found = self.row.xpath(f"./td[contains(@class, '{name}')]")
        return " ".join(found[0].text_content().split()) if found else ""

    @property
    def rank(self) -> int | None:
        """Its rank."""
        shown = self.said("rank")
        return int(shown) if shown else None

    @property
    def numbers(self) -> dict[str, list[str]]:
        """Column → its numbers as printed, where there are any."""
        found = zip(self.columns, self.cells, strict=True)
        return {column: cell.text_content().split(" / ") for column, cell in found if cell.text_content().strip()}

    @property
    def flagged(self) -> bool:
        """Whether it is marked as one with a finding."""
        return bool(self.row.xpath("./th/a[text()='⚑']"))

    @property
    def apart(self) -> bool:
        """Whether it is shown as one that cannot be held against the others."""
        return self.row.get("class") == "apart"


def boards(built: Built, below: str, benchmark: dict[str, Any]) -> Iterator[list[Shown]]:
    """The rows of each board of a benchmark's page."""
    page = built.pages[f"{below}benchmarks/{benchmark['id']}/index.html"]
    columns = [each["id"] for each in benchmark["columns"]]
    for table in page.xpath("//table[@data-board]"):
        rows = table.xpath("./tbody/tr[not(@class='baseline')]")
        yield [Shown(row, row.get("data-setting") or None, columns) for row in rows]


def setting_name(benchmark: dict[str, Any], id: str | None, below: str) -> str:
    """The name of a setting of a benchmark in a language, or nothing."""
    lang = "zh" if below else "en"
    return next((str(each[lang]) for each in benchmark.get("settings", []) if each["id"] == id), "")


def doubted(benchmark: dict[str, Any], result: dict[str, Any]) -> bool:
    """Whether a finding leaves a row's score open: the printed mean more than 0.05 from that of its columns."""
    if "allow" not in result:
        return False
    told = printed_mean(result)
    values = printed(result)
    scores = [values.get(column["id"], ["–"])[0] for column in benchmark["columns"]]
    if told is None or not values or "–" in scores:
        return set(result["allow"]) != {"average-differs"}
    return abs(sum(map(Decimal, scores), Decimal(0)) / len(scores) - told) > Decimal("0.05")


def printed_mean(result: dict[str, Any]) -> Decimal | None:
    """The first metric's mean as printed."""
    found = result.get("printed_average", ["-"])[0]
    return None if found == "-" else Decimal(found)


def departs(registry: Registry, benchmark: dict[str, Any], result: dict[str, Any], metric: int = 0) -> bool:
    """Whether a row is known to depart from its board in what breaks and touches a metric, the ranking one or another."""
    for field in registry.about["protocol_fields"]:
        breaks = field["weight"] == "breaks" or field["id"] in benchmark.get("breaks", [])
        touches = benchmark["metrics"][metric] in field.get("touches", benchmark["metrics"])
        mine = protocol(registry, result).get(field["id"], {}).get("is")
        theirs = benchmark.get("protocol", {}).get(field["id"], {}).get("is")
        if breaks and touches and mine is not None and theirs is not None:
            for column in (each["id"] for each in benchmark["columns"]):
                a, b = (each.get(column) if isinstance(each, dict) else each for each in (mine, theirs))
                if a is not None and b is not None and a != b:
                    return True
    return False


def protocol(registry: Registry, result: dict[str, Any]) -> dict[str, Any]:
    """Where a row departs, as it says; one that repeats the numbers of its authors departs as theirs does."""
    (id,) = (id for id, each in registry.papers.items() if any(row is result for row in each.get("results", [])))
    if "protocol" not in result and not own(registry, id, result):
        for other in registry.results(id, result["benchmark"], result.get("setting"), result.get("variant")):
            if own(registry, id, other) and _repeated(printed(result), printed(other)):
                return dict(other.get("protocol", {}))
    return dict(result.get("protocol", {}))


def own(registry: Registry, paper: str, result: dict[str, Any]) -> bool:
    """Whether the method's authors print it."""
    return "in" in result["source"] or registry.places[result["source"]["at"]] == paper


def _repeated(some: dict[str, list[str]], others: dict[str, list[str]]) -> bool:
    """Whether the numbers that two rows both print are the same, to the digits of the coarser."""
    both = [pair for column in some.keys() & others.keys() for pair in zip(some[column], others[column], strict=True)]
    pairs = [(Decimal(a), Decimal(b)) for a, b in both if "–" not in (a, b)]
    steps = [max(Decimal(1).scaleb(each.as_tuple().exponent) for each in pair) for pair in pairs]  # type: ignore[arg-type]
    near = (
        len({each.quantize(step, ROUND_HALF_UP) for each in pair}) == 1 for pair, step in zip(pairs, steps, strict=True)
    )
    return bool(both) and all(near)


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
