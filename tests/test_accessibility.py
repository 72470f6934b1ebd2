"""Held to numbers: axe, the Nu checker, weights, and the content security policy, over every kind of page.

axe-core (https://github.com/dequelabs/axe-core) runs in the browser; the Nu Html Checker
(https://validator.github.io/validator/) is a jar that the npm package vnu-jar carries.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from papershelf import shelf
from tests.bilingual import lay_bilingual, replace
from tests.conftest import ROOT, Built, call, serving

KINDS = """
papers/ papers/promptir/ papers/li2020allinone/ notes/gdp/ taxonomy/mixture-of-experts/ benchmarks/
benchmarks/three-task/ benchmarks/foundir/ errata/ timeline/ techniques/ techniques/diffusion/ authors/
datasets/rain100l/ compare/ about/ data/ 404.html
""".split()  # noqa: SIM905 — a list of words
KINDS.insert(0, "")  # the front page
JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Rows of one table are alike; the contrast of each piece of text takes axe most of its time.
SHORTEN = "document.querySelectorAll('tbody > tr:nth-child(n + 31)').forEach(row => row.remove())"
# Compressed bytes of a page with all that it loads at once; search data are fetched on first use only.
WEIGHTS = {"": 150_000, "papers/moce-ir/": 100_000, "papers/promptir/": 100_000}


def kinds(built: Built) -> list[str]:
    """One page of each kind that the site has, in both languages."""
    return [f"{lang}{path}" for lang in ("", "zh/") for path in KINDS if file_of(built, f"{lang}{path}").exists()]


def file_of(built: Built, path: str) -> Path:
    """The file of a page."""
    return built.site / (path if path.endswith(".html") else f"{path}index.html")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, built: Built, served: str, scheme: str, width: int) -> None:
    """No page has an accessibility fault that axe can tell; whole tables are looked at once, then a part of their rows."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, axe, found = context.new_page(), Axe(), []
    for path in kinds(built):
        page.goto(served + path)
        if (scheme, width) != ("light", 1280):
            page.evaluate(SHORTEN)
        for fault in axe.run(page).response["violations"]:
            found.append((path, fault["id"], fault["nodes"][0]["html"][:120]))
    context.close()
    assert found == []


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small site that shows what no shipped entry has: a withdrawn paper, licenses, a former id, a mirror."""
    folder = lay_bilingual(tmp_path_factory.mktemp("rare") / "toy")
    links = "links: {code: https://github.com/google-research/bert}\n"
    state = "  license: {code: none stated}\n  state: {is: withdrawn, source: https://arxiv.org/abs/1810.04805}\n"
    replace(folder / "papers.yaml", links, links + state)
    replace(folder / "papers.yaml", "- id: bert\n", "- id: bert\n  was: [bert-2018]\n")
    facts = "kind: mixed, license: MIT, mirrors: [{url: https://x.org/copy, seen: 2026-01-02}]"
    replace(folder / "catalogue.yaml", "tasks: [machine-translation]}\n", f"tasks: [machine-translation], {facts}}}\n")
    assert call(folder, "build")[0] == 0
    return Built(folder, shelf.read(folder).catalogue)


RARE = ("papers/bert/", "papers/", "papers/bert-2018/", "notes/bert-2018/", "datasets/", "datasets/newstest2014/")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_rare(browser: Browser, rare: Built, scheme: str) -> None:
    """Marks and facts that the shipped pages do not show yet; on a phone too."""
    found = []
    with serving(rare) as address:
        for width in (360, 1280):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for path in (f"{lang}{path}" for lang in ("", "zh/") for path in RARE):
                page.goto(address + path)
                found += [
                    (path, fault["id"], fault["nodes"][0]["html"][:120])
                    for fault in Axe().run(page).response["violations"]
                ]
            context.close()
    assert found == []


@pytest.mark.markup
def test_the_nu_checker_finds_no_error_in_what_is_rare(rare: Built) -> None:
    """Valid HTML, in both languages."""
    assert checked(*(file_of(rare, f"{lang}{path}") for lang in ("", "zh/") for path in RARE)) == []


@pytest.mark.browser
def test_axe_would_find_a_fault(browser: Browser, served: str) -> None:
    """A picture without words is told, so silence means something."""
    page = browser.new_page()
    page.goto(served)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert "image-alt" in {fault["id"] for fault in Axe().run(page).response["violations"]}
    page.close()


def checked(*files: Path) -> list[str]:
    """What the Nu checker says of files: one line a message, errors only."""
    command = ["java", "-jar", str(JAR), "--errors-only", "--format", "json", *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300).stderr
    return [f"{each['url']}: {each['message']}" for each in json.loads(told)["messages"]]


@pytest.mark.markup
def test_the_nu_checker_finds_no_error(built: Built) -> None:
    """Every kind of page is valid HTML."""
    assert checked(*(file_of(built, path) for path in kinds(built))) == []


@pytest.mark.markup
def test_the_nu_checker_would_find_an_error(tmp_path: Path) -> None:
    """A wrong nesting is told, so silence means something."""
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html lang=en><title>t</title><p><ul></p>", "utf-8")
    assert checked(wrong)


@pytest.mark.parametrize(("path", "most"), WEIGHTS.items())
@pytest.mark.parametrize("lang", ["", "zh/"])
def test_pages_are_light(built: Built, lang: str, path: str, most: int) -> None:
    """A page with its styles and scripts stays below its weight, compressed."""
    page = file_of(built, f"{lang}{path}")
    html = page.read_text("utf-8")
    loaded = re.findall(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]* src)="([^"]+)"', html)
    assert len(loaded) >= 4
    files = [page, *((page.parent / address).resolve() for address in loaded)]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= most


def test_search_data_are_light(built: Built) -> None:
    """Search data for twice the papers would still be below 400 kB, compressed."""
    data = (built.site / "search.json").read_bytes()
    assert len(gzip.compress(data)) * 500 / len(json.loads((built.site / "lines.json").read_text("utf-8"))) <= 400_000


def test_every_page_has_a_policy(built: Built) -> None:
    """Scripts and styles come from the site alone; nothing inline runs."""
    for path in kinds(built):
        html = file_of(built, path).read_text("utf-8")
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
        assert policy, path
        assert "default-src 'self'" in policy.group(1)
        assert "unsafe" not in policy.group(1)
        assert not re.search(r"<script(?![^>]*(?: src=|type=\"application/))", html), path
        assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", html), path
