"""Replies of arXiv, Crossref and DOI agencies: the facts that they tell, and what is of no use."""

from __future__ import annotations

import json
from typing import Any

import pytest

from papershelf.lookup.replies import from_arxiv, from_json
from papershelf.lookup.targets import Unusable
from tests.service import REPLIES


def recorded(name: str) -> bytes:
    """A recorded reply."""
    return (REPLIES / name).read_bytes()


def test_recorded_replies_of_arxiv() -> None:
    """Title, authors, the journal that the authors told; month and year are in the id."""
    heat = from_arxiv(recorded("arxiv-1605.08386.xml"), "1605.08386")
    assert (heat.title, heat.authors, heat.arxiv, heat.year, heat.month) == (
        "Heat-bath random walks with Markov bases",
        ("Caprice Stanley", "Tobias Windisch"),
        "1605.08386",
        None,
        "",
    )
    hot = from_arxiv(recorded("arxiv-astro-ph-0601001.xml"), "astro-ph/0601001")
    assert (hot.venue, hot.authors[2]) == (("ActaAstron.56:1-50,2006",), "B. Scott Gaudi")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (b"", "reply-xml"),
        (b"<html/>", "reply-xml"),
        (b'<?xml version="1.0" encoding="x"?><feed/>', "reply-xml"),
        (b'<!DOCTYPE feed [<!ENTITY a "b">]><feed/>', "reply-dtd"),
        ((REPLIES / "arxiv-error.xml").read_bytes(), "reply-error"),
        ((REPLIES / "arxiv-none.xml").read_bytes(), "reply-empty"),
        ((REPLIES / "arxiv-1605.08386.xml").read_bytes(), "reply-other"),
    ],
)
def test_replies_of_arxiv_without_the_paper(reply: bytes, code: str) -> None:
    """No feed, a document type, an error in words, no paper, another paper."""
    with pytest.raises(Unusable) as raised:
        from_arxiv(reply, "2306.13090")
    assert raised.value.code == code


def test_recorded_reply_of_crossref() -> None:
    """Title, authors, DOI, first month, journal."""
    found = from_json(recorded("crossref-pone.json"))
    assert (found.doi, found.year, found.month, found.venue[0]) == (
        "10.1371/journal.pone.0033693",
        2012,
        "2012-03",
        "PLoS ONE",
    )
    assert found.authors[1] == "Brooks B. Pond"


def crossref(**work: Any) -> bytes:
    """A reply with one work (https://api.crossref.org/swagger-ui/index.html, "Work")."""
    return json.dumps({"status": "ok", "message": {"title": ["T"], **work}}).encode()


def dated(*parts: Any) -> dict[str, Any]:
    """A date as Crossref and CSL write it."""
    return {"date-parts": [list(parts)]}


@pytest.mark.parametrize(
    ("work", "year", "month"),
    [
        ({"published-print": dated(2024, 6), "published-online": dated(2023, 11, 5)}, 2024, "2023-11"),
        ({"published-online": dated(2024, 6), "issued": dated(2024, 2)}, 2024, "2024-02"),
        ({"issued": dated("2024", "06")}, 2024, "2024-06"),
        ({"issued": dated(2024), "created": dated(2023, 1)}, 2024, ""),
        ({"created": dated(2023, 1)}, 2023, ""),
        ({"issued": dated(2024, 13)}, 2024, ""),
        ({"issued": {"date-parts": [[None]]}, "published": None, "created": dated(3000)}, None, ""),
        ({"issued": {"date-parts": []}}, None, ""),
    ],
)
def test_year_of_publication_and_first_month(work: dict[str, Any], year: int | None, month: str) -> None:
    """The year of print; the first of the months; the day of the record tells a year only where nothing else does."""
    found = from_json(crossref(**work))
    assert (found.year, found.month) == (year, month)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"given": "Luc", "family": "Van Gool"}, "Luc Van Gool"),
        ({"given": "Wilfried", "non-dropping-particle": "van der", "family": "Aalst"}, "Wilfried van der Aalst"),
        ({"given": "John", "family": "Doe", "suffix": "Jr."}, "John Doe Jr."),
        ({"family": "Plato"}, "Plato"),
        ({"literal": "The Team"}, "The Team"),
        ({"name": "Acme"}, "Acme"),
        ({"given": "J\\'er\\^ome", "family": "M&uuml;ller"}, "Jérôme Müller"),
    ],
)
def test_names(author: dict[str, str], name: str) -> None:
    """Parts in the order in which they are printed; groups by their own name; authors of another kind are passed over."""
    assert from_json(crossref(author=[None, {}, "x", author])).authors == (name,)


def test_what_crossref_tells_of_a_preprint() -> None:
    """A DOI of arXiv is an id, which holds the month."""
    found = from_json(crossref(DOI="10.48550/arXiv.2306.13090", issued=dated(2023, 6)))
    assert (found.arxiv, found.doi, found.year, found.month) == ("2306.13090", "", 2023, "")


def test_places_and_subtitle() -> None:
    """The journal or proceedings before the event before short names; a subtitle that the title lacks joins it."""
    work = {"container-title": ["Proceedings"], "event": {"name": "CVPR 2024"}, "short-container-title": ["P"]}
    found = from_json(crossref(**work, subtitle=["A <i>sub</i>"]))
    assert (found.title, found.venue) == ("T: A sub", ("Proceedings", "CVPR 2024", "P"))
    csl = json.dumps({"title": "T: S", "subtitle": "S", "container-title-short": "J", "event": "E"}).encode()
    assert (from_json(csl).title, from_json(csl).venue) == ("T: S", ("E", "J"))


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (b"", "reply-json"),
        (b"[]", "reply-json"),
        (b'{"message": 1}', "reply-json"),
        (b"[" * 99_999, "reply-json"),
        (b"{}", "reply-title"),
        (b'{"title": [null, "<i></i>"]}', "reply-title"),
    ],
)
def test_replies_that_are_of_no_use(reply: bytes, code: str) -> None:
    """No JSON, no record, no title."""
    with pytest.raises(Unusable) as raised:
        from_json(reply)
    assert raised.value.code == code
