"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

from papershelf.cli.help import both
from papershelf.problems import FORMS

form = click.option("--form", type=click.Choice(list(FORMS)), default="text", help=both("help-form"))
base = click.option(
    "--base",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=both("help-base"),
)
patch = click.option("--patch", type=click.Path(path_type=Path, dir_okay=False), help=both("help-patch"))
pause = click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    help=both("help-pause"),
)
seconds = click.option(
    "--seconds",
    type=click.FloatRange(0.1, 120),
    default=20.0,
    show_default=True,
    help=both("help-seconds"),
)
yes = click.option("--yes", "-y", is_flag=True, help=both("help-yes"))
