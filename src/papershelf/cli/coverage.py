"""coverage: compares Markdown lists with the catalogue."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from papershelf import shelf
from papershelf.cli.context import Context, catalogue_of
from papershelf.cli.help import both, command
from papershelf.upkeep.coverage_forms import FORMS, comparison

MAX_LIST = 16 * 1024 * 1024  # bytes of a Markdown list


@command("coverage", "papershelf coverage list.md --format json")
@click.argument("lists", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="LIST.md…")
@click.option("--format", "form", type=click.Choice(FORMS), default="md", help=both("help-coverage-format"))
@click.pass_obj
def coverage(obj: Context, lists: tuple[Path, ...], form: str) -> None:
    """Compare Markdown lists with the catalogue."""
    from papershelf.upkeep.coverage import compared  # loads the Markdown parser, which no other command needs

    catalogue = catalogue_of(obj)
    reports = {}
    for file in lists:
        text, problems = shelf.read_text(Path(), str(file), MAX_LIST)
        if text is None:
            click.echo("\n".join(f"{p.place}: {p.says(obj.lang)}" for p in problems), err=True)
            sys.exit(2)
        reports[file.name] = compared(text, catalogue)
    click.echo(comparison(form, reports, catalogue, obj.t), nl=False)
