"""rename: another id for an entry, wherever it is named; the old address leads on."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli import options
from papershelf.cli.changing import change, had
from papershelf.cli.context import Context, there, whole
from papershelf.cli.help import command
from papershelf.format import Taken, renamed


@command("rename", "papershelf rename promptir prompt-ir")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@options.yes
@click.pass_obj
def rename(obj: Context, old: str, new: str, yes: bool) -> None:
    """Give an entry another id."""
    found, draft = whole(obj)
    if not had(draft, new, old):  # a renaming that was broken off
        there(obj, draft, old)
        if new in draft.ids and new != old:
            click.echo(obj.t("id-taken", old=old, new=new), err=True)
            sys.exit(1)
    try:
        changes = renamed(*shelf.all_texts(found), old, new)
    except Taken as taken:
        click.echo(obj.t("note-taken", file=taken), err=True)
        sys.exit(1)
    change(obj, found, changes, (old, new), yes, obj.t("renamed", old=old, new=new))
