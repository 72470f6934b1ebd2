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


def size_column(board: Page) -> int:
    """The column of parameters, the last but one."""
    return table(board).locator("thead th").count() - 2


def test_by_number(board: Page) -> None:
    """The best first at the first press, the lowest at the second; rows without a number last, either way."""
    sizes = size_column(board)
    before = sorted(column(board, 1))
    for n in (sizes, 5, 7, 2):
        assert press(board, n) == "descending"
        known = numbers(column(board, n))
        assert known == sorted(known, reverse=True)
        assert press(board, n) == "ascending"
        known = numbers(column(board, n))
        assert known == sorted(known)
    assert len(set(known)) > 5
    assert "" in column(board, sizes)
    assert sorted(column(board, 1)) == before


def test_by_size(board: Page) -> None:
    """Thousands before millions before thousands of millions, and several parts as their sum."""
    sizes = ["851K", "1.3B", "16.1M+17M", "20.3M"]
    told = [("0.851", "851K"), ("1300.0", "1.3B"), ("33.1", "16.1M+17M"), ("20.3", "20.3M")]
    n = size_column(board)
    table(board).evaluate(
        """(table, [n, told]) => told.forEach(([value, words], row) => {
            const cell = table.tBodies[0].rows[row].cells[n];
            cell.dataset.value = value;
            cell.textContent = words;
        })""",
        [n, told],
    )
    assert press(board, n) == "descending"
    assert [cell for cell in column(board, n) if cell in sizes] == ["1.3B", "16.1M+17M", "20.3M", "851K"]


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
    assert press(board, 2) == "descending"
    assert table(board).locator("thead th").nth(1).get_attribute("aria-sort") is None


def test_own_rows_only(board: Page, built: Built) -> None:
    """Rows reported by others go, and come back; what is left is ranked anew, rows that share a rank share it still."""
    own, cited = KINDS["zh/" if "/zh/" in board.url else ""]
    rows = table(board).locator("tbody tr")
    kinds, before = column(board, 3), column(board, 0)
    assert {own, cited} <= set(kinds)
    board.locator("input[name=rows][value=own]").check()
    for n, kind in enumerate(kinds):
        expect(rows.nth(n)).to_be_visible(visible=kind != cited)
    left = [int(rank) for rank, kind in zip(before, kinds, strict=True) if rank and kind == own]
    shown = [int(rank) for rank, kind in zip(column(board, 0), kinds, strict=True) if rank and kind == own]
    assert shown == [1 + sum(other < rank for other in left) for rank in left]
    assert shown[0] == 1 != left[0]
    board.locator("input[name=rows][value=all]").check()
    assert column(board, 0) == before
    for n in range(len(kinds)):
        expect(rows.nth(n)).to_be_visible()


def test_the_address_keeps_what_is_shown(board: Page) -> None:
    """Own rows and the order: opened anew, the page stands as it was; what the address cannot mean is left out."""
    press(board, 5)
    press(board, 5)
    board.locator("input[name=rows][value=own]").check()
    address, cells, ranks = board.url, column(board, 5), column(board, 0)
    assert "rows=own" in address
    assert "sort=0.5" in address
    board.goto(address)
    assert (column(board, 5), column(board, 0)) == (cells, ranks)
    expect(board.locator("input[name=rows][value=own]")).to_be_checked()
    board.locator("input[name=rows][value=all]").check()
    assert "rows" not in board.url
    board.goto(f"{address.partition('?')[0]}?sort=9.99-&rows=none&setting=x")
    assert len(column(board, 0)) == len(ranks)
    expect(table(board).locator("tbody tr").first).to_be_visible()


def test_one_setting_only(browser: Browser, served: str) -> None:
    """CDD-11 is one table; a setting, or none stated, is chosen beside it, ranked anew, and kept in the address."""
    page = browser.new_page()
    page.goto(f"{served}benchmarks/cdd-11/")
    assert page.locator("table[data-board]").count() == 1
    rows = table(page).locator("tbody tr[data-setting]")
    settings = rows.evaluate_all("rows => rows.map(row => row.dataset.setting)")
    assert len(set(settings)) > 3
    for value, wanted in (("one-to-composite", "one-to-composite"), ("-", "")):
        page.locator("select[name=setting]").select_option(value)
        assert f"setting={value}" in page.url
        shown = rows.evaluate_all("rows => rows.filter(row => !row.hidden).map(row => row.dataset.setting)")
        assert shown == [each for each in settings if each == wanted] != []
        ranks = rows.evaluate_all("rows => rows.filter(row => !row.hidden).map(row => row.cells[0].textContent)")
        assert ranks[0] == "1"
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_every_board_answers_without_scrolling_sideways(
    browser: Browser, served: str, built: Built, width: int
) -> None:
    """Rank, name, mean and signs stand in the window; at 1280 the first three rows within its first 900 pixels."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    seen = 0
    for below in LANGUAGES.values():
        for benchmark in built.catalogue.about.benchmarks:
            page.goto(f"{served}{below}benchmarks/{benchmark.id}/")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, benchmark.id
            places = page.locator("table[data-board] tbody tr:not(.baseline)").evaluate_all(
                """rows => rows.flatMap(row => [...row.querySelectorAll(".rank, .method, .mean, .signs")]
                    .map(cell => cell.getBoundingClientRect()).map(box => [box.left, box.right]))"""
            )
            assert all(0 <= left < right <= width for left, right in places), benchmark.id
            covered = page.locator("table[data-board] tbody tr").evaluate_all(
                """rows => rows.flatMap(row => [...row.querySelectorAll(".stay")].map(cell => {
                    const [box, next] = [cell, cell.nextElementSibling].map(it => it.getBoundingClientRect());
                    return next.top < box.bottom && next.left < box.right - 0.5 && box.left < next.right - 0.5;
                }))"""
            )
            assert not any(covered), benchmark.id  # what stays where it is covers nothing until the board is scrolled
            bottoms = (
                page.locator("table[data-board]")
                .first.locator("tbody tr")
                .evaluate_all("rows => rows.slice(0, 3).map(row => row.getBoundingClientRect().bottom)")
            )
            if width == 1280 and len(benchmark.columns) > 1:
                assert max(bottoms) <= 900, benchmark.id
            seen += len(places)
    context.close()
    assert seen > 1000


def test_a_row_opens_on_a_phone(browser: Browser, served: str) -> None:
    """Its numbers with the heads of their columns, by touch or by key; the others stay closed."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{served}benchmarks/three-task/")
    row = table(page).locator("tbody tr").first
    expect(row.locator("td.mean")).to_be_visible()
    expect(row.locator("td.more").first).to_be_hidden()
    row.locator("summary").press("Enter")
    expect(row.locator("td.more").first).to_be_visible()
    assert row.locator("td.more").first.evaluate("cell => getComputedStyle(cell, '::before').content") == '"SOTS"'
    expect(table(page).locator("tbody tr").nth(1).locator("td.more").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


def test_plots_fit_a_phone(browser: Browser, served: str) -> None:
    """Drawn for its width, with letters as large; on a desk the wide one."""
    for width, shown, hidden in ((360, "narrow", "wide"), (1280, "wide", "narrow")):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{served}benchmarks/three-task/")
        figure = page.locator("figure.plot").first
        expect(figure.locator(f"svg.{shown}")).to_be_visible()
        expect(figure.locator(f"svg.{hidden}")).to_be_hidden()
        box = figure.locator(f"svg.{shown}").bounding_box()
        assert box is not None
        assert box["width"] <= width
        page.close()


@pytest.mark.parametrize("board", ["three-task", "cdd-11", "foundir"])
def test_a_board_prints_whole(browser: Browser, served: str, board: str) -> None:
    """On A4 across: nothing of it lies outside of the paper, no number is broken, and the paper is white."""
    page = browser.new_page(viewport={"width": 1047, "height": 700}, color_scheme="dark")
    page.goto(f"{served}benchmarks/{board}/")
    page.emulate_media(media="print")
    box = page.locator(".board-box").first
    assert box.evaluate("box => getComputedStyle(box).overflowX") == "visible"
    assert box.evaluate("box => box.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    cells = box.locator("tbody td.mean, tbody td.more:not(:last-child)")
    assert set(cells.evaluate_all("all => all.map(cell => getComputedStyle(cell).whiteSpace)")) == {"nowrap"}
    page.set_viewport_size({"width": 620, "height": 700})
    assert box.locator("tbody tr").first.locator("td.more").first.is_visible()  # no phone's layout
    page.close()
