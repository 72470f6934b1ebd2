"""The JSON Schemas of the two YAML files, for editors: descriptions in both languages, the vocabulary as enums.

The English sentence of a field stands at the field, the Chinese one in ``fields.yaml``
beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel

from papershelf.model import About, Paper, Text

_SCHEMA = "https://json-schema.org/draft/2020-12/schema"

# Record and field → the vocabulary whose ids it may name.
_VOCABULARY = {
    ("Paper", "scope"): "scopes",
    ("Paper", "venue"): "venues",
    ("Paper", "tasks"): "tasks",
    ("Paper", "domains"): "domains",
    ("Paper", "techniques"): "techniques",
    ("Result", "benchmark"): "benchmarks",
    ("Source", "at"): "sources",
    ("Column", "dataset"): "datasets",
    ("Dataset", "tasks"): "tasks",
    ("TaskGroup", "tasks"): "tasks",
    ("Family", "techniques"): "techniques",
    ("Benchmark", "metrics"): "metrics",
    ("Erratum", "benchmark"): "benchmarks",
}


def schemas(about: About) -> dict[str, str]:
    """Path → text of each schema."""
    return {
        "schema/papers.schema.json": _text(_listed(_of(Paper, about), "papers", "Paper")),
        "schema/catalogue.schema.json": _text(_of(About, about)),
    }


@cache
def chinese() -> Mapping[str, Mapping[str, str]]:
    """Record → field → its sentence in Chinese; the record's own under ``""``."""
    text = files(__package__).joinpath("fields.yaml").read_text("utf-8")
    data: dict[str, dict[str, str]] = yaml.safe_load(text)
    return data


def _of(cls: type[BaseModel], about: About) -> dict[str, Any]:
    """The schema of a record, in both languages and with the words that it may use."""
    schema: dict[str, Any] = cls.model_json_schema(mode="validation")
    for name, record in [(cls.__name__, schema), *schema.get("$defs", {}).items()]:
        for part in _alternatives(record):
            _describe(name, part)
            for field, inner in part.get("properties", {}).items():
                group = _VOCABULARY.get((name, field))
                if group:
                    _restrict(inner, getattr(about, group))
    if cls is Paper and about.scopes:
        schema["required"].append("scope")
    return schema


def _alternatives(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A record's schema, and those of its written forms."""
    yield record
    yield from (form for form in record.get("anyOf", ()) if "properties" in form)


def _describe(name: str, record: dict[str, Any]) -> None:
    """Adds the Chinese sentences to a record's and its fields' descriptions."""
    words = chinese().get(name, {})
    described = [("", record), *record.get("properties", {}).items(), *record.get("patternProperties", {}).items()]
    for field, part in described:
        sentence = words.get("name" if field.startswith("^") else field)
        if sentence and "description" in part:
            part["description"] = f"{part['description']}\n\n{sentence}"
        part.pop("title", None)


def _restrict(schema: dict[str, Any], words: Iterable[Any]) -> None:
    """Makes every text of a field one of the vocabulary's ids, each with its meaning."""
    listed = list(words)
    if not listed:
        return
    for part in _texts(schema):
        part.pop("pattern", None)
        part.pop("maxLength", None)
        part["enum"] = [word.id for word in listed]
        part["enumDescriptions"] = [_meaning(word) for word in listed]


def _texts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if schema.get("type") == "string":
        yield schema
    for inner in [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]:
        yield from _texts(inner)


def _meaning(word: Any) -> str:
    """A word in both languages, or its name and what that stands for."""
    name: Any = getattr(word, "name", None)
    if isinstance(name, Text):
        return " · ".join(name.root.values())
    names = (name, getattr(word, "full", None), getattr(word, "zh", None), getattr(word, "url", None))
    return " · ".join(dict.fromkeys(each for each in names if each))


def _listed(item: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    """The schema of a file that holds a list of records under a key."""
    definitions = item.pop("$defs", {})
    return {
        "$defs": {**definitions, name: item},
        "type": "object",
        "properties": {key: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}},
        "required": [key],
        "additionalProperties": False,
    }


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": _SCHEMA, **schema}, ensure_ascii=False, indent=1) + "\n"
