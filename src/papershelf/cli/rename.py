"""rename: another id for an entry, wherever it is named; the old address leads on."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli.changing import change, had, there, whole
from papershelf.cli.context import Context
from papershelf.cli.help import both, command
from papershelf.format import Taken, renamed


@command("rename", "papershelf rename promptir prompt-ir")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--yes", "-y", is_flag=True, help=both("help-yes"))
@click.pass_obj
def rename(obj: Context, old: str, new: str, yes: bool) -> None:
    """Give an entry another id."""
    found = whole(obj)
    if not had(found, new, old):  # a renaming that was broken off
        there(obj, found, old)
        if found.draft and new in found.draft.ids:
            click.echo(obj.t("id-taken", old=old, new=new), err=True)
            sys.exit(1)
    try:
        changes = renamed(*shelf.all_texts(found), old, new)
    except Taken as taken:
        click.echo(obj.t("note-taken", file=taken), err=True)
        sys.exit(1)
    change(obj, found, changes, (old, new), yes, obj.t("renamed", old=old, new=new))
