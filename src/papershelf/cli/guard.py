"""guard: sees that nothing vanished in silence."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from papershelf import shelf
from papershelf.cli import options
from papershelf.cli.context import Context, report
from papershelf.cli.help import command
from papershelf.upkeep import diff


@command("guard", "papershelf guard --base old/papers.yaml")
@options.base
@options.form
@click.pass_obj
def guard(obj: Context, base: Path, form: str) -> None:
    """See that nothing vanished in silence since an older registry."""
    found = shelf.read(obj.root)
    if found.draft is None or found.draft.cut:  # what seems to be gone may be in the part that could not be read
        report(obj, found.problems, form, found.count)
        sys.exit(1)
    old, problems = shelf.base(obj.root, base, found.draft)
    if old is not None:
        problems = diff.guard(diff.Diff(old, found.draft))
    report(obj, problems, form, found.count)
    sys.exit(1 if problems else 0)
