"""Preprints that seem published: what Crossref's reply must have, and what the suggestion changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papershelf import shelf
from papershelf.draft import Draft
from papershelf.model import Paper
from papershelf.model.state import Published
from papershelf.upkeep import preprints

TODAY = date(2026, 2, 1)
ADAM = Paper.model_validate(
    {
        "id": "adam",
        "kind": "method",
        "scope": "general",
        "title": "Adam: A Method for Stochastic Optimization",
        "authors": ["Diederik P. Kingma", "Jimmy Ba"],
        "venue": "arxiv",
        "year": "2014",
    }
)
FOUND = Published(
    day=TODAY, doi="10.5555/3454287", where="International Conference on Learning Representations", year=2015
)


def crossref(**more: Any) -> str:
    """A reply of https://api.crossref.org/works with one item (https://github.com/CrossRef/rest-api-doc)."""
    item = {
        "DOI": "10.5555/3454287",
        "type": "proceedings-article",
        "title": ["Adam: A Method for Stochastic Optimization"],
        "author": [{"given": "Diederik P.", "family": "Kingma", "sequence": "first"}],
        "container-title": ["International Conference on Learning Representations"],
        "issued": {"date-parts": [[2015, 5]]},
        **more,
    }
    return json.dumps({"status": "ok", "message": {"items": [item]}})


def by(*authors: str) -> Paper:
    """The paper by these authors."""
    return ADAM.model_copy(update={"authors": authors})


@pytest.fixture
def draft(toy: Path) -> Draft:
    """The toy shelf, in which adam is a preprint."""
    about, papers = toy / "catalogue.yaml", toy / "papers.yaml"
    arxiv = "- {id: arxiv, name: arXiv, full: arXiv, kind: preprint}\n"
    about.write_text(about.read_text("utf-8").replace("datasets:\n", f"{arxiv}datasets:\n"), "utf-8")
    papers.write_text(papers.read_text("utf-8").replace("venue: iclr", "venue: arxiv"), "utf-8")
    found = shelf.read(toy).draft
    assert found is not None
    return found


def test_what_crossref_says() -> None:
    """DOI, proceedings and year, with the day of the look."""
    assert preprints.from_crossref(crossref(), ADAM, TODAY) == FOUND


@pytest.mark.parametrize(
    ("more", "is_it"),
    [
        ({}, True),
        ({"title": ["ADAM - a method for  stochastic optimization"]}, True),
        ({"author": [{"family": "Kíngma"}]}, True),
        ({"author": [None, {"name": "A group"}, {"given": None, "family": "BA"}]}, True),
        ({"title": ["Adam: Another Method"]}, False),
        ({"author": [{"family": "Somebody"}]}, False),
        ({"author": [{"family": ""}, {"family": "…"}]}, False),
        ({"author": None}, False),
        ({"type": "posted-content"}, False),
        ({"DOI": "10.5555/x y"}, False),
        ({"DOI": None}, False),
        ({"container-title": []}, False),
        ({"issued": {"date-parts": [[None]]}}, False),
        ({"title": None}, False),
    ],
)
def test_a_suggestion_needs_title_and_surname(more: dict[str, Any], is_it: bool) -> None:
    """The same title and one surname, a journal or proceedings, a year and a DOI; nulls are no traceback."""
    found = preprints.from_crossref(crossref(**more), ADAM, TODAY)
    assert (found is not None) is is_it


@pytest.mark.parametrize(
    ("ours", "given", "family"),
    [
        ("Luc Van Gool", "Luc", "Van Gool"),
        ("Luc Van Gool", "Luc Van", "Gool"),
        ("Luc Van Gool", "L.", "VAN GOOL"),
        ("Vinícius Veloso de Melo", "Vinicius", "Veloso de Melo"),
        ("John Doe Jr.", "John", "Doe"),
        ("John Doe Jr.", "John", "Doe Jr."),
        ("John Doe, Jr.", "John", "Doe"),
        ("John Doe", "John", "Doe III"),
        ("Jürgen Weiß", "Jürgen", "Weiss"),
        ("Ivan Shcherbakov", "Иван", "Щербаков"),
    ],
)
def test_a_surname_however_a_record_parts_the_name(ours: str, given: str, family: str) -> None:
    """With or without particle, suffix, accents, in capitals or another script."""
    assert preprints.from_crossref(crossref(author=[{"given": given, "family": family}]), by(ours), TODAY)


@pytest.mark.parametrize("ours", [(), ("others",), ("…", "Ann Lee")])
def test_a_list_without_the_surname_does_not_agree(ours: tuple[str, ...]) -> None:
    """No author, the mark of a cut list, a name without letters: none of them is everybody's."""
    record = crossref(author=[{"family": "others"}, {"family": "…"}, {"given": "…", "family": "!"}])
    assert preprints.from_crossref(record, by(*ours), TODAY) is None
    assert not preprints.agrees(by(*ours), ADAM.title, ["", "others"])


def test_agreement() -> None:
    """The title by its letters, and one of the surnames, each as one word."""
    assert preprints.agrees(ADAM, "ADAM, a method for stochastic optimization", ["somebody", "ba"])
    assert not preprints.agrees(ADAM, ADAM.title, ["somebody"])
    assert not preprints.agrees(ADAM, "Adam", ["ba"])


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '{"message": null}', '{"message": {"items": [null, 1]}}', "[" * 99999]
)
def test_a_strange_reply_of_crossref_suggests_nothing(text: str) -> None:
    """No shape of JSON is a traceback."""
    assert preprints.from_crossref(text, ADAM, TODAY) is None


def test_which_papers_are_looked_for(draft: Draft) -> None:
    """Those of a preprint server that have no DOI of a publisher."""
    assert [paper.id for paper in preprints.preprints(draft)] == ["adam"]


def test_a_suggestion_is_told_at_the_venue(draft: Draft) -> None:
    """With where, year and DOI; one for an entry that is gone is not told."""
    (problem,) = preprints.suggested(draft, {"adam": FOUND, "gone": FOUND})
    assert (str(problem.place), problem.code, problem.entry) == ("papers.yaml:42:10", "seems-published", "adam")
    assert problem.values == {"where": FOUND.where, "year": 2015, "doi": FOUND.doi}


def test_what_the_suggestion_changes(toy: Path, draft: Draft) -> None:
    """Venue, year and DOI of the entry, nothing else."""
    text = (toy / "papers.yaml").read_text("utf-8")
    new = preprints.published(text, draft, {"adam": FOUND.model_copy(update={"year": 2016})})
    assert [line for line in new.split("\n") if line not in text.split("\n")] == [
        "  venue: iclr",
        "  year: 2016",
        "  doi: 10.5555/3454287",
    ]
    assert preprints.published(text, draft, {}) == text


def test_a_short_name_within_a_longer_one_is_no_venue(toy: Path, draft: Draft) -> None:
    """``ICLR`` may stand in any name of proceedings, so that only names of more than eight letters count."""
    about = toy / "catalogue.yaml"
    about.write_text(about.read_text("utf-8").replace(FOUND.where, "ICLR"), "utf-8")
    text = (toy / "papers.yaml").read_text("utf-8")
    short = shelf.read(toy).draft
    assert short is not None
    assert {venue.full for venue in short.about.venues} >= {"ICLR"}
    new = preprints.published(text, short, {"adam": FOUND.model_copy(update={"where": "ICLR 2015 Workshops"})})
    assert [line for line in new.split("\n") if line not in text.split("\n")] == ["  doi: 10.5555/3454287"]


def test_an_unknown_venue_is_left_to_a_person(toy: Path, draft: Draft) -> None:
    """Where no venue of catalogue.yaml is meant, the patch writes the DOI only."""
    text = (toy / "papers.yaml").read_text("utf-8")
    new = preprints.published(
        text, draft, {"adam": Published(day=TODAY, doi="10.1/x", where="Some Journal", year=2016)}
    )
    assert [line for line in new.split("\n") if line not in text.split("\n")] == ["  doi: 10.1/x"]
