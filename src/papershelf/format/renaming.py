"""An id in the place of another, wherever a file of the folder names it.

An entry is named by its id, by ``extends`` and ``[[id]]`` of others, by the fields ``paper`` of catalogue.yaml, by
hand-written pages and the names of its reading notes, and in ``state/``.  Whatever says so with a quoted id or a
comment behind it keeps both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from papershelf.format.placing import placed, replaced, taken_out
from papershelf.model import OF_PAPERS
from papershelf.prose import FRONT
from papershelf.source import Block, Steps, read_document, read_registry

Texts = Mapping[str, str]  # file → text
Changes = dict[str, str | None]  # file → its new text, or none where it goes; in the order in which they are written

_NOTE = re.compile(r"(docs/[a-z]{2}/notes/)([^/]+)(\.md|\.svg)")


class Taken(ValueError):
    """A file stands where a note is to go; its name."""


def renamed(registries: Texts, others: Texts, old: str, new: str) -> Changes:
    """Every file that changes when an entry gets another id, which keeps the old one in ``was``.

    ``registries``: the files of the registry; ``others``: catalogue.yaml, pages and their diagrams, files of
    ``state/``.  An entry that has its new id already, as after a renaming that was broken off, keeps it.
    """
    return changed(registries, others, old, new, lambda texts: _with_id(texts, old, new))


def changed(
    registries: Texts, others: Texts, old: str, new: str, entry: Callable[[dict[str, str]], dict[str, str]]
) -> Changes:
    """Every file that changes when ``new`` is named in the place of ``old``; ``entry`` then changes the entry itself.

    Notes are first, so that none is ever missing, then the registry; what goes is last.  ``Taken`` where a note of the
    new id says something else.
    """
    if old == new:
        return {}
    notes = dict(_note_renamed(others, old, new))
    before = {file: referring(text, old, new) for file, text in registries.items()}
    after = {file: _elsewhere(file, text, old, new) for file, text in others.items() if file not in notes.values()}
    added = {file: _elsewhere(file, others[was], old, new) for file, was in notes.items()}
    if taken := next((file for file, text in added.items() if others.get(file, text) != text), None):
        raise Taken(taken)
    written: Changes = {**added, **entry(before), **after}
    now = {**registries, **others}
    return {file: text for file, text in written.items() if now.get(file) != text} | dict.fromkeys(notes.values())


def relinked(text: str, old: str, new: str) -> str:
    """The text with every ``[[link]]`` to an entry, or to its note, leading to another."""
    return re.sub(rf"\[\[(notes/)?{re.escape(old)}(?=\]\]|\|)", lambda found: f"[[{found[1] or ''}{new}", text)


def referring(text: str, old: str, new: str) -> str:
    """A registry's text in which prose and ``extends`` name another entry; an entry never extends itself."""
    text = relinked(text, old, new)
    fields: dict[str, dict[str, list[str] | None]] = {}
    for block in read_registry(text, "").blocks:
        extends = block.data.get("extends") if isinstance(block.data, dict) else None
        if isinstance(extends, list) and old in extends:
            named = dict.fromkeys(new if each == old else each for each in extends if isinstance(each, str))
            fields[block.id] = {"extends": [each for each in named if each != block.id] or None}
    return replaced(text, fields) if fields else text


def _with_id(texts: dict[str, str], old: str, new: str) -> dict[str, str]:
    """The registries with an entry under its new id, in its new place."""
    for file, text in texts.items():
        (block, paper), rest = taken_out(text, old)
        if paper is not None:
            former = [each for each in (*paper.was, old) if each != new]
            one = f"papers:\n{block.text}"
            entry = replaced(one, {old: {"id": new, "was": former}}).removeprefix("papers:\n").rstrip("\n") + "\n"
            return {**texts, file: placed(rest, entry, (-paper.year, new))}
    return texts


def _note_renamed(others: Texts, old: str, new: str) -> Iterator[tuple[str, str]]:
    """The file that a note or its diagram gets, and the one that it has."""
    for file in others:
        found = _NOTE.fullmatch(file)
        if found and found[2] == old:
            yield f"{found[1]}{new}{found[3]}", file


def _elsewhere(file: str, text: str, old: str, new: str) -> str:
    """The text of a file beside the registry, with an entry under another id."""
    if file.endswith(".md"):
        return _page(relinked(text, old, new), old, new)
    if file.endswith(".yaml"):
        return _catalogue(relinked(text, old, new), old, new)
    return _state(text, old, new) if file.endswith(".json") else text


def _page(text: str, old: str, new: str) -> str:
    """A hand-written page with the ids of its front matter."""
    matter = FRONT.match(text)
    if not matter:
        return text
    block = read_document(matter["matter"], "")
    listed = block.data.get("compare") if isinstance(block.data, dict) else None
    paths = [("compare", n) for n in range(len(listed))] if isinstance(listed, list) else [("compare",)]
    return text[: matter.start("matter")] + _respelled(block, paths, old, new) + text[matter.end("matter") :]


def _catalogue(text: str, old: str, new: str) -> str:
    """catalogue.yaml with the fields that name an entry."""
    block = read_document(text, "")
    data = block.data if isinstance(block.data, dict) else {}
    paths = [(records, n, "paper") for records in OF_PAPERS for n in range(len(data.get(records) or ()))]
    return _respelled(block, paths, old, new)


def _state(text: str, old: str, new: str) -> str:
    """A file of ``state/`` that is kept by id."""
    return re.sub(rf"(?m)^{re.escape(json.dumps(old))}: ", lambda _: f"{json.dumps(new)}: ", text)


def _respelled(block: Block, paths: Iterable[Steps], old: str, new: str) -> str:
    """A block's text with another word at those of the paths at which the old one stands; quotes stay."""
    lines = block.text.split("\n")
    spots = {(place.line, place.column) for path in paths if _at(block, path) == old for place in [block.place(path)]}
    for line, column in sorted(spots, reverse=True):
        head, tail = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        lines[line - 1] = head + tail.replace(old, new, 1)
    return "\n".join(lines)


def _at(block: Block, path: Steps) -> object:
    """The value at a path, or none."""
    found: object = block.data
    for step in path:
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found
