"""check, format, explain: the commands that keep the registry in order."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli.context import Context, report
from papershelf.entry import formatted
from papershelf.problems import FORMS, Rule, in_order, rules


@click.command()
@click.option("--form", type=click.Choice(list(FORMS)), default="text", help="Form of the report. 报告形式。")
@click.pass_obj
def check(obj: Context, form: str) -> None:
    """Read everything and report every problem. 读取全部内容并报告所有问题。

    Example: papershelf check --form github
    """
    found = shelf.read(obj.root)
    report(obj, found.problems, form, len(found.registry.blocks), found.accepted)
    sys.exit(1 if found.errors else 0)


@click.command("format")
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; fail if something would change. 只检查，不修改。"
)
@click.pass_obj
def format_(obj: Context, only_check: bool) -> None:
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


@click.command()
@click.argument("code", required=False)
@click.pass_obj
def explain(obj: Context, code: str | None) -> None:
    """Tell what a rule looks for and why. 说明一条规则检查什么、为什么。

    Example: papershelf explain unknown-venue
    """
    known = rules()
    if code is None or code not in known:
        if code:
            click.echo(obj.say("no-rule", code=code), err=True)
        click.echo("\n".join(known), err=bool(code))
        sys.exit(2 if code else 0)
    click.echo(_page(obj, known[code]), nl=False)


def _page(obj: Context, rule: Rule) -> str:
    texts = rule.texts[obj.lang]
    examples = "".join(
        f"\n{obj.say(name)}\n\n" + "".join(f"    {line}\n" for line in example.rstrip().split("\n"))
        for name, example in (("bad", rule.bad), ("good", rule.good))
    )
    return f"{rule.code} ({rule.level})\n\n{texts['page'].format()}\n{examples}"
