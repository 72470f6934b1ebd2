"""What the rules share: how a finding is told at its place, and the texts of a paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papershelf.draft import Draft, Entry, Page
from papershelf.model import TEXTS, Paper
from papershelf.problems import Place, Problem
from papershelf.source import Steps

Found = Iterator[Problem]


def in_entry(entry: Entry, path: Steps, code: str, *, key: bool = False, **values: Any) -> Problem:
    """A finding at a value of an entry, or at its key."""
    return Problem(entry.block.place(path, key), code, entry.paper.id, values)


def in_catalogue(draft: Draft, path: Steps, code: str, *, key: bool = False, of: str = "", **values: Any) -> Problem:
    """A finding at a value of catalogue.yaml, or at its key; ``of``: the id of what it is told of."""
    return Problem(draft.about_block.place(path, key), code, of, values)


def in_page(page: Page, offset: int, code: str, **values: Any) -> Problem:
    """A finding at a character of a hand-written page."""
    before = page.text[:offset]
    place = Place(page.file, before.count("\n") + 1, offset - before.rfind("\n"))
    return Problem(place, code, values=values)


def texts(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Field, language and words of each text of a paper."""
    for name in TEXTS:
        text = getattr(paper, name)
        if text is not None:
            for lang, words in text.root.items():
                yield name, lang, words
