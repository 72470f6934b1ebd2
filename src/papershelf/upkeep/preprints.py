"""Preprints that seem published: what Crossref says of them, and the change that it suggests.

A suggestion needs the same title and a surname that both have; a person decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from papershelf.draft import Draft
from papershelf.format import replaced
from papershelf.lookup import Unusable
from papershelf.lookup.replies import from_work
from papershelf.model import Paper, Venue
from papershelf.model.state import Published
from papershelf.names import folded, named, surname
from papershelf.problems import Problem, in_order

_DOI = re.compile(r"10\.[0-9]{4,9}/[\w.()/:;-]+", re.A)
_KINDS = ("journal-article", "proceedings-article", "book-chapter")  # posted-content is a preprint again


def from_crossref(text: str, paper: Paper, day: date) -> Published | None:
    """The publication of a paper in a reply of ``/works`` (https://github.com/CrossRef/rest-api-doc), or nothing."""
    for work in _works(text):
        try:
            facts = from_work(work)
        except Unusable:
            continue
        told = facts.venue and facts.year and _DOI.fullmatch(facts.doi) and len(facts.doi) < 300
        if told and work.get("type") in _KINDS and agrees(paper, facts.title, map(surname, facts.authors)):
            return Published(day=day, doi=facts.doi, where=facts.venue[0][:1000], year=facts.year)
    return None


def published(text: str, draft: Draft, suggestions: Mapping[str, Published]) -> str:
    """A registry file's text with what each suggestion says; an unknown venue stays for a person to write."""
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


def _works(text: str) -> list[dict[str, Any]]:
    """The works of a reply; none where it has another shape."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    message = data.get("message") if isinstance(data, dict) else None
    items = message.get("items") if isinstance(message, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
