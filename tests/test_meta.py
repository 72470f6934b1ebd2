"""What a page says to programs: Highwire tags, JSON-LD, Open Graph – all equal to the registry."""

from __future__ import annotations

import json
import re
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from lxml.html import HtmlElement

from papershelf import shelf
from papershelf.catalogue.index import Catalogue
from papershelf.model import Paper
from papershelf.names import Person
from papershelf.render import Templates, meta
from papershelf.render.page import Site
from tests.conftest import ROOT, Built
from tests.generated import CATALOGUES

TEMPLATES = Templates(shelf.templates(ROOT))
BELOW = pytest.mark.parametrize("below", ["", "zh/"])


def tags(page: HtmlElement, name: str) -> list[str]:
    """The contents of all meta tags of a name."""
    return [str(each) for each in page.xpath("//meta[@name=$name]/@content", name=name)]


def data(page: HtmlElement) -> dict[str, Any]:
    """The one JSON-LD of a page."""
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(text)
    assert found["@context"] == "https://schema.org"
    return dict(found)


def printed(name: str) -> str:
    """``Van Gool, Luc`` as printed."""
    return " ".join(part for part in reversed(name.split(", ")) if part)


def same(catalogue: Catalogue, paper: Paper, page: HtmlElement) -> None:
    """Tags and JSON-LD of a page equal the paper's title, authors, date and ids."""
    authors = [name for n, name in enumerate(paper.authors, 1) if name != "others" or n < len(paper.authors)]
    assert tags(page, "citation_title") == [paper.title]
    assert tags(page, "citation_author") == [Person.of(name).inverted for name in authors]
    assert tags(page, "citation_doi") == [paper.doi] * bool(paper.doi)
    assert tags(page, "citation_arxiv_id") == [paper.arxiv] * bool(paper.arxiv)
    (day,) = tags(page, "citation_publication_date")
    assert day.split("/")[0] == str(paper.year)
    venue = catalogue.venues[paper.venue]
    kinds = {"citation_journal_title": ["journal"], "citation_conference_title": ["conference", "workshop"]}
    for tag, of in kinds.items():
        assert tags(page, tag) == [venue.full] * (venue.kind in of)
    found = data(page)
    assert (found["@type"], found["headline"], found["name"]) == ("ScholarlyArticle", paper.title, paper.title)
    assert [author["name"] for author in found.get("author", [])] == authors
    assert found["datePublished"].replace("-", "/") == day
    assert found["isPartOf"]["name"] == venue.full
    ids = {each["propertyID"]: each["value"] for each in found.get("identifier", [])}
    assert ids == {key: value for key, value in (("DOI", paper.doi), ("arXiv", paper.arxiv)) if value}


@BELOW
def test_every_paper_page(built: Built, below: str) -> None:
    """Each paper's page in each language says what the registry says, and its own address."""
    site = built.catalogue.about.site_url
    for paper in built.catalogue.papers:
        page = built.pages[f"{below}papers/{paper.id}/index.html"]
        same(built.catalogue, paper, page)
        assert data(page)["mainEntityOfPage"] == f"{site}{below}papers/{paper.id}/"
        for form in page.xpath("//link[@type='application/x-bibtex' or @type='application/json']/@href"):
            assert (built.site / below / "papers" / paper.id / form).resolve().is_file()


@BELOW
def test_every_board(built: Built, below: str) -> None:
    """Each board is a data set with its name, license and files."""
    about = built.catalogue.about
    lang = {v: k for k, v in built.languages.items()}[below]
    for benchmark in about.benchmarks:
        found = data(built.pages[f"{below}benchmarks/{benchmark.id}/index.html"])
        assert found["@type"] == "Dataset"
        assert found["alternateName"] == benchmark.name.in_(lang)
        assert found["description"]
        assert {each["contentUrl"] for each in found["distribution"]} == {
            f"{about.site_url}results.csv",
            f"{about.site_url}api/v1/results.json",
        }


def test_open_graph_on_every_page(built: Built) -> None:
    """Title, description, address and language of every page, as the page itself has them."""
    for path, page in built.pages.items():
        if path.endswith("404.html"):
            continue
        found = {str(m.get("property")): str(m.get("content")) for m in page.xpath("//meta[@property]")}
        assert found["og:url"] == page.xpath("//link[@rel='canonical']/@href")[0]
        assert found["og:description"] == tags(page, "description")[0]
        assert found["og:locale"] == ("zh_CN" if path.startswith("zh/") else "en_US")
        title = page.xpath("string(//head/title)")
        assert title in (found["og:title"], f"{found['og:title']} – {found['og:site_name']}"), path
        assert found["og:type"] == ("article" if re.search(r"^(zh/)?papers/.+/", path) else "website")


@given(CATALOGUES)
def test_generated_heads_are_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds: the head parses to the same words, and no word of it ends the script."""
    made = Site(catalogue, "en", TEMPLATES)
    for paper in catalogue.papers:
        head = made.head(
            meta.article(catalogue, paper, "https://x.org/", "words"), meta.citation_tags(catalogue, paper)
        )
        page = lxml.html.document_fromstring(f"<html><head>{head}</head><body></body></html>")
        same(catalogue, paper, page)
        assert len(page.xpath("//script")) == 1
