"""The files of ``state/``, and the journal of a round that may be interrupted: what it has found so far."""

from __future__ import annotations

from pathlib import Path

from papershelf.model import state as robots
from papershelf.problems import Place, Problem
from papershelf.shelf.exchange import WORK
from papershelf.shelf.files import read_text, text_of

STATE = "state"
MAX_STATE = 16 * 1024 * 1024  # bytes of a file of robots


def read_state(root: Path, name: str, kind: type[robots.K]) -> tuple[dict[str, robots.K], list[Problem]]:
    """A file of ``state/``, which may be absent."""
    file = f"{STATE}/{name}.json"
    text, problems = read_text(root, file, MAX_STATE)
    if text is None:
        return {}, [problem for problem in problems if problem.code != "no-file"]
    try:
        return robots.loaded(kind, text), []
    except ValueError as error:
        return {}, [Problem(Place(file), "bad-state", values={"what": error})]


def begun(root: Path, name: str) -> list[str]:
    """The lines that an interrupted round left in its journal."""
    return text_of(root / WORK / name).split("\n")[:-1]  # the last one may be half a line


def journal(root: Path, name: str, line: str) -> None:
    """Adds a line to a round's journal."""
    file = root / WORK / name
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(f"{line}\n")


def done(root: Path, name: str) -> None:
    """Clears a round's journal."""
    (root / WORK / name).unlink(missing_ok=True)
