"""The JSON Schemas that editors read: fresh, true of the shipped files, and of use."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from papershelf.model import About, validated
from papershelf.model.schema import chinese
from papershelf.model.schema import schemas as schemas_of
from papershelf.source import read_document
from tests import making
from tests.conftest import ROOT

FILES = {"papers.yaml": "schema/papers.schema.json", "catalogue.yaml": "schema/catalogue.schema.json"}


class _Loader(yaml.CSafeLoader):
    """YAML as an editor reads it: numbers are numbers, but a day is a text."""


_LEFT_OUT = "tag:yaml.org,2002:timestamp"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != _LEFT_OUT]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def read(file: Path) -> Any:
    """The data of a YAML file, not to be changed."""
    return yaml.load(file.read_text("utf-8"), _Loader)


def loaded(file: Path) -> Any:
    """The data of a YAML file."""
    return deepcopy(read(file))


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    """YAML file → its schema as the models give it now."""
    block = read_document((ROOT / "catalogue.yaml").read_text("utf-8"), "catalogue.yaml")
    about, _ = validated(About, block)
    assert about is not None
    made = schemas_of(about)
    assert set(made) == set(FILES.values())
    return {name: json.loads(made[schema]) for name, schema in FILES.items()}


@pytest.mark.parametrize("name", FILES)
def test_schema_is_fresh(name: str, schemas: dict[str, Any]) -> None:
    """The committed schema is the one that the models give."""
    assert json.loads((ROOT / FILES[name]).read_text("utf-8")) == schemas[name]


@pytest.mark.parametrize("name", FILES)
def test_shipped_file_validates(name: str, schemas: dict[str, Any]) -> None:
    """An editor shows no fault in the shipped files, and the schema itself is one."""
    Draft202012Validator.check_schema(schemas[name])
    faults = Draft202012Validator(schemas[name]).iter_errors(loaded(ROOT / name))
    assert [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}" for fault in faults] == []


@pytest.mark.parametrize("name", FILES)
def test_first_line_tells_editors_of_the_schema(name: str) -> None:
    """The first line of each YAML file is the one that YAML language servers look for."""
    first = (ROOT / name).read_text("utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={FILES[name]}"


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("papers.yaml", lambda data: data["papers"][0].update(venu="cvpr")),
        ("papers.yaml", lambda data: data["papers"][0].update(kind="methods")),
        ("papers.yaml", lambda data: data["papers"][0].update(year="soon")),
        ("papers.yaml", lambda data: data["papers"][0].update(arxiv="arXiv:2411.18466v2")),
        ("papers.yaml", lambda data: data["papers"][0].update(arxiv="2413.18466")),
        ("papers.yaml", lambda data: data["papers"][0]["links"].update(cod="https://x.org")),
        ("papers.yaml", lambda data: data["papers"][0].pop("title")),
        ("papers.yaml", lambda data: data.update(paper=[])),
        ("catalogue.yaml", lambda data: data["venues"][0].update(fulll="x")),
        ("catalogue.yaml", lambda data: data["tasks"][0].pop("definition")),
        ("catalogue.yaml", lambda data: data["benchmarks"][0]["columns"][0].update(colour="x")),
    ],
)
def test_a_slip_is_seen(name: str, spoil: Any, schemas: dict[str, Any]) -> None:
    """A misspelt field, an unknown choice, an id of another form, a missing field fail: the editor underlines them."""
    data = loaded(ROOT / name)
    spoil(data)
    assert not Draft202012Validator(schemas[name]).is_valid(data)


@pytest.mark.parametrize("form", ["https://x.org/a", "none", {"url": "https://x.org/a", "empty": "2026-06-28"}])
def test_every_form_of_a_link_is_known(form: Any, schemas: dict[str, Any]) -> None:
    """A link may be an address, ``none`` or an announced one: no editor underlines what ``check`` accepts."""
    data = loaded(ROOT / "papers.yaml")
    data["papers"][0]["links"] = {"code": form}
    assert Draft202012Validator(schemas["papers.yaml"]).is_valid(data)


# --- in the editor ------------------------------------------------------------------------------------


def described(schema: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Record and field → its description; the record's own under ``""``."""
    records = {"About": schema, **schema["$defs"]}
    found = {}
    for name, record in records.items():
        for part in (record, *(form for form in record.get("anyOf", ()) if "properties" in form)):
            if "description" in part:
                found[name, ""] = part["description"]
            for field, inner in [*part.get("properties", {}).items(), *part.get("patternProperties", {}).items()]:
                if "description" in inner:
                    found[name, "name" if field.startswith("^") else field] = inner["description"]
    return found


def test_every_field_is_described_in_both_languages(schemas: dict[str, Any]) -> None:
    """Each description has its English sentence and its Chinese one, and no Chinese sentence is of a field that is not."""
    found = {key: words for schema in schemas.values() for key, words in described(schema).items()}
    assert len(found) > 100
    assert [
        key for key, words in found.items() if not re.fullmatch(r"[^\u4e00-\u9fff]+\n\n.*[\u4e00-\u9fff].*", words)
    ] == []
    written = {(record, field) for record, fields in chinese().items() for field in fields}
    assert written == set(found)


@pytest.mark.parametrize(
    ("record", "field", "group"),
    [
        ("Paper", "venue", "venues"),
        ("Paper", "tasks", "tasks"),
        ("Paper", "domains", "domains"),
        ("Paper", "techniques", "techniques"),
        ("Result", "benchmark", "benchmarks"),
        ("Source", "at", "sources"),
    ],
)
def test_the_vocabulary_is_offered(record: str, field: str, group: str, schemas: dict[str, Any]) -> None:
    """An editor completes the words of catalogue.yaml, tells what each means, and underlines any other."""
    part = schemas["papers.yaml"]["$defs"][record]["properties"][field]
    listed = next(each for each in (part, part.get("items", {}), *part.get("anyOf", ())) if "enum" in each)
    words = loaded(ROOT / "catalogue.yaml")[group]
    assert listed["enum"] == [word["id"] for word in words]
    assert len(listed["enumDescriptions"]) == len(words)
    assert all(listed["enumDescriptions"])


def test_a_word_that_is_not_in_the_vocabulary_is_seen(schemas: dict[str, Any]) -> None:
    """A misspelt venue, technique, benchmark or source is underlined while it is typed."""
    entry = loaded(ROOT / "papers.yaml")["papers"][0]
    valid = Draft202012Validator(schemas["papers.yaml"]).is_valid
    assert valid({"papers": [entry]})
    row = {"benchmark": "three-task", "source": {"in": "paper", "locator": "T1"}}
    for slip in (
        {"venue": "cpvr"},
        {"techniques": ["mixture-of-expert"]},
        {"results": [{**row, "benchmark": "three-tasks"}]},
        {"results": [{**row, "source": {"at": "nowhere", "locator": "T1"}}]},
    ):
        assert not valid({"papers": [{**entry, **slip}]})


def test_a_catalogue_without_words_restricts_nothing() -> None:
    """Where a vocabulary is empty, any id may be written."""
    term = {"id": "mask", "en": "Masking", "zh": "掩蔽", "definition": {"en": "D."}}
    made = json.loads(schemas_of(making.about(tasks=[term]))["schema/papers.schema.json"])
    part = made["$defs"]["Paper"]["properties"]
    assert "enum" not in json.dumps(part["domains"])
    assert part["tasks"]["items"] == {"type": "string", "enum": ["mask"], "enumDescriptions": ["Masking · 掩蔽"]}


def test_every_word_is_offered_with_what_it_stands_for() -> None:
    """A term in every language; a name with its full and its Chinese one; a source by its address; each once."""
    about = making.about(
        venues=[
            {"id": "v", "name": "V", "full": "Venue", "zh": "会", "kind": "journal"},
            {"id": "w", "name": "W", "full": "W", "kind": "journal"},
        ],
        sources=[{"id": "s", "in": "page", "url": "https://x.org/s"}],
    )
    made = json.loads(schemas_of(about)["schema/papers.schema.json"])["$defs"]
    venue = made["Paper"]["properties"]["venue"]
    assert (venue["enum"], venue["enumDescriptions"]) == (["v", "w"], ["V · Venue · 会", "W"])
    at = next(each for each in made["Source"]["properties"]["at"]["anyOf"] if "enum" in each)
    assert at == {"type": "string", "enum": ["s"], "enumDescriptions": ["https://x.org/s"]}


def test_the_texts_are_json_for_people() -> None:
    """One file for the list of papers, one for catalogue.yaml, each with its dialect, Chinese as it is, an end of line."""
    made = schemas_of(making.about())
    assert list(made) == ["schema/papers.schema.json", "schema/catalogue.schema.json"]
    for text in made.values():
        assert text.startswith('{\n "$schema": "https://json-schema.org/draft/2020-12/schema",\n')
        assert text.endswith("\n}\n")
        assert "标题" in text
    papers, catalogue = map(json.loads, made.values())
    assert (papers["required"], papers["additionalProperties"]) == (["papers"], False)
    assert papers["properties"]["papers"]["items"] == {"$ref": "#/$defs/Paper"}
    assert set(catalogue["required"]) == {"title", "about", "languages", "repository", "site_url", "licence"}
    assert (
        papers["$defs"]["Paper"]["properties"]["title"]["description"]
        == f"The title, as published.\n\n{chinese()['Paper']['title']}"
    )
