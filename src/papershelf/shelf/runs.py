"""The journal of a run that may be interrupted: what it has done so far, a line each."""

from __future__ import annotations

from pathlib import Path

from papershelf.shelf.exchange import WORK
from papershelf.shelf.files import text_of


def begun(root: Path, name: str) -> list[str]:
    """The lines that an interrupted run left in its journal."""
    return text_of(root / WORK / name).split("\n")[:-1]  # the last one may be half a line


def journal(root: Path, name: str, line: str) -> None:
    """Adds a line to a run's journal."""
    file = root / WORK / name
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(f"{line}\n")


def done(root: Path, name: str) -> None:
    """Clears a run's journal."""
    (root / WORK / name).unlink(missing_ok=True)
