"""Shelves to judge: a folder with a change in it, and what is found there."""

from __future__ import annotations

from pathlib import Path

from papershelf import shelf
from papershelf.draft import Draft
from tests.conftest import ROOT

BROKEN = ROOT / "tests" / "broken"


def edited(folder: Path, name: str, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Place, code and entry of the problems after changes to one file; each must find its words exactly once."""
    file = folder / name
    text = file.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return found(folder)


def found(folder: Path) -> list[tuple[str, str, str]]:
    """Place, code and entry of each problem of a folder."""
    return [(str(p.place), p.code, p.entry) for p in shelf.read(folder).problems]


def draft_of(folder: Path) -> Draft:
    """The draft of a folder."""
    draft = shelf.read(folder).draft
    assert draft is not None
    return draft
