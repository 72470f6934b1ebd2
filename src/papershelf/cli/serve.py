"""serve: shows the site while one writes."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import click

from papershelf.cli.context import Context, report
from papershelf.cli.help import both, command

if TYPE_CHECKING:
    from papershelf.serve import Live, Reading

LOOKS = 0.2  # seconds between two looks at the folder


@command("serve", "papershelf serve --port 8000")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=both("help-serve-port"))
@click.pass_obj
def serve(obj: Context, port: int) -> None:
    """Show the site while you write; it follows every change."""
    from papershelf.serve import Live, serving  # loads the templates' engine

    live = Live(obj.root)
    with ExitStack() as stack:
        stack.enter_context(suppress(KeyboardInterrupt))
        if first := live.look():
            _tell(obj, live, first)
        try:
            address = stack.enter_context(serving(live, port, obj.lang, obj.t("serve-problems")))
        except OSError as error:
            click.echo(obj.t("port-taken", port=port, why=error.strerror), err=True)
            sys.exit(1)
        click.echo(obj.t("serving", address=address))
        while True:
            if reading := live.look():
                _tell(obj, live, reading)
            else:
                live.rest()
            time.sleep(LOOKS)


def _tell(obj: Context, live: Live, reading: Reading) -> None:
    """What a look at the folder found: seconds, and what keeps it from being shown."""
    click.echo(obj.t("read-again", seconds=f"{reading.seconds:.1f}"))
    if reading.found.errors:
        report(obj, reading.found.errors, "text", reading.found.count)
    if reading.failure:
        click.echo(reading.failure)
    if reading.words(obj.lang) and live.made:
        click.echo(obj.t("still-shown"))
