"""Authors: the names that two or more papers print, with a page's address for each.

A name is a string of letters, not a person: two people may share one, and one person may
print several.  Names of which only initials are given are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papershelf.model import Paper

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
        for name in dict.fromkeys(paper.authors):
            if name != "others" and not initials_only(name):
                found[name].append(paper)
    names = sorted(name for name, printed in found.items() if len(printed) >= LEAST)
    slugs: dict[str, str] = {}
    for name in names:
        plain = slug(name)
        slugs[name] = (
            plain if plain not in slugs.values() else f"{plain}-{sum(s.startswith(plain) for s in slugs.values()) + 1}"
        )
    return {name: Author(slugs[name], name, tuple(found[name])) for name in names}


def initials_only(name: str) -> bool:
    """Whether the given names are initials, as in ``B. H. Lee``."""
    given, _, _ = name.rpartition(" ")
    return re.fullmatch(r"(?:\w(?:\.|\b)[\s-]*)+", given) is not None


def slug(name: str) -> str:
    """A name as an address: Latin letters without accents, in lower case, with hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("ß", "ss"))
    kept = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.sub(r"[^\w]+|_", "-", kept).strip("-") or "name"
