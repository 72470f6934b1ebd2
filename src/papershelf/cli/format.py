"""format: writes the registry in canonical form and order."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli.context import Context, report
from papershelf.format import formatted
from papershelf.problems import in_order


@click.command("format")
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; fail if something would change. 只检查，不修改。"
)
@click.pass_obj
def format(obj: Context, only_check: bool) -> None:
    """Write papers.yaml in canonical form and order. 把 papers.yaml 写成规范形式与顺序。

    Example: papershelf format
    """
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
    click.echo(obj.say("as-is" if fresh else "formatted", file=shelf.PAPERS))
