"""summary: tells in Markdown what a change does, for a pull request."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.checks import board_faults
from papershelf.cli import options
from papershelf.cli.context import Context, report
from papershelf.cli.help import command
from papershelf.problems import in_order
from papershelf.upkeep.diff import Diff, guard


@command("summary", "papershelf summary --base old/papers.yaml")
@options.base
@click.pass_obj
def summary(obj: Context, base: Path) -> None:
    """Tell in Markdown what changed since an older registry."""
    from papershelf.render.edition import Edition, markdown  # loads the templates' engine
    from papershelf.render.templates import Templates
    from papershelf.upkeep.summary import summary as told

    found = shelf.read(obj.root)
    read = found.draft if found.draft and not found.draft.cut else None  # what is not read is not gone
    old, problems = shelf.base(obj.root, base, read) if read else (None, [])
    changes = Diff(old, read) if old is not None and read is not None else None
    problems = in_order([*found.problems, *(guard(changes) if changes else problems)])
    templates = Templates(shelf.templates(obj.root))
    if obj.lang not in templates.words:  # no catalogue's folder, which the problems tell
        report(obj, problems, "text", found.count)
        sys.exit(1)
    whole = found.draft is not None and not found.errors
    now = Edition(found.catalogue, obj.lang, templates) if whole else None
    before = Catalogue.of(old) if old is not None and not board_faults(old) else None
    env = now.markdown if now else markdown(templates, obj.lang)
    click.echo(told(env, changes, before, now, problems), nl=False)
