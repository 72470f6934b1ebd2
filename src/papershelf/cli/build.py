"""build: writes the site, the README's tables and the schemas."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from papershelf import shelf
from papershelf.cli.context import Context, fails, progress, report
from papershelf.cli.help import both, command

if TYPE_CHECKING:
    from papershelf.render.edition import Edition


@command("build", "papershelf build")
@click.option("--check", "only_check", is_flag=True, help=both("help-build-check"))
@click.option("--fewer", is_flag=True, help=both("help-build-fewer"))
@click.pass_obj
def build(obj: Context, only_check: bool, fewer: bool) -> None:
    """Write the site, the README's tables and the schemas."""
    if not only_check and shelf.unchanged(obj.root):
        click.echo(obj.t("unchanged"))
        return
    from papershelf import site  # loads the templates' engine, which check does not need

    try:
        editions = _editions(obj)
        files, problems = site.files(obj.root, editions)
    except site.Failed as failure:
        fails(obj, failure)
    if only_check and not problems:
        problems = shelf.stale(obj.root, files)
    if problems:
        report(obj, problems, "text", len(editions[0].catalogue.papers))
        sys.exit(1)
    if only_check:
        click.echo(obj.t("fresh"))
        return
    try:
        with progress(obj.t("making")) as onward:
            pages = site.build(obj.root, editions, onward, fewer)
    except site.Failed as failure:
        fails(obj, failure)
    except site.Lost as lost:
        report(obj, lost.problems, "text", len(editions[0].catalogue.papers))
        click.echo(obj.t("failed"), err=True)
        sys.exit(1)
    except shelf.Busy:
        _refused(obj, obj.t("busy"))
    except shelf.NoSite:
        _refused(obj, obj.t("no-site"))
    except shelf.Fewer as less:
        _refused(obj, obj.t("fewer", pages=less.pages, before=less.before))
    except shelf.Elsewhere as link:
        _refused(obj, obj.t("elsewhere", name=link.name))
    written = [name for name, text in files.items() if shelf.replace(obj.root / name, text)]
    shelf.remember(obj.root)
    click.echo(obj.t("built", pages=pages, languages=", ".join(edition.lang for edition in editions)))
    if written:
        click.echo(obj.t("written", files=", ".join(written)))
    if kept := [name for name in files if name not in written]:
        click.echo(obj.t("as-it-was", files=", ".join(kept)))


def _refused(obj: Context, why: str) -> NoReturn:
    """Ends a build that may not be, with status 1."""
    click.echo(why, err=True)
    sys.exit(1)


def _editions(obj: Context) -> tuple[Edition, ...]:
    """The folder's editions; with errors in it there are none, and they are told.

    What was read is let go with its places, which take more memory than what it says.
    """
    from papershelf import site

    with progress(obj.t("reading")) as onward:
        found = shelf.read(obj.root, onward=onward)
    if found.errors:
        report(obj, found.problems, "text", found.count)
        click.echo(obj.t("failed"), err=True)
        sys.exit(1)
    return site.editions_of(found)
