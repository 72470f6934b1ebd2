"""A registry, read entry by entry, so that one broken entry does not hide the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

import yaml

from papershelf.problems import Place, Problem
from papershelf.source.block import Block
from papershelf.source.parse import collector_paused, parse

MAX_FILE = 64 * 1024 * 1024  # bytes of a registry file
MAX_ENTRY = 64 * 1024  # bytes of one entry

_COMMENT = re.compile(r"[ \t]*#")


@dataclass
class Registry:
    """A registry file split into its head, its entries and what is wrong with it."""

    file: str
    head: str
    blocks: list[Block]
    tail: str = ""
    problems: list[Problem] = field(default_factory=list)


def read_document(text: str, file: str) -> Block:
    """A whole YAML file as one block; its problems are in ``problems``."""
    block = Block(file, 1, text)
    with collector_paused():
        parse(block)
    return block


def read_registry(text: str, file: str, key: str = "papers") -> Registry:
    """A registry: ``papers:`` and its entries, each parsed by itself.

    Comment lines right above an entry belong to its block.
    """
    registry = split(text, file, key)
    with collector_paused():
        for block in registry.blocks:
            if len(block.text.encode()) > MAX_ENTRY:
                block.problems.append(Problem(block.place(), "entry-too-long", block.id, {"limit": "64 kB"}))
            else:
                parse(block)
            if not block.problems:
                block.data = block.data[0] if isinstance(block.data, list) and block.data else block.data
                block.node = block.node.value[0] if isinstance(block.node, yaml.SequenceNode) else block.node
    return registry


def split(text: str, file: str, key: str = "papers") -> Registry:
    """The text of a registry cut at its entries; nothing is parsed."""
    if len(text.encode()) > MAX_FILE:
        return Registry(file, text, [], problems=[Problem(Place(file), "file-too-long", values={"limit": "64 MB"})])
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = next(
        (n for n, line in enumerate(lines) if re.match(rf"{key}:[ \t]*(\[[ \t]*\])?[ \t]*(#.*)?\r?$", line)), None
    )
    if start is None:
        return Registry(file, text, [], problems=[Problem(Place(file), "no-list", values={"key": key})])
    before = _left_over(lines[:start], 0, file)
    starts, indent = _entry_lines(lines, start + 1)
    if not starts:
        return Registry(file, text, [], problems=before + _left_over(lines, start + 1, file))
    cuts = [_with_comments(lines, n, start + 1) for n in starts] + [len(lines)]
    blocks = [Block(file, a + 1, "".join(lines[a:b]), indent=indent) for a, b in pairwise(cuts)]
    head = "".join(lines[: cuts[0]])
    return Registry(file, head, blocks, problems=before + _left_over(lines[: cuts[0]], start + 1, file))


def comment_lines(text: str) -> int:
    """How many lines at the head of a block are comments or empty."""
    count = 0
    for line in text.split("\n"):
        if line.strip() and not _COMMENT.match(line):
            break
        count += 1
    return count


def _entry_lines(lines: list[str], first: int) -> tuple[list[int], int]:
    """The lines at which entries begin, and how far they are indented."""
    indent: int | None = None
    starts = []
    for n in range(first, len(lines)):
        line = lines[n]
        stripped = line.lstrip(" ")
        if stripped.startswith(("- ", "-\n", "-\r\n")):
            depth = len(line) - len(stripped)
            if indent is None or depth == indent:
                indent = depth
                starts.append(n)
    return starts, indent or 0


def _with_comments(lines: list[str], start: int, floor: int) -> int:
    """The first of the comment lines directly above line ``start``."""
    while start > floor and _COMMENT.match(lines[start - 1]):
        start -= 1
    return start


def _left_over(lines: list[str], first: int, file: str) -> list[Problem]:
    """Lines between ``papers:`` and the first entry that are neither empty nor comments."""
    return [
        Problem(Place(file, n + 1), "not-an-entry", values={"line": lines[n].strip()})
        for n in range(first, len(lines))
        if lines[n].strip() and not _COMMENT.match(lines[n])
    ][:1]
