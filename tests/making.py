"""Papers and catalogues made by hand, of only as many fields as a test speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.catalogue.card import Card
from papershelf.model import About, Paper
from papershelf.problems import Place
from papershelf.render.edition import Edition, editions
from papershelf.render.templates import Templates
from tests.conftest import ROOT

HEAD: dict[str, Any] = {
    "id": "m",
    "kind": "method",
    "scope": "general",
    "title": "A Title",
    "venue": "v",
    "year": "2024",
}
ABOUT: dict[str, Any] = {
    "title": {"en": "Hand"},
    "about": {"en": "Made by hand."},
    "languages": ["en"],
    "repository": "https://example.org/hand",
    "site_url": "https://hand.example.org/",
    "licence": {"en": "CC0."},
    "scopes": [
        {"id": "all-in-one", "en": "all-in-one", "heart": True},
        {"id": "general", "en": "general", "note": {"en": "trained anew for each"}},
        {"id": "single-task", "en": "single task"},
        {"id": "unknown", "en": "scope unknown"},
    ],
    "venues": [{"id": "v", "name": "V", "full": "Venue of B & C", "kind": "conference"}],
}


@cache
def templates() -> Templates:
    """The repository's templates."""
    return Templates(shelf.templates(ROOT))


def paper(**fields: Any) -> Paper:
    """A paper with these fields, as they are written in the registry."""
    return Paper.model_validate({**HEAD, **fields})


def about(**fields: Any) -> About:
    """What a catalogue is about, with these fields."""
    return About.model_validate({**ABOUT, **fields})


def catalogue(*papers: Paper, **fields: Any) -> Catalogue:
    """A catalogue of these papers, about these fields."""
    return Catalogue(about(**fields), tuple(sorted(papers, key=lambda each: each.order)), spots=spots(papers))


def spots(papers: Iterable[Paper]) -> dict[str, Place]:
    """Where papers would stand in a file, ten lines each."""
    return {paper.id: Place("papers.yaml", 10 * n + 1) for n, paper in enumerate(papers)}


def card(kind: str = "conference", name: str = "V", **fields: Any) -> Card:
    """The card of a paper with these fields, at a venue of a kind and a name."""
    venue = {**ABOUT["venues"][0], "kind": kind, "name": name}
    return catalogue(paper(**fields), venues=[venue]).cards[fields.get("id", "m")]


def edition(catalogue: Catalogue, lang: str = "en") -> Edition:
    """An edition of a catalogue, without formatted citations."""
    return Edition(catalogue, lang, templates())


def all_editions(catalogue: Catalogue) -> tuple[Edition, ...]:
    """Every edition of a catalogue."""
    return editions(catalogue, templates())


# --- the shelf of sounds -------------------------------------------------------------------

SOUNDS = ROOT / "tests" / "shelves" / "sounds"
GOLDEN = ROOT / "tests" / "golden" / "sounds"


@cache
def sounds() -> Catalogue:
    """Five papers in two languages, with everything that an entry can say."""
    return shelf.read(SOUNDS).catalogue


def golden(path: str) -> str:
    """The text of a file made of the shelf of sounds, as it must be."""
    return (GOLDEN / path).read_bytes().decode()
