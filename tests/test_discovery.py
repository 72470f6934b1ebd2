"""Discovery: robots.txt, OpenSearch in a browser, llms.txt, badges."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from papershelf import shelf
from papershelf.render import Templates
from papershelf.render.badges import LEAST, badges, ordinal, width
from tests.conftest import ROOT, Built

TEMPLATES = Templates(shelf.templates(ROOT))
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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_badges(built: Built, lang: str) -> None:
    """Each method that ranks on a board with enough rows has a badge, with score, rank and number of rows; its page shows the line."""
    catalogue, below = built.catalogue, built.languages[lang]
    seen = 0
    for paper in catalogue.papers:
        ranked: dict[str, tuple[int, int, Decimal | None]] = {}
        for board, row in catalogue.rows_of.get(paper.id, ()):
            known = ranked.get(board.benchmark.id, (10**9, 0, None))[0]
            if row.rank is not None and board.ranked >= LEAST and row.rank < known:
                ranked[board.benchmark.id] = (row.rank, board.ranked, (row.average or (None,))[0])
        made = {
            badge.path.split("/")[-1].removesuffix(".svg"): badge
            for badge in badges(catalogue, paper, TEMPLATES.words[lang])
        }
        assert set(made) == set(ranked)
        page = built.pages[f"{below}papers/{paper.id}/index.html"]
        lines = [str(line) for line in page.xpath("//*[starts-with(@id, 'badge-')]/code/text()")]
        assert len(lines) == len(made)
        for (id, badge), line in zip(made.items(), lines, strict=True):
            rank, of, score = ranked[id]
            assert re.findall(r"[\d.]+", badge.words) in (
                [str(score), str(rank), str(of)],
                [str(score), str(of), str(rank)],
            )
            tree = etree.parse(built.site / below / badge.path)
            assert "".join(tree.xpath("//*[local-name()='title']/text()")) == badge.text
            image, target = re.findall(r"\((\S+?)\)", line)
            assert [urlsplit(each).path.split("/")[-1] for each in (image, target)] == [f"{id}.svg", ""]
            for url in (image, f"{target}index.html"):
                assert (built.site / url.removeprefix(catalogue.about.site_url)).is_file()
            seen += 1
    assert seen > 50


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    """English ordinals have four forms."""
    assert ordinal(TEMPLATES.words["en"], number) == words


def test_width_of_words() -> None:
    """Chinese characters are wider than Latin letters, and more words take more room."""
    assert width("去雨") > width("ab")
    assert width("ab") < width("abc")
