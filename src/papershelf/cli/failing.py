"""What a command says when something fails that it does not foresee: one sentence, and nothing of Python."""

from __future__ import annotations

import errno
from traceback import extract_tb

import click

from papershelf.cli.context import Said

ISSUES = "https://github.com/IamZLT/Awesome-ImageRestoration/issues"

# What ends a command as it should: click's own, and a reader of the output who has gone.
_MEANT = (click.ClickException, click.exceptions.Exit, click.Abort)


def meant(error: Exception) -> bool:
    """Whether an error is a way to end a command, and not a failure of it."""
    return isinstance(error, _MEANT) or (isinstance(error, OSError) and error.errno == errno.EPIPE)


def sentence(error: Exception, t: Said) -> str:
    """What failed and where: of the system, the file and its reason; else how to report it."""
    if isinstance(error, OSError):
        why = error.strerror or str(error) or type(error).__name__
        return t("system-says", file=error.filename, why=why) if error.filename else t("system-says-why", why=why)
    if isinstance(error, MemoryError):
        return t("no-memory")
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "papershelf" in frame.filename] or frames
    place = f"{ours[-1].filename.rpartition('papershelf/')[2]}:{ours[-1].lineno}"
    return t("unforeseen", what=f"{type(error).__name__}: {error}", place=place, issues=ISSUES)
