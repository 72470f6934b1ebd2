"""Rules on numbers: their limits and reasons, beyond the examples of ``broken/``."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.checks.shelves import BROKEN, found


def board(folder: Path, rows: int, swapped: int, more: str = "") -> list[tuple[str, str, str]]:
    """The findings on a board of rows about two apart, one of which has its two columns exchanged."""
    (folder / "catalogue.yaml").write_text((BROKEN / "average-differs/catalogue.yaml").read_text("utf-8"), "utf-8")
    shutil.rmtree(folder / "docs")
    text = "papers:\n"
    for n in range(rows):
        clean, noisy = Decimal(20) + n, Decimal(18) + n + Decimal(n % 5) / 10
        if n == swapped:
            clean, noisy = noisy, clean
        text += (
            f"- id: p{n:02}\n  kind: method\n  scope: general\n  title: Paper {n}\n  venue: iclr\n  year: 2015\n"
            f"  doi: 10.1234/{n}\n  results:\n  - benchmark: wmt14-en-de\n"
            f"    values: {{clean: [{clean}], noisy: [{noisy}]}}\n    source: {{in: paper, locator: Table 1}}\n"
            + (more if n == swapped else "")
        )
    (folder / "papers.yaml").write_text(text, "utf-8")
    return [each for each in found(folder) if each[1] not in ("unused-term", "noise-order")]


def test_swapped_columns_are_told_on_a_board_of_twenty_rows(toy: Path) -> None:
    """The one row that fits its board only the other way round is told; all others are not."""
    assert board(toy, 21, 7) == [("papers.yaml:88:21", "columns-swapped", "p07")]


def test_swapped_columns_need_twenty_rows(toy: Path) -> None:
    """On a smaller board nobody can tell."""
    assert board(toy, 19, 7) == []


def test_swapped_columns_can_be_accepted(toy: Path) -> None:
    """A row whose source prints it so says why, and is told no more."""
    assert board(toy, 21, 7, "    allow: {columns-swapped: {en: Printed so.}}\n") == []


@pytest.mark.parametrize(("printed", "code"), [("27.4", ""), ("27.5", ""), ("27.6", "average-differs"), ("-", "")])
def test_printed_average_may_be_cut_or_rounded(printed: str, code: str, toy: Path) -> None:
    """A mean is a checksum to its last digit: cut or rounded it passes; an average not printed says nothing."""
    (toy / "catalogue.yaml").write_text((BROKEN / "average-differs/catalogue.yaml").read_text("utf-8"), "utf-8")
    text = (BROKEN / "average-differs/bad.yaml").read_text("utf-8")
    (toy / "papers.yaml").write_text(text.replace("[27.9]", f"[{printed}]"), "utf-8")
    assert [c for _, c, _ in found(toy)] == ([code] if code else [])
