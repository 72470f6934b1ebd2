"""One entry's canonical YAML, with its comments, and a whole file in that form.

The canonical form: fields in the order of the model, emitted as ``source.emit`` does; one empty line between entries.
Comment lines above an entry move with it; a comment inside stays at its field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from papershelf.model import TEXTS, Paper, Record, Text, validated
from papershelf.problems import Problem
from papershelf.prose import spaced
from papershelf.source import Block, Registry, Steps, comment_lines, read_registry
from papershelf.source.emit import emitted

# Fields whose values are numbers or dates: written without quotes.
_TYPED = frozenset({"year", "values", "printed_average", "checked", "empty", "added"})

Comments = Mapping[Steps, list[str]]


def formatted(text: str, file: str = "papers.yaml") -> tuple[str, list[Problem]]:
    """A registry's text in canonical form and order, and the problems that kept entries as they were.

    Entries that cannot be read stay as they are, and then nothing is moved.
    """
    registry = read_registry(text, file)
    if registry.problems:
        return text, [*registry.problems, *(problem for block in registry.blocks for problem in block.problems)]
    read = [validated(Paper, block) for block in registry.blocks]
    problems = [problem for _, found in read for problem in found]
    pieces = [canonical(block) for block in registry.blocks]
    orders = [paper.place for paper, _ in read if paper is not None]
    if len(orders) == len(pieces):
        pieces = [piece for _, piece in sorted(zip(orders, pieces, strict=True), key=lambda pair: pair[0])]
    return _joined(registry, pieces), problems


def canonical(block: Block) -> str:
    """The block's text in canonical form; as it is where it cannot be read."""
    if not readable(block):
        return block.text
    above = [line.strip() for line in block.text.split("\n")[: comment_lines(block.text)] if line.strip()]
    return "".join(f"{line}\n" for line in [*above, *_lines(_respaced(block.data), *_comments(block))])


def comments(block: Block) -> list[str]:
    """Every comment above an entry and in it, in the order of its lines."""
    above = comment_lines(block.text)
    head = [line.strip() for line in block.text.split("\n")[:above] if line.strip()]
    return [*head, *(comment for _, _, comment in _found_comments(block.text, above))]


def readable(block: Block) -> bool:
    """Whether the block is the mapping of an entry."""
    return not block.problems and isinstance(block.data, dict) and bool(block.data)


def _respaced(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with the texts' Chinese punctuation and spacing mended."""
    texts = {name: data[name] for name in TEXTS if isinstance(data.get(name), Mapping)}
    mended = {
        name: {lang: spaced(words) if isinstance(words, str) else words for lang, words in text.items()}
        for name, text in texts.items()
    }
    return {**data, **mended}


def written(data: Mapping[str, Any], remarks: Comments | None = None) -> str:
    """The canonical YAML of an entry's plain data, with remarks behind its fields."""
    return "".join(f"{line}\n" for line in _lines(data, {}, remarks or {}))


def _joined(registry: Registry, pieces: list[str]) -> str:
    return registry.head + "\n".join(piece.rstrip() + "\n" for piece in pieces)


def _lines(data: Mapping[str, Any], above: Comments, behind: Comments) -> list[str]:
    """The lines of an entry; a comment is put above or behind the line of its path, or at the end where it has none."""
    opened = {path[:n] for path in [*above, *behind] for n in range(len(path))} | _protocols(data)
    lines: list[str] = []
    told = set()
    for path, line in emitted(data, _orders(Paper), _TYPED, opened):
        pad = "" if path == ("id",) else " " * (len(line) - len(line.removeprefix("- ").lstrip()))
        lines += [f"{pad}{comment}" for comment in above.get(path, ())]
        lines.append("  ".join([line, *behind.get(path, ())]))
        told.add(path)
    left = [c for found in (above, behind) for path, comments in found.items() if path not in told for c in comments]
    return [*lines, *(f"  {comment}" for comment in left)]


def _protocols(data: Mapping[str, Any]) -> set[Steps]:
    """The paths of the rows' protocols, which have a line a field: each has addresses of its own."""
    rows = data.get("results")
    listed = enumerate(rows) if isinstance(rows, list) else ()
    return {("results", n, "protocol") for n, row in listed if isinstance(row, Mapping) and row.get("protocol")}


@cache
def _orders(cls: type[Record]) -> dict[str, Any]:
    """Field names of a record in order, each with the names below it."""
    found: dict[str, Any] = {}
    for name, field in cls.model_fields.items():
        found[field.alias or name] = _orders_in(field.annotation)
    return found


def _orders_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _orders(annotation)
    if annotation is Text:
        return {"en": None}
    inner = [_orders_in(each) for each in getattr(annotation, "__args__", ())]
    return next((each for each in inner if each), None)


def _comments(block: Block) -> tuple[dict[Steps, list[str]], dict[Steps, list[str]]]:
    """Comments inside the entry: above a path, and behind a path's line."""
    above: defaultdict[Steps, list[str]] = defaultdict(list)
    behind: defaultdict[Steps, list[str]] = defaultdict(list)
    skip = comment_lines(block.text)
    if "#" not in block.text.split("\n", skip)[-1]:
        return above, behind
    starts = sorted(_starts(block.node, ()))
    for line, column, comment in _found_comments(block.text, skip):
        alone = not block.text.split("\n")[line][:column].strip(" -")
        if alone:
            path = next((p for l, c, p in starts if (l, c) > (line, column)), ("",))
            above[path].append(comment)
        else:
            on_line = [p for l, c, p in starts if l == line and c < column]
            earlier = [p for l, c, p in starts if (l, c) < (line, column)]
            behind[on_line[0] if on_line else earlier[-1]].append(comment)
    return above, behind


def _starts(node: Any, path: Steps) -> Iterator[tuple[int, int, Steps]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.start_mark.line, key.start_mark.column, (*path, key.value)
            yield from _starts(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, each in enumerate(node.value):
            if not isinstance(each, yaml.MappingNode):
                yield each.start_mark.line, each.start_mark.column, (*path, n)
            yield from _starts(each, (*path, n))


def _found_comments(text: str, skip: int) -> Iterator[tuple[int, int, str]]:
    """Line, column and words of each comment below the head: a ``#`` outside every token."""
    spans = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(text, Loader=yaml.SafeLoader)
        if isinstance(token, yaml.ScalarToken)
    ]
    offset = 0
    for number, line in enumerate(text.split("\n")):
        for found in re.finditer(r"(?:^|(?<=\s))#.*", line):
            at = offset + found.start()
            if number >= skip and not any(a <= at < b for a, b in spans):
                yield number, found.start(), found.group().rstrip()
                break
        offset += len(line) + 1
