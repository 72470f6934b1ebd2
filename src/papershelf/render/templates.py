"""The templates and the words of a catalogue: what rendering needs beside the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from jinja2 import BaseLoader, BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from papershelf.words import NoWord, Words


class _Compiled(BytecodeCache):
    """Templates that were compiled, in memory: each once for the editions of all languages."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives what was compiled."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True)
class Templates:
    """Templates and words as texts by path: ``words/en.yaml``, ``readme/papers.md``, ``site/paper.html``."""

    texts: Mapping[str, str]

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """Language → its words."""
        found = {}
        for path, text in sorted(self.texts.items()):
            if path.startswith("words/"):
                lang = path.removeprefix("words/").removesuffix(".yaml")
                found[lang] = Words(lang, _read(path, text))
        return found

    @property
    def styles(self) -> Mapping[str, str]:
        """Name → text of each citation style, in order."""
        return {
            path.removeprefix("citations/").removesuffix(".csl"): text
            for path, text in sorted(self.texts.items())
            if path.startswith("citations/") and path.endswith(".csl")
        }

    @cached_property
    def loader(self) -> BaseLoader:
        """The templates for Jinja."""
        return FunctionLoader(
            lambda path: (self.texts[path], f"templates/{path}", None) if path in self.texts else None
        )

    @cached_property
    def _compiled(self) -> Mapping[bool, _Compiled]:
        """What was compiled, by whether values are escaped."""
        return {True: _Compiled(), False: _Compiled()}

    def environment(self, autoescape: bool) -> Environment:
        """A Jinja environment: strict, and the same for every build."""
        return Environment(
            bytecode_cache=self._compiled[autoescape],
            loader=self.loader,
            autoescape=autoescape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def theme(self) -> Environment:
        """A Jinja environment of the theme's own templates, which escape for themselves, as MkDocs makes it.

        They name each other without their folder.
        """
        loader = FunctionLoader(
            lambda name: (
                (self.texts[f"theme/{name}"], f"templates/theme/{name}", None)
                if f"theme/{name}" in self.texts
                else None
            )
        )
        return Environment(bytecode_cache=self._compiled[False], loader=loader, autoescape=False)


def _read(path: str, text: str) -> Mapping[str, Any]:
    """The words of a file; raises ``NoWord`` with the place where they cannot be read."""
    try:
        read = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NoWord(f"{path}:{line}: {error.problem}") from error
    return read if isinstance(read, dict) else {}


class Escaped:
    """The fixed words of a language in templates that escape: those without values are escaped once, not every time."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._plain: dict[str, Markup] = {}

    def __call__(self, key: str, /, **values: Any) -> str:
        """The words of a key, with its ``{names}`` filled; of values, markup alone is not escaped."""
        if not values:
            if key not in self._plain:
                self._plain[key] = escape(self._words(key))
            return self._plain[key]
        if any(isinstance(value, Markup) for value in values.values()):
            return Markup(escape(self._words.words[key])).format(**values)
        return self._words(key, **values)

    def n(self, key: str, number: int) -> str:
        """The words of a key for a number."""
        return self._words.n(key, number)


def filled(template: str, escape: Callable[[str], str], **values: Any) -> str:
    """A template given as text, with its values; the filter ``e`` escapes one for the template's target."""
    env = Templates({}).environment(autoescape=False)
    env.filters["e"] = lambda value: escape(str(value))
    return env.from_string(template).render(**values)
