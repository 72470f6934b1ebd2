"""The rules as a whole: one table, named by its codes, run in stages."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf import checks
from papershelf.problems import rules
from tests.checks.shelves import draft_of, edited, found


def test_each_rule_is_a_function_named_as_its_code() -> None:
    """The table is what the stages hold, each once; and every code has its words."""
    listed = [rule for stage in checks.STAGES for rule in stage]
    assert [rule.__name__.replace("_", "-") for rule in listed] == list(checks.RULES)
    assert list(checks.RULES.values()) == listed
    assert checks.RULES.keys() <= rules().keys()


def test_each_rule_says_what_it_looks_for() -> None:
    """In its docstring."""
    assert all(rule.__doc__ for rule in checks.RULES.values())


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


def test_warnings_take_no_entry_out_of_the_order(toy: Path) -> None:
    """Only errors do: a cut list of authors is told beside the place."""
    changes = [("year: 2015", "year: 2025"), ("Jimmy Ba]", "Jimmy Ba, others]")]
    codes = [code for _, code, _ in edited(toy, "papers.yaml", *changes)]
    assert codes == ["out-of-order", "authors-cut"]


@pytest.mark.parametrize(
    ("name", "change", "codes"),
    [
        ("papers.yaml", ("venue: iclr", "venue: iclrr"), ["unknown-venue"]),
        ("papers.yaml", ("tasks: [optimization]", "tasks: [optimizing]"), []),
        ("catalogue.yaml", ("dataset: newstest2014,", "dataset: newstest2015,"), ["unknown-dataset"]),
        ("catalogue.yaml", ("metrics: [bleu]", "metrics: [blue]"), ["unknown-metric"]),
        ("catalogue.yaml", ("task: machine-translation}", "task: translation}"), []),
        ("papers.yaml", ("tasks: [machine-translation]", "tasks: [machine-translation]"), []),
    ],
)
def test_faults_that_leave_no_board(name: str, change: tuple[str, str], codes: list[str], toy: Path) -> None:
    """Those of what boards are computed from; a misspelt task is not among them."""
    edited(toy, name, change)
    assert [problem.code for problem in checks.board_faults(draft_of(toy))] == codes
