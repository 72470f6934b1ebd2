"""YAML text → plain data, and where each value stands.

Every scalar is read as written: a string, never a number, date or truth value, so that
``2401.00010`` keeps its zero and ``NO`` stays a word; the models type it.  Anchors,
aliases, tags and merge keys are refused.  A registry is read entry by entry, so that one
broken entry does not hide the others.
"""

from papershelf.source.block import Block, Steps
from papershelf.source.registry import (
    MAX_DOCUMENT,
    MAX_ENTRIES,
    MAX_ENTRY,
    MAX_FILE,
    Registry,
    comment_lines,
    read_document,
    read_entry,
    read_registry,
    split,
    too_long,
    too_many,
)

__all__ = [
    "MAX_DOCUMENT",
    "MAX_ENTRIES",
    "MAX_ENTRY",
    "MAX_FILE",
    "Block",
    "Registry",
    "Steps",
    "comment_lines",
    "read_document",
    "read_entry",
    "read_registry",
    "split",
    "too_long",
    "too_many",
]
