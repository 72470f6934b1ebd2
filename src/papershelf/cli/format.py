"""format: writes the registry in canonical form and order, or moves an entry to another of its files."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli.context import Context, report, there, whole, write
from papershelf.cli.help import both, command
from papershelf.format import EMPTY, formatted, moved
from papershelf.problems import Problem, in_order


@command("format", "papershelf format --move moce-ir papers/2025.yaml")
@click.option("--check", "only_check", is_flag=True, help=both("help-format-check"))
@click.option("--move", nargs=2, metavar="ID FILE", help=both("help-format-move"))
@click.pass_obj
def format(obj: Context, only_check: bool, move: tuple[str, str] | None) -> None:
    """Write the registry in canonical form and order."""
    if move and only_check:
        raise click.UsageError(obj.t("move-or-check"))
    if move:
        sys.exit(_move(obj, *move))
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in shelf.registry_files(obj.root):
        old, found = shelf.read_text(obj.root, file)
        problems += found
        if old is not None:
            texts[file], found = formatted(old, file)
            problems += found
    fresh = {file for file, text in texts.items() if only_check or shelf.is_text(obj.root / file, text)}
    if only_check:
        problems += shelf.stale(obj.root, texts, "not-canonical")
    else:
        for file, text in texts.items():
            write(obj, file, text)
    if problems:
        report(obj, in_order(problems), "text", 0)
        sys.exit(1)
    for file in texts:
        click.echo(obj.t("as-is" if file in fresh else "formatted", file=file))


def _move(obj: Context, id: str, file: str) -> int:
    """Moves an entry to another file of the registry; gives the exit status."""
    if not shelf.is_registry(file):
        click.echo(obj.t("no-registry-file", file=file, papers=shelf.PAPERS, folder=shelf.FOLDER), err=True)
        return 2
    _, draft = whole(obj)
    there(obj, draft, id)
    source = next((block.file for block in draft.blocks if block.id == id and block.file != file), file)
    if source == file:
        click.echo(obj.t("stands-there", id=id, file=file))
        return 0
    old = shelf.read_text(obj.root, source)[0] or ""
    target = shelf.read_text(obj.root, file)[0]
    try:
        rest, new = moved(old, EMPTY if target is None else target, id)
    except ValueError:
        click.echo(obj.t("two-differ", id=id, file=file, source=source), err=True)
        return 1
    write(obj, file, new)  # what is killed between the two leaves a double, which check names
    write(obj, source, rest)
    click.echo(obj.t("moved", id=id, file=file, source=source))
    return 0
