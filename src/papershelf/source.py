"""YAML text → plain data, and where each value stands.

Every scalar is read as written: a string, never a number, date or truth value, so that
``2401.00010`` keeps its zero and ``NO`` stays a word; the models type it.  Anchors,
aliases, tags and merge keys are refused.  A registry is read entry by entry, so that one
broken entry does not hide the others.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from papershelf.problems import Place, Problem

MAX_FILE = 64 * 1024 * 1024  # bytes of a registry file
MAX_ENTRY = 64 * 1024  # bytes of one entry
MAX_SCALAR = 20_000  # characters
MAX_DEPTH = 20

Path = tuple[str | int, ...]

_STR = "tag:yaml.org,2002:str"
_SEQ = "tag:yaml.org,2002:seq"
_MAP = "tag:yaml.org,2002:map"
_TAGS = {yaml.ScalarNode: _STR, yaml.SequenceNode: _SEQ, yaml.MappingNode: _MAP}
# What may be an anchor, alias, tag, merge key or deep nesting, or what libyaml and PyYAML read differently (a tab,
# a colon before a bracket or comma, an escaped code point): PyYAML then gives the exact answer on every machine.
_SUSPECT = re.compile(
    r"(?:^|[\s,\[{:?-])(?:[&*!]\S|<<\s*:|\?)|(?:[-?:][ \t]+){20}|^(?:%|---|\.\.\.)|\t|:[,?\[\]{}]|[|>]\S*#|\\[xuU]",
    re.M,
)
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
_COMMENT = re.compile(r"[ \t]*#")
_FIELD_INSIDE = re.compile(r"\n *(?:- )?[a-z_]+:[ \n]")


def _as_written(self: Any, kind: type, value: Any, implicit: Any) -> str:
    return _TAGS[kind]


class _PyLoader(yaml.SafeLoader):
    """PyYAML's own loader; like libyaml it takes '?' for a letter inside flow collections, as in an address."""

    resolve = _as_written
    _plainly = False

    def peek(self, index: int = 0) -> str:
        char: str = super().peek(index)
        return "x" if char == "?" and self._plainly else char

    def scan_plain(self) -> Any:
        self._plainly = True
        try:
            return super().scan_plain()
        finally:
            self._plainly = False


_Loader: type = _PyLoader
if hasattr(yaml, "CSafeLoader"):

    class _CLoader(yaml.CSafeLoader):
        resolve = _as_written

    _Loader = _CLoader


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

    def place(self, path: Path = (), key: bool = False) -> Place:
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


@dataclass
class Registry:
    """A registry file split into its head, its entries and what is wrong with it."""

    file: str
    head: str
    blocks: list[Block]
    tail: str = ""
    problems: list[Problem] = field(default_factory=list)


def read_document(text: str, file: str) -> Block:
    """A whole YAML file as one block; its problems are in ``problems``."""
    block = Block(file, 1, text)
    with _collector_paused():
        _parse(block)
    return block


def read_registry(text: str, file: str, key: str = "papers") -> Registry:
    """A registry: ``papers:`` and its entries, each parsed by itself.

    Comment lines right above an entry belong to its block.
    """
    registry = split(text, file, key)
    with _collector_paused():
        for block in registry.blocks:
            if len(block.text.encode()) > MAX_ENTRY:
                block.problems.append(Problem(block.place(), "entry-too-long", block.id, {"limit": "64 kB"}))
            else:
                _parse(block)
            if not block.problems:
                block.data = block.data[0] if isinstance(block.data, list) and block.data else block.data
                block.node = block.node.value[0] if isinstance(block.node, yaml.SequenceNode) else block.node
    return registry


def split(text: str, file: str, key: str = "papers") -> Registry:
    """The text of a registry cut at its entries; nothing is parsed."""
    if len(text.encode()) > MAX_FILE:
        return Registry(file, text, [], problems=[Problem(Place(file), "file-too-long", values={"limit": "64 MB"})])
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = next(
        (n for n, line in enumerate(lines) if re.match(rf"{key}:[ \t]*(\[[ \t]*\])?[ \t]*(#.*)?\r?$", line)), None
    )
    if start is None:
        return Registry(file, text, [], problems=[Problem(Place(file), "no-list", values={"key": key})])
    before = _left_over(lines[:start], 0, file)
    starts, indent = _entry_lines(lines, start + 1)
    if not starts:
        return Registry(file, text, [], problems=before + _left_over(lines, start + 1, file))
    cuts = [_with_comments(lines, n, start + 1) for n in starts] + [len(lines)]
    blocks = [Block(file, a + 1, "".join(lines[a:b]), indent=indent) for a, b in pairwise(cuts)]
    head = "".join(lines[: cuts[0]])
    return Registry(file, head, blocks, problems=before + _left_over(lines[: cuts[0]], start + 1, file))


def comment_lines(text: str) -> int:
    """How many lines at the head of a block are comments or empty."""
    count = 0
    for line in text.split("\n"):
        if line.strip() and not _COMMENT.match(line):
            break
        count += 1
    return count


def _entry_lines(lines: list[str], first: int) -> tuple[list[int], int]:
    """The lines at which entries begin, and how far they are indented."""
    indent: int | None = None
    starts = []
    for n in range(first, len(lines)):
        line = lines[n]
        stripped = line.lstrip(" ")
        if stripped.startswith(("- ", "-\n", "-\r\n")):
            depth = len(line) - len(stripped)
            if indent is None or depth == indent:
                indent = depth
                starts.append(n)
    return starts, indent or 0


def _with_comments(lines: list[str], start: int, floor: int) -> int:
    """The first of the comment lines directly above line ``start``."""
    while start > floor and _COMMENT.match(lines[start - 1]):
        start -= 1
    return start


def _left_over(lines: list[str], first: int, file: str) -> list[Problem]:
    """Lines between ``papers:`` and the first entry that are neither empty nor comments."""
    return [
        Problem(Place(file, n + 1), "not-an-entry", values={"line": lines[n].strip()})
        for n in range(first, len(lines))
        if lines[n].strip() and not _COMMENT.match(lines[n])
    ][:1]


def _parse(block: Block) -> None:
    """Fills the block's node and data, or its problems."""
    unprintable = _UNPRINTABLE.search(block.text)
    if unprintable:
        _add(block, "bad-character", unprintable.start(), char=f"U+{ord(unprintable.group()):04X}")
        return
    impossible = _NO_CHARACTER.search(block.text)
    if impossible:
        _add(block, "bad-character", impossible.start(), char=impossible.group())
        return
    nested = block.text.count("[") + block.text.count("{") > _MANY_BRACKETS
    suspect = nested or _SUSPECT.search(block.text)
    if suspect and _refused(block):
        return
    try:
        loader = (_PyLoader if suspect else _Loader)(block.text)
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
        block.problems.append(_syntax_problem(block, error))


def _plain(node: yaml.Node, block: Block, depth: int) -> Any:
    if depth > MAX_DEPTH + 1:  # the list round an entry counts for itself
        block.problems.append(_at(block, node.start_mark, "too-deep", limit=MAX_DEPTH))
        return None
    if isinstance(node, yaml.ScalarNode):
        if len(node.value) > MAX_SCALAR:
            block.problems.append(_at(block, node.start_mark, "text-too-long", limit=f"{MAX_SCALAR:,}"))
        escaped = _UNPRINTABLE.search(node.value) if node.style == '"' else None
        if escaped:
            block.problems.append(_at(block, node.start_mark, "bad-character", char=f"U+{ord(escaped.group()):04X}"))
        return node.value if node.value or node.style else None
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, block, depth + 1) for each in node.value]
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            block.problems.append(_at(block, key.start_mark, "bad-yaml", what="{…}:"))
            continue
        name = key.value
        if name in data:
            block.problems.append(
                _at(block, key.start_mark, "duplicate-field", field=name, first=block.line + lines[name])
            )
        lines[name] = key.start_mark.line
        data[name] = _plain(value, block, depth + 1)
    return data


def _refused(block: Block) -> bool:
    """Whether the block holds an anchor, alias, tag, merge key or too deep a nesting; told as problems."""
    depth = 0
    try:
        for event in yaml.parse(block.text, Loader=_PyLoader):
            mark = event.start_mark
            if len(block.problems) >= _MANY_PROBLEMS:
                return True
            if isinstance(event, yaml.AliasEvent):
                block.problems.append(_at(block, mark, "alias", what=f"*{event.anchor}"))
            elif getattr(event, "anchor", None):
                block.problems.append(_at(block, mark, "alias", what=f"&{getattr(event, 'anchor', '')}"))
            elif getattr(event, "tag", None):
                block.problems.append(_at(block, mark, "alias", what=getattr(event, "tag", "")))
            elif isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
                block.problems.append(_at(block, mark, "alias", what="<<"))
            elif isinstance(event, yaml.DocumentStartEvent) and (event.explicit or event.tags):
                block.problems.append(_at(block, mark, "alias", what="---"))
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                block.problems.append(_at(block, mark, "alias", what="..."))
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                if depth > MAX_DEPTH + 2:
                    block.problems.append(_at(block, mark, "too-deep", limit=MAX_DEPTH))
                    return True
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
    except yaml.YAMLError as error:
        block.problems.append(_syntax_problem(block, error))
    return bool(block.problems)


def _syntax_problem(block: Block, error: Exception) -> Problem:
    """What is wrong with the YAML, in the words of the pure-Python parser, so that every machine says the same."""
    try:
        for _ in yaml.parse(block.text, Loader=_PyLoader):
            pass
    except yaml.MarkedYAMLError as told:
        error = told
    except yaml.YAMLError:
        pass
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    text = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    code, where = next(((code, c) for pattern, code, c in _SLIPS if re.search(pattern, text)), ("bad-yaml", False))
    if mark is None:
        return Problem(Place(block.file, block.line), code, block.id, {"what": ""})
    quote = _runaway_quote(block, mark)
    if quote is not None:
        return _at(block, quote, "open-quote")
    if where and context is not None:
        mark = context
    mark = _earlier_slip(block, mark) or mark
    return _at(block, mark, code, what=str(getattr(error, "problem", "") or ""))


# What PyYAML's scanner and parser say → our code, and whether the place is where the construct began.
_SLIPS = (
    (r"found character '\\t'", "tab", False),
    (r"quoted scalar.*(unexpected end|document separator)", "open-quote", True),
    (r"flow (sequence|mapping).*(got|expected)", "open-bracket", True),
    (r"flow node.*stream end", "open-bracket", False),
    (r"mapping values are not allowed", "stray-colon", False),
    (r"block mapping|block collection|simple key", "bad-indent", False),
)


class _Mark:
    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


def _runaway_quote(block: Block, mark: Any) -> Any:
    """Where a quote opens that swallows following fields and ends at the next quote, before ``mark``."""
    try:
        for token in yaml.scan(block.text, Loader=_PyLoader):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                words = block.text[token.start_mark.index : token.end_mark.index]
                if _FIELD_INSIDE.search(words) and token.start_mark.index < mark.index:
                    return token.start_mark
    except yaml.YAMLError:
        pass
    return None


def _earlier_slip(block: Block, mark: Any) -> _Mark | None:
    """The start of a line indented by a tab, which PyYAML reports a token late."""
    lines = block.text.split("\n")
    if mark.line < len(lines):
        tab = re.match(r" *\t", lines[mark.line])
        if tab:
            return _Mark(mark.line, tab.end() - 1)
    return None


def _at(block: Block, mark: Any, code: str, **values: Any) -> Problem:
    return Problem(Place(block.file, block.line + mark.line, mark.column + 1), code, block.id, values)


def _add(block: Block, code: str, offset: int, **values: Any) -> None:
    before = block.text[:offset]
    column = offset - (before.rfind("\n") + 1)
    block.problems.append(_at(block, _Mark(before.count("\n"), column), code, **values))


def _step(node: Any, step: str | int, key: bool) -> Any:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name if key else value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the cyclic collector: parsing makes many objects and no rubbish (a third of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
