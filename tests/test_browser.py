"""The site in a real browser: search, keys, theme, copying, narrow screens, and life without JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from papershelf.cite.bibtex import bibtex
from papershelf.prose import LINK
from papershelf.render.templates import Templates
from papershelf.shelf import templates
from tests.conftest import ROOT, Built

pytestmark = pytest.mark.browser

LANGUAGES = {"en": "", "zh": "zh/"}
WORDS = Templates(templates(ROOT)).words
PAGES = ["", "papers/", "papers/moce-ir/", "papers/li2020allinone/", "notes/moce-ir/", "taxonomy/prompt-learning/"]
PAGES += ["benchmarks/three-task/", "benchmarks/cdd-11/", "techniques/", "about/"]
RESULT = "a[data-search-result]"


@dataclass
class Watched:
    """What a browser context was seen to do wrong."""

    context: BrowserContext
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def watched(browser: Browser, served: str, **options: object) -> Watched:
    """A new browser context whose console errors and requests are noted."""
    found = Watched(browser.new_context(**options))  # type: ignore[arg-type]
    found.context.set_default_timeout(8000)
    host = urlsplit(served).netloc
    found.context.on(
        "console", lambda said: found.errors.append(said.text) if said.type in ("error", "warning") else None
    )
    found.context.on("weberror", lambda error: found.errors.append(str(error.error)))
    found.context.on("response", lambda it: found.errors.append(f"{it.status} {it.url}") if it.status >= 400 else None)
    found.context.on(
        "request", lambda it: found.strangers.append(it.url) if urlsplit(it.url).netloc not in (host, "") else None
    )
    return found


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A new page of a new visitor; that nothing went wrong on it is checked at the end."""
    found = watched(browser, served)
    yield found.context.new_page()
    found.context.close()
    assert (found.errors, found.strangers) == ([], [])


def names(page: Page) -> list[str]:
    """The paths that the search results lead to, best first."""
    page.locator(RESULT).first.wait_for()
    links: list[str] = page.locator(RESULT).evaluate_all("links => links.map(a => a.pathname)")
    return [re.sub(r"^.*/(\w+/[^/]+)/$", r"\1", link) for link in links]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_quiet(browser: Browser, served: str, lang: str) -> None:
    """On every kind of page: no console message, no failed request, no request to another host, search used."""
    found = watched(browser, served)
    page = found.context.new_page()
    for path in [*PAGES, "?q=rain", "papers/?q=雨"]:
        page.goto(f"{served}{LANGUAGES[lang]}{path}", wait_until="networkidle")
    expect(page.locator(RESULT).first).to_be_visible()
    found.context.close()
    assert (found.errors, found.strangers) == ([], [])


# --- search --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_method_is_found_first(page: Page, served: str, lang: str) -> None:
    """``?q=PromptIR`` on any page opens the search with the words typed, and that paper stands first, in that language."""
    page.goto(f"{served}{LANGUAGES[lang]}about/?q=PromptIR")
    assert names(page)[0] == "papers/promptir"
    expect(page.locator("#search input")).to_have_value("PromptIR")
    link = page.locator(RESULT).first
    assert link.evaluate("a => a.pathname") == f"{urlsplit(served).path}{LANGUAGES[lang]}papers/promptir/"


def test_chinese_word_finds_english_papers(page: Page, served: str, built: Built) -> None:
    """去雨 on the English site finds papers on deraining, also those without a Chinese word of their own."""
    page.goto(f"{served}?q={quote('去雨')}")
    found = [each.removeprefix("papers/") for each in names(page) if each.startswith("papers/")]
    tagged = {paper.id for paper in built.catalogue.tagged["tasks"]["deraining"]}
    assert len(found) >= 5
    assert set(found) <= tagged | {p.id for p in built.catalogue.papers if p.summary and "雨" in p.summary.in_("zh")}
    assert any(built.catalogue.by_id[id].summary is None for id in found)
    assert "tasks/deraining" in names(page)


@pytest.mark.parametrize("length", [2, 3, 4])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_chinese_characters_from_inside_a_summary(
    page: Page, served: str, built: Built, lang: str, length: int
) -> None:
    """Two to four characters from inside a Chinese summary find its paper, on either site."""
    page.goto(f"{served}{LANGUAGES[lang]}")
    page.keyboard.press("/")
    for paper in [paper for paper in built.catalogue.papers if paper.summary and "zh" in paper.summary.root][:4]:
        assert paper.summary
        text = LINK.sub("", paper.summary.in_("zh"))
        runs = [run for run in re.findall(r"[\u4e00-\u9fff]+", text) if len(run) >= length + 2]
        rare = min(
            (run[1 : 1 + length] for run in runs),
            key=lambda part: sum(part in str(p.summary) for p in built.catalogue.papers),
        )
        page.locator("#search input").fill(rare)
        expect(page.locator(f"{RESULT}[href*='/papers/{paper.id}/']")).to_be_visible()


def test_exact_name_among_similar(page: Page, served: str) -> None:
    """A name in other case, with a slip, or of an author or arXiv id still finds the paper."""
    page.goto(served)
    page.keyboard.press("/")
    for words in ("promptir", "moce-ir", "PromtIR", "Potlapalli", "2411.18466"):
        page.locator("#search input").fill(words)
        wanted = "moce-ir" if words in ("moce-ir", "2411.18466") else "promptir"
        expect(page.locator(RESULT).first).to_have_attribute("href", re.compile(f"/papers/{wanted}/$"))


def test_latin_and_chinese_in_one_word(page: Page, served: str) -> None:
    """A query without a space between a name and Chinese, as people type it, finds both."""
    page.goto(f"{served}zh/?q={quote('PromptIR提示')}")
    assert "papers/promptir" in names(page)[:3]


def test_nothing_found_is_said(page: Page, served: str) -> None:
    """A query without results says so; markup typed into it stays text."""
    page.goto(f"{served}?q={quote('qqqqzz')}")
    expect(page.locator(".search-note")).to_have_text(WORDS["en"]("search_none"))
    page.locator("#search input").fill("<img src=x onerror=alert(1)> restoration")
    expect(page.locator(RESULT).first).to_be_visible()
    assert page.locator("#search img").count() == 0


def test_an_answer_that_comes_late_is_not_shown(page: Page, served: str) -> None:
    """What was asked before the data came, and replaced since, is never on the list."""
    held: list[Route] = []
    page.route("**/search.json", lambda route: held.append(route))  # a method of a list cannot be given
    page.goto(served)
    page.evaluate(
        """() => {
            window.came = [];
            const keep = (node) => { if (node.nodeName === "UL") came.push(node.firstChild.textContent); };
            new MutationObserver((all) => all.forEach((each) => each.addedNodes.forEach(keep)))
                .observe(document.querySelector("#search"), {childList: true, subtree: true});
        }"""
    )
    box = page.locator("#search input")
    with page.expect_request("**/search.json"):
        page.keyboard.press("/")
    box.fill("AirNet")
    box.fill("PromptIR")
    held[0].continue_()
    expect(page.locator(RESULT).first).to_contain_text("PromptIR")
    assert "PromptIR" in page.evaluate("came")[0]


def test_walking_the_results_goes_on_when_they_are_drawn_anew(page: Page, served: str) -> None:
    """As when the sections of pages arrive, a moment after the papers."""
    page.goto(served)
    page.keyboard.press("/")
    page.keyboard.type("AirNet")
    expect(page.locator("#search-results[data-whole]")).to_be_attached()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).first).to_be_focused()
    page.locator(RESULT).first.evaluate("link => { link.dataset.old = '' }")
    page.locator("#search input").dispatch_event("input")
    expect(page.locator(f"{RESULT}[data-old]")).to_have_count(0)
    expect(page.locator(RESULT).first).to_be_focused()


def test_keyboard(page: Page, served: str) -> None:
    """``/`` opens, typing finds, arrows walk, Esc closes, Enter in the field goes to the first result."""
    page.goto(served)
    dialog, box = page.locator("#search"), page.locator("#search input")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    expect(dialog).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("AirNet")
    expect(page.locator(RESULT).first).to_contain_text("AirNet")
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    for key in ("s", "f"):
        page.keyboard.press(key)
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    box.fill("AirNet")
    expect(page.locator(RESULT).first).to_contain_text("AirNet")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}papers/airnet/")


@pytest.mark.parametrize("keys", ["Control+f", "Control+s", "Meta+s", "Alt+f", "Control+/"])
def test_keys_of_the_browser_are_left_to_it(page: Page, served: str, keys: str) -> None:
    """A letter pressed together with another key opens nothing, nor is it kept from the browser."""
    page.goto(served)
    page.evaluate("addEventListener('keydown', event => { window.kept = event.defaultPrevented; })")
    page.keyboard.press(keys)
    assert page.evaluate("window.kept") is False
    expect(page.locator("#search")).to_be_hidden()


def test_keys_while_one_writes(page: Page, served: str) -> None:
    """Letters go into the field of the list; Escape ends the choice of characters before it closes the search."""
    page.goto(f"{served}papers/")
    page.locator("#facet-q").focus()
    page.keyboard.type("sf/")
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator("#facet-q")).to_have_value("sf/")
    page.locator("[data-search-open]").click()
    press = "composing => document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', isComposing: composing}))"
    page.evaluate(press, True)
    expect(page.locator("#search")).to_be_visible()
    page.evaluate(press, False)
    expect(page.locator("#search")).to_be_hidden()


@pytest.mark.parametrize(("lang", "name"), [("en", "Deraining"), ("zh", "去雨")])
def test_results_are_in_the_language_of_the_page(page: Page, served: str, lang: str, name: str) -> None:
    """Whatever the language of the question."""
    for question in ("去雨", "deraining"):
        page.goto(f"{served}{LANGUAGES[lang]}?q={quote(question)}")
        expect(page.locator(f"{RESULT}[href$='/tasks/deraining/']")).to_contain_text(name)
        expect(page.locator("#search-results h2").first).to_have_text(
            re.compile("[a-z]" if lang == "en" else "[一-龥]")
        )


def test_characters_that_stand_apart_are_no_hit(page: Page, served: str, built: Built) -> None:
    """Two Chinese characters are looked for side by side, as they are written."""
    texts = json.dumps(json.loads((built.site / "search.json").read_text("utf-8")), ensure_ascii=False)
    summary = next(p.summary.in_("zh") for p in built.catalogue.papers if p.summary and "zh" in p.summary.root)
    chars = re.findall("[\u4e00-\u9fff]", summary)
    apart = next(a + b for a in chars for b in reversed(chars) if a != b and a + b not in texts)
    page.goto(f"{served}?q={quote(apart)}")
    expect(page.locator(".search-note")).to_have_text(WORDS["en"]("search_none"))


def test_enter_on_a_chosen_result(page: Page, served: str) -> None:
    """Enter on the result that the arrows chose goes there; the close button closes."""
    page.goto(f"{served}zh/papers/")
    page.locator("[data-search-open]").click()
    page.locator("#search input").fill("PromptIR")
    expect(page.locator(RESULT).nth(1)).to_be_visible()
    page.locator("#search button").click()
    expect(page.locator("#search")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}zh/papers/promptir/")


# --- the other pieces of script ------------------------------------------------------------


def test_theme_choice_is_kept(page: Page, served: str) -> None:
    """The toggle changes the colors at once, and the choice stays over a reload and on other pages."""
    page.goto(served)
    colour = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    page.locator("[data-theme-toggle]").click()
    after = page.evaluate(colour)
    assert after != before
    page.reload()
    assert page.evaluate(colour) == after
    page.goto(f"{served}zh/papers/")
    assert page.evaluate(colour) == after
    page.locator("[data-theme-toggle]").click()
    page.reload()
    assert page.evaluate(colour) == before


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_theme_choice_goes_before_the_system(
    page: Page, served: str, system: Literal["light", "dark"], chosen: str
) -> None:
    """Either scheme can be kept against the system's, from the first paint on."""
    page.emulate_media(color_scheme=system)
    page.goto(served)
    expect(page.locator("html")).to_have_css("color-scheme", system)
    page.locator("[data-theme-toggle]").click()
    page.reload()
    expect(page.locator("html")).to_have_css("color-scheme", chosen)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bibtex_is_copied(page: Page, served: str, built: Built, lang: str) -> None:
    """The copy button puts the BibTeX entry on the clipboard, as it is shown, and says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}{LANGUAGES[lang]}papers/moce-ir/")
    button = page.locator("[data-copy=bibtex]")
    button.click()
    expect(button).to_have_text(WORDS[lang]("copied"))
    assert page.evaluate("navigator.clipboard.readText()") == bibtex(built.catalogue.cards["moce-ir"])
    expect(button).to_have_text(WORDS[lang]("copy"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", ["hover", "focus"])
def test_edit_link_gets_its_line(page: Page, served: str, built: Built, lang: str, way: str) -> None:
    """The link to edit the entry leads to its line in papers.yaml once one points at it or reaches it by keyboard."""
    line = json.loads((built.site / "lines.json").read_text("utf-8"))["moce-ir"]["line"]
    page.goto(f"{served}{LANGUAGES[lang]}papers/moce-ir/")
    link = page.locator("a[data-entry]").last
    getattr(link, way)()
    expect(link).to_have_attribute("href", re.compile(rf"/edit/main/papers\.yaml#L{line}$"))


# --- narrow screens, no script -------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_overflows(browser: Browser, served: str, lang: str, width: int) -> None:
    """No page scrolls sideways, on a telephone or a desk: wide tables scroll inside their own box."""
    found = watched(browser, served, viewport={"width": width, "height": 740})
    page = found.context.new_page()
    wide = {}
    for path in PAGES:
        page.goto(f"{served}{LANGUAGES[lang]}{path}")
        inner = page.evaluate("document.documentElement.scrollWidth")
        if inner > width:
            wide[path] = (inner, page.evaluate(OVERFLOWING))
    found.context.close()
    assert wide == {}


# The first elements that reach beyond the window, for the report.
OVERFLOWING = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map(e => `${e.tagName}.${e.className}`)"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript(browser: Browser, served: str, built: Built, lang: str) -> None:
    """With JavaScript off all papers and a paper's whole page are there to read, and no button is dead."""
    found = watched(browser, served, java_script_enabled=False)
    page = found.context.new_page()
    page.goto(f"{served}{LANGUAGES[lang]}papers/")
    papers = built.catalogue.papers
    assert page.locator("table.papers tbody tr").count() == len(papers)
    expect(page.locator("table.papers tbody tr").last).to_be_visible()
    paper = built.catalogue.by_id["moce-ir"]
    for path in ("", "papers/", "papers/moce-ir/", "notes/moce-ir/", "benchmarks/three-task/"):
        page.goto(f"{served}{LANGUAGES[lang]}{path}")
        assert page.locator("button:visible, input:visible, select:visible, dialog:visible").count() == 0
    page.goto(f"{served}{LANGUAGES[lang]}papers/moce-ir/")
    for text in (
        paper.title,
        "@inproceedings{moce-ir",
        LINK.split(paper.summary.in_(lang))[0][:12] if paper.summary else "",
    ):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    found.context.close()
    assert (found.errors, found.strangers) == ([], [])
