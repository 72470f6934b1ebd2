"""guard and summary: the commands that judge and tell what a change does, for a pull request."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.checks import board_faults
from papershelf.cli.context import Context, report
from papershelf.problems import FORMS, in_order
from papershelf.review import Changes, guard

_base = click.option(
    "--base",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="papers.yaml as it was; a catalogue.yaml beside it is read too. 改动前的 papers.yaml。",
)


@click.command("guard")
@_base
@click.option("--form", type=click.Choice(list(FORMS)), default="text", help="Form of the report. 报告形式。")
@click.pass_obj
def guard_(obj: Context, base: Path, form: str) -> None:
    """See that nothing vanished in silence since an older papers.yaml. 检查有无悄悄消失的条目或结果。

    Example: papershelf guard --base old/papers.yaml
    """
    found = shelf.read(obj.root)
    if found.draft is None:
        report(obj, found.problems, form, len(found.registry.blocks))
        sys.exit(1)
    old, problems = shelf.base(obj.root, base, found.draft)
    if old is not None:
        problems = guard(Changes(old, found.draft))
    report(obj, problems, form, len(found.registry.blocks))
    sys.exit(1 if problems else 0)


@click.command()
@_base
@click.pass_obj
def summary(obj: Context, base: Path) -> None:
    """Tell in Markdown what changed since an older papers.yaml. 用 Markdown 说明改动。

    Example: papershelf summary --base old/papers.yaml
    """
    from papershelf.render import Templates
    from papershelf.render.summary import summary as rendered

    found = shelf.read(obj.root)
    old, problems = shelf.base(obj.root, base, found.draft) if found.draft else (None, [])
    changes = Changes(old, found.draft) if old is not None and found.draft is not None else None
    problems = in_order([*found.problems, *(guard(changes) if changes else problems)])
    now = found.catalogue if found.draft is not None and not found.errors else None
    before = Catalogue.of(old) if old is not None and not board_faults(old) else None
    templates = Templates(shelf.templates(obj.root))
    if obj.lang not in templates.words:  # no catalogue's folder, which the problems tell
        report(obj, problems, "text", len(found.registry.blocks))
        sys.exit(1)
    click.echo(rendered(changes, before, now, problems, obj.lang, templates), nl=False)
