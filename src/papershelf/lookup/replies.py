"""Replies of arXiv, Crossref and DOI agencies → the facts of a paper.

Formats: arXiv's Atom feed (https://info.arxiv.org/help/api/user-manual.html, section 3.3),
Crossref's works (https://api.crossref.org/swagger-ui/index.html, "Work"), CSL-JSON as DOI
content negotiation gives it (https://citation.doi.org/docs.html,
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from papershelf.arxiv import arxiv_ids
from papershelf.lookup.facts import Facts, capped
from papershelf.lookup.targets import Unusable
from papershelf.lookup.text import plain

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ARXIV_ERROR = "/api/errors"
_DATES = ("published-print", "published", "issued", "published-online", "created")
_NAME = ("given", "non-dropping-particle", "family", "suffix")


class _NoDoctype(ElementTree.TreeBuilder):
    """Builds the tree and stops at a document type, in which entities could be declared."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise Unusable("reply-dtd")


def from_arxiv(reply: bytes, id: str) -> Facts:
    """The facts in arXiv's reply for one id; ``Unusable`` where it holds an error or another paper."""
    try:
        feed = ElementTree.fromstring(reply, parser=ElementTree.XMLParser(target=_NoDoctype()))
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise Unusable("reply-xml") from error
    entries = feed.findall(f"{_ATOM}entry") if feed.tag == f"{_ATOM}feed" else []
    if feed.tag != f"{_ATOM}feed":
        raise Unusable("reply-xml")
    for entry in entries:
        if _ARXIV_ERROR in _text(entry, "id"):
            raise Unusable("reply-error", says=_text(entry, "summary") or _text(entry, "title"))
    found = next((entry for entry in entries if id in arxiv_ids(_text(entry, "id"))), None)
    if found is None:
        raise Unusable("reply-empty" if not entries else "reply-other", id=id)
    journal = _text(found, "journal_ref", _ARXIV)
    names = [_text(author, "name") for author in found.findall(f"{_ATOM}author")]
    return Facts(
        title=_title(_text(found, "title")),
        authors=capped(names),
        arxiv=id,
        doi=_text(found, "doi", _ARXIV),
        venue=(journal,) if journal else (),
        remark=_text(found, "comment", _ARXIV),
    )


def from_json(reply: bytes) -> Facts:
    """The facts in Crossref's reply for one work, or in CSL-JSON; a value that is null or of another kind is absent.

    ``Unusable`` where it is no such record.
    """
    try:
        data = json.loads(reply)
    except (ValueError, RecursionError) as error:
        raise Unusable("reply-json") from error
    work = data.get("message", data) if isinstance(data, dict) else None
    if not isinstance(work, dict):
        raise Unusable("reply-json")
    return from_work(work)


def from_work(work: dict[str, Any]) -> Facts:
    """The facts of one work, as Crossref or CSL-JSON has it; ``Unusable`` where it has no title."""
    year, month = _date(work)
    doi = next(_words(work.get("DOI")), "")
    arxiv = arxiv_ids(doi)
    event = work.get("event")
    places = [
        *_words(work.get("container-title")),
        *_words(event.get("name") if isinstance(event, dict) else event),
        *_words(work.get("short-container-title")),
        *_words(work.get("container-title-short")),
    ]
    title = next(_words(work.get("title")), "")
    subtitle = next(_words(work.get("subtitle")), "")
    if subtitle and subtitle not in title:
        title = f"{title}: {subtitle}"
    return Facts(
        title=_title(title),
        authors=capped(_names(work.get("author"))),
        year=year,
        month="" if arxiv else month,
        arxiv=arxiv[0] if arxiv else "",
        doi="" if arxiv else doi,
        venue=tuple(places),
    )


def _title(words: str) -> str:
    title = plain(words).strip()
    if not title:
        raise Unusable("reply-title")
    return title


def _text(node: ElementTree.Element, name: str, space: str = _ATOM) -> str:
    found = node.find(f"{space}{name}")
    return plain("".join(found.itertext())) if found is not None else ""


def _words(value: Any) -> Iterator[str]:
    """The texts of a value that is one or a list of them."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and (line := plain(each)):
            yield line


def _names(authors: Any) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        if isinstance(author, dict):
            parts = [next(_words(author.get(part)), "") for part in _NAME]
            whole = " ".join(part for part in parts if part)
            name = whole or next(_words(author.get("literal")), "") or next(_words(author.get("name")), "")
            if name:
                yield name


def _date(work: dict[str, Any]) -> tuple[int | None, str]:
    """Year of publication, and the first month told."""
    months: list[str] = []
    years: list[int] = []
    for name in _DATES:
        field = work.get(name)
        parts = field.get("date-parts") if isinstance(field, dict) else None
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        numbers = [int(part) for part in first if re.fullmatch(r"\d{1,4}", str(part), re.A)]
        if numbers and 1900 <= numbers[0] <= 2100:
            years += [numbers[0]] if name != "created" or not years else []
            if len(numbers) > 1 and 1 <= numbers[1] <= 12 and name != "created":
                months.append(f"{numbers[0]}-{numbers[1]:02d}")
    return (years[0] if years else None), min(months, default="")
