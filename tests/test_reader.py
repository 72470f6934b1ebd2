"""The doorway for Python programs: a catalogue opened once, read and asked."""

from __future__ import annotations

import dataclasses
import importlib
from pathlib import Path

import pytest

from papershelf import open_shelf
from papershelf.query import Unknown
from papershelf.reader import Reader, Unreadable
from tests.bilingual import replace
from tests.conftest import TOY
from tests.handmade import CITED, catalogue, paper, rain


def test_papers_of_a_folder() -> None:
    """All of them, the newest venue first, counted and found by id; a path or its words name the folder."""
    for root in (TOY, str(TOY)):
        found = open_shelf(root)
        assert [each.id for each in found] == ["bert", "transformer", "adam"]
        assert len(found) == 3
    assert found["adam"].title == "Adam: A Method for Stochastic Optimization"
    with pytest.raises(KeyError):
        found["nobody"]


def test_the_folder_one_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path."""
    monkeypatch.chdir(TOY)
    assert len(open_shelf()) == 3


def test_a_registry_with_errors_cannot_be_opened(toy: Path) -> None:
    """All of them are told, with their places, in English and as records; a warning alone does not matter."""
    replace(toy / "papers.yaml", "venue: iclr", "venue: icrl")
    replace(toy / "papers.yaml", "tasks: [optimization]", "tasks: [nothing]")
    with pytest.raises(Unreadable) as told:
        open_shelf(toy)
    assert [problem.code for problem in told.value.problems] == ["unknown-venue", "unknown-task"]
    assert "papers.yaml:" in str(told.value)
    assert "unknown-venue" in str(told.value)
    assert "did you mean 'iclr'" in str(told.value)


def test_a_folder_without_a_registry(tmp_path: Path) -> None:
    """Says which files are not there."""
    with pytest.raises(Unreadable) as told:
        open_shelf(tmp_path)
    assert {(problem.place.file, problem.code) for problem in told.value.problems} == {
        ("papers.yaml", "no-file"),
        ("catalogue.yaml", "no-file"),
    }


READER = Reader(
    catalogue(
        paper("a", rain("30", "30", params="30M"), techniques=["experts", "prompts"], tasks=["rain"], public="2025-03"),
        paper("b", rain("31", "31", CITED, params="40M"), techniques=["experts"], public="2025-05", domains=["video"]),
        paper("c", techniques=["prompts"], year="2019", links={"code": "https://x.org/c"}),
    )
)


def test_questions() -> None:
    """By technique, task and domain, one word or several that must all hold; by year, by what can be had."""

    def ids(**asked: object) -> list[str]:
        return [hit.paper.id for hit in READER.query(**asked)]  # type: ignore[arg-type]

    assert ids() == ["b", "a", "c"]
    assert ids(technique="experts") == ["b", "a"]
    assert ids(technique=["experts", "prompts"]) == ids(technique=("prompts", "experts")) == ["a"]
    assert ids(technique=iter(["prompts"])) == ["a", "c"]
    assert (ids(task="rain"), ids(domain="video")) == (["a"], ["b"])
    assert (ids(since=2020), ids(until=2019), ids(code="yes")) == (["b", "a"], ["c"], ["c"])


def test_questions_to_a_board() -> None:
    """The rows by rank, with their sizes; a limit is within."""
    hits = READER.query(benchmark="rain")
    assert [(hit.paper.id, hit.rank, str(hit.average[0]), str(hit.params)) for hit in hits] == [
        ("b", 1, "31", "40"),
        ("a", 2, "30", "30"),
    ]
    assert [hit.paper.id for hit in READER.query(benchmark="rain", max_params="30M")] == ["a"]


def test_a_word_that_the_catalogue_does_not_have() -> None:
    """Is told with the nearest one that it has."""
    with pytest.raises(Unknown) as told:
        READER.query(technique="expert")
    assert (told.value.name, told.value.value, told.value.near) == ("technique", "expert", "experts")


def test_bibtex() -> None:
    """The entry of a paper, as on its page."""
    assert READER.bibtex("c") == (
        "@inproceedings{c,\n  title = {{Title of c}},\n  booktitle = {Conference on Vision},\n  year = {2019},\n}\n"
    )
    with pytest.raises(KeyError):
        READER.bibtex("nobody")


def test_what_is_opened_never_changes() -> None:
    """No part of a reader can be set."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        READER.catalogue = catalogue()  # type: ignore[misc]


def test_unknown_name_of_the_package() -> None:
    """The package gives open_shelf and Reader, and says so of anything else."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        importlib.import_module("papershelf").nonsense  # noqa: B018
