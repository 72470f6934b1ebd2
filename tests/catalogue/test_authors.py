"""Authors: whose name has a page, under which address, and what is no name in full."""

from __future__ import annotations

import pytest

from papershelf.catalogue.authors import authors, initials_only
from papershelf.model import Paper


def paper(id: str, *names: str) -> Paper:
    """A paper by these authors."""
    facts = {"id": id, "kind": "method", "scope": "general", "title": id, "venue": "x", "year": "2020"}
    return Paper.model_validate({**facts, "authors": list(names)})


def addresses(*names: str) -> dict[str, str]:
    """Name → address of the page of each of these authors, of whom two papers tell."""
    return {name: author.slug for name, author in authors([paper(id, *names) for id in ("a", "b")]).items()}


def test_authors_have_a_page_from_two_papers_on() -> None:
    """Names with initials only have none; nor has a name that one paper prints, or prints twice."""
    found = authors(
        [
            paper("a", "Ann Lee", "B. Chen", "others"),
            paper("b", "Ann Lee", "B. Chen", "Cy Dow", "Cy Dow", "others"),
            paper("c", "others"),
        ]
    )
    assert {name: [each.id for each in author.papers] for name, author in found.items()} == {"Ann Lee": ["a", "b"]}
    assert found["Ann Lee"].name == "Ann Lee"


def test_two_names_never_share_an_address() -> None:
    """Names with the same letters are numbered in their order, and pass by a number that is somebody's name."""
    assert addresses("José Müller", "Jose Muller") == {"Jose Muller": "jose-muller", "José Müller": "jose-muller-2"}
    names = ["Bo Li", "Bo Li 2", "Bo Lí", "Bo Lī"]
    assert addresses(*names) == dict(zip(names, ("bo-li", "bo-li-2", "bo-li-3", "bo-li-4"), strict=True))


def test_addresses_have_latin_letters() -> None:
    """Of every script; a name without letters has an address too."""
    names = {"Jens Sjölund": "jens-sjolund", "Łukasz Weiß": "lukasz-weiss", "Иван Попов": "ivan-popov"}
    names |= {"李雷": "lilei", "… …": "name", "… …!": "name-2"}
    assert addresses(*names) == names


@pytest.mark.parametrize("name", ["B.H. Lee", "S. Y. Chun", "J.-B. Huang"])
def test_initials(name: str) -> None:
    """Given names of one letter each are initials."""
    assert initials_only(name)


@pytest.mark.parametrize("name", ["Byung Hyun Lee", "Bo Li", "Ming-Hsuan Yang", "A. Bo Li"])
def test_no_initials(name: str) -> None:
    """One given name in full is enough."""
    assert not initials_only(name)
