"""The papers list as an explorer: facets that combine, counts, sorting, and the state in the URL."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from papershelf.render import explorer
from tests.conftest import Built


def test_every_option_counts_its_papers(built: Built) -> None:
    """The number beside an option is the number of papers that have it."""
    catalogue = built.catalogue
    for listed in explorer.options(catalogue).values():
        for word, count in listed:
            assert count == sum(word in explorer.words(catalogue, each) for each in catalogue.papers) > 0


def test_sizes_nest(built: Built) -> None:
    """A paper of up to 10 million parameters is also one of up to 20."""
    for each in built.catalogue.papers:
        limits = [int(word[7:]) for word in explorer.words(built.catalogue, each) if word.startswith("params:")]
        assert limits == [limit for limit in explorer.SIZES if limits and limit >= limits[0]]


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


@pytest.mark.browser
def test_facets_combine(page: Page, built: Built) -> None:
    """Two facets narrow, two words of one facet widen; counts and the number of papers follow."""
    catalogue = built.catalogue
    has = {each.id: set(explorer.words(catalogue, each)) for each in catalogue.papers}
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


@pytest.mark.browser
def test_options_that_would_give_none_cannot_be_chosen(page: Page) -> None:
    """An option with no paper left is disabled, unless it is chosen."""
    choose(page, "year:2020")
    for box in page.locator("[data-explorer] input[type=checkbox]").all():
        count = int(box.locator("xpath=..").locator("[data-count]").text_content() or 0)
        assert box.is_disabled() == (count == 0 and not box.is_checked())


@pytest.mark.browser
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


@pytest.mark.browser
def test_words_narrow_the_list(page: Page) -> None:
    """Words are looked for in names, titles and authors."""
    page.locator("#facet-q").fill("zamfir complexity")
    assert shown(page) == ["moce-ir"]
    page.locator("#facet-q").fill("no such words")
    expect(page.locator(".none-found")).to_be_visible()


@pytest.mark.browser
def test_sorting(page: Page, built: Built) -> None:
    """By parameters the smallest come first, by a board the highest average; those without come last."""
    catalogue = built.catalogue
    page.locator("select[name=sort]").select_option("params")
    sizes = [explorer.size(catalogue, catalogue.by_id[id]) for id in shown(page)]
    known = [size for size in sizes if size is not None]
    assert sizes[: len(known)] == sorted(known)
    page.locator("select[name=sort]").select_option("three-task")
    scores = [explorer.averages(catalogue, catalogue.by_id[id]).get("three-task") for id in shown(page)]
    ranked = [score for score in scores if score is not None]
    assert scores[: len(ranked)] == sorted(ranked, reverse=True)


@pytest.mark.browser
def test_bibtex_of_what_is_shown(page: Page) -> None:
    """The button copies the entries of the papers that are left, and no others."""
    page.locator("#facet-q").fill("zamfir")
    ids = shown(page)
    page.locator("[data-copy-bibtex]").click()
    expect(page.locator("[data-copy-bibtex]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert sorted(re.findall(r"^@\w+\{([^,]+)", copied, re.M)) == sorted(ids)
