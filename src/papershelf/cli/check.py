"""check: reads everything and reports every problem."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli import options
from papershelf.cli.context import Context, progress, report
from papershelf.cli.help import command


@command("check", "papershelf check --form github")
@options.form
@click.pass_obj
def check(obj: Context, form: str) -> None:
    """Read everything and report every problem."""
    with progress(obj.t("reading")) as onward:
        found = shelf.read(obj.root, onward=onward)
    report(obj, found.problems, form, found.count, found.accepted)
    sys.exit(1 if found.errors else 0)
