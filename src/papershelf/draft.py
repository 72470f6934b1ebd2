"""What was read, before judgement: each record with the block that it was read from.

A ``Draft`` holds the records that are valid and the blocks of all, so that the rules can
judge what is there and say where it stands.  A draft without errors becomes a ``Catalogue``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from papershelf.model import About, Paper, validated
from papershelf.model.state import Repository
from papershelf.problems import Problem
from papershelf.prose import unlinked
from papershelf.source import Block, Registry


@dataclass(frozen=True)
class Entry:
    """A paper and the block that it was read from."""

    paper: Paper
    block: Block


MAX_PROBLEMS = 5_000  # of a file, or that a rule finds; beyond them nothing more is judged
Judged = tuple[tuple[Entry, ...], tuple[Problem, ...]]


@dataclass(frozen=True)
class Page:
    """A hand-written page: its language, its path below the language's folder, its Markdown."""

    lang: str
    path: str
    file: str
    text: str
    diagram: str = ""  # the SVG beside a reading note

    @property
    def name(self) -> str:
        """What ``[[…]]`` calls it: its path without ``.md`` and ``/index``."""
        return self.path.removesuffix(".md").removesuffix("/index")

    @property
    def address(self) -> str:
        """The path of its page below the language's root: nothing, or what ends in a slash."""
        return "" if self.name == "index" else f"{self.name}/"

    @property
    def title(self) -> str:
        """Its first heading, or its name."""
        found = re.search(r"^# +(.+)$", self.text, re.M)
        return unlinked(_heading(found.group(1)) if found else "") or self.name

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Heading and Markdown of each section below the first heading."""
        parts = re.split(r"^## +(.+)\n", self.text, flags=re.M)
        return [(_heading(line), words) for line, words in zip(parts[1::2], parts[2::2], strict=True)]

    def with_diagram(self, diagram: str) -> Page:
        """The page with the SVG beside it."""
        return replace(self, diagram=diagram)

    @property
    def note_of(self) -> str:
        """The id of the paper whose reading note this is, or nothing."""
        found = re.fullmatch(r"notes/([^/]+)\.md", self.path)
        return found.group(1) if found and found.group(1) != "index" else ""


@dataclass(frozen=True)
class Docs:
    """What hands wrote and drew beside the registry."""

    pages: tuple[Page, ...] = ()
    drawings: Mapping[str, str] = field(default_factory=dict)  # file → SVG, diagrams of notes included
    pictures: tuple[str, ...] = ()  # the other files


@dataclass(frozen=True)
class Draft:
    """What was read: the records that are valid, and the blocks of all."""

    about: About
    about_block: Block
    registries: tuple[Registry, ...]  # the files of the one registry
    entries: tuple[Entry, ...]
    docs: Docs = Docs()
    repositories: Mapping[str, Repository] = field(default_factory=dict)
    day: date = date.max  # on which it was read; of nothing later can anybody tell

    @property
    def pages(self) -> tuple[Page, ...]:
        """The hand-written pages."""
        return self.docs.pages

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The entries of every file, those that cannot be read too."""
        return blocks(self.registries)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id in the registry, those of broken entries too."""
        return frozenset(block.id for block in self.blocks if block.id)

    @property
    def cut(self) -> bool:
        """Whether some file could not be read to its end, so that what seems to be missing may be there."""
        return any(registry.problems for registry in self.registries)

    @cached_property
    def whole(self) -> bool:
        """Whether every entry could be read."""
        return not self.cut and len(self.entries) == len(self.blocks)


def _heading(line: str) -> str:
    """The words of a heading, without the # signs that may close it (CommonMark 0.31, 4.2)."""
    words = line.strip()
    return words.rstrip("#").rstrip() if words.rstrip("#")[-1:] in ("", " ") else words


def blocks(registries: Iterable[Registry]) -> tuple[Block, ...]:
    """The entries of several files, file by file."""
    return tuple(block for registry in registries for block in registry.blocks)


def titles(pages: Iterable[Page]) -> dict[str, dict[str, str]]:
    """Name of a hand-written page → language → its title."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for page in pages:
        found[page.name].setdefault(page.lang, page.title)
    return dict(found)


def judged(registry: Registry) -> Judged:
    """The valid entries of a file, and the problems of the others."""
    entries, problems = [], list(registry.problems)
    for block in registry.blocks:
        if len(problems) > MAX_PROBLEMS:
            problems.append(Problem(block.place(), "too-much-broken", values={"limit": f"{MAX_PROBLEMS:,}"}))
            break
        paper, found = validated(Paper, block)
        problems += found
        if paper is not None:
            entries.append(Entry(paper, block))
    return tuple(entries), tuple(problems)


def draft(
    about_block: Block | None,
    registries: Iterable[Registry],
    docs: Docs,
    repositories: Mapping[str, Repository] | None = None,
    judge: Callable[[Registry], Judged] = judged,
    day: date = date.max,
) -> tuple[Draft | None, list[Problem]]:
    """The draft of what was read, and the problems of its parts; no draft without a valid catalogue.yaml."""
    about, problems = validated(About, about_block) if about_block is not None else (None, [])
    registries = tuple(registries)
    entries: list[Entry] = []
    for registry in registries:
        valid, found = judge(registry)
        entries += valid
        problems += found
    if about is None or about_block is None:
        return None, problems
    return Draft(about, about_block, registries, tuple(entries), docs, repositories or {}, day), problems
