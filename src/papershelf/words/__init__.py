"""The fixed words of a language by key: those of a catalogue's pages, and those that papershelf itself speaks.

Both are YAML, one file a language with the same keys: a text with its ``{names}`` to fill,
or a pair for one thing and for several.  A catalogue brings its own; those of papershelf
itself stand beside this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class NoWord(LookupError):
    """A key that a language's file does not have; says which."""


@dataclass(frozen=True)
class Words:
    """The fixed words of one language; a missing key is an error."""

    lang: str
    words: Mapping[str, Any]

    def __call__(self, key: str, /, **values: Any) -> str:
        """The words of a key, with its ``{names}`` filled."""
        text = self.words.get(key)
        if not isinstance(text, str):
            raise NoWord(f"words/{self.lang}.yaml: no text {key!r}")
        return text.format(**values)

    def n(self, key: str, number: int) -> str:
        """The words of a key for a number: singular or plural."""
        pair = self.words.get(key)
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise NoWord(f"words/{self.lang}.yaml: no pair {key!r}")
        return str(pair[0 if number == 1 else 1]).format(n=number)


@cache
def spoken(lang: str) -> Words:
    """What papershelf itself says in a language: its reports, its commands and their help."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files(__package__).joinpath(f"{lang}.yaml").read_text("utf-8")
    return Words(lang, yaml.load(text, loader))
