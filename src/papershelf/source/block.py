"""A piece of a YAML file: its text, its plain data, and where each value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from papershelf.problems import Place, Problem
from papershelf.source.loaders import composed_again

Steps = tuple[str | int, ...]  # the way from a record to a value: names of fields and places in lists


class Spot(NamedTuple):
    """A mark of our own in a block; line and column count from 0, as in PyYAML's."""

    line: int
    column: int


# Comment lines, and the dash before an item of a list that begins on the line of its dash, with its id, as entries do.
_ITEM = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)* *- +(?P<item>(?:id: +)?)(?=[^\s#])")
Mark = Any  # of PyYAML, or a spot


@dataclass(frozen=True)
class Block:
    """One piece of a YAML file: its text and first line (from 1); once parsed, its plain data or its problems.

    ``loader`` is the one that read it; ``listed`` is whether its data are the one item of the list that it is.
    """

    file: str
    line: int
    text: str
    data: Any = None
    loader: type | None = None
    listed: bool = False
    problems: tuple[Problem, ...] = ()
    gaps: bool = False  # whether some field is written without a value

    @property
    def node(self) -> yaml.Node | None:
        """The nodes of the data, with the place of each; read from the text again."""
        found = composed_again(self.text, self.loader) if self.loader else None
        return found.value[0] if self.listed and isinstance(found, yaml.SequenceNode) else found

    def place(self, path: Steps = (), key: bool = False) -> Place:
        """Where the value of ``path`` stands, or its key; the nearest place that exists."""
        if self.listed and path in ((), ("id",)) and not key:  # as is asked of every entry
            begins = _ITEM.match(self.text)
            if begins and (begins["item"] or not path):
                return self.place_of(mark_at(self.text, begins.end() if path else begins.start("item")))
        found = self.node
        if found is None:
            return Place(self.file, self.line)
        for n, step in enumerate(path, 1):
            inner: yaml.Node | None = _step(found, step, key and n == len(path))
            if inner is None:
                break
            found = inner
        return self.place_of(found.start_mark)

    def place_of(self, mark: Mark) -> Place:
        """Where a mark of the block stands in the file."""
        return Place(self.file, self.line + mark.line, mark.column + 1)

    @property
    def id(self) -> str:
        """The ``id`` written in the block, as far as it can be read."""
        if isinstance(self.data, dict):
            written = self.data.get("id")
            return written if isinstance(written, str) else ""
        found = re.search(r"^[ -]*id:[ \t]*[\"']?([\w.-]+)", self.text, re.M)
        return found.group(1) if found else ""


def marked(block: Block, mark: Mark, code: str, **values: Any) -> Problem:
    """A problem of the block at a mark."""
    return Problem(block.place_of(mark), code, block.id, values)


def mark_at(text: str, offset: int) -> Spot:
    """The mark of a character of a text."""
    return Spot(text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))


def _step(node: Any, step: str | int, key: bool) -> Any:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name if key else value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
