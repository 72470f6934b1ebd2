"""The Python door: a folder opened, read, asked; a broken one told whole."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from papershelf import Reader, open_shelf
from papershelf.query import Question, answers
from papershelf.reader import Unreadable
from tests.conftest import TOY


@pytest.fixture(scope="module")
def shelf() -> Reader:
    """The toy shelf."""
    return open_shelf(TOY)


def test_a_folder_is_read(shelf: Reader) -> None:
    """Papers are iterated in the catalogue's order, counted, and found by id."""
    assert [paper.id for paper in shelf] == ["bert", "transformer", "adam"]
    assert len(shelf) == 3
    assert shelf["adam"].venue == "iclr"
    with pytest.raises(KeyError):
        shelf["nonsense"]
    assert shelf.bibtex("adam").startswith("@inproceedings{adam,\n")


def test_a_question_is_asked_by_its_words(shelf: Reader) -> None:
    """One id or several of a field; the answer is that of the question."""
    asked = Question(technique=("self-attention", "pre-training"), since=2018)
    assert shelf.query(technique=("self-attention", "pre-training"), since=2018) == answers(shelf.catalogue, asked)
    assert [hit.name for hit in shelf.query(technique="self-attention", until=2018)] == ["Transformer"]
    assert [hit.name for hit in shelf.query(task="optimization")] == ["Adam"]
    assert [hit.name for hit in shelf.query(domain=("text",), code="yes")] == ["BERT"]


def test_reader_of_a_broken_shelf(toy: Path) -> None:
    """open_shelf raises with every problem and its place."""
    file = toy / "papers.yaml"
    file.write_text(file.read_text("utf-8").replace("venue: naacl", "venue: nacl"), "utf-8")
    with pytest.raises(Unreadable, match=r"papers.yaml:\d+:\d+: unknown-venue  bert") as error:
        open_shelf(toy)
    assert [problem.code for problem in error.value.problems] == ["unknown-venue"]


def test_unknown_name_of_the_package() -> None:
    """The package gives open_shelf and Reader, and says so of anything else."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        importlib.import_module("papershelf").nonsense  # noqa: B018
