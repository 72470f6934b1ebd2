"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

from papershelf.problems import FORMS

form = click.option("--form", type=click.Choice(list(FORMS)), default="text", help="Form of the report. 报告形式。")
base = click.option(
    "--base",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="papers.yaml as it was; a catalogue.yaml beside it is read too. 改动前的 papers.yaml。",
)
patch = click.option(
    "--patch", type=click.Path(path_type=Path, dir_okay=False), help="Write what could be mended as a patch. 写出补丁。"
)
pause = click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    help="Seconds between two questions to one host. 同一主机两次询问的间隔秒数。",
)
seconds = click.option(
    "--seconds",
    type=click.FloatRange(0.1, 120),
    default=20.0,
    show_default=True,
    help="Seconds for one address, redirects included. 每个地址的总时限（秒）。",
)
