"""The downloads page: every file that readers are told of, in both languages, with a call that reads it."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement

from papershelf.catalogue import Catalogue
from papershelf.export import downloads
from papershelf.export.outputs import OUTPUTS, files
from tests import making
from tests.conftest import Built
from tests.making import sounds

LANGUAGES = {"en": "", "zh": "zh/"}
ROOT = "https://sounds.example.org/shelf/"


def parsed(catalogue: Catalogue, lang: str = "en") -> HtmlElement:
    """The page of a catalogue."""
    return lxml.html.document_fromstring(downloads.page(making.edition(catalogue, lang)).html)


def listed(page: HtmlElement) -> list[tuple[str, str, str, str]]:
    """Name, link, words and example call of each file that a page lists."""
    found = []
    for term, told in zip(
        page.xpath("//dl[@class='downloads']/dt"), page.xpath("//dl[@class='downloads']/dd"), strict=True
    ):
        (link,) = term.xpath("a")
        (example,) = told.xpath("pre/code")
        found.append((term.text_content(), link.get("href"), (told.text or "").strip(), example.text_content()))
    return found


def test_the_page() -> None:
    """Where it stands, and what it is called in each language."""
    english, chinese = (downloads.page(making.edition(sounds(), lang)) for lang in LANGUAGES)
    assert (english.path, english.title) == ("data/", "Data")
    assert (chinese.path, chinese.title) == ("data/", "数据")
    assert english.description.startswith("Everything in this catalogue as files:")
    sections = ["citations", "tables", "api", "feeds", "discovery", "badges", "promise"]
    assert [[id for id, _ in page.contents] for page in (english, chinese)] == [sections, sections]


def test_files_by_hand() -> None:
    """A file of all papers, one of a paper that has results, one of each language: link and call lead to it."""
    english, chinese = ({name: rest for name, *rest in listed(parsed(sounds(), lang))} for lang in LANGUAGES)
    assert english["papers.bib"] == [
        "../papers.bib",
        "Every paper as BibTeX, in UTF-8; the key is the entry's id.",
        rf"\addbibresource{{papers.bib}}  % curl -O {ROOT}papers.bib",
    ]
    assert chinese["papers/<id>/cite.bib"] == [
        "../../papers/echo-2/cite.bib",
        "单篇论文的 BibTeX。",
        f"curl -s {ROOT}papers/echo-2/cite.bib >> references.bib",
    ]
    assert english["feed.xml"] == ["../feed.xml", "New papers.", f"curl -s {ROOT}feed.xml | xmllint --format -"]
    assert chinese["feed.xml"] == ["../feed.xml", "新论文。", f"curl -s {ROOT}zh/feed.xml | xmllint --format -"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("which", ["sounds", "shipped"])
def test_every_file_that_is_told_of_is_listed_and_there(which: str, lang: str, request: pytest.FixtureRequest) -> None:
    """In the order of the list, with its words; link and address of its call are among the files."""
    catalogue: Catalogue = sounds() if which == "sounds" else request.getfixturevalue("shipped")
    edition = making.edition(catalogue, lang)
    there = {path for path, _ in files([making.edition(catalogue, each) for each in LANGUAGES], [])}
    told = [output for output in OUTPUTS if output.key]
    shown = listed(parsed(catalogue, lang))
    assert [name for name, *_ in shown] == [output.path.replace("{id}", "<id>") for output in told]
    for output, (_, link, words, example) in zip(told, shown, strict=True):
        assert words == edition.t(f"data_{output.key}")
        assert link.startswith("../")
        inside: list[str] = [each for each in f"{LANGUAGES[lang]}data/".split("/") if each]
        path = "/".join([*inside[: len(inside) - link.count("../")], link.replace("../", "")])
        assert path in there
        addresses = re.findall(rf"{re.escape(catalogue.about.site_url)}[^\s\"]*", example)
        assert addresses == [catalogue.about.site_url + path] or (not addresses and output.path in example)


def ranked(n: int) -> Catalogue:
    """A catalogue in which so many papers have a rank on a board."""
    board: dict[str, Any] = {"id": "b", "name": {"en": "B"}, "metrics": ["m"], "average": "mean"}
    board["columns"] = [{"id": "c", "label": "C", "dataset": "d"}]
    metric = {"id": "m", "name": "M", "better": "higher"}
    row = {"benchmark": "b", "source": {"in": "paper", "locator": "T1"}}
    papers = [making.paper(id=f"p{each}", results=[{**row, "values": {"c": [f"{each}.0"]}}]) for each in range(n)]
    return making.catalogue(*papers, benchmarks=[board], metrics=[metric])


def test_a_badge_is_shown_where_there_is_one() -> None:
    """As an image and as the line to paste; on a board of few rows no place says anything."""
    page = parsed(ranked(5))
    (image,) = page.xpath("//img")
    assert image.get("src") == "../badges/p0/b.svg"
    assert image.get("alt") == "B · 0.0 M · 5th of 5"
    assert page.xpath("//pre/code/text()")[-1] == (
        "[![B](https://hand.example.org/badges/p0/b.svg)](https://hand.example.org/papers/p0/)"
    )
    assert parsed(ranked(4)).xpath("//img") == []


def test_the_example_is_a_paper_with_results() -> None:
    """Not the newest, if that has none; without any results it is the newest."""
    newer = making.paper(id="newer", year="2025")
    found = ranked(2)
    for papers, id in (((newer, *found.papers), "p0"), ((newer, making.paper()), "newer")):
        shown = {name: rest for name, *rest in listed(parsed(Catalogue(found.about, papers)))}
        assert shown["api/v1/papers/<id>.json"][0] == f"../api/v1/papers/{id}.json"


def test_a_catalogue_without_papers_has_the_page_too() -> None:
    """The example is any id."""
    shown = {name: rest for name, *rest in listed(parsed(making.catalogue()))}
    assert shown["papers/<id>/cite.bib"][0] == "../papers/id/cite.bib"


def test_the_shipped_page_is_reached(built: Built) -> None:
    """The footer and About lead to it; each of its links is a file of the site, each with a call."""
    for below in built.languages.values():
        page = built.pages[f"{below}data/index.html"]
        links = [link for _, link, _, _ in listed(page)]
        found = {re.sub(r"^(\.\./)+", "", link) for link in links}
        assert {"papers.bib", "papers.csl.json", "papers.csv", "results.csv", "llms.txt", "feed.xml"} <= found
        assert {f"api/v1/{name}.json" for name in ("papers", "results", "benchmarks", "vocabulary")} <= found
        for link in links:
            assert (built.site / below / "data" / link).resolve().is_file(), link
        assert len(page.xpath("//dl[@class='downloads']/dd/pre/code[string()]")) == len(links)
        front = built.pages[f"{below}index.html"]
        assert front.xpath("//footer//a/@href") == ["data/"]
        assert "../data/" in built.pages[f"{below}about/index.html"].xpath("//main//a/@href")
