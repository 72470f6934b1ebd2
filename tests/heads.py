"""Reading a page's head as programs do, and holding it against the registry."""

from __future__ import annotations

import json
from typing import Any

from lxml.html import HtmlElement

from papershelf.model import Paper, Venue


def tags(page: HtmlElement, name: str) -> list[str]:
    """The contents of all meta tags of a name."""
    return [str(each) for each in page.xpath("//meta[@name=$name]/@content", name=name)]


def data(page: HtmlElement) -> dict[str, Any]:
    """The one JSON-LD of a page."""
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(text)
    assert found["@context"] == "https://schema.org"
    return dict(found)


def letters(name: str) -> list[str]:
    """A name without its order, blanks and commas: the same whether the family name stands first or last."""
    return sorted(name.replace(",", "").replace(" ", ""))


def same(paper: Paper, venue: Venue, page: HtmlElement) -> None:
    """Tags and JSON-LD of a page equal the paper's title, authors, date and ids."""
    authors = [name for n, name in enumerate(paper.authors, 1) if name != "others" or n < len(paper.authors)]
    assert tags(page, "citation_title") == [paper.title]
    assert list(map(letters, tags(page, "citation_author"))) == list(map(letters, authors))
    assert tags(page, "citation_doi") == [paper.doi] * bool(paper.doi)
    assert tags(page, "citation_arxiv_id") == [paper.arxiv] * bool(paper.arxiv)
    (day,) = tags(page, "citation_publication_date")
    assert day.split("/")[0] == str(paper.year)
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
