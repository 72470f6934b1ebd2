"""Rules on typed protocols: the fields are those of catalogue.yaml, and a value is one that its field may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from papershelf.checks.found import Found, in_catalogue, in_entry
from papershelf.draft import Draft
from papershelf.model import Benchmark, ProtocolField, Value
from papershelf.problems import Near, Problem
from papershelf.source import Steps

# Where a field is told: how a finding there is told, its path, its id, its value, and the benchmark.
Told = tuple[Callable[..., Problem], Steps, str, Value | None, Benchmark]
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?", re.A)


def unknown_protocol_field(draft: Draft) -> Found:
    """A field of a protocol that catalogue.yaml does not list."""
    known = frozenset(field.id for field in draft.about.protocol_fields)
    for told, path, field, _, _ in _told(draft):
        if field not in known:
            yield told(path, "unknown-protocol-field", key=True, value=field, near=Near(field, known))
    for b, benchmark in enumerate(draft.about.benchmarks):
        for n, field in enumerate(benchmark.breaks):
            if field not in known:
                path, near = ("benchmarks", b, "breaks", n), Near(field, known)
                yield in_catalogue(draft, path, "unknown-protocol-field", of=benchmark.id, value=field, near=near)


def wrong_protocol_value(draft: Draft) -> Found:
    """A value that its field of the protocol cannot have, or for a column that the benchmark does not have."""
    fields = {field.id: field for field in draft.about.protocol_fields}
    for told, path, id, value, benchmark in _told(draft):
        field = fields.get(id)
        if field is None or value is None:
            continue
        for wrong, known, near in _faults(field, value, benchmark):
            yield told(
                path,
                "wrong-protocol-value",
                value=wrong,
                field=id,
                known=known or _allowed(field),
                near=Near(wrong, near),
            )


def _told(draft: Draft) -> Iterator[Told]:
    """Every field that a benchmark, one of its settings, or a row tells."""
    benchmarks = {benchmark.id: benchmark for benchmark in draft.about.benchmarks}
    for b, benchmark in enumerate(draft.about.benchmarks):
        tell = partial(in_catalogue, draft, of=benchmark.id)
        for field, stated in benchmark.protocol.items():
            yield tell, ("benchmarks", b, "protocol", field), field, stated.is_, benchmark
        for n, setting in enumerate(benchmark.settings):
            for field, value in setting.protocol.items():
                yield tell, ("benchmarks", b, "settings", n, "protocol", field), field, value, benchmark
    for entry in draft.entries:
        for n, result in enumerate(entry.paper.results):
            for field, stated in result.protocol.items() if result.benchmark in benchmarks else ():
                path = ("results", n, "protocol", field)
                yield partial(in_entry, entry), path, field, stated.is_, benchmarks[result.benchmark]


def _faults(field: ProtocolField, value: Value, benchmark: Benchmark) -> Iterator[tuple[str, str, list[str]]]:
    """What of a value is wrong, what may stand there instead, if that is no value of the field, and what is near."""
    if field.type == "text":
        if not isinstance(value, Mapping):
            yield _shown(value), "", []
        return
    choices = [choice.id for choice in field.values]
    parts: tuple[str, ...] = (value,) if isinstance(value, str) else tuple(value)
    if isinstance(value, Mapping):
        columns = [column.id for column in benchmark.columns] if field.by_column else []
        yield from ((column, " · ".join(columns), columns) for column in value if column not in columns)
        parts = tuple(value.values())
    elif isinstance(value, tuple) != (field.type == "many"):
        yield _shown(value), "", []
        return
    for part in parts:
        if field.type == "number" and not _NUMBER.fullmatch(part):
            yield part, "", []
        elif field.type != "number" and part not in choices:
            yield part, "", choices


def _allowed(field: ProtocolField) -> str:
    """What may stand at a field, as it is written: of many values a list, however many."""
    choices = [choice.id for choice in field.values]
    if field.type == "many":
        return f"[{', '.join(choices)}]"
    return {"number": "0 · 1 · 2 …", "text": "{en: …}"}.get(field.type) or " · ".join(choices) or "–"


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"
