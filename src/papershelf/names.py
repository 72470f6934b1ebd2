"""Names: a person's in its parts, lists of authors, and names in the letters of an id or address.

The registry holds names as printed, ``Luc Van Gool``.  The last word is the family name,
with the particles before it (``de``, ``van der``) and without a suffix behind it (``Jr.``).
A name with a comma or with the word *and* is that of a group and stays whole, as does a
single word.  ``str`` of a person gives the printed name again, character for character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from anyascii import anyascii

CUT = "others"  # the last of a list of authors that the source cuts

_PARTICLES = frozenset(
    {
        *("af", "al", "av", "da", "dal", "de", "degli", "dei", "del", "dela", "della", "den", "der", "des", "di"),
        *("dos", "du", "el", "la", "las", "le", "los", "ten", "ter", "van", "vande", "vanden", "vander", "vom"),
        *("von", "zu", "zum", "zur"),
    }
)
_CAPITAL = frozenset({"De", "Del", "Della", "Der", "Den", "Van", "Von"})  # particles that are printed so, too
# Family names before which a capital Van or De is part of the given name.
_NO_PARTICLE = frozenset(
    ["Bui", "Dang", "Do", "Duong", "Hoang", "Ho", "Le", "Ly", "Ngo", "Nguyen", "Pham", "Phan", "Tran", "Vo", "Vu"]
)
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_COMMA = re.compile(rf",(?= (?:{'|'.join(map(re.escape, sorted(_SUFFIXES)))})$)")  # John Doe, Jr.


@dataclass(frozen=True)
class Person:
    """A name in its parts; of a group's name there is only ``family``."""

    family: str
    given: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, name: str) -> Person:
        """The parts of a printed name."""
        words = name.split(" ")
        if len(words) < 2 or "" in words or "," in name or re.search(r"(^| )and( |$)", name, re.I):
            return cls(name)
        suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
        start = len(words) - 1
        capital = words[start] not in _NO_PARTICLE
        while start > 1 and (words[start - 1] in _PARTICLES or (capital and words[start - 1] in _CAPITAL)):
            start -= 1
        return cls(" ".join(words[start:]), " ".join(words[:start]), suffix)

    @property
    def whole(self) -> bool:
        """Whether the name could not be parted."""
        return not self.given

    @property
    def inverted(self) -> str:
        """Family name first: ``Van Gool, Luc``; ``Doe, Jr., John``."""
        return ", ".join(part for part in (self.family, self.suffix, self.given) if part)

    def __str__(self) -> str:
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


def is_cut(authors: Iterable[str]) -> bool:
    """Whether a list of authors is cut: the word ``others`` in it says so."""
    return CUT in authors


def named(authors: Iterable[str]) -> tuple[str, ...]:
    """The names of a list of authors, without the word that says that it is cut."""
    return tuple(name for name in authors if name != CUT)


def people(authors: Iterable[str]) -> tuple[tuple[Person, ...], bool]:
    """The persons of a list of authors, and whether the list is whole."""
    listed = tuple(authors)
    return tuple(map(Person.of, named(listed))), not is_cut(listed)


def slug(name: str) -> str:
    """A name as an id or address: small Latin letters and digits, all else to hyphens; nothing where none are left.

    Letters of other scripts are written as they sound, by the tables of anyascii.

    >>> slug("MIRNet-v2"), slug("Łukasz Weiß"), slug("Иванов")
    ('mirnet-v2', 'lukasz-weiss', 'ivanov')
    """
    latin = anyascii(unicodedata.normalize("NFKC", name))
    return re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")


def letters(name: str) -> str:
    """A name as one word, to compare it or to begin an id with it: ``Van Gool`` is ``vangool``."""
    return slug(name).replace("-", "")


def surname(name: str) -> str:
    """The family name of a printed name as one word, particles in it, a suffix left out; capitals do not matter.

    >>> surname("Luc Van Gool"), surname("John Doe, Jr."), surname("Søren Bąk-Ørsted")
    ('vangool', 'doe', 'bakorsted')
    """
    return letters(Person.of(_COMMA.sub("", re.sub(r"\w{3,}", _small, name))).family)


def _small(found: re.Match[str]) -> str:
    """A word in capitals as a name is written, ``VAN`` as ``Van``; a suffix stays."""
    word = found.group()
    return word.capitalize() if word.isupper() and word not in _SUFFIXES else word


@cache
def folded(title: str) -> str:
    """A title for comparison: letters and digits only, without case."""
    return "".join(c for c in unicodedata.normalize("NFKC", title).casefold() if c.isalnum())
