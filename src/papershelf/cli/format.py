"""format: writes the registry in canonical form and order."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli.context import Context, report
from papershelf.cli.help import both, command
from papershelf.format import formatted
from papershelf.problems import in_order


@command("format", "papershelf format")
@click.option("--check", "only_check", is_flag=True, help=both("help-format-check"))
@click.pass_obj
def format(obj: Context, only_check: bool) -> None:
    """Write papers.yaml in canonical form and order."""
    old, problems = shelf.read_text(obj.root, shelf.PAPERS)
    if old is None:
        report(obj, problems, "text", 0)
        sys.exit(1)
    new, problems = formatted(old, shelf.PAPERS)
    fresh = shelf.is_text(obj.root / shelf.PAPERS, new)
    if only_check and not fresh:
        problems += shelf.stale(obj.root, {shelf.PAPERS: new}, "not-canonical")
    elif not only_check:
        shelf.replace(obj.root / shelf.PAPERS, new)
    if problems:
        report(obj, in_order(problems), "text", 0)
        sys.exit(1)
    click.echo(obj.t("as-is" if fresh else "formatted", file=shelf.PAPERS))
