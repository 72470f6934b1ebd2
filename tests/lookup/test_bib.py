"""BibTeX: the facts of each entry, and what is none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from papershelf.lookup.bib import from_bibtex
from papershelf.lookup.facts import Facts
from papershelf.lookup.targets import Unusable
from tests.conftest import ROOT
from tests.service import REPLIES


def facts(fields: str) -> Facts:
    """The facts of one entry with these fields."""
    (found,) = from_bibtex(f"@misc{{key, title={{T}}, {fields}}}")
    return found


def test_a_reply_of_a_doi_agency() -> None:
    """As doi.org hands it out."""
    (found,) = from_bibtex((REPLIES / "doi-science.bib").read_text("utf-8"))
    assert found == Facts(
        "The Structure of Ordinary Water: New data and interpretations are yielding new insights into this fascinating "
        "substance.",
        ("Henry S. Frank",),
        1970,
        "1970-08",
        doi="10.1126/science.169.3946.635",
        venue=("Science",),
    )


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ("author={M{\\\"u}ller, J{\\'e}r{\\^o}me and others}", ("Jérôme Müller", "others")),
        ("author={van der Aalst, Wilfried and Doe, Jr., John}", ("Wilfried van der Aalst", "John Doe Jr.")),
        ("author={{Acme and Sons, Inc.}}", ("Acme and Sons, Inc.",)),
        ("author={李雷}", ("李雷",)),
        ("year=2020", ()),
    ],
)
def test_authors(fields: str, authors: tuple[str, ...]) -> None:
    """As they are printed, accents resolved; the mark of a cut list stays."""
    assert facts(fields).authors == authors


@pytest.mark.parametrize(
    ("fields", "year", "month"),
    [
        ("year=2018, month=may", 2018, "2018-05"),
        ("year={2018}, month={May 3}", 2018, "2018-05"),
        ("year={2018}, month={11}", 2018, "2018-11"),
        ("date={2018-09-01}", 2018, "2018-09"),
        ("year={2018}, month={13}", 2018, ""),
        ("year={in press}", None, ""),
        ("month={5}", None, ""),
        ("year={2018}, month={5}, eprint={1802.05365}", 2018, ""),
    ],
)
def test_year_and_month(fields: str, year: int | None, month: str) -> None:
    """By number, word or date; with an arXiv id the month is in the id."""
    assert (facts(fields).year, facts(fields).month) == (year, month)


@pytest.mark.parametrize(
    ("fields", "arxiv", "doi"),
    [
        ("eprint={1802.05365}, archivePrefix={arXiv}", "1802.05365", ""),
        ("eprint={1802.05365v2}", "1802.05365", ""),
        ("eprint={hep-th/9901001}, eprinttype={arxiv}", "hep-th/9901001", ""),
        ("eprint={1802.05365}, archivePrefix={PMC}", "", ""),
        ("journal={arXiv preprint arXiv:1802.05365}", "1802.05365", ""),
        ("doi={10.48550/arXiv.1802.05365}", "1802.05365", ""),
        ("doi={https://doi.org/10.1109/X.1}", "", "10.1109/X.1"),
        ("url={https://dx.doi.org/10.1109/X.1}", "", "10.1109/X.1"),
    ],
)
def test_ids(fields: str, arxiv: str, doi: str) -> None:
    """The id of arXiv in any field that holds one; the DOI in its own or in the address."""
    assert (facts(fields).arxiv, facts(fields).doi) == (arxiv, doi)


def test_texts_are_plain() -> None:
    """Commands of style and braces go, dashes and blanks are printed as LaTeX prints them."""
    (found,) = from_bibtex(
        "@article{key, title={On the {C}onvergence of \\textbf{Adam}~2 -- $x$}, journal={Proc.\\ {ICLR}}, note={To appear}}"
    )
    assert (found.title, found.venue, found.remark) == (
        "On the Convergence of Adam 2 – $x$",
        ("Proc. ICLR",),
        "To appear",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bib-empty"),
        ("no bibtex", "bib-empty"),
        ("@misc{a, title={x", "bib-broken"),
        ("@misc{a, year=2020}", "bib-title"),
        ("@misc{a,title={A}}@misc{a,title={B}}", "bib-says"),
    ],
)
def test_what_is_no_bibtex(text: str, code: str) -> None:
    """No entry, half an entry, no title, a key twice."""
    with pytest.raises(Unusable) as raised:
        from_bibtex(text)
    assert raised.value.code == code


def test_the_parser_is_loaded_for_bibtex_alone() -> None:
    """Other commands use the package too, and the parser takes long to load."""
    asks = "import sys; from papershelf.lookup import from_bibtex; sys.exit('pybtex' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", asks], env={"PYTHONPATH": str(ROOT / "src")}, check=False).returncode == 0
    )


BOMB = '@string{a = "lollollol"}' + "".join(
    f"@string{{{name} = {' # '.join([before] * 10)}}}" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{BOMB}@article{{x, title = i}}", "bib-expands"),
        (f"{BOMB}", "bib-expands"),
        (
            '@string{A = "' + "x" * 1000 + '"}' + "@article{x, title = {T}, note = " + "#".join("a" * 300) + "}",
            "bib-expands",
        ),
        ("@article{x, title = {T}}\n" * 501, "bib-many"),
    ],
)
def test_what_stands_for_more_than_a_machine_holds_is_refused(text: str, code: str) -> None:
    """Before it is written out; a few hundred bytes can stand for gigabytes."""
    with pytest.raises(Unusable, match=code):
        from_bibtex(text)


def test_strings_are_written_out_whatever_their_case() -> None:
    """As BibTeX reads them; an at sign in a title is no entry."""
    text = (
        '@string{Cvpr = "CVPR"}@inproceedings{x, title = {T'
        + "@" * 600
        + "}, booktitle = CVPR # { 2024}, month = JAN, year=2024}"
    )
    (facts,) = from_bibtex(text)
    assert (facts.venue, facts.month) == (("CVPR 2024",), "2024-01")


@pytest.mark.parametrize("month", ["9" * 5000, "²", "٣", "13", "0"])
def test_what_is_no_month_is_left_out(month: str) -> None:
    """A number of any length, and digits that are none of ours."""
    (facts,) = from_bibtex(f"@article{{x, title={{T}}, year=2024, month={{{month}}}}}")
    assert (facts.year, facts.month) == (2024, "")
