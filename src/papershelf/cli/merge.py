"""merge: two entries of one paper become one, which has what either says; the old address leads on."""

from __future__ import annotations

import sys

import click

from papershelf import shelf
from papershelf.cli import options
from papershelf.cli.changing import change, had
from papershelf.cli.context import Context, there, whole
from papershelf.cli.help import command
from papershelf.format import Taken, merged


@command("merge", "papershelf merge potlapalli2023promptir promptir")
@click.argument("old", metavar="OLD")
@click.argument("into", metavar="INTO")
@options.yes
@click.pass_obj
def merge(obj: Context, old: str, into: str, yes: bool) -> None:
    """Put an entry into another of the same paper."""
    found, draft = whole(obj)
    there(obj, draft, into)
    if not had(draft, into, old):  # a merger that was broken off
        there(obj, draft, old)
    if old == into:
        click.echo(obj.t("merge-itself", id=old), err=True)
        sys.exit(2)
    try:
        changes = merged(*shelf.all_texts(found), old, into, obj.t("merge-differs", old=old))
    except Taken as taken:
        click.echo(obj.t("notes-two", old=old, into=into, file=taken), err=True)
        sys.exit(1)
    change(obj, found, changes, (old, into), yes, obj.t("merged", old=old, into=into))
