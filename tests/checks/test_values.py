"""Rules on numbers: their limits and reasons, beyond the examples of ``broken/``."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.checks.shelves import BROKEN, found

ASIDE = ("unused-term", "unknown-paper")  # the catalogue knows more than the few entries here


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
    return [each for each in found(folder) if each[1] not in (*ASIDE, "noise-order")]


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


ROW = """\
- id: a
  kind: method
  scope: general
  title: A
  venue: iclr
  year: 2015
  doi: 10.1234/a
  results:
  - benchmark: wmt14-en-de
    setting: base
    values: {clean: [30.0], noisy: [20.0]}
    params: 25M
    source: {in: paper, locator: Table 1}
  cost:
  - {flops: 1G, input: 256x256, source: {in: paper, locator: Table 1}}
"""


def judged(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Place and code of what is found on one row after changes to it."""
    (folder / "catalogue.yaml").write_text((BROKEN / "average-differs/catalogue.yaml").read_text("utf-8"), "utf-8")
    (folder / "docs/en/index.md").write_text("# Toy\n", "utf-8")
    text = f"papers:\n{ROW}"
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "papers.yaml").write_text(text, "utf-8")
    return [(place.removeprefix("papers.yaml:"), code) for place, code, _ in found(folder) if code not in ASIDE]


def test_a_faultless_row_is_not_told(toy: Path) -> None:
    """The row on which the tests below stand."""
    assert judged(toy) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("noisy: [20.0]", "noisey: [20.0]", ("12:29", "unknown-column")),
        ("setting: base", "setting: bas", ("11:14", "unknown-setting")),
        ("clean: [30.0]", "clean: [30.0, 0.9]", ("12:21", "wrong-count")),
        ("    values: {clean: [30.0], noisy: [20.0]}\n", "", ("10:5", "wrong-count")),
        ("    params: 25M\n", "    printed_average: [25.0, 0.9]\n", ("13:22", "wrong-count")),
        ("    params: 25M\n", "    printed_average: [26.0]\n", ("13:22", "average-differs")),
        ("clean: [30.0]", "clean: [130.0]", ("12:21", "value-range")),
        ("noisy: [20.0]", "noisy: [30.0]", ("12:36", "noise-order")),
        (", input: 256x256", "", ("16:13", "flops-without-input")),
    ],
)
def test_a_slip_in_a_row_is_told_at_its_place(old: str, new: str, told: tuple[str, str], toy: Path) -> None:
    """A column at its key, all else at its value; a row without any numbers as a whole."""
    assert judged(toy, (old, new)) == [told]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("noise-order", ("noisy: [20.0]", "noisy: [30.0]")),
        ("value-range", ("clean: [30.0]", "clean: [130.0]")),
        ("average-differs", ("    params: 25M\n", "    printed_average: [26.0]\n")),
    ],
)
def test_a_finding_on_values_can_be_accepted(code: str, change: tuple[str, str], toy: Path) -> None:
    """The row says why it stands."""
    allow = ("    setting: base\n", f"    setting: base\n    allow: {{{code}: {{en: Printed so.}}}}\n")
    assert judged(toy, change, allow) == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("noise-order", [("14:13", "needless-allow")]),
        ("average-differs", [("14:13", "needless-allow")]),
        ("columns-swapped", []),
        ("value-range", []),
        ("wrong-count", [("14:13", "needless-allow")]),
    ],
)
def test_what_is_accepted_is_there(code: str, told: list[tuple[str, str]], toy: Path) -> None:
    """A finding that the row alone would show must be there; one that is no finding on values cannot be accepted."""
    allow = ("    params: 25M\n", f"    params: 25M\n    allow: {{{code}: {{en: Printed so.}}}}\n")
    assert judged(toy, allow) == told


@pytest.mark.parametrize(("limits", "outside"), [('["-", 25]', True), ('["-", 35]', False), ('[25, "-"]', True), ('[15, "-"]', False), ("[20, 30]", False)])  # fmt: skip
def test_a_range_may_be_open_and_holds_its_ends(limits: str, outside: bool, toy: Path) -> None:
    """The row prints 30.0 and 20.0."""
    assert judged(toy) == []
    about = toy / "catalogue.yaml"
    text = about.read_text("utf-8")
    assert text.count("range: [0, 100]") == 1
    about.write_text(text.replace("[0, 100]", limits), "utf-8")
    assert {code for _, code, _ in found(toy)} - {*ASIDE} == ({"value-range"} if outside else set())


def test_rows_of_one_variant_print_one_size(toy: Path) -> None:
    """The second that differs is told, with the first."""
    row = ROW[ROW.index("  - benchmark") : ROW.index("  cost:")]
    other = row.replace("25M", "26M").replace("Table 1", "Table 2")
    assert judged(toy, ("  cost:\n", f"{other}  cost:\n")) == [("18:13", "params-differ")]
