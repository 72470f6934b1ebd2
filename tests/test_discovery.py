"""Discovery: robots.txt, OpenSearch in a browser, llms.txt."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from tests.conftest import Built

SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def test_robots(built: Built) -> None:
    """Everything may be read, and the sitemap is where it says."""
    text = (built.site / "robots.txt").read_text("utf-8")
    site = built.catalogue.about.site_url
    assert text == f"User-agent: *\nAllow: /\n\nSitemap: {site}sitemap.xml\n"
    assert (built.site / "sitemap.xml").is_file()


@pytest.mark.parametrize("below", ["", "zh/"])
def test_opensearch(built: Built, below: str) -> None:
    """The description names this language's search, within the lengths of the specification; every page leads to it."""
    tree = etree.parse(built.site / f"{below}opensearch.xml")
    found = {
        each: tree.findtext(f"o:{each}", namespaces=SEARCH) or "" for each in ("ShortName", "LongName", "Description")
    }
    assert 0 < len(found["ShortName"]) <= 16
    assert 0 < len(found["LongName"]) <= 48
    assert 0 < len(found["Description"]) <= 1024
    (url,) = tree.xpath("//o:Url[@type='text/html']/@template", namespaces=SEARCH)
    assert url == f"{built.catalogue.about.site_url}{below}?q={{searchTerms}}"
    for path, page in built.pages.items():
        if path.startswith("zh/") == bool(below) and not path.endswith("404.html"):
            (link,) = page.xpath("//link[@rel='search']/@href")
            assert (built.site / path / ".." / link).resolve() == built.site / f"{below}opensearch.xml"


@pytest.mark.browser
@pytest.mark.parametrize(("below", "words"), [("", "promptir"), ("zh/", "去雨")])
def test_opensearch_works_in_the_browser(built: Built, served: str, browser: Browser, below: str, words: str) -> None:
    """The address of the description, filled as a browser fills it, opens the search with results."""
    tree = etree.parse(built.site / f"{below}opensearch.xml")
    (template,) = tree.xpath("//o:Url[@type='text/html']/@template", namespaces=SEARCH)
    address = template.replace(built.catalogue.about.site_url, served).replace("{searchTerms}", quote(words))
    page = browser.new_page()
    try:
        page.goto(address)
        page.wait_for_selector("#search[open] [data-search-result]")
        assert page.input_value("#search input") == words
    finally:
        page.close()


def test_llms(built: Built) -> None:
    """llms.txt is as https://llmstxt.org wants it: one title, a quote, sections of links; every paper, no dead link."""
    text = (built.site / "llms.txt").read_text("utf-8")
    tokens = MarkdownIt().parse(text)
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", *["h2"] * 4]
    assert tokens[3].type == "blockquote_open"
    site = built.catalogue.about.site_url
    links = [child.attrs["href"] for t in tokens for child in t.children or () if child.type == "link_open"]
    paths = [str(link).removeprefix(site) for link in links]
    assert not [p for p in paths if not (built.site / p / "index.html").is_file() and not (built.site / p).is_file()]
    assert {f"papers/{paper.id}/" for paper in built.catalogue.papers} <= set(paths)
    assert not re.search(r"\n{3}", text)
