"""Names: their parts, what reference managers sort by, lists of authors, and the letters of ids and addresses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.names import CUT, Person, folded, is_cut, letters, named, people, slug, surname
from tests.conftest import Built
from tests.generated import NAMES


@pytest.mark.parametrize(
    ("name", "family", "given_", "suffix"),
    [
        ("Radu Timofte", "Timofte", "Radu", ""),
        ("Luc Van Gool", "Van Gool", "Luc", ""),
        ("Tuan Van Pham", "Pham", "Tuan Van", ""),  # a Vietnamese middle name
        ("Vinícius Veloso de Melo", "de Melo", "Vinícius Veloso", ""),
        ("Wilfried van der Aalst", "van der Aalst", "Wilfried", ""),
        ("De Li", "Li", "De", ""),  # a given name that looks like a particle
        ("S M A Sharif", "Sharif", "S M A", ""),
        ("John Doe Jr.", "Doe", "John", "Jr."),
        ("Henry Ford IV", "Ford", "Henry", "IV"),
        ("Elizabeth II", "II", "Elizabeth", ""),  # two words are a given and a family name
        ("Plato", "Plato", "", ""),
        ("Lee and Li Laboratory", "Lee and Li Laboratory", "", ""),
        ("Acme, Inc.", "Acme, Inc.", "", ""),
    ],
)
def test_parts(name: str, family: str, given_: str, suffix: str) -> None:
    """Particles belong to the family name, suffixes to neither; groups stay whole."""
    assert Person.of(name) == Person(family, given_, suffix)


@given(NAMES)
def test_printed_again(name: str) -> None:
    """The parts together are the printed name, character for character."""
    assert str(Person.of(name)) == name


def test_every_shipped_name(built: Built) -> None:
    """Every author of the catalogue has a family name and is printed again as before."""
    for paper in built.catalogue.papers:
        persons, whole = people(paper.authors)
        assert [str(person) for person in persons] + [*([] if whole else ["others"])] == list(paper.authors)
        assert all(person.family for person in persons)


@pytest.mark.parametrize(
    ("name", "whole", "inverted"),
    [
        ("Luc Van Gool", False, "Van Gool, Luc"),
        ("John Doe Jr.", False, "Doe, Jr., John"),
        ("Plato", True, "Plato"),
        ("Acme, Inc.", True, "Acme, Inc."),
    ],
)
def test_family_name_first(name: str, whole: bool, inverted: str) -> None:
    """As BibTeX and Highwire want it; what cannot be parted stays as it is."""
    assert (Person.of(name).whole, Person.of(name).inverted) == (whole, inverted)


def test_cut_list() -> None:
    """``others`` says that the list is cut, and is no author, wherever it stands."""
    assert people(("Ann Lee", "others")) == ((Person("Lee", "Ann"),), False)
    assert people(("Ann Lee",)) == ((Person("Lee", "Ann"),), True)
    assert people(()) == ((), True)
    for authors in (["Ann Lee", CUT], [CUT, "Ann Lee"]):
        assert (is_cut(authors), named(authors)) == (True, ("Ann Lee",))
    assert (is_cut(["Ann Lee"]), named(["Ann Lee"])) == (False, ("Ann Lee",))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("All-in-One", "all-in-one"),
        ("RAM++", "ram"),
        ("  U²Net_v2.1 ", "u2net-v2-1"),
        ("Weiß", "weiss"),
        ("Łukasz", "lukasz"),
        ("Søren Ørsted", "soren-orsted"),
        ("Akın Yılmaz", "akin-yilmaz"),
        ("Đặng Þór Ægir", "dang-thor-aegir"),
        ("Vinícius", "vinicius"),
        ("Vini\u0301cius", "vinicius"),  # the accent as a character of its own
        ("D’Arcy", "d-arcy"),
        ("Иван Щербаков", "ivan-shcherbakov"),
        ("Γιώργος Νικολάου", "giorgos-nikolaoy"),
        ("王伟", "wangwei"),
        ("김철수", "gimcheolsu"),
        ("Ｗｅｉ", "wei"),
        ("…", ""),
        ("", ""),
    ],
)
def test_letters_of_an_id(name: str, address: str) -> None:
    """Letters that have no accent to drop are spelled, other scripts are written as they sound."""
    assert slug(name) == address
    assert letters(name) == address.replace("-", "")


@given(st.text(max_size=20))
def test_any_name_gives_an_id_or_nothing(name: str) -> None:
    """Nothing but small letters, digits and single hyphens between them; an id stays itself."""
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(name))
    assert slug(slug(name)) == slug(name)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Radu Timofte", "timofte"),
        ("Luc Van Gool", "vangool"),
        ("L. VAN GOOL", "vangool"),
        ("Vinícius Veloso de Melo", "demelo"),
        ("John Doe Jr.", "doe"),
        ("John Doe, Jr.", "doe"),
        ("John Doe III", "doe"),
        ("Jürgen Weiß", "weiss"),
        ("Søren Bąk-Ørsted", "bakorsted"),
        ("Иван Щербаков", "shcherbakov"),
        ("王伟", "wangwei"),
        ("Acme, Inc.", "acmeinc"),
        ("", ""),
    ],
)
def test_surname_as_one_word(name: str, word: str) -> None:
    """The family name with its particles, without a suffix; a group's name and a single word stay whole."""
    assert surname(name) == word


def test_titles_are_compared_by_letters() -> None:
    """Case, blanks, punctuation and full width do not matter; letters of all scripts do."""
    assert folded("ADAM – a method,  2.0") == folded("Adam: A Method 2 0")
    assert folded("Ａdam 去雨") == "adam去雨"
