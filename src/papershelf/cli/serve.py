"""serve: shows the site while one writes."""

from __future__ import annotations

import click

from papershelf.cli.context import Context
from papershelf.cli.help import both, command


@command("serve", "papershelf serve --port 8000")
@click.option("--port", type=int, default=8000, help=both("help-serve-port"))
@click.pass_obj
def serve(obj: Context, port: int) -> None:
    """Show the site while you write; it follows every change."""
    from papershelf import site  # loads the templates' engine

    site.serve(obj.root, port)
