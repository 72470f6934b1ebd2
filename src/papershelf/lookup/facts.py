"""The facts of a paper, as a source tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papershelf.names import CUT

MAX_AUTHORS = 500  # names of an entry


@dataclass(frozen=True)
class Facts:
    """What a source says of a paper; empty where it says nothing."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    month: str = ""  # first public, YYYY-MM
    arxiv: str = ""
    doi: str = ""
    venue: tuple[str, ...] = ()  # words that may name the venue, the surest first
    remark: str = ""  # arXiv's comment, in which authors tell where the paper appears


def capped(names: Iterable[str]) -> tuple[str, ...]:
    """The names that say something; a list too long for an entry is cut."""
    told = [name for name in names if name]
    return tuple(told) if len(told) <= MAX_AUTHORS else (*told[:MAX_AUTHORS], CUT)
