"""CSL-JSON: items as Zotero, pandoc and citation styles read them, and the registry again when read back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from papershelf.catalogue import Catalogue
from papershelf.cite.csl import ARXIV, csl, csl_json
from tests.conftest import Built
from tests.generated import CATALOGUES
from tests.making import card, golden, sounds


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("conference", "paper-conference"), ("workshop", "paper-conference"), ("journal", "article-journal")],
)
def test_published_paper(kind: str, type_: str) -> None:
    """A paper at a venue names it, in full and in short; the arXiv id stands where no style prints it."""
    authors = ["Luc Van Gool", "John Doe Jr.", "Lee and Li, Inc.", "others"]
    assert csl(card(kind, authors=authors, arxiv="2401.00010", doi="10.1000/a_b")) == {
        "id": "m",
        "type": type_,
        "title": "A Title",
        "author": [
            {"family": "Van Gool", "given": "Luc"},
            {"family": "Doe", "given": "John", "suffix": "Jr."},
            {"literal": "Lee and Li, Inc."},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2024]]},
        "container-title": "Venue of B & C",
        "container-title-short": "V",
        "note": "arXiv:2401.00010",
        "DOI": "10.1000/a_b",
        "URL": "https://doi.org/10.1000/a_b",
    }


def test_preprint() -> None:
    """A preprint has a publisher and a number, as Zotero exports it, and no container; authors not seen are left out."""
    assert csl(card("preprint", "arXiv", arxiv="2401.00010")) == {
        "id": "m",
        "type": "article",
        "title": "A Title",
        "issued": {"date-parts": [[2024]]},
        "publisher": "arXiv",
        "number": "arXiv:2401.00010",
        "URL": "https://arxiv.org/abs/2401.00010",
    }


def test_file_is_one_list_as_utf8() -> None:
    """One list of all items, in the order given; nothing is escaped that needs not be."""
    assert csl_json([{"id": "b", "title": "“李” <b>"}, {"id": "a"}]) == (
        '[\n {\n  "id": "b",\n  "title": "“李” <b>"\n },\n {\n  "id": "a"\n }\n]\n'
    )
    assert csl_json([]) == "[]\n"


# A golden file changes together with the CHANGELOG: other programs read these files.
def test_the_bytes_of_a_small_catalogue() -> None:
    """Every kind of venue and of name, a list that is cut, special characters."""
    assert csl_json(map(csl, sounds().cards.values())) == golden("papers.csl.json")


# --- read back -----------------------------------------------------------------------------


def from_csl(item: dict[str, Any]) -> dict[str, Any]:
    """The registry's fields out of a CSL-JSON item."""
    names = [
        n.get("literal") or " ".join(n[part] for part in ("given", "family", "suffix") if part in n)
        for n in item.get("author", [])
    ]
    told = item.get("number") or item.get("note") or ""
    return {
        "id": item["id"],
        "title": item["title"],
        "authors": tuple(names),
        "year": item["issued"]["date-parts"][0][0],
        "arxiv": told.removeprefix(ARXIV) or None,
        "doi": item.get("DOI"),
        "address": item.get("URL"),
    }


def same_csl(catalogue: Catalogue, items: list[dict[str, Any]]) -> None:
    """Items read back equal the registry's papers."""
    for paper, item in zip(catalogue.papers, items, strict=True):
        found = from_csl(item)
        assert found == {name: getattr(paper, name) for name in found}
        venue = catalogue.venues[paper.venue]
        shown = "publisher" if venue.kind == "preprint" else "container-title"
        assert item[shown] == (venue.name if venue.kind == "preprint" else venue.full)


def test_shipped_csl_is_the_registry(built: Built) -> None:
    """papers.csl.json has every paper with title, authors, year, ids and venue."""
    same_csl(built.catalogue, json.loads((built.site / "papers.csl.json").read_text("utf-8")))


@given(CATALOGUES)
def test_generated_csl_is_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds."""
    same_csl(catalogue, json.loads(csl_json(map(csl, catalogue.cards.values()))))
