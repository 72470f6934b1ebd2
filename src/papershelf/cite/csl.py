"""CSL-JSON of a paper: what Zotero, pandoc and citation styles read.

Types and fields as in the schema of the Citation Style Language
(https://github.com/citation-style-language/schema, csl-data.json) and as Zotero exports
preprints.  The arXiv id of a paper that appeared elsewhere stands in ``note``, which
reference managers keep and no style prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from papershelf.catalogue.card import Card
from papershelf.names import CUT, Person

_TYPES = {
    "conference": "paper-conference",
    "workshop": "paper-conference",
    "journal": "article-journal",
    "preprint": "article",
}
ARXIV = "arXiv:"


def csl(card: Card) -> dict[str, Any]:
    """The CSL-JSON item of a paper."""
    paper, venue = card.paper, card.venue
    authors = [_name(person) for person in card.persons] + ([{"literal": CUT}] if card.cut else [])
    item: dict[str, Any] = {"id": paper.id, "type": _TYPES[venue.kind], "title": paper.title}
    if authors:
        item["author"] = authors
    item["issued"] = {"date-parts": [[paper.year]]}
    if venue.kind != "preprint":
        item |= {"container-title": venue.full, "container-title-short": venue.name}
    else:
        item["publisher"] = venue.name
    if paper.arxiv:
        item["number" if venue.kind == "preprint" else "note"] = f"{ARXIV}{paper.arxiv}"
    if paper.doi:
        item["DOI"] = paper.doi
    if paper.state:
        item["status"] = paper.state.is_
    if paper.address:
        item["URL"] = paper.address
    return item


def csl_json(items: Iterable[dict[str, Any]]) -> str:
    """The file of many items."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def _name(person: Person) -> dict[str, str]:
    if person.whole:
        return {"literal": person.family}
    parts = {"family": person.family, "given": person.given}
    return {**parts, "suffix": person.suffix} if person.suffix else parts
