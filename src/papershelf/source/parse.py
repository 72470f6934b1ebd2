"""YAML text → plain data: strings, lists and mappings, within limits and without YAML's machinery."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from papershelf.source.block import Block, add, at
from papershelf.source.loaders import Loader, PyLoader
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
_MANY_BRACKETS = 1000  # deeper nesting could exhaust the stack of the C parser
# Characters that YAML does not allow; libyaml and PyYAML differ in a few, so both are asked the same.
# A carriage return by itself would be a line break for YAML and none for editors.
_UNPRINTABLE = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x85\u2028\u2029\ufeff]|\r(?!\n)"
)
# Escapes that stand for no character: half a surrogate pair, or a code point beyond the last.
_NO_CHARACTER = re.compile(
    r"\\u[dD][89a-fA-F][\da-fA-F]{2}|\\U0000[dD][89a-fA-F][\da-fA-F]{2}|\\U(?!000|0010)[\da-fA-F]{8}"
)


def parse(block: Block) -> None:
    """Fills the block's node and data, or its problems."""
    unprintable = _UNPRINTABLE.search(block.text)
    if unprintable:
        add(block, "bad-character", unprintable.start(), char=f"U+{ord(unprintable.group()):04X}")
        return
    impossible = _NO_CHARACTER.search(block.text)
    if impossible:
        add(block, "bad-character", impossible.start(), char=impossible.group())
        return
    nested = block.text.count("[") + block.text.count("{") > _MANY_BRACKETS
    suspect = nested or (_HINT.search(block.text) and _SUSPECT.search(block.text))
    if suspect and _refused(block):
        return
    try:
        loader = (PyLoader if suspect else Loader)(block.text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        if node is not None:
            block.data = _plain(node, block, 0)
            block.node = node
    except RecursionError:
        _refused(block)
    except yaml.YAMLError as error:
        block.problems.append(syntax_problem(block, error))


def _plain(node: yaml.Node, block: Block, depth: int) -> Any:
    if depth > MAX_DEPTH + 1:  # the list round an entry counts for itself
        block.problems.append(at(block, node.start_mark, "too-deep", limit=MAX_DEPTH))
        return None
    if isinstance(node, yaml.ScalarNode):
        if len(node.value) > MAX_SCALAR:
            block.problems.append(at(block, node.start_mark, "text-too-long", limit=f"{MAX_SCALAR:,}"))
        escaped = _UNPRINTABLE.search(node.value) if node.style == '"' else None
        if escaped:
            block.problems.append(at(block, node.start_mark, "bad-character", char=f"U+{ord(escaped.group()):04X}"))
        if node.value or node.style:
            return node.value
        block.gaps = True
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, block, depth + 1) for each in node.value]
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            block.problems.append(at(block, key.start_mark, "bad-yaml", what="{…}:"))
            continue
        name = key.value
        if name in data:
            block.problems.append(
                at(block, key.start_mark, "duplicate-field", field=name, first=block.line + lines[name])
            )
        lines[name] = key.start_mark.line
        data[name] = _plain(value, block, depth + 1)
    return data


def _refused(block: Block) -> bool:
    """Whether the block holds an anchor, alias, tag, merge key or too deep a nesting; told as problems."""
    depth = 0
    try:
        for event in yaml.parse(block.text, Loader=PyLoader):
            mark = event.start_mark
            if len(block.problems) >= _MANY_PROBLEMS:
                return True
            if isinstance(event, yaml.AliasEvent):
                block.problems.append(at(block, mark, "alias", what=f"*{event.anchor}"))
            elif getattr(event, "anchor", None):
                block.problems.append(at(block, mark, "alias", what=f"&{getattr(event, 'anchor', '')}"))
            elif getattr(event, "tag", None):
                block.problems.append(at(block, mark, "alias", what=getattr(event, "tag", "")))
            elif isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
                block.problems.append(at(block, mark, "alias", what="<<"))
            elif isinstance(event, yaml.DocumentStartEvent) and (event.explicit or event.tags):
                block.problems.append(at(block, mark, "alias", what="---"))
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                block.problems.append(at(block, mark, "alias", what="..."))
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                if depth > MAX_DEPTH + 2:
                    block.problems.append(at(block, mark, "too-deep", limit=MAX_DEPTH))
                    return True
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
    except yaml.YAMLError as error:
        block.problems.append(syntax_problem(block, error))
    return bool(block.problems)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the cyclic collector: parsing makes many objects and no rubbish (a third of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
