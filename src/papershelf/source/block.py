"""A piece of a YAML file: its text, its plain data, and where each value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from papershelf.problems import Place, Problem

Steps = tuple[str | int, ...]  # the way from a record to a value: names of fields and places in lists


@dataclass
class Block:
    """One piece of a YAML file: its text, its first line (from 1) and its plain data."""

    file: str
    line: int
    text: str
    data: Any = None
    node: yaml.Node | None = None
    indent: int = 0
    problems: list[Problem] = field(default_factory=list)
    gaps: bool = False  # whether some field is written without a value

    def place(self, path: Steps = (), key: bool = False) -> Place:
        """Where the value of ``path`` stands, or its key; the nearest place that exists."""
        found = self.node
        if found is None:
            return Place(self.file, self.line)
        for step in path:
            inner: yaml.Node | None = _step(found, step, key and step is path[-1])
            if inner is None:
                break
            found = inner
        mark = found.start_mark
        return Place(self.file, self.line + mark.line, mark.column + 1)

    @property
    def id(self) -> str:
        """The ``id`` written in the block, as far as it can be read."""
        if isinstance(self.data, dict):
            written = self.data.get("id")
            return written if isinstance(written, str) else ""
        found = re.search(r"^[ -]*id:[ \t]*[\"']?([\w.-]+)", self.text, re.M)
        return found.group(1) if found else ""


class Mark:
    """A spot in a block; line and column count from 0, as PyYAML's own marks do."""

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


def at(block: Block, mark: Any, code: str, **values: Any) -> Problem:
    """A problem of the block at a mark."""
    return Problem(Place(block.file, block.line + mark.line, mark.column + 1), code, block.id, values)


def add(block: Block, code: str, offset: int, **values: Any) -> None:
    """Adds a problem of the block at a character of its text."""
    before = block.text[:offset]
    column = offset - (before.rfind("\n") + 1)
    block.problems.append(at(block, Mark(before.count("\n"), column), code, **values))


def _step(node: Any, step: str | int, key: bool) -> Any:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name if key else value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
