"""Preprints that seem published: what Crossref says of them, and the change that it suggests.

A suggestion needs the same title and a surname that both have; a person decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from papershelf.draft import Draft
from papershelf.format import replaced
from papershelf.model import Paper, Venue
from papershelf.model.state import Published
from papershelf.names import folded, letters, named, surname
from papershelf.problems import Problem, in_order

_DOI = re.compile(r"10\.[0-9]{4,9}/[\w.()/:;-]+", re.A)
_KINDS = ("journal-article", "proceedings-article", "book-chapter")  # posted-content is a preprint again


def from_crossref(text: str, paper: Paper, day: date) -> Published | None:
    """The publication of a paper in a reply of ``/works`` (https://github.com/CrossRef/rest-api-doc), or nothing."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for item in _list(_map(_map(data).get("message")).get("items")):
        found = _map(item)
        title = _first(found.get("title"))
        surnames = [name for each in _list(found.get("author")) for name in _surnames(_map(each))]
        doi, where, year = found.get("DOI"), _first(found.get("container-title")), _year(found)
        known = isinstance(doi, str) and _DOI.fullmatch(doi) and len(doi) < 300 and where and 1000 < year < 3000
        if known and found.get("type") in _KINDS and agrees(paper, title, surnames):
            return Published(day=day, doi=str(doi), where=where[:1000], year=year)
    return None


def published(text: str, draft: Draft, suggestions: Mapping[str, Published]) -> str:
    """papers.yaml with venue, year and DOI of each suggestion; an unknown venue stays for a person to write."""
    return replaced(text, {id: _fields(draft, found) for id, found in suggestions.items()})


def suggested(draft: Draft, suggestions: Mapping[str, Published]) -> list[Problem]:
    """Each suggestion at the venue of its entry."""
    return in_order(
        Problem(
            entry.block.place(("venue",)),
            "seems-published",
            entry.paper.id,
            {"where": found.where, "year": found.year, "doi": found.doi},
        )
        for entry in draft.entries
        if (found := suggestions.get(entry.paper.id))
    )


def preprints(draft: Draft) -> list[Paper]:
    """Papers that are still entered as preprints and have no DOI of a publisher."""
    servers = {venue.id for venue in draft.about.venues if venue.kind == "preprint"}
    return [e.paper for e in draft.entries if e.paper.venue in servers and not e.paper.doi]


def agrees(paper: Paper, title: str, surnames: Iterable[str]) -> bool:
    """Whether a record is of this paper: the same title, and a surname that both have, each as one word."""
    ours = set(map(surname, named(paper.authors))) - {""}
    return folded(paper.title) == folded(title) and not ours.isdisjoint(surnames)


def _fields(draft: Draft, found: Published) -> dict[str, str]:
    venue = _venue(draft.about.venues, found.where)
    doi = {"doi": found.doi}
    return {"venue": venue, "year": str(found.year), **doi} if venue else doi


def _venue(venues: tuple[Venue, ...], where: str) -> str:
    """The venue whose full name, or other name, is in the name of the proceedings."""
    words = folded(where)
    for venue in venues:
        if any(len(folded(name)) > 8 and folded(name) in words for name in (venue.full, *venue.aliases)):
            return venue.id
    return ""


def _surnames(author: Mapping[str, Any]) -> Iterator[str]:
    """The family name of a record's author as one word: as the record parts the name, and as we do."""
    family, given = author.get("family"), author.get("given")
    if isinstance(family, str):
        yield letters(family)
        if isinstance(given, str):
            yield surname(" ".join(f"{given} {family}".split()))


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _first(value: Any) -> str:
    """The first text of a list of texts, in one line."""
    texts = [each for each in _list(value) if isinstance(each, str)]
    return " ".join(texts[0].split()) if texts else ""


def _year(item: Mapping[str, Any]) -> int:
    """The year of ``issued: {date-parts: [[2024, 6]]}``, or 0."""
    parts = _list(_map(item.get("issued")).get("date-parts"))
    first = _list(parts[0]) if parts else []
    return first[0] if first and isinstance(first[0], int) else 0
