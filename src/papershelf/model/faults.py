"""What pydantic finds wrong with a record, told as problems with place and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from papershelf.model.fields import Record
from papershelf.problems import Problem, nearest, rules
from papershelf.source import Block, Steps

R = TypeVar("R", bound=Record)
MAX_FAULTS = 100  # that are told of one record; beyond them something else is wrong

# pydantic's type of error → our rule; its own codes pass as they are.
_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "literal_error": "bad-choice",
    "string_too_long": "text-too-long",
    "string_too_short": "empty-value",
    "too_short": "empty-value",
    "too_long": "text-too-long",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
}


def validated(cls: type[R], block: Block) -> tuple[R | None, list[Problem]]:
    """The record of a block, or none and what is wrong with its YAML or its values, each at its place."""
    if block.problems:
        return None, list(block.problems)
    if not isinstance(block.data, dict):
        return None, [Problem(block.place(), "not-a-mapping", block.id, {"field": block.data or ""})]
    bare = list(_empty(block.data, ())) if block.gaps else []
    empty = [Problem(block.place(path), "empty-value", block.id, {"field": _name(path)}) for path in bare[:MAX_FAULTS]]
    try:
        record = cls.model_validate(block.data)
        return (None, empty) if empty else (record, [])
    except ValidationError as error:
        errors = [e for e in error.errors(include_url=False) if _path_in(block.data, e["loc"]) not in {*bare}]
        spots = {_spot(block.data, each): each for each in reversed(errors)}  # of forms that do not fit, the first
        outer = {spot[:n] for spot in spots for n in range(len(spot))}
        told = [each for spot, each in spots.items() if spot not in outer]
        return None, empty + [_told(cls, block, each) for each in told[: -MAX_FAULTS - 1 : -1]]


def _empty(data: Any, path: Steps) -> Iterator[Steps]:
    """The paths of fields and parts that are written without a value."""
    if data is None:
        yield path
    elif isinstance(data, (dict, list)):
        for step, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _empty(each, (*path, step))


def _spot(data: Any, error: ErrorDetails) -> Steps:
    """Where the error is, a missing field under its own name."""
    path = _path_in(data, error["loc"])
    return (*path, error["loc"][-1]) if error["type"] == "missing" else path


def _told(cls: type[Record], block: Block, error: ErrorDetails) -> Problem:
    path = _path_in(block.data, error["loc"])
    code = _CODES.get(error["type"], error["type"])
    values: dict[str, Any] = {"field": _name(path)}
    values |= {k: v for k, v in error.get("ctx", {}).items() if k in ("value", "limit", "month", "allowed", "char")}
    values.setdefault("value", error["input"] if isinstance(error["input"], str) else "…")
    if code == "unknown-field":
        values["near"] = nearest(values["field"], _fields(cls, path))
    elif code == "bad-choice":
        allowed = re.findall(r"'([^']+)'", error["ctx"]["expected"])
        values |= {"allowed": " · ".join(allowed), "near": nearest(values["value"], allowed)}
    elif code == "text-too-long":
        values["limit"] = f"{error['ctx']['max_length']:,}"
    elif code == "missing-field":
        values["field"] = str(error["loc"][-1])
    elif code == "bad-id" and (parts := re.findall(r"[a-z0-9-]+", str(values["value"]))) and len(parts) > 1:
        if isinstance(path[-1], int):
            code, values["list"] = "missing-comma", ", ".join(parts)
    elif code not in rules():
        code, values["what"] = "bad-value", error["msg"]
    on_key = code in ("unknown-field",)
    return Problem(block.place(path, key=on_key), code, block.id, values)


def _name(path: Steps) -> str:
    """The field in which a path ends, or the field that holds the list in which it ends."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _path_in(data: Any, loc: tuple[int | str, ...]) -> Steps:
    """The steps of pydantic's location that exist in the data: names of union members are left out."""
    path: list[int | str] = []
    for step in loc:
        if isinstance(data, Mapping) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _fields(cls: type[Record], path: Steps) -> list[str]:
    """The fields of the record in which the last step of ``path`` stands."""
    model: Any = cls
    for step in path[:-1]:
        if isinstance(step, str):
            field = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
            model = _record_in(field.annotation) if field else None
            if model is None:
                return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _record_in(annotation: Any) -> type[Record] | None:
    """The record class inside an annotation such as ``tuple[Result, ...]`` or ``Link | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    inner = (_record_in(each) for each in getattr(annotation, "__args__", ()))
    return next((each for each in inner if each), None)
