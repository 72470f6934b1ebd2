"""The facts of a paper: how many authors an entry has."""

from __future__ import annotations

import pytest

from papershelf.lookup.facts import MAX_AUTHORS, Facts, capped
from papershelf.names import CUT


@pytest.mark.parametrize("more", [-1, 0])
def test_a_list_that_fits_stays(more: int) -> None:
    """Names in their order, empty ones left out."""
    names = [f"Ann {n}" for n in range(MAX_AUTHORS + more)]
    assert capped(["", *names, ""]) == tuple(names)


def test_a_longer_list_is_cut() -> None:
    """It ends in the word that says so."""
    found = capped(f"Ann {n}" for n in range(MAX_AUTHORS + 1))
    assert (len(found), found[-2:]) == (MAX_AUTHORS + 1, (f"Ann {MAX_AUTHORS - 1}", CUT))


def test_what_is_not_said_is_empty() -> None:
    """A title is all that must be known."""
    assert Facts("T") == Facts("T", (), None, "", "", "", (), "")
