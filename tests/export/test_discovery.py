"""Discovery: sitemap, robots.txt, OpenSearch in a browser, llms.txt, lines of entries."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from papershelf.catalogue import Catalogue
from papershelf.export import discovery
from papershelf.export.outputs import files
from papershelf.render.edition import Edition
from tests import making
from tests.conftest import ROOT, Built
from tests.making import SOUNDS, sounds

SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def editions(catalogue: Catalogue) -> list[Edition]:
    """Every edition of a catalogue, without formatted citations."""
    return [making.edition(catalogue, lang) for lang in catalogue.about.languages]


# --- lines.json ----------------------------------------------------------------------------


def test_lines_of_entries() -> None:
    """Each entry's file and line, by id; the ids in order, and nothing between."""
    text = discovery.lines(sounds())
    assert text.startswith('{"echo":{"file":"papers.yaml","line":')
    lines = (SOUNDS / "papers.yaml").read_text("utf-8").split("\n")
    found = json.loads(text)
    assert [*found] == ["echo", "echo-2", "halls2019", "quiet", "yu2025sound"]
    assert all(lines[spot["line"] - 1] == f"- id: {id}" for id, spot in found.items())


# --- sitemap.xml ---------------------------------------------------------------------------


def told(text: str) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Address → last day and alternates of each URL of a sitemap, each once."""
    found = {}
    for url in etree.fromstring(text.encode()).iterfind("s:url", SITEMAP):
        address = url.findtext("s:loc", namespaces=SITEMAP) or ""
        assert address not in found
        alternates = url.findall("x:link", SITEMAP)
        assert {link.get("rel") for link in alternates} == {"alternate"}
        found[address] = (
            url.findtext("s:lastmod", namespaces=SITEMAP),
            {link.get("hreflang", ""): link.get("href", "") for link in alternates},
        )
    return found


def test_each_address_of_the_sitemap_has_its_day_and_its_alternates() -> None:
    """Every page in every language, in order; each leads to the very same page in THAT language; the last day counts."""
    paths = ["papers/halls2019/", "", "papers/echo-2/", "errata/", "papers/echo/", "benchmarks/rooms/"]
    root = "https://sounds.example.org/shelf/"
    days = {
        "": "2026-03-05",  # the row that came last; its paper came and was looked at before
        "benchmarks/rooms/": "2026-03-05",
        "errata/": "2026-04-05",
        "papers/echo-2/": "2026-03-05",
        "papers/echo/": None,
        "papers/halls2019/": "2026-01-31",
    }
    found = told(discovery.sitemap(editions(sounds()), paths))
    assert list(found) == [f"{root}{below}{path}" for path in days for below in ("", "zh/")]
    for path, day in days.items():
        alternates = {"en": f"{root}{path}", "zh": f"{root}zh/{path}"}
        assert found[f"{root}{path}"] == (day, alternates)
        assert found[f"{root}zh/{path}"] == (day, alternates)


@pytest.mark.parametrize(
    "days",
    [
        ("2026-03-01", "2026-02-01", "2026-01-01"),
        ("2026-01-01", "2026-03-01", "2026-02-01"),
        ("2026-02-01", "2026-01-01", "2026-03-01"),
    ],
)
def test_a_page_last_changed_on_the_last_day_of_its_data(days: tuple[str, str, str]) -> None:
    """Whichever it is: when the entry came, when its links were looked for, when a row changed."""
    added, checked, row = days
    result = {"benchmark": "b", "values": {"c": ["1"]}, "source": {"in": "paper", "locator": "T1"}, "added": row}
    paper = making.paper(added=added, checked=checked, results=[result])
    found = told(
        discovery.sitemap(editions(making.catalogue(paper)), ["papers/m/", "venues/v/", "years/2024/", "about/"])
    )
    assert [day for day, _ in found.values()] == [None, "2026-03-01", "2026-03-01", "2026-03-01"]


def test_the_sitemap_of_the_shipped_site(built: Built) -> None:
    """Every page but 404 in both languages, each with its alternates."""
    found = told((built.site / "sitemap.xml").read_text("utf-8"))
    site = built.catalogue.about.site_url
    pages = {path.removesuffix("index.html") for path in built.pages if not path.endswith("404.html")}
    assert set(found) == {site + path for path in pages}
    for address, (_, alternates) in found.items():
        bare = address.removeprefix(site).removeprefix("zh/")
        assert alternates == {"en": f"{site}{bare}", "zh": f"{site}zh/{bare}"}


# --- robots.txt ----------------------------------------------------------------------------


def test_robots() -> None:
    """Everything may be read, and the sitemap is where it says: at the root, for the first language."""
    made = discovery.robots(making.edition(sounds()))
    assert made == "User-agent: *\nAllow: /\n\nSitemap: https://sounds.example.org/shelf/sitemap.xml\n"


# --- opensearch.xml ------------------------------------------------------------------------


def names(title: str) -> tuple[str | None, str | None]:
    """Short and long name of the search of a catalogue with a title."""
    made = discovery.opensearch(making.edition(making.catalogue(title={"en": title})))
    tree = etree.fromstring(made.encode())
    return tree.findtext("o:ShortName", namespaces=SEARCH), tree.findtext("o:LongName", namespaces=SEARCH)


@pytest.mark.parametrize(
    ("title", "short", "long"),
    [
        ("Sixteen in alles", "Sixteen in alles", "Sixteen in alles"),
        ("Seventeen in alls", "Seventeen in", "Seventeen in alls"),
        ("Seventeen in a bo", "Seventeen in a", "Seventeen in a bo"),
        ("Sixteen in alles more", "Sixteen in alles", "Sixteen in alles more"),
        ("Seventeen_in_alls", "Seventeen_in_all", "Seventeen_in_alls"),
        ("x" * 16 + " " + "y" * 31, "x" * 16, "x" * 16 + " " + "y" * 31),
        ("x" * 16 + " " + "y" * 32, "x" * 16, "x" * 16),
        ("a " * 23 + "bc", "a a a a a a a a", "a " * 23 + "bc"),
        ("a " * 24 + "b", "a a a a a a a a", "a " * 23 + "a"),
        ("去" * 16, "去" * 16, "去" * 16),
        ("去" * 49, "去" * 16, "去" * 48),
    ],
)
def test_a_name_is_cut_between_words(title: str, short: str, long: str) -> None:
    """16 and 48 characters fit whole; of one more the last word goes; a single long word is cut."""
    assert len(short) <= 16
    assert len(long) <= 48
    assert names(title) == (short, long)


def test_the_description_of_a_search() -> None:
    """Each language has its own, below its own root; the icon is the site's."""
    tree = etree.fromstring(discovery.opensearch(making.edition(sounds(), "zh")).encode())
    assert [url.get("template") for url in tree.findall("o:Url", SEARCH)] == [
        "https://sounds.example.org/shelf/zh/?q={searchTerms}",
        "https://sounds.example.org/shelf/zh/opensearch.xml",
    ]
    assert tree.findtext("o:Image", namespaces=SEARCH) == "https://sounds.example.org/shelf/assets/icon.svg"
    assert tree.findtext("o:Language", namespaces=SEARCH) == "zh"
    assert tree.findtext("o:Description", namespaces=SEARCH) == "在声音书架中查找论文、方法和主题"


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


# --- llms.txt ------------------------------------------------------------------------------

LLMS = """\
# 声音书架

> 关于声音与噪声的五篇虚构论文。

5 篇论文，其中各种声音 1 篇，有代码 1 篇，有权重 0 篇，有阅读笔记 1 篇。2019 至 2026 年。
文字与数据采用 CC0。
每个数字都注明出处。不同基准的数字不可相互比较。空缺表示未知，不表示零。

## 数据

- [papers.bib](https://sounds.example.org/shelf/zh/papers.bib): 全部 &#38; 论文

## 页面

- [关于书架](https://sounds.example.org/shelf/zh/about/)

## 基准

- [两个房间](https://sounds.example.org/shelf/zh/benchmarks/rooms/): 两个房间里的语音。
- [单词](https://sounds.example.org/shelf/zh/benchmarks/words/)
- [没有数据](https://sounds.example.org/shelf/zh/benchmarks/silent/)

## 论文

- [Echo (2026)](https://sounds.example.org/shelf/zh/papers/echo-2/): 基于 Echo (2025)，并参考 安静方法。
- [=1+1: A Survey of “Sound” &#38; &#60;Noise&#62;](https://sounds.example.org/shelf/zh/papers/yu2025sound/): =1+1: A Survey of “Sound” &#38; &#60;Noise&#62;
- [Echo (2025)](https://sounds.example.org/shelf/zh/papers/echo/): Masks the echo. It is &#42;not&#42; &#60;b&#62;bold&#60;/b&#62;.
- ['Quiet'](https://sounds.example.org/shelf/zh/papers/quiet/): A Quiet One
- [-3.5 dB and Other Rooms](https://sounds.example.org/shelf/zh/papers/halls2019/): -3.5 dB and Other Rooms
"""


def test_llms_of_a_small_catalogue() -> None:
    """Everything that there is, in the words of the edition; nothing of the data is markup."""
    assert discovery.llms(making.edition(sounds(), "zh"), [("papers.bib", "全部 & 论文")]) == LLMS


def test_llms_of_an_empty_catalogue() -> None:
    """No section without a line."""
    made = discovery.llms(making.edition(making.catalogue()), [("papers.bib", "All")])
    assert re.findall(r"^#.*", made, re.M) == ["# Hand", "## Data"]


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


def test_lines_of_the_shipped_entries(shipped: Catalogue) -> None:
    """The line of each entry in papers.yaml is that of its id."""
    made = dict(files([making.edition(shipped)], []))["lines.json"]
    registry = (ROOT / "papers.yaml").read_text("utf-8").split("\n")
    found = json.loads(made)
    assert sorted(found) == sorted(shipped.by_id)
    assert all(registry[spot["line"] - 1] == f"- id: {id}" for id, spot in found.items())
