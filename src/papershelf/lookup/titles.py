"""Names for an entry: the method's out of a title, an id out of a method, an author and a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Words of a title that tell nothing of its paper.
_IDLE_WORDS = """
a an and as at by can do does for from how in into is its learning new not of on or that the this to toward towards
using via we what when where with without your
"""
_IDLE = frozenset(_IDLE_WORDS.split())


def method_name(title: str) -> str:
    """The name in a title of the form "Name: what it is", or nothing.

    >>> method_name("PromptIR: Prompting for All-in-One Blind Image Restoration")
    'PromptIR'
    >>> method_name("Teaching Tailored to Talent: Adverse Weather Restoration via Prompt Pool")
    ''
    """
    head, colon, _ = title.partition(": ")
    words = head.split()
    if not colon or not 1 <= len(words) <= 2 or len(head) > 40:
        return ""
    inner = any(re.search(r".[A-Z]|[0-9]", word) for word in words)
    return head if inner or len(words) == 1 else ""


def slug(name: str) -> str:
    """A name as an id: lower case, accents dropped, all else to hyphens."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def surname(name: str) -> str:
    """The last name of an author, in the letters of an id."""
    bare = re.sub(r",? (?:Jr\.?|Sr\.?|I{2,3}|IV)$", "", name)
    return slug(bare.split()[-1] if bare.split() else "").replace("-", "")


def telling(title: str) -> Iterator[str]:
    """Words of a title in the letters of an id; of a compound the first part that says something."""
    for word in re.split(r"[\s:,/()]+", title):
        parts = [part for part in slug(word).split("-") if part]
        if parts and parts[0] not in _IDLE:
            yield parts[0] if len(parts[0]) > 3 else "".join(parts[:2])
