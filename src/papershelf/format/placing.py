"""Entries in the text of a registry file: insert one, take one out, replace fields; no other line changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from papershelf.format.entry import Comments, canonical, readable, written
from papershelf.model import Paper, validated
from papershelf.source import Block, read_entry, read_registry, split

# A file of the registry, other than papers.yaml, before it has entries.
EMPTY = "# yaml-language-server: $schema=../schema/papers.schema.json\npapers:\n"


def inserted(text: str, data: Mapping[str, Any], remarks: Comments | None = None) -> str:
    """The registry's text with one more entry, in its place; no other line changes but that of an empty list.

    ``remarks`` are comments behind fields: ``{("venue",): ["# from the journal reference"]}``.
    """
    return placed(text, written(data, remarks), Paper.model_validate(data).place)


def moved(source: str, target: str, id: str) -> tuple[str, str]:
    """Two registry files' texts with an entry of the first moved into the second, with the comments above and in it.

    An entry that stands in both, as after a move that was broken off, leaves the first; ``ValueError`` where the two
    differ, or where the first has no such entry that can be read.
    """
    (block, paper), rest = taken_out(source, id)
    if paper is None:
        raise ValueError(id)
    there = next((each for each in split(target, "").blocks if each.id == id), None)
    if there is None:
        return rest, placed(target, canonical(block), paper.place)
    if canonical(read_entry(there)) != canonical(block):
        raise ValueError(id)
    return rest, target


def taken_out(text: str, id: str) -> tuple[tuple[Block, Paper | None], str]:
    """An entry with its block, and the registry's text without it; no other entry's line changes."""
    registry = split(text, "")
    block = next((each for each in registry.blocks if each.id == id), Block("", 1, ""))
    left = registry.head + "".join(each.text for each in registry.blocks if each is not block)
    read = read_entry(block)
    return (read, validated(Paper, read)[0]), f"{left.rstrip()}\n"


def placed(text: str, new: str, key: tuple[int, str]) -> str:
    """The registry's text with the lines of one more entry at the place that its key has."""
    text = text if text.endswith("\n") else f"{text}\n"
    registry = read_registry(text, "")
    if not registry.blocks:
        return re.sub(r"^papers:[ \t]*\[[ \t]*\]", "papers:", text, count=1, flags=re.M) + new
    keys = [paper.place for block in registry.blocks if (paper := validated(Paper, block)[0])]
    before = sum(1 for other in keys if other < key)
    pieces = [block.text for block in registry.blocks]
    if before == len(pieces) and not pieces[-1].endswith("\n\n"):
        new = "\n" + new  # the last entry ends without an empty line
    else:
        new += "\n"
    return registry.head + "".join([*pieces[:before], new, *pieces[before:]])


def replaced(text: str, fields: Mapping[str, Mapping[str, Any]]) -> str:
    """The registry's text with fields of some entries replaced: id → field → value, or none where the field goes.

    Such an entry keeps its comments and its place and takes the canonical form; no line of another entry changes, and
    what cannot be read stays as it is.
    """
    registry = read_registry(text, "")
    pieces = [_with(block, fields[block.id]) if block.id in fields else block.text for block in registry.blocks]
    return registry.head + "".join(pieces)


def _with(block: Block, fields: Mapping[str, Any]) -> str:
    """The block's text with some fields replaced, and the gap below it as it was."""
    if not readable(block):
        return block.text
    gap = re.sub(r"^\r?\n", "", block.text[len(block.text.rstrip()) :])
    data = {name: value for name, value in {**block.data, **fields}.items() if value is not None}
    return canonical(replace(block, data=data)) + gap
