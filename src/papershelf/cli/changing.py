"""What rename and merge share: what would change in a folder, shown, judged, and written so that nothing is lost."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

import click

from papershelf import shelf
from papershelf.cli.context import Context, news, write
from papershelf.draft import Draft
from papershelf.format import Changes
from papershelf.problems import as_text


def had(draft: Draft, id: str, former: str) -> bool:
    """Whether an entry had another id before."""
    return any(entry.paper.id == id and former in entry.paper.was for entry in draft.entries)


def change(obj: Context, found: shelf.Shelf, changes: Changes, ids: tuple[str, str], yes: bool, told: str) -> None:
    """Shows what changes when the second id stands for the first; writes it when it is wanted and makes no new fault.

    What is new is on the disk before anything goes: a kill leaves something twice, which ``check`` names and the same
    command finishes.  ``told`` is said when it is done.
    """
    if not changes:
        click.echo(obj.t("nothing-to-change"))
        return
    click.echo("".join(_preview(obj, changes)), nl=False)
    judged = shelf.read(obj.root, changes)
    if wrong := news(found.problems, judged.errors, *ids):
        click.echo(f"{as_text(wrong, obj.lang)}{obj.t('nothing-written')}", err=True)
        sys.exit(1)
    if not yes and not (sys.stdin.isatty() and click.confirm(obj.t("ask-write", files=obj.t.n("file", len(changes))))):
        click.echo(obj.t("only-shown"))
        return
    for file, text in changes.items():
        if text is not None:
            write(obj, file, text)
    for file, text in changes.items():
        if text is None:
            write(obj, file, text)
    click.echo(told)


def _preview(obj: Context, changes: Changes) -> Iterator[str]:
    """The lines that change, file by file; of a file that gets another name, those that differ."""
    for file, text in changes.items():
        source = file if (obj.root / file).exists() else _source(file, changes)
        if text is not None:
            before = shelf.read_text(obj.root, source)[0] if source else ""
            names = (source or "/dev/null", file)
            lines = list(difflib.unified_diff((before or "").split("\n"), text.split("\n"), *names, n=0, lineterm=""))
            yield from (f"{line}\n" for line in lines or (f"--- {names[0]}", f"+++ {names[1]}"))


def _source(file: str, changes: Changes) -> str:
    """The file that goes where a new one comes: the same kind of file in the same folder."""
    place = PurePosixPath(file)
    gone = (PurePosixPath(name) for name, text in changes.items() if text is None)
    return next((str(each) for each in gone if (each.parent, each.suffix) == (place.parent, place.suffix)), "")
