"""Scores: digits, exact means of complete rows, the unit of the last digit."""

from __future__ import annotations

from decimal import Decimal

from papershelf.board.scores import digits, disagree, first_of, mean, rounded, unit
from papershelf.model import About, Result
from tests.board.test_rows import ABOUT, row


def test_digits_are_those_printed_at_most() -> None:
    """Per metric, over cells and the printed mean; a score not printed has none."""
    benchmark = About.model_validate(ABOUT).benchmarks[0]
    made = Result.model_validate(row("30.1", "-", printed_average=["31.25", "-"]))
    assert digits(benchmark, made) == (2, 3)


def test_mean_is_of_complete_rows_of_a_board_that_has_one() -> None:
    """Per metric; nothing where a column is missing or the board has no mean."""
    benchmark = About.model_validate(ABOUT).benchmarks[0]
    assert mean(benchmark, Result.model_validate(row("30", "-"))) == (None, Decimal("0.91"))
    partial = row()
    del partial["values"]["a"]
    assert mean(benchmark, Result.model_validate(partial)) is None
    without = benchmark.model_copy(update={"average": "none"})
    assert mean(without, Result.model_validate(row())) is None


def test_unit_is_of_the_coarsest_score() -> None:
    """One of its last digit."""
    assert unit(Decimal("30.12"), Decimal("0.9")) == Decimal("0.1")
    assert unit(Decimal("30"), Decimal("0.9")) == Decimal(1)


def test_first_is_the_metric_that_ranks() -> None:
    """Nothing where there are no scores, or it is not printed."""
    assert first_of((Decimal("1.5"), None)) == Decimal("1.5")
    assert (first_of((None, Decimal(1))), first_of(None), first_of(())) == (None, None, None)


def test_rounding_is_half_up() -> None:
    """To as many digits as asked; nothing stays nothing."""
    assert (str(rounded(Decimal("2.345"), 2)), str(rounded(Decimal("2"), 1)), rounded(None, 1)) == ("2.35", "2.0", None)


def test_rows_disagree_by_the_digits_of_the_coarser() -> None:
    """Only in columns that both have; a cell may have more numbers than the other."""
    one = Result.model_validate(row("30.04", "32"))
    assert not disagree(one, Result.model_validate(row("30.0", "32")))
    assert disagree(one, Result.model_validate(row("30.1", "32")))
    assert not disagree(one, Result.model_validate({**row(), "values": {"other": ["1"]}}))
