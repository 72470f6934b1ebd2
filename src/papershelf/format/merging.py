"""One entry out of two of one paper: nothing that either says is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from papershelf.format.entry import comments, written
from papershelf.format.placing import replaced, taken_out
from papershelf.format.renaming import Changes, Texts, changed
from papershelf.model import TEXTS, Paper
from papershelf.source import Block, split

LISTS = ("tasks", "domains", "techniques", "extends", "sources")  # the second's words behind the first's
PARTS = ("links", "license", *TEXTS)  # each part that the first lacks
_SAME_ROW = ("benchmark", "setting", "variant", "source")

Data = Mapping[str, Any]


def merged(registries: Texts, others: Texts, old: str, into: str, says: str) -> Changes:
    """Every file that changes when an entry goes into another of the same paper.

    The entry that stays keeps what it says and gets what it lacks: fields, rows, ids, a note.  What the other says
    differently, and its comments, stand as comments above it, below the sentence ``says``.  ``registries`` and
    ``others`` are those of ``renamed``; where the other is gone, as after a merger that was broken off, the rest of
    the files follow.  ``Taken`` where both have a note.
    """
    return changed(registries, others, old, into, lambda texts: _as_one(texts, old, into, says))


def _as_one(texts: dict[str, str], old: str, into: str, says: str) -> dict[str, str]:
    """The registries with one entry in the place of two, its file first; as they are where one of them is missing."""
    gone, source = _found(texts, old)
    kept, target = _found(texts, into)
    if gone is None or kept is None:
        return texts
    texts = {**texts, source: taken_out(texts[source], old)[1]}
    data, differs = joined(kept.data, _located(gone.data, kept.data))
    told = [*comments(gone), *(f"# {line[2:]}" for line in written(differs).splitlines())]
    new = [line for line in told if line not in comments(kept)]  # a merger that was broken off told them
    text = _under(replaced(texts[target], {into: data}), into, [f"# {says}", *new] if new else [])
    return {target: text, **{file: other for file, other in texts.items() if file != target}}


def _found(texts: Texts, id: str) -> tuple[Block | None, str]:
    """An entry's block and its file; none where no file has a valid entry of that id."""
    for file, text in texts.items():
        (block, paper), _ = taken_out(text, id)
        if paper is not None:
            return block, file
    return None, ""


def joined(first: Data, second: Data) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of one entry out of two, and what the second says differently; what both say is the first's."""
    data: dict[str, Any] = dict(first)
    differs: dict[str, Any] = {}
    former = dict.fromkeys([*first.get("was", ()), second["id"], *second.get("was", ())])
    data["was"] = [id for id in former if id != first["id"]]
    for name, value in second.items():
        if name in ("id", "was", "checked"):
            continue
        if name in LISTS:
            known = dict.fromkeys([*first.get(name, ()), *value])
            data[name] = [word for word in known if word not in (first["id"], second["id"])]
        elif name in PARTS and name in first:
            data[name], left = _parts(first[name], value)
            differs |= {name: left} if left else {}
        elif name in ("results", "cost"):
            data[name], again = _rows(first.get(name, []), value)
            differs |= {name: again} if again else {}
        elif name == "added":
            data[name] = min(first.get(name, value), value)
        elif first.get(name, "unknown") == "unknown":
            data[name] = value
        elif value not in (first[name], "unknown"):
            differs[name] = value
    if day := _looked(first, second, data):
        data["checked"] = day
    return {name: value for name, value in data.items() if value not in ([], None)}, differs


def _parts(first: Data, second: Data) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parts of a field that either says, and those of the second that differ; what was found goes before `none`."""
    found = {name: first[name] for name in first if first[name] != "none" or second.get(name, "none") == "none"}
    data = {**second, **found}
    return data, {name: value for name, value in second.items() if data[name] != value and value != "none"}


def _rows(first: list[Data], second: list[Data]) -> tuple[list[Data], list[Data]]:
    """The rows of both, and those of the second that have other numbers than the same row of the first."""
    new = [row for row in second if row not in first]
    keys = [[row.get(name) for name in _SAME_ROW] for row in first if "benchmark" in row]
    again = [row for row in new if [row.get(name) for name in _SAME_ROW] in keys]
    return [*first, *(row for row in new if row not in again)], again


def _looked(first: Data, second: Data, data: Data) -> str | None:
    """The day on which every `none` of the one entry was last true: each on the later of its days, all on the first."""
    days: list[str] = []
    for kind, link in data.get("links", {}).items():
        if link == "none":
            looked = [each for each in (first, second) if each.get("links", {}).get(kind) == "none"]
            days.append(max(each.get("checked", "") for each in looked))
    known: str | None = first.get("checked", second.get("checked"))
    return min(filter(None, days), default=known)


def _located(data: Data, first: Data) -> dict[str, Any]:
    """The data with the address of its paper at each row that was read in it, where the other entry has another."""
    address, other = (Paper.model_validate(each).address for each in (data, first))
    rows = {}
    for name in ("results", "cost"):
        known = first.get(name, [])
        there = [(row, _at(row, address)) for row in data.get(name, [])]
        rows[name] = [here if here in known or (address != other and row not in known) else row for row, here in there]
    return {**data, **{name: found for name, found in rows.items() if found}}


def _at(row: Data, address: str | None) -> Data:
    source = row["source"]
    return {**row, "source": {**source, "url": address}} if address and "in" in source and "url" not in source else row


def _under(text: str, id: str, lines: Iterable[str]) -> str:
    """A registry's text with comment lines above an entry."""
    registry = split(text, "")
    above = "".join(f"{line}\n" for line in lines)
    return registry.head + "".join((above if block.id == id else "") + block.text for block in registry.blocks)
