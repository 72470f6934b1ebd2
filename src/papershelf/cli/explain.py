"""explain: tells what a rule looks for and why."""

from __future__ import annotations

import sys

import click

from papershelf.cli.context import Context
from papershelf.cli.help import command
from papershelf.problems import Rule, rules


@command("explain", "papershelf explain unknown-venue")
@click.argument("code", required=False)
@click.pass_obj
def explain(obj: Context, code: str | None) -> None:
    """Tell what a rule looks for and why."""
    known = rules()
    if code is None or code not in known:
        if code:
            click.echo(obj.t("no-rule", code=code), err=True)
        click.echo("\n".join(known), err=bool(code))
        sys.exit(2 if code else 0)
    click.echo(_page(obj, known[code]), nl=False)


def _page(obj: Context, rule: Rule) -> str:
    texts = rule.texts[obj.lang]
    examples = "".join(
        f"\n{obj.t(name)}\n\n" + "".join(f"    {line}\n" for line in example.rstrip().split("\n"))
        for name, example in (("bad", rule.bad), ("good", rule.good))
    )
    return f"{rule.code} ({rule.level})\n\n{texts['page'].format()}\n{examples}"
