"""Addresses: where they stand, which are repositories, what robots found there, and their new places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.draft import Draft
from papershelf.model.state import Seen
from papershelf.problems import Place
from papershelf.upkeep import addresses

MONDAY, TUESDAY = date(2026, 1, 31), date(2026, 2, 1)


def draft(folder: Path) -> Draft:
    """What a folder holds."""
    found = shelf.read(folder).draft
    assert found is not None
    return found


def test_addresses_are_found_wherever_they_stand(toy: Path) -> None:
    """In entries, catalogue.yaml, pages, and those that follow from ids; without fragments and closing marks."""
    page = toy / "docs" / "en" / "see.md"
    page.write_text(
        "# See\n\nSee <https://a.example/x>, (https://b.example/y_(z)), [z](https://c.example/q#part).\n", "utf-8"
    )
    found = addresses.spots(draft(toy))
    assert {"https://a.example/x", "https://b.example/y_(z)", "https://c.example/q"} <= set(found)
    assert found["https://example.org/toy"][0][1].file == "catalogue.yaml"
    assert [str(place) for _, place in found["https://a.example/x"]] == ["docs/en/see.md:3:1"]


def test_addresses_that_follow_from_ids(toy: Path) -> None:
    """At the id, beside the places where they are written."""
    found = addresses.spots(draft(toy))
    told = {url: [(entry, str(place)) for entry, place in places] for url, places in found.items()}
    assert told["https://doi.org/10.18653/v1/N19-1423"] == [("bert", "papers.yaml:12:8")]
    assert told["https://arxiv.org/abs/1810.04805"] == [("bert", "papers.yaml:20:13"), ("bert", "papers.yaml:11:10")]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/a/b", "a/b"),
        ("https://github.com/a/b.git", "a/b"),
        ("https://github.com/a/b/tree/main/x", "a/b"),
        ("https://github.com/a", ""),
        ("https://gitlab.com/a/b", ""),
        ("https://github.com.evil.example/a/b", ""),
    ],
)
def test_which_addresses_are_repositories(url: str, name: str) -> None:
    """Owner and name of a repository at GitHub."""
    assert addresses.repository(url) == name


def test_repositories_of_the_papers(toy: Path) -> None:
    """The code of each paper, where it is at GitHub."""
    file = toy / "papers.yaml"
    text = file.read_text("utf-8").replace("  tasks: [optimization]", "  links: {code: https://gitlab.com/a/b}")
    file.write_text(text, "utf-8")
    assert addresses.repositories(draft(toy)) == {"https://github.com/google-research/bert": "google-research/bert"}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (Seen(day=TUESDAY, found="gone", why="404", gone=(TUESDAY,)), "gone-link"),
        (Seen(day=TUESDAY, found="gone", why="404", gone=(MONDAY, TUESDAY)), "dead-link"),
        (Seen(day=TUESDAY, found="moved", why="301", to="https://b.example/"), "moved-link"),
        (Seen(day=TUESDAY, found="ok", why="200"), ""),
        (Seen(day=TUESDAY, found="unclear", why="timeout"), ""),
    ],
)
def test_what_is_told_of_an_address(state: Seen, code: str) -> None:
    """Gone on one day, gone on two, moved for good; at each place, in the order of the file."""
    spots = {
        "https://a.example/": [("b", Place("f", 2)), ("a", Place("f", 1))],
        "https://c.example/": [("", Place("f"))],
    }
    found = addresses.findings(spots, {"https://a.example/": state})
    assert [(each.place.line, each.code, each.entry) for each in found] == (
        [(1, code, "a"), (2, code, "b")] if code else []
    )
    assert all(each.values["url"] == "https://a.example/" and each.values["why"] == state.why for each in found)


def test_moved_addresses_are_replaced_and_nothing_else() -> None:
    """Longer addresses and other states stay; marks behind an address too."""
    seen = {
        "https://a.example/x": Seen(day=TUESDAY, found="moved", to="https://b.example/y"),
        "https://c.example/": Seen(day=TUESDAY, found="ok"),
    }
    text = "See https://a.example/x, https://a.example/x/y and (https://c.example/); [x](https://a.example/x).\n"
    assert addresses.moved(text, seen) == (
        "See https://b.example/y, https://a.example/x/y and (https://c.example/); [x](https://b.example/y).\n"
    )


def test_patch() -> None:
    """As git reads it; a last line without its end is marked; nothing for no change."""
    assert addresses.patch("f", "a\n", "a\n") == ""
    assert addresses.patch("f", "a\nb", "a\nc") == (
        "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )
