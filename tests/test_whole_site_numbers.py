"""The numbers on the built site: every board, read back and held against the registry with arithmetic of its own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement

from papershelf.render.explorer import options, words
from tests.conftest import Built
from tests.plain import BELOW, KINDS, Registry, Shown, boards, departs, doubted, mean, own, printed, read


@pytest.fixture(scope="module")
def registry(built: Built) -> Registry:
    """That of the built site."""
    return read(built.root)


@BELOW
def test_every_board(built: Built, registry: Registry, below: str) -> None:
    """Each row shows the numbers of one source as it prints them; ranks follow the means; rows apart have none."""
    seen = 0
    for benchmark in registry.about["benchmarks"]:
        for rows in boards(built, below, benchmark):
            ranked: list[tuple[int, Decimal]] = []
            assert len({(row.paper, row.variant) for row in rows}) == len(rows)
            for row in rows:
                results = registry.results(row.paper, benchmark["id"], row.setting, row.variant)
                found = [each for each in results if printed(each) == row.numbers and "withdrawn" not in each]
                assert found, (benchmark["id"], row.paper, row.numbers)
                assert row.flagged == any("allow" in each for each in found)
                able = [each for each in found if not departs(registry, benchmark, each)] or found
                theirs = any(own(registry, row.paper, each) for each in able)
                assert row.said("kind") == KINDS[below][0 if theirs else 1]
                barred = doubted(benchmark, able[0]) or departs(registry, benchmark, able[0])
                assert row.apart == barred, (benchmark["id"], row.paper)
                score = mean(benchmark, found[0])
                assert (row.rank is not None) == (score is not None and not barred)
                ranked += [(row.rank, score)] if row.rank is not None and score is not None else []
                if len(results) == 1:
                    assert row.row.xpath("./th/a[text()='≠']") == []
                seen += 1
            low = benchmark["metrics"][0] in registry.lower
            for rank, score in ranked:
                assert rank == 1 + sum(other < score if low else other > score for _, other in ranked)
            assert [row.rank for row in rows] == [
                *sorted(rank for rank, _ in ranked),
                *[None] * (len(rows) - len(ranked)),
            ]
    assert seen > 200


@BELOW
def test_best_and_second_of_every_column(built: Built, registry: Registry, below: str) -> None:
    """Bold the best number of a column and metric, underlined the second, all others plain; rows apart are plain."""
    seen = 0
    for benchmark in registry.about["benchmarks"]:
        for rows in boards(built, below, benchmark):
            for n, _ in enumerate(benchmark["columns"]):
                for place, metric in enumerate(benchmark["metrics"]):
                    shown = []
                    for row in rows:
                        cell = row.cells[n]
                        scores = cell.text_content().split(" / ")
                        if place < len(scores) and scores[place].strip() not in ("", "–"):
                            marks = marks_of(cell)
                            assert len(marks) == len(scores)
                            barred = row.apart or _barred(registry, benchmark, row, place)
                            shown.append((Decimal(scores[place]), marks[place], barred))
                    values = sorted(
                        {score for score, _, flagged in shown if not flagged}, reverse=metric not in registry.lower
                    )
                    for score, mark, flagged in shown:
                        wanted = "" if flagged else dict(zip(values, "bu", strict=False)).get(score, "")
                        assert mark == wanted, (benchmark["id"], score)
                        seen += 1
    assert seen > 2000


def _barred(registry: Registry, benchmark: dict[str, Any], row: Shown, metric: int) -> bool:
    """Whether a row on a board is known to depart in what a metric depends on."""
    results = registry.results(row.paper, benchmark["id"], row.setting, row.variant)
    found = (each for each in results if printed(each) == row.numbers and "withdrawn" not in each)
    return all(departs(registry, benchmark, each, metric) for each in found)


def marks_of(cell: HtmlElement) -> list[str]:
    """Of each number of a cell the element that it stands in, or nothing."""
    html = etree.tostring(cell, encoding="unicode", with_tail=False)
    inner = re.sub(r"^<td [^>]*>|</td>$|</?small>|</?span[^>]*>", "", html)
    return [(re.findall(r"^<([bu]) ", each) or [""])[0] for each in inner.split(" / ")]


@BELOW
def test_numbers_of_every_paper(built: Built, registry: Registry, below: str) -> None:
    """Its page has a row for each result; where it tells a rank, that is the board's, among as many as rank there."""
    ranks: dict[tuple[str, str, str | None, str | None], tuple[int, int]] = {}
    for benchmark in registry.about["benchmarks"]:
        for rows in boards(built, below, benchmark):
            total = sum(row.rank is not None for row in rows)
            for row in rows:
                if row.rank is not None:
                    ranks[row.paper, benchmark["id"], row.setting, row.variant] = row.rank, total
    assert len(ranks) > 200
    for id, entry in registry.papers.items():
        page = built.pages[f"{below}papers/{id}/index.html"]
        rows = page.xpath("//table[contains(@class, 'numbers')]/tbody/tr")
        assert len(rows) == len(entry.get("results", []))
        told = []
        for row in rows:
            numbers = [int(each) for each in re.findall(r"\d+", row.xpath("./td[2]")[0].text_content())]
            told += [tuple(numbers)] if len(numbers) == 2 else []
        assert sorted(told) == sorted(found for (paper, *_), found in ranks.items() if paper == id)


@BELOW
def test_data_sets_list_each_method_once(built: Built, registry: Registry, below: str) -> None:
    """Under each column a method, variant and regime stands once."""
    seen = 0
    for dataset in registry.about["datasets"]:
        page = built.pages[f"{below}datasets/{dataset['id']}/index.html"]
        for table in page.xpath("//details/table"):
            names = [row.xpath("./th")[0].text_content() for row in table.xpath("./tbody/tr")]
            links = [row.xpath("./th/a/@href")[0] for row in table.xpath("./tbody/tr")]
            assert len({*zip(names, links, strict=True)}) == len(names) > 0
            seen += len(names)
    assert seen > 1000


@BELOW
def test_timeline_counts_every_paper(built: Built, registry: Registry, below: str) -> None:
    """All papers of each year below, and of each technique those that name it."""
    (table,) = built.pages[f"{below}timeline/index.html"].xpath("//table")
    years = [cell.text_content() for cell in table.xpath("./thead//th")][1:]
    assert years == sorted({entry["year"] for entry in registry.papers.values()})
    *techniques, total = table.xpath("./tbody/tr")
    assert len(techniques) == 10
    assert [int(cell.text_content()) for cell in total.xpath("./td")] == [
        sum(entry["year"] == year for entry in registry.papers.values()) for year in years
    ]
    for row in techniques:
        id = row.xpath("./th/a/@href")[0].rstrip("/").rpartition("/")[2]
        named = [entry["year"] for entry in registry.papers.values() if id in entry.get("techniques", [])]
        assert [int(cell.text_content()) for cell in row.xpath("./td")] == [named.count(year) for year in years]


def test_every_badge(built: Built) -> None:
    """Its page shows the picture and the line, and both the picture and the page that the line leads to are there."""
    site = built.catalogue.about.site_url
    seen = 0
    for below in built.languages.values():
        for path, page in built.pages.items():
            if re.fullmatch(rf"{below}papers/[^/]+/index\.html", path):
                lines = [str(each) for each in page.xpath("//*[starts-with(@id, 'badge-')]/code/text()")]
                pictures = page.xpath("//h2[@id='badge']/following-sibling::p/img")
                assert len(lines) == len(pictures)
                for line, picture in zip(lines, pictures, strict=True):
                    shown, target = re.findall(r"\((\S+?)\)", line)
                    assert shown.startswith(f"{site}{below}badges/")
                    assert site + path.removesuffix("index.html") == target
                    file = (built.site / path).parent / picture.get("src")
                    assert file.resolve() == built.site / shown.removeprefix(site)
                    tree = etree.parse(file)
                    assert "".join(tree.xpath("//*[local-name()='title']/text()")) == picture.get("alt")
                    seen += 1
    ranked = {
        (row.paper.id, id)
        for id, group in built.catalogue.boards.items()
        for board in group
        for row in board.rows
        if row.rank is not None and board.ranked >= 5
    }
    assert seen == 2 * len(ranked)
    assert len(ranked) > 50


def test_every_option_of_the_list(built: Built) -> None:
    """The number beside an option is that of the rows that the script will find by it; none is without a paper."""
    page = built.pages["papers/index.html"]
    of_rows = [set(row.get("data-words", "").split()) for row in page.xpath("//table[@class='papers']/tbody/tr")]
    shown = {box.get("value"): int(box.xpath("../small/text()")[0]) for box in page.xpath("//fieldset//input")}
    assert len(shown) > 50
    assert shown == {word: sum(word in each for each in of_rows) for word in shown}
    assert min(shown.values()) > 0
    cards = [*built.catalogue.cards.values()]
    assert of_rows == [set(words(card)) for card in cards]
    assert set(shown) == {word for listed in options(cards).values() for word, _ in listed}
