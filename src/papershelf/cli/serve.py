"""serve: shows the site while one writes."""

from __future__ import annotations

import click

from papershelf.cli.context import Context


@click.command()
@click.option("--port", type=int, default=8000, help="Port on this machine. 本机端口。")
@click.pass_obj
def serve(obj: Context, port: int) -> None:
    """Show the site while you write; it follows every change. 边写边看，随改随新。

    Example: papershelf serve --port 8000
    """
    from papershelf import site  # loads the templates' engine

    site.serve(obj.root, port)
