"""A board in a real browser: sorting by a number or a name, both ways, and the rows of the methods' own authors."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import Built
from tests.plain import KINDS

pytestmark = pytest.mark.browser

BOARD = "benchmarks/three-task/"
SIZES = {"K": Decimal("0.001"), "M": Decimal(1), "B": Decimal(1000)}
LANGUAGES = {"en": "", "zh": "zh/"}


@pytest.fixture(params=LANGUAGES)
def board(browser: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of a board with rows without a mean, without a size, of both kinds."""
    context = browser.new_context(locale=request.param)
    found = context.new_page()
    errors: list[str] = []
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.goto(f"{served}{LANGUAGES[request.param]}{BOARD}")
    yield found
    context.close()
    assert errors == []


def table(board: Page) -> Locator:
    """The first table of the page."""
    return board.locator("table[data-board]").first


def column(board: Page, n: int) -> list[str]:
    """The words of a column's cells from top to bottom."""
    cells: list[str] = table(board).evaluate(
        "(table, n) => [...table.tBodies[0].rows].map(row => row.cells[n].textContent.trim())", n
    )
    return cells


def numbers(cells: list[str]) -> list[Decimal]:
    """The first number of each cell that has one, all of which stand before the empty ones."""
    known = [cell for cell in cells if cell and cell != "–"]
    assert cells[: len(known)] == known
    assert len(known) > 5
    return [sum(map(number, cell.split()[0].split("+")), Decimal(0)) for cell in known]


def number(words: str) -> Decimal:
    """A score, or a size in millions."""
    return Decimal(words.rstrip("KMB")) * SIZES.get(words[-1], Decimal(1))


def press(board: Page, n: int) -> str | None:
    """Presses the head of a column; how the column says that it is sorted."""
    head = table(board).locator("thead th").nth(n)
    head.locator("button").click()
    assert table(board).locator("th[aria-sort]").count() == 1
    return head.get_attribute("aria-sort")


def test_by_number(board: Page) -> None:
    """The best first at the first press, the lowest at the second; rows without a number last, either way."""
    heads = table(board).locator("thead th").count()
    before = sorted(column(board, 1))
    for n in (3, 4, 6, heads - 3):
        assert press(board, n) == "descending"
        known = numbers(column(board, n))
        assert known == sorted(known, reverse=True)
        assert press(board, n) == "ascending"
        known = numbers(column(board, n))
        assert known == sorted(known)
    assert len(set(known)) > 5
    assert "" in column(board, 3)
    assert sorted(column(board, 1)) == before


def test_by_size(board: Page) -> None:
    """Thousands before millions before thousands of millions, and several parts as their sum."""
    sizes = ["850K", "1.2B", "16M+17M", "20M"]
    told = [("0.850", "850K"), ("1200.0", "1.2B"), ("33", "16M+17M"), ("20", "20M")]
    table(board).evaluate(
        """(table, told) => told.forEach(([value, words], n) => {
            const cell = table.tBodies[0].rows[n].cells[3];
            cell.dataset.value = value;
            cell.textContent = words;
        })""",
        told,
    )
    assert press(board, 3) == "descending"
    assert [cell for cell in column(board, 3) if cell in sizes] == ["1.2B", "16M+17M", "20M", "850K"]


def test_by_rank(board: Page) -> None:
    """The first rank first at the first press, the last at the second; rows without one last."""
    ranks = [int(each) for each in column(board, 0) if each]
    assert press(board, 0) == "ascending"
    assert [int(each) for each in column(board, 0) if each] == ranks == sorted(ranks)
    assert press(board, 0) == "descending"
    assert numbers(column(board, 0)) == sorted(ranks, reverse=True)


def test_by_name(board: Page) -> None:
    """Capitals and small letters alike, as the language of the page sorts; the second press turns it round."""
    assert press(board, 1) == "ascending"
    names = column(board, 1)
    wanted = board.evaluate(
        "names => [...names].sort((a, b) => a.localeCompare(b, document.documentElement.lang))", names
    )
    assert names == wanted
    assert names != sorted(names, reverse=True)
    assert press(board, 1) == "descending"
    assert column(board, 1) == wanted[::-1]
    assert press(board, 4) == "descending"
    assert table(board).locator("thead th").nth(1).get_attribute("aria-sort") is None


def test_own_rows_only(board: Page, built: Built) -> None:
    """Rows printed by others go, and come back; the baselines stay."""
    own, cited = KINDS["zh/" if "/zh/" in board.url else ""]
    rows = table(board).locator("tbody tr")
    kinds = column(board, table(board).locator("thead th").count() - 2)
    assert {own, cited} <= set(kinds)
    board.locator("input[name=rows][value=own]").check()
    for n, kind in enumerate(kinds):
        expect(rows.nth(n)).to_be_visible(visible=kind != cited)
    board.locator("input[name=rows][value=all]").check()
    for n in range(len(kinds)):
        expect(rows.nth(n)).to_be_visible()
