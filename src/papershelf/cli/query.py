"""query: asks which papers there are."""

from __future__ import annotations

import sys
from typing import Any

import click

from papershelf.cli.context import Context, catalogue_of
from papershelf.cli.help import both, command
from papershelf.lookup import KINDS
from papershelf.query import STATES, Question, Unknown, answers
from papershelf.query.forms import FORMS, answer

_STATE = click.Choice(STATES)


@command("query", "papershelf query --technique mixture-of-experts --code yes --since 2024")
@click.option("--technique", multiple=True, metavar="ID", help=both("help-query-technique"))
@click.option("--task", multiple=True, metavar="ID", help=both("help-query-task"))
@click.option("--domain", multiple=True, metavar="ID", help=both("help-query-domain"))
@click.option("--venue", metavar="ID", help=both("help-query-venue"))
@click.option("--kind", type=click.Choice(KINDS), help=both("help-query-kind"))
@click.option("--scope", metavar="ID", help=both("help-query-scope"))
@click.option("--since", type=int, metavar="YEAR", help=both("help-query-since"))
@click.option("--until", type=int, metavar="YEAR", help=both("help-query-until"))
@click.option("--code", type=_STATE, help=both("help-query-code"))
@click.option("--weights", type=_STATE, help=both("help-query-weights"))
@click.option("--demo", type=_STATE, help=both("help-query-demo"))
@click.option("--benchmark", metavar="ID", help=both("help-query-benchmark"))
@click.option("--setting", metavar="NAME", help=both("help-query-setting"))
@click.option("--min-params", metavar="SIZE", help=both("help-query-min-params"))
@click.option("--max-params", metavar="SIZE", help=both("help-query-max-params"))
@click.option("--format", "form", type=click.Choice(FORMS), default="table", help=both("help-query-format"))
@click.pass_obj
def query(obj: Context, /, form: str, **wanted: Any) -> None:
    """Ask which papers there are."""
    catalogue = catalogue_of(obj)
    try:
        hits = answers(catalogue, Question(**wanted))
    except Unknown as error:
        name = "unknown-near" if error.near else "unknown-word"
        click.echo(obj.t(name, field=error.name, value=error.value, near=error.near), err=True)
        sys.exit(2)
    click.echo(answer(form, hits, obj.t), nl=False)
    if form == "table":
        click.echo(obj.t.n("hit", len(hits)), err=True)
