"""check: reads everything and reports every problem."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.checks.pages import links_to_judge
from papershelf.cli import options
from papershelf.cli.context import Context, fails, progress, report
from papershelf.cli.help import command
from papershelf.problems import in_order


@command("check", "papershelf check --form github")
@options.form
@click.pass_obj
def check(obj: Context, form: str) -> None:
    """Read everything and report every problem."""
    with progress(obj.t("reading")) as onward:
        found = shelf.read(obj.root, onward=onward)
    problems = found.problems
    if found.draft is not None and not found.errors and links_to_judge(found.draft):
        from papershelf import site  # loads the templates' engine, which most checks do not need

        try:
            problems = in_order([*problems, *site.links(found)])
        except site.Failed as failure:
            fails(obj, failure)
    report(obj, problems, form, found.count, found.accepted)
    sys.exit(1 if any(problem.level == "error" for problem in problems) else 0)
