"""Authors: the names that two or more papers print, with a page's address for each.

A name is a string of letters, not a person: two people may share one, and one person may
print several.  Names of which only initials are given are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from papershelf.model import Paper
from papershelf.names import named, slug

LEAST = 2  # papers that must print a name before it has a page


@dataclass(frozen=True)
class Author:
    """A name, the address of its page, and the papers that print it, newest first."""

    slug: str
    name: str
    papers: tuple[Paper, ...]


def authors(papers: Iterable[Paper]) -> Mapping[str, Author]:
    """Name → author, for names that enough papers print in full."""
    found: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        for name in dict.fromkeys(named(paper.authors)):
            if not initials_only(name):
                found[name].append(paper)
    names = sorted(name for name, printed in found.items() if len(printed) >= LEAST)
    slugs: dict[str, str] = {}  # address → name
    for name in names:
        plain = slug(name) or "name"
        slugs[next(each for each in _numbered(plain) if each not in slugs)] = name
    return {name: Author(address, name, tuple(found[name])) for address, name in slugs.items()}


def initials_only(name: str) -> bool:
    """Whether the given names are initials, as in ``B. H. Lee``."""
    given, _, _ = name.rpartition(" ")
    return re.fullmatch(r"(?:\w(?:\.|\b)[\s-]*)+", given) is not None


def _numbered(plain: str) -> Iterator[str]:
    """An address, then the same with 2, 3, … behind it, for other names with the same letters."""
    yield plain
    yield from (f"{plain}-{n}" for n in count(2))
