"""query: asks which papers there are."""

from __future__ import annotations

import sys
from typing import Any

import click

from papershelf.cli import forms
from papershelf.cli.context import Context, catalogue_of
from papershelf.lookup import KINDS, SCOPES
from papershelf.query import STATES, Question, Unknown, answers

_STATE = click.Choice(STATES)


@click.command()
@click.option("--technique", multiple=True, metavar="ID", help="May be repeated; all must hold. 技术，可重复。")
@click.option("--task", multiple=True, metavar="ID", help="May be repeated; all must hold. 任务，可重复。")
@click.option("--domain", multiple=True, metavar="ID", help="May be repeated; all must hold. 领域，可重复。")
@click.option("--venue", metavar="ID", help="Conference or journal. 会议或期刊。")
@click.option("--kind", type=click.Choice(KINDS), help="What the paper brings. 论文类型。")
@click.option("--scope", type=click.Choice(SCOPES), help="Scope of the method. 方法范围。")
@click.option("--since", type=int, metavar="YEAR", help="First year of the venue. 起始年份。")
@click.option("--until", type=int, metavar="YEAR", help="Last year of the venue. 截止年份。")
@click.option("--code", type=_STATE, help="State of the code. 代码状态。")
@click.option("--weights", type=_STATE, help="State of the weights. 权重状态。")
@click.option("--demo", type=_STATE, help="State of a demo. 演示状态。")
@click.option("--benchmark", metavar="ID", help="Rows of this board, by rank. 榜单，按名次列出。")
@click.option("--setting", metavar="NAME", help="Training regime of the board. 榜单的训练设置。")
@click.option("--min-params", metavar="SIZE", help="At least so many parameters: 5M. 参数量下限。")
@click.option("--max-params", metavar="SIZE", help="At most so many parameters: 30M. 参数量上限。")
@click.option("--format", "form", type=click.Choice(forms.QUERY), default="table", help="Form. 输出格式。")
@click.pass_obj
def query(obj: Context, /, form: str, **wanted: Any) -> None:
    """Ask which papers there are. 查询论文。

    Example: papershelf query --technique mixture-of-experts --code yes --since 2024
    """
    catalogue = catalogue_of(obj)
    try:
        hits = answers(catalogue, Question(**wanted))
    except Unknown as error:
        name = "unknown-near" if error.near else "unknown-word"
        click.echo(obj.say(name, field=error.name, value=error.value, near=error.near), err=True)
        sys.exit(2)
    click.echo(forms.answer(form, hits, catalogue, obj.lang), nl=False)
    if form == "table":
        click.echo(obj.count("hit", len(hits)), err=True)
