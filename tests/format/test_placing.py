"""Entries in the text of a registry: inserted, moved and replaced without a change of any other line."""

from __future__ import annotations

import re

import pytest
import yaml

from papershelf.format import formatted, inserted, replaced, written
from papershelf.source import read_registry, split
from tests.conftest import ROOT, TOY

PAPERS = (ROOT / "papers.yaml").read_text("utf-8")
SMALL = (TOY / "papers.yaml").read_text("utf-8")

NEW = {
    "id": "new-one",
    "kind": "survey",
    "scope": "unknown",
    "title": "New One",
    "venue": "arxiv",
    "arxiv": "1805.00001",
}


@pytest.mark.parametrize("year", ["2030", "2018", "2016", "2015", "1999"])
@pytest.mark.parametrize(
    "text",
    [PAPERS, SMALL, SMALL + "\n", SMALL.rstrip()],
    ids=["real", "toy", "toy with an empty line", "toy without a last line break"],
)
def test_inserting_changes_no_other_line(text: str, year: str) -> None:
    """All old lines stay, in order; the new entry stands in its place, an empty line away from its neighbors."""
    new = inserted(text, {**NEW, "year": year})
    assert [block.id for block in read_registry(new, "p").blocks].count("new-one") == 1
    piece = written({**NEW, "year": year})
    assert piece in new
    others = {new.replace(each, "", 1).rstrip() for each in (f"{piece}\n", f"\n{piece}")}
    assert text.rstrip() in others
    assert formatted(new)[0].rstrip("\n") == new.rstrip("\n")


@pytest.mark.parametrize("head", ["papers:\n", "papers: []\n", "# head\npapers: []  # none yet\n", "papers:"])
def test_inserting_into_an_empty_registry(head: str) -> None:
    """The first entry makes a list of an empty one, which every YAML reader takes."""
    new = inserted(head, {**NEW, "year": "2018"})
    assert [entry["id"] for entry in yaml.safe_load(new)["papers"]] == ["new-one"]
    assert formatted(new) == (new, [])


@pytest.mark.parametrize("which", [0, 1, -1])
@pytest.mark.parametrize("text", [PAPERS, SMALL, SMALL.rstrip()], ids=["real", "toy", "toy without a last line break"])
def test_replacing_changes_no_other_line(text: str, which: int) -> None:
    """Only the lines of the fields change; every comment stays where it was, and so does the gap below."""
    block = split(text, "p").blocks[which]
    body = block.text.rstrip("\n")
    noted = re.sub(r"^(  title: .*)$", r"  # on the title\n\1  # as printed", body, count=1, flags=re.M)
    commented = text.replace(body, f"# about it\n{noted}")
    new = replaced(commented, {block.id: {"title": "Another title"}})
    wanted = re.sub(r"^  title: .*?(?=  #)", "  title: Another title", noted, count=1, flags=re.M)
    assert new.rstrip("\n") == commented.replace(noted, wanted).rstrip("\n")


def test_a_new_field_stands_in_its_place_and_a_lost_one_leaves_its_comment() -> None:
    """The order is the model's; a comment inside of what was replaced goes to the end of the entry."""
    text = "papers:\n- id: a\n  venue: x\n  tasks:\n  - one  # the first\n  - two\n\n- id: b\n  year:   2000\n"
    assert replaced(text, {"a": {"year": "2015", "tasks": []}}) == (
        "papers:\n- id: a\n  venue: x\n  year: 2015\n  tasks: []\n  # the first\n\n- id: b\n  year:   2000\n"
    )


@pytest.mark.parametrize("entry", ["nobody", "b"])
def test_replacing_what_is_not_there_or_cannot_be_read(entry: str) -> None:
    """The text stays as it is."""
    text = "papers:\n- id: a\n- id: b\n  tasks: [\n"
    assert replaced(text, {entry: {"year": "2015"}}) == text
