"""What a text names: DOIs, venues with their year, terms of a vocabulary.

Forms of DOIs: https://www.crossref.org/blog/dois-and-matching-regular-expressions/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from papershelf.model import GROUPS, About, Term, Venue

_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[^\s\"'<>?#&|\[\]{}`]+")
_MARKS = ".,;:!?*_"  # behind an address they are the sentence's, or Markdown's
_ACRONYM = 5  # names in capitals up to this length are looked for as written


def dois(text: str) -> tuple[str, ...]:
    """The DOIs that a text or address names, in order; those of arXiv are its ids and left out.

    >>> dois("see https://doi.org/10.1007/978-3-031-72661-3_14.")
    ('10.1007/978-3-031-72661-3_14',)
    """
    found = (_bare(each.group()) for each in _DOI.finditer(unquote(text)))
    return tuple(dict.fromkeys(doi for doi in found if not doi.lower().startswith("10.48550/arxiv.")))


def _bare(doi: str) -> str:
    """A DOI without the punctuation behind it, and without what a publisher's address puts there."""
    return re.sub(r"(?:\.pdf|/(?:pdf|full|meta|abstract))$", "", trimmed(doi.rstrip(f"{_MARKS}/")).rstrip("/"))


def trimmed(address: str) -> str:
    """An address in running text without the punctuation behind it; a bracket stays that was opened in it."""
    address = address.rstrip(_MARKS)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_MARKS)
    return address


@dataclass(frozen=True)
class Phrases:
    """Names to be found in texts: each a phrase with what it names."""

    names: tuple[tuple[str, str], ...]
    digits_follow: bool = False  # whether a number may touch the name: CVPR2024

    @cached_property
    def _meaning(self) -> list[tuple[str, tuple[str, ...]]]:
        found: dict[str, dict[str, None]] = {}
        for phrase, id in self.names:
            found.setdefault(_pattern(phrase), {})[id] = None
        return sorted(((p, tuple(ids)) for p, ids in found.items()), key=lambda each: (-len(each[0]), each[0]))

    @cached_property
    def _search(self) -> re.Pattern[str]:
        names = "|".join(f"({pattern})" for pattern, _ in self._meaning)
        end = r"(?![A-Za-z])" if self.digits_follow else r"(?![A-Za-z0-9])"
        return re.compile(rf"(?<![A-Za-z0-9])(?:{names}){end}", re.I)

    def found(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Place and meaning of each name in a text, in order; the longest name wins at its place."""
        if not self.names:
            return
        for match in self._search.finditer(text):
            assert match.lastindex is not None
            yield from ((match, id) for id in self._meaning[match.lastindex - 1][1])


def _pattern(phrase: str) -> str:
    """A phrase as a pattern: spaces and hyphens alike, a plural allowed, short acronyms as written."""
    words = r"[\s\-‐–]+".join(re.escape(word) for word in re.split(r"[\s\-]+", phrase) if word)
    if phrase.isupper() and len(phrase) <= _ACRONYM:
        return f"(?-i:{words})"
    return words + ("s?" if phrase[-1:].isascii() and phrase[-1:].isalpha() and phrase[-1:] not in "sS" else "")


def terms(listed: Iterable[Term]) -> Phrases:
    """What names the terms of a vocabulary: id, names, aliases."""
    return Phrases(
        tuple(
            (phrase, term.id)
            for term in listed
            for phrase in (term.id, *(term.name.in_(lang) for lang in term.name), *term.aliases)
        )
    )


def venues(listed: Iterable[Venue]) -> Phrases:
    """What names the venues: name, full name, aliases; that of a series without its workshops is shorter and loses."""
    return Phrases(
        tuple(
            (phrase, venue.id)
            for venue in listed
            for phrase in (venue.name, venue.full, *((venue.zh,) if venue.zh else ()), *venue.aliases)
        ),
        digits_follow=True,
    )


def venue_of(text: str, names: Phrases) -> tuple[str, int | None] | None:
    """The venue that a text names, by its longest name, and the year beside it; nothing where it names none.

    A year counts where it stands right behind the name (CVPR 2024, CVPR'24), else the only one in the text.
    """
    found = [*names.found(text)]
    if not found:
        return None
    match, id = max(found, key=lambda each: len(each[0].group()))
    behind = re.match(r"[\s,(\-–:]*(?:['’](\d\d)|((?:19|20)\d\d))(?!\d)", text[match.end() :])
    if behind:
        return id, int(behind.group(2) or f"20{behind.group(1)}")
    years = {*re.findall(r"(?<![\d.])(?:19|20)\d\d(?![\d.]?\d)", text)}
    return id, int(years.pop()) if len(years) == 1 else None


def groups(about: About) -> dict[str, Phrases]:
    """The names of all terms: ``tasks``, ``domains``, ``techniques`` → phrases."""
    return {name: terms(getattr(about, name)) for name in GROUPS}
