"""An arXiv id: which words are one, what is wrong with others, its month, its addresses, where a text names one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from papershelf.arxiv import ARXIV_ID, arxiv_ids, is_id, month_of, page_of, pdf_of, wrong_month
from tests.generated import ARXIV

# The edges of each form: first and last month, archives with hyphen and subject class.
IDS = {
    "0704.0001": "2007-04",
    "0912.4567": "2009-12",
    "1412.7878": "2014-12",
    "1501.00001": "2015-01",
    "2411.18466": "2024-11",
    "hep-th/9107001": "1991-07",
    "hep-th/9901001": "1999-01",
    "cs/0112017": "2001-12",
    "math.GT/0309136": "2003-09",
    "cond-mat/0703999": "2007-03",
}


@pytest.mark.parametrize("id", IDS)
def test_every_form_is_an_id(id: str) -> None:
    """Four digits until 2014, five since; before April 2007 archive, month and three digits; the month is in it."""
    assert is_id(id)
    assert wrong_month(id) == ""
    assert month_of(id) == IDS[id]


@pytest.mark.parametrize(
    "words",
    [
        *("", "x", "240100010", "2401.00010v2", "arXiv:2401.00010", " 2401.00010", "2401.00010\n", "２４０１.00010"),
        *("1412.06980", "1501.0001", "2401.123456"),  # too many or few digits for their year
        *("0601.1234", "0703.0001", "9901.1234"),  # of months in which ids began with an archive
        *("hep-th/0704001", "hep-th/2401001", "hep-th/9106001"),  # of months in which they did not
        *("CS/0112017", "-/0112017", "math.gt/0309136", "cs/011201"),
    ],
)
def test_other_words_are_none(words: str) -> None:
    """Version, prefix, blanks, digits of other scripts, and ids that arXiv never gave."""
    assert not is_id(words)
    assert wrong_month(words) == ""


@pytest.mark.parametrize(
    ("words", "month"),
    [("2413.18466", "13"), ("2400.00010", "00"), ("0713.0001", "13"), ("cs/0113017", "13"), ("2413.1846", "")],
)
def test_a_month_that_does_not_exist(words: str, month: str) -> None:
    """It is told where nothing else is wrong."""
    assert wrong_month(words) == month


@given(ARXIV)
def test_a_generated_id(id: str) -> None:
    """Named in its own address, with and without a version."""
    assert is_id(id)
    assert arxiv_ids(page_of(id)) == arxiv_ids(pdf_of(id) + "v2.pdf") == (id,)


def test_addresses() -> None:
    """The page and the PDF at arXiv."""
    assert page_of("hep-th/9901001") == "https://arxiv.org/abs/hep-th/9901001"
    assert pdf_of("2411.18466") == "https://arxiv.org/pdf/2411.18466"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("https://arxiv.org/pdf/2306.13090v2.pdf, arXiv:1706.03762 and ARXIV 2306.13090", ("2306.13090", "1706.03762")),
        ("https://huggingface.co/papers/2306.13090?x=1", ("2306.13090",)),
        ("https://www.alphaxiv.org/abs/2306.13090", ("2306.13090",)),
        ("https://export.arxiv.org/abs/math.GT/0309136v1", ("math.GT/0309136",)),
        ("10.48550/arXiv.2306.13090", ("2306.13090",)),
        ("https%3A%2F%2Farxiv.org%2Fabs%2F2306.13090", ("2306.13090",)),
        ("arXiv:cs/0112017 [cs.CL]", ("cs/0112017",)),
        ("arXiv:2306.1309, arXiv:2313.13090, arXiv:2306.130901, 2306.13090", ()),
        ("arXiv:CS/0112017", ()),
    ],
)
def test_ids_in_a_text(text: str, ids: tuple[str, ...]) -> None:
    """Behind the word or in an address, without version, each once, in order; a bare number is none."""
    assert arxiv_ids(text) == ids


def test_the_pattern_is_whole() -> None:
    """It holds wherever it is put between others, as in a JSON Schema."""
    assert re.search(f"^{ARXIV_ID}$", "2411.18466")
    assert not re.search(f"^{ARXIV_ID}$", "x2411.18466")
    assert not re.search(f"^{ARXIV_ID}$", "2411.18466v2")
