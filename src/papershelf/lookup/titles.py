"""What a title tells: the name of a method, and the words that begin an id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papershelf.names import slug

# Words of a title that tell nothing of its paper.
_IDLE_WORDS = """
a an and as at by can do does for from how in into is its learning new not of on or that the this to toward towards
using via we what when where with without your
"""
_IDLE = frozenset(_IDLE_WORDS.split())


def method_name(title: str) -> str:
    """The name in a title of the form "Name: what it is", or nothing.

    >>> method_name("BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding")
    'BERT'
    >>> method_name("Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer")
    ''
    """
    head, colon, _ = title.partition(": ")
    words = head.split()
    if not colon or not 1 <= len(words) <= 2 or len(head) > 40:
        return ""
    inner = any(re.search(r".[A-Z]|[0-9]", word) for word in words)
    return head if inner or len(words) == 1 else ""


def telling(title: str) -> Iterator[str]:
    """Words of a title in the letters of an id; of a compound the first part that says something."""
    for word in re.split(r"[\s:,/()]+", title):
        parts = [part for part in slug(word).split("-") if part]
        if parts and parts[0] not in _IDLE:
            yield parts[0] if len(parts[0]) > 3 else "".join(parts[:2])
