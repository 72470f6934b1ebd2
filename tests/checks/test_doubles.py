"""What stands twice: told at each further one, with the first."""

from __future__ import annotations

from pathlib import Path

from papershelf import shelf
from tests.checks.shelves import edited


def test_former_id_may_not_be_taken(toy: Path) -> None:
    """An id in `was` redirects, so no entry may have it."""
    assert edited(toy, "papers.yaml", ("- id: adam\n", "- id: adam\n  was: [bert, adam-2014]\n")) == [
        ("papers.yaml:37:9", "duplicate-id", "adam")
    ]


def test_three_entries_with_one_id_are_told_twice_and_nothing_else(toy: Path) -> None:
    """Each further one is told with the line of the first; the same title and arXiv id add nothing."""
    text = (toy / "papers.yaml").read_text("utf-8")
    adam = text[text.index("- id: adam") :]
    (toy / "papers.yaml").write_text(text + f"\n{adam}" * 2, "utf-8")
    problems = shelf.read(toy).problems
    assert [(p.code, p.values["line"]) for p in problems] == [("duplicate-id", 36)] * 2
