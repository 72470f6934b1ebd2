"""The records of the API: the promise of version 1."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from papershelf.export import documents
from papershelf.export.api import schema
from papershelf.export.documents import FILES, ApiFile
from papershelf.export.records import ApiLink, ApiSource
from tests.conftest import ROOT
from tests.making import GOLDEN, golden

PROMISED = ROOT / "tests" / "golden" / "api-v1.txt"


def fields(schema: dict[str, Any]) -> set[str]:
    """Record and name of every field of a schema, those that are always there with a mark."""
    found = set()
    for name, record in {**schema.get("$defs", {}), schema["title"]: schema}.items():
        for each in record.get("properties", {}):
            found.add(f"{name}.{each}{'!' if each in record.get('required', ()) else ''}")
    return found


def test_promise_of_version_one() -> None:
    """No field of version 1 goes away, and none that was always there may be left out; new ones are added to the list."""
    found = set().union(*(fields(json.loads(schema(cls, "https://x.org/"))) for cls in FILES.values()))
    promised = set(PROMISED.read_text("utf-8").split())
    assert promised - found == set()
    assert found - promised == set(), f"new fields: write them into {PROMISED.name}, and keep them from then on"


def test_every_kind_of_file_has_its_record() -> None:
    """By the name that stands in the address of its schema."""
    wanted: dict[str, type[ApiFile]] = {
        "paper": documents.PaperFile,
        "papers": documents.PapersFile,
        "benchmarks": documents.BenchmarksFile,
        "results": documents.ResultsFile,
        "vocabulary": documents.VocabularyFile,
    }
    assert wanted == FILES


WRITTEN = sorted(file.relative_to(GOLDEN).as_posix() for file in (GOLDEN / "api").rglob("*.json"))


@pytest.mark.parametrize("path", [path for path in WRITTEN if "/schema/" not in path])
def test_what_was_once_written_is_read_by_the_records(path: str) -> None:
    """A file of version 1 fits the record of its kind, and says the same again: no field is lost, none is invented."""
    data = json.loads(golden(path))
    cls = FILES[data["$schema"].rpartition("/")[2].removesuffix(".json")]
    record = cls.model_validate(data)
    assert record.model_dump(mode="json", by_alias=True, exclude_defaults=True) == data


def grown(part: Any) -> Any:
    """The data with a field in every record that a later version may have added."""
    if isinstance(part, dict):
        later = {"later": [1]} if "id" in part or "locator" in part or isinstance(part.get("paper"), str) else {}
        return {**{key: grown(each) for key, each in part.items()}, **later}
    return [grown(each) for each in part] if isinstance(part, list) else part


@pytest.mark.parametrize("name", ["papers", "results", "benchmarks", "vocabulary", "papers/echo-2"])
def test_fields_that_come_later_are_no_fault(name: str) -> None:
    """Whoever validates by the schema of today takes a file of tomorrow; records leave out what they do not know."""
    data = json.loads(golden(f"api/v1/{name}.json"))
    later = grown(data)
    assert later != data
    kind = data["$schema"].rpartition("/")[2].removesuffix(".json")
    Draft202012Validator(json.loads(golden(f"api/v1/schema/{kind}.json"))).validate(later)
    assert FILES[kind].model_validate(later) == FILES[kind].model_validate(data)


def test_records_are_frozen_and_typed() -> None:
    """A record once made never changes; a state that there is not is refused."""
    link: Any = ApiLink(state="yes", url="https://x.org/")
    with pytest.raises(ValidationError):
        link.state = "no"
    with pytest.raises(ValidationError):
        ApiLink.model_validate({"state": "perhaps"})


def test_a_source_is_named_as_in_the_registry() -> None:
    """``in`` is a word of Python: the record calls it otherwise, the file does not."""
    source = ApiSource(in_="paper", locator="Table 1")
    assert source == ApiSource.model_validate({"in": "paper", "locator": "Table 1"})
    assert source.model_dump(by_alias=True, exclude_defaults=True) == {"in": "paper", "locator": "Table 1"}
