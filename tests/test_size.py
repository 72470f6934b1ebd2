"""A printed number of parameters: exact in millions, and the same as another to the digits of the coarser."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.size import agree, millions


@pytest.mark.parametrize(
    ("printed", "size"),
    [
        ("25M", "25"),
        ("25 M", "25"),
        (" 25.30M ", "25.30"),
        ("25m", "25"),
        ("850K", "0.85"),
        ("850k", "0.85"),
        ("1.2B", "1200"),
        ("0M", "0"),
        ("42M+86M", "128"),
        ("42M + 0.5B", "542"),
        ({"restoration": "42M", "guidance": "86M"}, "128"),
        ("999999999.999999999B+0.000000001K", "999999999999.999999000001"),
    ],
)
def test_sizes_are_exact(printed: str | dict[str, str], size: str) -> None:
    """Thousands, millions, thousands of millions; a blank, a small letter, sums and named parts."""
    assert millions(printed) == Decimal(size)


@pytest.mark.parametrize(
    "printed",
    [
        *(None, "", {}, "large", "25", "M", "-1M", "+1M", "25M+", "1.M", ".5M", "25 MB", "25M\n\nx", "25\n\nM"),
        *("1234567890M", "1.1234567890M", "２５M", "25\u212a", "1e3M", "25,5M", {"a": "42M", "b": "?"}),
    ],
)
def test_other_words_are_no_size(printed: str | dict[str, str] | None) -> None:
    """Nothing printed, no unit, signs, digits of other scripts, the sign of the kelvin, ten digits, a part unknown."""
    assert millions(printed) is None


@given(st.integers(0, 999_999))
def test_one_number_in_another_unit(number: int) -> None:
    """A thousand of the smaller unit is one of the larger."""
    for small, large in ("KM", "MB"):
        one, other = f"{number}{large}", f"{number * 1000}{small}"
        assert millions(one) == millions(other) == number * {"M": 1, "B": 1000}[large]
        assert agree(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("25M", "25M", True),
        ("25M", "25.3M", True),
        ("25M", "25.5M", True),
        ("25M", "25.6M", False),
        ("25M", "29M", False),
        ("1.2B", "1200M", True),
        ("1.2B", "1234M", True),
        ("1.2B", "1260M", False),
        ("850K", "0.85M", True),
        ("850K", "0.9M", True),
        ("850K", "0.86M", False),
        ("42M+86M", "128M", True),
        ("large", "large", True),
        ("large", "25M", False),
        ("25", "25M", False),
    ],
)
def test_the_coarser_one_decides(one: str, other: str, same: bool) -> None:
    """Two are one where they differ by no more than half a unit of the coarser one's last digit."""
    assert agree(one, other) is agree(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("1.2B", "1200M", []),
        ("850K", "0.85M", []),
        ("65M", "65.4M", []),
        ("25M", "29M", ["params-differ"]),
    ],
)
def test_check_tells_numbers_that_differ(one: str, other: str, codes: list[str], toy: Path) -> None:
    """Two ways to print one number are no problem."""
    row = "  - {{benchmark: wmt14-en-de, params: {}, values: {{test: [28.4]}}, source: {{in: paper, locator: Table {}}}}}\n"
    file = toy / "papers.yaml"
    rows = f"  results:\n{row.format(one, 1)}{row.format(other, 2)}"
    adam = "  techniques: [adaptive-step-size]\n"
    file.write_text(file.read_text("utf-8").replace(adam, adam + rows), "utf-8")
    assert [problem.code for problem in shelf.read(toy).problems] == codes
