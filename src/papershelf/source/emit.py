"""Plain data → lines of canonical YAML, each with the way to what stands on it.

Fields stand in a given order, each on a line, whatever its length, so that an edit touches one line.  Lists and
mappings are in flow style; only a list of mappings and words by language have a line a part.  Double quotes only where
plain text would be read otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

import yaml

from papershelf.source.block import Steps

_SPECIAL = tuple("!&*?:,[]{}#|>@`\"'%=")
_resolver: Any = yaml.SafeLoader("")

Order = Mapping[str, Any]  # field → the order of the fields below it, or None
Lines = Iterator[tuple[Steps, str]]


def emitted(data: Mapping[str, Any], order: Order, typed: Container[str], opened: Container[Steps]) -> Lines:
    """Path and line of each part of an entry; the first line begins it with a dash.

    ``typed``: fields whose values are numbers or dates, written without quotes; ``opened``: paths that stand in block
    style in any case, since a comment stands within.
    """
    return _Emitter(typed, opened).mapping(data, (), 0, order)


class _Emitter:
    """What holds for a whole entry while it is written; the order changes with the depth."""

    def __init__(self, typed: Container[str], opened: Container[Steps]) -> None:
        self._typed, self._opened = typed, opened

    def mapping(self, data: Mapping[str, Any], path: Steps, depth: int, order: Order | None) -> Lines:
        """The parts of a block mapping; at depth 0 the first line begins the entry."""
        for n, name in enumerate(_in_order(data, order)):
            pad = "- " if depth == 0 and n == 0 else "  " * max(depth, 1)
            head = f"{pad}{_scalar(name, True, True)}:"
            yield from self._field(head, data[name], (*path, name), max(depth, 1), _below(order, name))

    def _field(self, head: str, value: Any, path: Steps, depth: int, order: Order | None) -> Lines:
        if not isinstance(value, (Mapping, list)):
            yield from self._words(head, value, path, depth)
            return
        if not value or (path not in self._opened and not _opens(value)):
            yield path, f"{head} {self._flow(value, self._is_typed(path), order)}"
        elif isinstance(value, Mapping):
            yield path, head
            yield from self.mapping(value, path, depth + 1, order)
        else:
            yield path, head
            for n, each in enumerate(value):
                yield from self._item(each, (*path, n), depth, order)

    def _words(self, head: str, value: Any, path: Steps, depth: int) -> Lines:
        """A scalar behind its field, or below it as a literal block."""
        if isinstance(value, str) and "\n" in value.rstrip("\n") and _literal(value):
            mark = "|" if value.endswith("\n") else "|-"
            yield path, f"{head} {mark}"
            for line in value.rstrip("\n").split("\n"):
                yield (*path, "…"), f"{'  ' * (depth + 1)}{line}" if line else ""
        else:
            yield path, f"{head} {_scalar(value, self._is_typed(path), False)}".rstrip()

    def _item(self, each: Any, path: Steps, depth: int, order: Order | None) -> Lines:
        """A part of a block list: the lines of its mapping behind a dash."""
        pad = "  " * depth
        if isinstance(each, Mapping) and each:
            (first_path, first), *rest = self.mapping(each, path, depth + 1, order)
            yield first_path, f"{pad}- {first.lstrip()}"
            yield from rest
        else:
            yield path, f"{pad}- {self._flow(each, self._is_typed(path), order, top=True)}".rstrip()

    def _flow(self, value: Any, typed: bool, order: Order | None, top: bool = False) -> str:
        if isinstance(value, Mapping):
            parts = (
                f"{_scalar(name, True, True)}: {self._flow(value[name], typed or name in self._typed, below)}"
                for name in _in_order(value, order)
                for below in [_below(order, name)]
            )
            return "{" + ", ".join(parts) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._flow(each, typed, order) for each in value) + "]"
        return _scalar(value, typed, not top)

    def _is_typed(self, path: Steps) -> bool:
        return any(step in self._typed for step in path)


def _in_order(data: Mapping[str, Any], order: Order | None) -> list[str]:
    """The fields of a mapping, those that the order does not know last, as they stood."""
    known = list(order or ())
    return sorted(data, key=lambda name: known.index(name) if name in known else len(known))


def _below(order: Order | None, name: str) -> Order | None:
    return (order or {}).get(name)


def _scalar(value: Any, typed: bool, flow: bool) -> str:
    if value is None:
        return ""
    text = str(value)
    return text if _reads_the_same(text, typed, flow) else json.dumps(text, ensure_ascii=False)


def _reads_the_same(text: str, typed: bool, flow: bool) -> bool:
    """Whether every YAML reader takes the words without quotes for this very text."""
    if not text or text != text.strip() or not text.isprintable() or text.startswith(_SPECIAL):
        return False
    if re.search(r":(\s|$)|\s#", text) or (flow and re.search(r"[,?\[\]{}]|:$", text)):
        return False
    if text.startswith("-") and (text != "-" or not flow) and not (typed and re.match(r"-\d", text)):
        return False
    return typed or _resolver.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"


def _literal(text: str) -> bool:
    """Whether a text can stand as a literal block and be read back the same."""
    lines = text.split("\n")
    ends = text.endswith("\n\n") or any(line != line.rstrip() for line in lines)
    return not ends and bool(lines[0]) and lines[0][0] != " " and all(c.isprintable() or c == "\n" for c in text)


def _opens(value: Mapping[str, Any] | list[Any]) -> bool:
    """Whether a mapping or list has a line a part; what it holds decides, never how long it is."""
    if _needs_block(value):
        return True
    if isinstance(value, list):
        return any(isinstance(each, Mapping) for each in value)
    return _is_text(value) or any(map(_is_text, value.values()))


def _is_text(value: Any) -> bool:
    """Whether it holds words by language."""
    if not isinstance(value, Mapping) or not value:
        return False
    return all(re.fullmatch("[a-z]{2}", name) and isinstance(words, str) for name, words in value.items())


def _needs_block(value: Any) -> bool:
    """Whether a value holds what flow style cannot: nothing at all as a part of a list, or a line break."""
    if isinstance(value, Mapping):
        return any(_needs_block(each) for each in value.values())
    if isinstance(value, list):
        return any(each is None or _needs_block(each) for each in value)
    return isinstance(value, str) and "\n" in value
