"""The papers list in a real browser: facets that combine, counts, sorting, and the state in the URL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from papershelf.render import explorer
from tests.conftest import Built

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """The papers list."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    found = context.new_page()
    found.goto(f"{served}papers/")
    yield found
    context.close()


def shown(page: Page) -> list[str]:
    """The ids of the papers that are shown, in order."""
    expect(page.locator("[data-explorer] tbody")).not_to_have_attribute("data-busy", "")
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('[data-explorer] tbody tr')].filter(r => !r.hidden).map(r => r.dataset.id)"
    )
    return found


def choose(page: Page, word: str) -> None:
    """Ticks an option, opening its group."""
    box = page.locator(f"input[value='{word}']")
    box.evaluate("box => { box.closest('details').open = true; }")
    box.click()


def test_facets_combine(page: Page, built: Built) -> None:
    """Two facets narrow, two words of one facet widen; counts and the number of papers follow."""
    catalogue = built.catalogue
    has = {card.id: set(explorer.words(card)) for card in catalogue.cards.values()}
    choose(page, "technique:mixture-of-experts")
    choose(page, "has:code")
    wanted = {id for id, words in has.items() if {"technique:mixture-of-experts", "has:code"} <= words}
    assert set(shown(page)) == wanted
    expect(page.locator("[data-found]")).to_have_text(f"{len(wanted)} papers")
    choose(page, "technique:diffusion")
    either = {"technique:mixture-of-experts", "technique:diffusion"}
    assert set(shown(page)) == {id for id, words in has.items() if "has:code" in words and either & words}
    left = page.locator("label:has(input[value='year:2020']) [data-count]").text_content()
    assert int(left or 0) == sum("year:2020" in has[id] for id in shown(page))


def test_options_that_would_give_none_cannot_be_chosen(page: Page) -> None:
    """An option with no paper left is disabled, unless it is chosen."""
    choose(page, "year:2020")
    for box in page.locator("[data-explorer] input[type=checkbox]").all():
        count = int(box.locator("xpath=..").locator("[data-count]").text_content() or 0)
        assert box.is_disabled() == (count == 0 and not box.is_checked())


def test_state_stands_in_the_url(page: Page, served: str) -> None:
    """The address gives the same list again; back takes the last choice away; clear takes all."""
    choose(page, "year:2024")
    choose(page, "has:weights")
    ids = shown(page)
    assert re.search(r"\?year=2024&has=weights$|\?has=weights&year=2024$", page.url)
    other = page.context.new_page()
    other.goto(page.url)
    assert shown(other) == ids
    page.go_back()
    expect(page.locator("input[value='has:weights']")).not_to_be_checked()
    assert len(shown(page)) > len(ids)
    page.locator("button[type=reset]").click()
    page.wait_for_url(f"{served}papers/")
    assert len(shown(page)) > 200


def test_words_narrow_the_list(page: Page) -> None:
    """Words are looked for in names, titles and authors."""
    page.locator("#facet-q").fill("zamfir complexity")
    assert shown(page) == ["moce-ir"]
    page.locator("#facet-q").fill("no such words")
    expect(page.locator(".none-found")).to_be_visible()


def test_a_choice_that_leaves_nothing_can_be_taken_back(page: Page) -> None:
    """A chosen option of which no paper is left stays enabled."""
    choose(page, "year:2020")
    page.locator("#facet-q").fill("no such words")
    assert shown(page) == []
    box = page.locator("input[value='year:2020']")
    expect(box).to_be_checked()
    expect(box).to_be_enabled()
    choose(page, "year:2020")
    expect(box).not_to_be_checked()


def known_first(found: Sequence[Decimal | None]) -> list[Decimal]:
    """The values that are known, all of which stand before those that are not."""
    known = [value for value in found if value is not None]
    assert list(found[: len(known)]) == known
    assert 5 < len(known) < len(found)
    return known


def test_sorting(page: Page, built: Built) -> None:
    """By parameters the smallest come first, by a board the highest average; those without come last."""
    rows = built.catalogue.rows_of
    page.locator("select[name=sort]").select_option("params")
    sizes = [[r.millions for _, r in rows.get(id, ()) if r.millions is not None] for id in shown(page)]
    known = known_first([min(each, default=None) for each in sizes])
    assert known == sorted(known)
    page.locator("select[name=sort]").select_option("three-task")
    known = known_first(averages(page, built))
    assert known == sorted(known, reverse=True)


def test_sorting_by_public_month(page: Page, built: Built) -> None:
    """The paper that became public last comes first; a year alone stands behind its months."""
    page.locator("select[name=sort]").select_option("public")
    papers = [built.catalogue.by_id[id] for id in shown(page)]
    months = [paper.month or f"{paper.year}-00" for paper in papers]
    assert len(set(months)) > 20
    assert months == sorted(months, reverse=True)


def test_sorting_by_a_metric_that_is_better_when_lower(page: Page, built: Built) -> None:
    """Where the option says that lower is better, the lowest average comes first; those without come last."""
    option = page.locator("select[name=sort] option[value=three-task]")
    assert option.get_attribute("data-better") is None
    option.evaluate("option => { option.dataset.better = 'lower'; }")
    page.locator("select[name=sort]").select_option("three-task")
    known = known_first(averages(page, built))
    assert known == sorted(known)


def averages(page: Page, built: Built) -> list[Decimal | None]:
    """The best ranked average on a board of each paper that is shown, in order."""
    (board,) = built.catalogue.boards["three-task"]
    best: dict[str, Decimal] = {}
    for row in board.rows:
        if row.rank is not None and row.average and row.average[0] is not None:
            best[row.paper.id] = max(row.average[0], best.get(row.paper.id, Decimal(0)))
    return [best.get(id) for id in shown(page)]


def test_bibtex_of_what_is_shown(page: Page) -> None:
    """The button copies the entries of the papers that are left, and no others."""
    page.locator("#facet-q").fill("zamfir")
    ids = shown(page)
    page.locator("[data-copy-bibtex]").click()
    expect(page.locator("[data-copy-bibtex]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert sorted(re.findall(r"^@\w+\{([^,]+)", copied, re.M)) == sorted(ids)
