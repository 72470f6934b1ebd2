"""What the rules share: how a finding is told, and the texts of a paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papershelf.draft import Entry, Page
from papershelf.model import TEXTS, Paper
from papershelf.problems import Place, Problem
from papershelf.source import Path

Found = Iterator[Problem]


def at(entry: Entry, path: Path, code: str, **values: Any) -> Problem:
    """The finding of a rule at a value of an entry."""
    return Problem(entry.block.place(path), code, entry.paper.id, values)


def spot(page: Page, offset: int) -> Place:
    """The place of a character of a hand-written page."""
    before = page.text[:offset]
    return Place(page.file, before.count("\n") + 1, offset - before.rfind("\n"))


def texts(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Field, language and words of each text of a paper."""
    for name in TEXTS:
        text = getattr(paper, name)
        if text is not None:
            for lang, words in text.root.items():
                yield name, lang, words
