"""What the rules share: findings at their places, and the texts of a paper."""

from __future__ import annotations

from papershelf.checks.found import in_catalogue, in_entry, in_page, texts
from papershelf.draft import Page
from papershelf.model import Paper
from tests.checks.shelves import draft_of
from tests.conftest import TOY


def test_a_finding_in_an_entry_has_its_id() -> None:
    """At the value, or at its key."""
    entry = draft_of(TOY).entries[0]
    problem = in_entry(entry, ("venue",), "unknown-venue", value="x", near="")
    assert (str(problem.place), problem.code, problem.entry) == ("papers.yaml:9:10", "unknown-venue", "bert")
    assert problem.values == {"value": "x", "near": ""}
    assert str(in_entry(entry, ("venue",), "unknown-venue", key=True).place) == "papers.yaml:9:3"


def test_a_finding_in_the_catalogue_may_have_one() -> None:
    """That of the record it is told of."""
    draft = draft_of(TOY)
    problem = in_catalogue(draft, ("venues", 0, "id"), "unused-term", value="naacl", list="venues")
    assert (str(problem.place), problem.entry) == ("catalogue.yaml:19:8", "")
    assert problem.values == {"value": "naacl", "list": "venues"}
    told = in_catalogue(draft, ("metrics", 0, "better"), "unknown-metric", key=True, of="wmt14-en-de")
    assert (str(told.place), told.entry) == ("catalogue.yaml:25:65", "wmt14-en-de")


def test_a_finding_in_a_page_stands_at_its_character() -> None:
    """Line and column count from 1."""
    page = Page("en", "a.md", "docs/en/a.md", "# A\n\nword")
    places = [str(in_page(page, page.text.index(char), "claim-word", word="x").place) for char in "#Aw"]
    assert places == [f"docs/en/a.md:{spot}" for spot in ("1:1", "1:3", "3:1")]
    assert in_page(page, 0, "claim-word", word="x").values == {"word": "x"}


def test_texts_of_a_paper() -> None:
    """Field by field, each in its languages."""
    facts = {"id": "a", "kind": "method", "scope": "general", "title": "A", "venue": "x", "year": "2020"}
    said = {"summary": {"en": "One.", "zh": "一。"}, "performance": {"en": "Two."}}
    assert list(texts(Paper.model_validate({**facts, **said}))) == [
        ("summary", "en", "One."),
        ("summary", "zh", "一。"),
        ("performance", "en", "Two."),
    ]
