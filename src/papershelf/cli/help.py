"""The help of commands and options, in both languages at once: it is made before ``--lang`` is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from papershelf.problems import LANGUAGES
from papershelf.words import spoken


def both(key: str, between: str = " ") -> str:
    """The words of a key in each language, one behind the other."""
    return between.join(spoken(lang)(key) for lang in LANGUAGES)


class Helped(click.Command):
    """A command whose own ``--help`` is told in both languages too."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = both("help-help")
        return option


def command(name: str, example: str, more: str = "") -> Callable[[Callable[..., Any]], click.Command]:
    """A command of a name: its help by the key ``help-<name>``, an example to paste, and what else there is to say."""
    parts = (both(f"help-{name}"), f"\b\nExample: {example}", more and both(more))
    return click.command(name, cls=Helped, help="\n\n".join(filter(None, parts)))
