"""BibTeX: entry type and fields by kind of venue, and values that any BibTeX program can read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.bibtex import bibtex
from papershelf.model import Paper, Venue
from tests.conftest import Built


def entry(kind: str = "conference", **fields: Any) -> str:
    """The BibTeX of a paper with these fields at a venue of a kind."""
    given_ = {
        "id": "m",
        "kind": "method",
        "scope": "general",
        "title": "A Title",
        "venue": "v",
        "year": "2024",
        **fields,
    }
    venue = {"id": "v", "name": "V", "full": "Venue of B & C", "kind": kind}
    return bibtex(Paper.model_validate(given_), Venue.model_validate(venue))


def fields_of(text: str) -> dict[str, str]:
    """Field → value of an entry; its form is checked on the way."""
    found = re.fullmatch(r"@(\w+)\{([a-z0-9-]+),\n((?:  \w+ = \{.*\},\n)+)\}\n", text)
    assert found, text
    return {"type": found.group(1), "key": found.group(2), **dict(re.findall(r"  (\w+) = \{(.*)\},\n", found.group(3)))}


@pytest.mark.parametrize(
    ("kind", "type_", "where"),
    [
        ("conference", "inproceedings", "booktitle"),
        ("workshop", "inproceedings", "booktitle"),
        ("journal", "article", "journal"),
    ],
)
def test_published_paper(kind: str, type_: str, where: str) -> None:
    """A paper at a venue names it in the field of its type, with the year; the title keeps its capitals."""
    found = fields_of(entry(kind, authors=["Ann Lee", "Bo Li"], doi="10.1000/a_b"))
    assert found == {
        "type": type_,
        "key": "m",
        "title": "{A Title}",
        "author": "Ann Lee and Bo Li",
        where: r"Venue of B \& C",
        "year": "2024",
        "doi": "10.1000/a_b",
        "url": "https://doi.org/10.1000/a_b",
    }


def test_preprint() -> None:
    """A preprint is of no venue: type misc, with its arXiv id as arXiv exports it."""
    found = fields_of(entry("preprint", arxiv="2401.00010"))
    assert found == {
        "type": "misc",
        "key": "m",
        "title": "{A Title}",
        "year": "2024",
        "eprint": "2401.00010",
        "archivePrefix": "arXiv",
        "url": "https://arxiv.org/abs/2401.00010",
    }


def test_cut_and_unseen_authors() -> None:
    """A cut list ends in ``and others``; authors not seen are left out, not invented."""
    assert fields_of(entry(authors=["Ann Lee", "others"]))["author"] == "Ann Lee and others"
    assert "author" not in fields_of(entry())


def test_special_characters_are_escaped() -> None:
    """What LaTeX takes for commands or math is shown as it is."""
    assert (
        fields_of(entry(title="50% of $x_1 & #2 ~ a^b"))["title"]
        == r"{50\% of \$x\_1 \& \#2 \textasciitilde{} a\textasciicircum{}b}"
    )
    assert fields_of(entry(title="a\\b"))["title"] == r"{a\textbackslash{}b}"


def test_a_name_with_the_word_and_is_one_author() -> None:
    """BibTeX parts authors at `` and ``; a group whose name has that word is kept together."""
    assert fields_of(entry(authors=["Lee and Li Laboratory", "Bo Li"]))["author"] == "{Lee and Li Laboratory} and Bo Li"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip))
@example("a } b")
@example("{{{")
def test_braces_are_balanced(words: str) -> None:
    """BibTeX counts braces even behind a backslash: whatever a title or a name holds, they are in pairs."""
    text = entry(title=words, authors=[words])
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    fields_of(text)


def test_every_shipped_paper(built: Built) -> None:
    """Each entry of the catalogue has a well-formed citation, with title and year, and all keys differ."""
    found = [fields_of(bibtex(paper, built.catalogue.venues[paper.venue])) for paper in built.catalogue.papers]
    assert all({"title", "year"} <= set(each) for each in found)
    assert len({each["key"] for each in found}) == len(found)
