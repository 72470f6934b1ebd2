"""Finding: a gold set of questions with the page that each must find, on both sites."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, Built

GOLD: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "gold.yaml").read_text("utf-8"))
ENOUGH = 0.95  # of the questions must find their page among the first three


def asked(page: Page, question: str) -> list[str]:
    """The pages that search finds, best first, below the root of the site."""
    page.locator("#search input").fill(question)
    page.wait_for_function(
        "question => document.querySelector('#search-results').dataset.query === question", arg=question
    )
    script = "[...document.querySelectorAll('[data-search-result]')].map(link => link.pathname)"
    root = page.evaluate("new URL(document.querySelector('#search').dataset.root, location.href).pathname")
    return [path.removeprefix(root) for path in page.evaluate(script)]


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["", "zh/"])
def test_gold_set(browser: Browser, served: str, lang: str) -> None:
    """Exact names come first; nineteen of twenty questions find their page among the first three."""
    page = browser.new_page()
    page.goto(f"{served}{lang}about/")
    page.keyboard.press("/")
    missed, not_first = [], []
    for each in GOLD:
        found = asked(page, str(each["q"]))
        if not any(path.startswith(each["page"]) for path in found[:3]):
            missed.append((each["q"], found[:3]))
        if each.get("first") and not (found and found[0].startswith(each["page"])):
            not_first.append((each["q"], found[:3]))
    page.close()
    assert not_first == []
    assert len(missed) <= len(GOLD) * (1 - ENOUGH), missed


def test_the_gold_set_asks_enough() -> None:
    """At least forty questions, half of them in each language."""
    chinese = sum(any("\u4e00" <= char <= "\u9fff" for char in str(each["q"])) for each in GOLD)
    assert len(GOLD) >= 40
    assert 0.45 <= chinese / len(GOLD) <= 0.55


@pytest.mark.browser
def test_every_piece_of_a_chinese_summary_is_found(browser: Browser, built: Built, served: str) -> None:
    """Two, three or four Chinese characters from inside a summary find its paper, on the English site too."""
    page = browser.new_page()
    page.goto(f"{served}about/")
    page.keyboard.press("s")
    summaries = {paper.id: paper.summary.in_("zh") for paper in built.catalogue.papers if paper.summary}
    assert len(summaries) >= 14
    for n, (id, words) in enumerate(summaries.items()):
        runs = re.findall("[\u4e00-\u9fff]{6,}", words)
        piece = runs[n % len(runs)][1 : 4 + n % 3][: 2 + n % 3]
        page.evaluate("MOST.paper = 500")  # a common pair may be in many papers; it must be in this one
        assert f"papers/{id}/" in asked(page, piece), (id, piece)
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("alias", "task"), [("除雨", "deraining"), ("除雾", "dehazing"), ("rain streak removal", "deraining")]
)
def test_an_alias_alone_finds_the_papers(browser: Browser, built: Built, served: str, alias: str, task: str) -> None:
    """Papers are found by another name of their task that stands nowhere in them; and only papers of that task."""
    page = browser.new_page()
    page.goto(f"{served}about/")
    page.keyboard.press("/")
    found = [built.catalogue.by_id[path.split("/")[1]] for path in asked(page, alias) if path.startswith("papers/")]
    page.close()
    assert len(found) > 5
    assert all(task in paper.tasks for paper in found)
    assert not any(alias in f"{paper.title} {paper.summary}".lower() for paper in found)
