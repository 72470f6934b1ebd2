"""YAML text → plain data: strings, lists and mappings, within limits and without YAML's machinery."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import yaml

from papershelf.problems import Problem
from papershelf.source.block import Block, mark_at, marked
from papershelf.source.loaders import Loader, PyLoader, composed
from papershelf.source.slips import syntax_problem

MAX_SCALAR = 20_000  # characters
MAX_DEPTH = 20

# What may be an anchor, alias, tag, merge key or deep nesting, or what libyaml and PyYAML read differently (a tab,
# a colon before a bracket or comma, an escaped code point): PyYAML then gives the exact answer on every machine.
_SUSPECT = re.compile(
    r"(?:^|[\s,\[{:?-])(?:[&*!]\S|<<\s*:|\?)|(?:[-?:][ \t]+){20}|^(?:%|---|\.\.\.)"
    r"|\t|:[\[{]|:\s*[,?\]}]|[|>]\S*#|\\[xuU]",
    re.M,
)
# Without one of these nothing is suspect; a quick look that spares most entries the slow one.
_HINT = re.compile(r"[&*!%\t\\?|>]|<<|---|\.\.\.|[-:][ \t]+[-:]|:[\[{]|:\s*[,\]}]")
_MANY_PROBLEMS = 20  # more aliases in one block are an attack, and told no further
_MANY_BRACKETS = 1000  # deeper nesting could exhaust the stack of the C composer
# Characters that YAML does not allow; libyaml and PyYAML differ in a few, so both are asked the same.
# A carriage return by itself would be a line break for YAML and none for editors.
_UNPRINTABLE = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x85\u2028\u2029\ufeff]|\r(?!\n)"
)
# Escapes that stand for no character: half a surrogate pair, or a code point beyond the last.
_NO_CHARACTER = re.compile(
    r"\\u[dD][89a-fA-F][\da-fA-F]{2}|\\U0000[dD][89a-fA-F][\da-fA-F]{2}|\\U(?!000|0010)[\da-fA-F]{8}"
)


def parse(block: Block) -> Block:
    """The block with its data and where each value stands, or with what is wrong with it."""
    wrong = _bad_character(block)
    if wrong is not None:
        return replace(block, problems=(wrong,))
    suspect = _suspect(block.text)
    refused = _refused(block) if suspect else ()
    if refused:
        return replace(block, problems=refused)
    try:
        loader = PyLoader if suspect else Loader
        node = composed(block.text, loader)
    except RecursionError:
        return replace(block, problems=_refused(block))
    except yaml.YAMLError as error:
        return replace(block, problems=(syntax_problem(block, error),))
    reading = _Reading(block)
    data = None if node is None else reading.plain(node, 0)
    return replace(block, data=data, loader=loader, problems=tuple(reading.problems), gaps=reading.gaps)


class _Reading:
    """The nodes of a block on their way to plain data, and what is found wrong on it."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self.problems: list[Problem] = []
        self.gaps = False

    def plain(self, node: yaml.Node, depth: int, field: str = "") -> Any:
        """The data of a node, ``depth`` levels down, below the field of that name."""
        if depth > MAX_DEPTH + 1:  # the list round an entry counts for itself
            self._tell(node, "too-deep", limit=MAX_DEPTH)
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, field)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(each, depth + 1, field) for each in node.value]
        return self._mapping(node, depth)

    def _scalar(self, node: yaml.ScalarNode, field: str) -> str | None:
        value: str = node.value
        if not node.style:
            self.gaps = self.gaps or not value
            if len(value) <= MAX_SCALAR:
                return value or None
        if len(value) > MAX_SCALAR:
            self._tell(node, "text-too-long", field=field, limit=f"{MAX_SCALAR:,}")
        escaped = _UNPRINTABLE.search(value) if node.style == '"' else None
        if escaped:
            self._tell(node, "bad-character", char=f"U+{ord(escaped.group()):04X}")
        return value

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._tell(key, "bad-yaml", what="{…}:")
                continue
            name = key.value
            if name in data:
                self._tell(key, "duplicate-field", field=name, first=self._block.line + lines[name])
            lines[name] = key.start_mark.line
            data[name] = self.plain(value, depth + 1, name)
        return data

    def _tell(self, node: yaml.Node, code: str, **values: Any) -> None:
        self.problems.append(marked(self._block, node.start_mark, code, **values))


def _bad_character(block: Block) -> Problem | None:
    """The first character, or escape of one, that cannot stand in YAML."""
    found = _UNPRINTABLE.search(block.text)
    if found:
        return marked(block, mark_at(block.text, found.start()), "bad-character", char=f"U+{ord(found.group()):04X}")
    found = _NO_CHARACTER.search(block.text)
    if found:
        return marked(block, mark_at(block.text, found.start()), "bad-character", char=found.group())
    return None


def _suspect(text: str) -> bool:
    """Whether a text may hold machinery, or what the two parsers read differently."""
    nested = text.count("[") + text.count("{") > _MANY_BRACKETS
    return bool(_HINT.search(text) and _SUSPECT.search(text)) or (nested and _deep(text))


def _deep(text: str) -> bool:
    """Whether a text is nested too deep, or cannot be read; the quicker parser tells, which needs no stack for it."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH + 2:
                return True
    except yaml.YAMLError:
        return True
    return False


def _refused(block: Block) -> tuple[Problem, ...]:
    """Each anchor, alias, tag, merge key and document mark of a block, and where it is nested too deep."""
    found: list[Problem] = []
    depth = 0
    try:
        for event in yaml.parse(block.text, Loader=PyLoader):
            if len(found) >= _MANY_PROBLEMS:
                break
            what = _machinery(event)
            if what:
                found.append(marked(block, event.start_mark, "alias", what=what))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH + 2:
                found.append(marked(block, event.start_mark, "too-deep", limit=MAX_DEPTH))
                break
    except yaml.YAMLError as error:
        found.append(syntax_problem(block, error))
    return tuple(found)


def _machinery(event: yaml.Event) -> str:
    """The anchor, alias, tag, merge key or document mark that an event is, or nothing."""
    if isinstance(event, yaml.AliasEvent):
        return f"*{event.anchor}"
    if anchor := getattr(event, "anchor", None):
        return f"&{anchor}"
    if tag := getattr(event, "tag", None):
        return str(tag)
    if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
        return "<<"
    if isinstance(event, yaml.DocumentStartEvent) and (event.explicit or event.tags):
        return "---"
    return "..." if isinstance(event, yaml.DocumentEndEvent) and event.explicit else ""
