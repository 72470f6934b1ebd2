"""The rules as a whole: one table, named by its codes, run in stages."""

from __future__ import annotations

from pathlib import Path

from tests.checks.shelves import edited, found


def test_toy_shelf_is_clean(toy: Path) -> None:
    """The shelf on which the other tests stand has no problem."""
    assert found(toy) == []


def test_entry_that_cannot_be_read_can_still_be_named(toy: Path) -> None:
    """A broken entry is told by itself: links to it, methods that extend it and its words are not told too."""
    assert edited(toy, "papers.yaml", ("  venue: neurips", "  venu: neurips")) == [
        ("papers.yaml:22:3", "missing-field", "transformer"),
        ("papers.yaml:29:3", "unknown-field", "transformer"),
    ]


def test_stray_line_before_the_first_entry_is_the_only_problem(toy: Path) -> None:
    """Where a part of the list could not be read, nothing is said to be missing or unused."""
    changes = ("- id: bert\n", "  id: bert\n")
    assert [code for _, code, _ in edited(toy, "papers.yaml", changes)] == ["not-an-entry"]


def test_order_is_judged_among_faultless_entries(toy: Path) -> None:
    """An entry with an error, such as a wrong year in its venue's place, is not told to be misplaced as well."""
    changes = [("year: 2015", "year: 2025"), ("venue: iclr", "venue: iclrr")]
    assert [code for _, code, _ in edited(toy, "papers.yaml", *changes)] == ["unknown-venue"]
    assert [code for _, code, _ in edited(toy, "papers.yaml", ("venue: iclrr", "venue: iclr"))] == ["out-of-order"]
