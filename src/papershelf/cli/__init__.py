"""The commands: a few lines each over the library, and the only place that prints and exits.

One module a command; what they say stands in the words of ``papershelf.words``.
"""

from __future__ import annotations

import locale
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from papershelf import shelf
from papershelf.cli.context import Context, Said, language
from papershelf.cli.failing import meant, sentence
from papershelf.cli.help import Helped, both
from papershelf.problems import LANGUAGES
from papershelf.words import spoken

__all__ = ["COMMANDS", "main"]


# Each is the function of its name in the module of its name, loaded when it is called, so that `check` stays quick.
COMMANDS = (
    *("add", "build", "check", "coverage", "explain", "format", "guard"),
    *("links", "merge", "query", "refresh", "rename", "serve", "summary"),
)


class Commands(Helped, click.Group):
    """The group of the commands, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands by name, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or nothing."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"papershelf.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; what it does not foresee becomes one sentence and status 1, but with ``--debug``."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if meant(error) or ctx.params["debug"]:
                raise
            lang = language(ctx.params["lang"])
            click.echo(sentence(error, Said(lang, spoken(lang).words)), err=True)
            ctx.exit(1)


@click.group(cls=Commands, help=both("help", between="\n\n"), context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help=both("help-root"),
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=both("help-lang"))
@click.option("--debug", is_flag=True, help=both("help-debug"))
@click.version_option(package_name="papershelf", help=both("help-version"))
@click.pass_context
def main(ctx: click.Context, root: Path, lang: str | None, debug: bool) -> None:
    """Sets the streams, the folder and the language for the command that follows."""
    with suppress(locale.Error):  # a locale that this machine does not have
        locale.setlocale(locale.LC_CTYPE, "")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    root = root.absolute()
    shelf.settle(root)
    ctx.obj = Context(root, language(lang))
