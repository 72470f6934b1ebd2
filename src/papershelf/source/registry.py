"""A registry, read entry by entry, so that one broken entry does not hide the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from papershelf.problems import Place, Problem
from papershelf.source.block import Block
from papershelf.source.loaders import PyLoader
from papershelf.source.parse import parse

MAX_FILE = 12 * 1024 * 1024  # bytes of the registry's files together
MAX_ENTRY = 64 * 1024  # bytes of one entry
MAX_ENTRIES = 20_000  # of the registry's files together
MAX_DOCUMENT = 1024 * 1024  # bytes of catalogue.yaml
# Bytes that PyYAML may read because they are broken or odd, a hundred times as slowly as libyaml; some for each entry.
_MAX_SLOW, _SLOW = 512 * 1024, 400

_COMMENT = re.compile(r"[ \t]*#")


@dataclass(frozen=True)
class Registry:
    """A registry file split into its head, its entries and what is wrong with it."""

    file: str
    head: str = ""
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_document(text: str, file: str) -> Block:
    """A whole YAML file as one block; its problems are in ``problems``."""
    block = Block(file, 1, text)
    if len(text.encode("utf-8", "surrogatepass")) > MAX_DOCUMENT:
        return replace(block, problems=(too_long(file, "1 MB"),))
    return parse(block)


def read_registry(text: str, file: str, key: str = "papers") -> Registry:
    """A registry: ``papers:`` and its entries, each parsed by itself.

    Comment lines right above an entry belong to its block.
    """
    registry = split(text, file, key)
    blocks: list[Block] = []
    slow = 0
    for block in registry.blocks:
        if slow > _MAX_SLOW:
            stopped = Problem(block.place(), "too-much-broken", values={"limit": "512 kB"})
            return replace(registry, blocks=tuple(blocks), problems=(*registry.problems, stopped))
        blocks.append(read_entry(block))
        if blocks[-1].problems or blocks[-1].loader is PyLoader:
            slow += len(block.text) + _SLOW
    return replace(registry, blocks=tuple(blocks))


def split(text: str, file: str, key: str = "papers") -> Registry:
    """The text of a registry cut at its entries; nothing is parsed."""
    if len(text.encode()) > MAX_FILE:
        return Registry(file, problems=(too_long(file),))
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = next(
        (n for n, line in enumerate(lines) if re.match(rf"{key}:[ \t]*(\[[ \t]*\])?[ \t]*(#.*)?\r?$", line)), None
    )
    if start is None:
        return Registry(file, text, problems=(Problem(Place(file), "no-list", values={"key": key}),))
    before = _left_over(lines[:start], 0, file) + _again(lines, start, file, key)
    starts = _entry_lines(lines, start + 1)
    if not starts:
        return Registry(file, text, problems=before + _left_over(lines, start + 1, file))
    if len(starts) > MAX_ENTRIES:
        return Registry(file, problems=(too_many(file, starts[MAX_ENTRIES] + 1),))
    cuts = [_with_comments(lines, n, start + 1) for n in starts] + [len(lines)]
    blocks = tuple(Block(file, a + 1, "".join(lines[a:b])) for a, b in pairwise(cuts))
    head = lines[: cuts[0]]
    return Registry(file, "".join(head), blocks, before + _left_over(head, start + 1, file))


def too_many(file: str, line: int) -> Problem:
    """That the registry has more entries than it may have, from this line on."""
    return Problem(Place(file, line), "too-many-entries", values={"limit": f"{MAX_ENTRIES:,}"})


def too_long(file: str, limit: str = "12 MB") -> Problem:
    """That a file is longer than it may be."""
    return Problem(Place(file), "file-too-long", values={"limit": limit})


def _again(lines: list[str], start: int, file: str, key: str) -> tuple[Problem, ...]:
    """Each further head of the list, which is blanked: what stands below it goes on in the list."""
    found = []
    for n in range(start + 1, len(lines)):
        if lines[n].startswith(f"{key}:") and re.match(rf"{key}:[ \t]*(#.*)?\r?$", lines[n]):
            found.append(Problem(Place(file, n + 1), "second-list", values={"key": key}))
            lines[n] = "\n"
    return tuple(found)


def comment_lines(text: str) -> int:
    """How many lines at the head of a block are comments or empty."""
    count = 0
    for line in text.split("\n"):
        if line.strip() and not _COMMENT.match(line):
            break
        count += 1
    return count


def read_entry(block: Block) -> Block:
    """An entry parsed, without the list round it; too long a one is left unread."""
    if len(block.text.encode()) > MAX_ENTRY:
        return replace(block, problems=(Problem(block.place(), "entry-too-long", block.id, {"limit": "64 kB"}),))
    read = parse(block)
    if read.problems or not isinstance(read.data, list):
        return read
    return replace(read, data=read.data[0], listed=True)


def _entry_lines(lines: list[str], first: int) -> list[int]:
    """The lines at which entries begin: dashes as far indented as the first."""
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
    return starts


def _with_comments(lines: list[str], start: int, floor: int) -> int:
    """The first of the comment lines directly above line ``start``, no farther indented than its dash.

    What is farther indented stands inside the entry before, and may be the words of a text.
    """
    indent = len(lines[start]) - len(lines[start].lstrip(" "))
    while start > floor and (found := _COMMENT.match(lines[start - 1])) and len(found.group()) - 1 <= indent:
        start -= 1
    return start


def _left_over(lines: list[str], first: int, file: str) -> tuple[Problem, ...]:
    """The first of the lines before the first entry that is neither empty nor a comment."""
    for n in range(first, len(lines)):
        if lines[n].strip() and not _COMMENT.match(lines[n]):
            return (Problem(Place(file, n + 1), "not-an-entry", values={"line": lines[n].strip()}),)
    return ()
