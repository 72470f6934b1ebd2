"""Names in their parts: what reference managers sort by, and the printed name again."""

from __future__ import annotations

import pytest
from hypothesis import given

from papershelf.names import Person, people
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


def test_cut_list() -> None:
    """``others`` at the end says that the list is cut, and is no author."""
    assert people(("Ann Lee", "others")) == ((Person("Lee", "Ann"),), False)
    assert people(("Ann Lee",)) == ((Person("Lee", "Ann"),), True)
    assert people(()) == ((), True)
