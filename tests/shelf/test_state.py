"""The files of ``state/`` and the journal of a round: read whole or told, kept line by line, cleared at the end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.model.state import Repository, Seen
from papershelf.problems import LANGUAGES


def lay(folder: Path, text: str) -> None:
    """Lays a file of links into ``state/``."""
    (folder / "state").mkdir()
    (folder / "state" / "links.json").write_text(text, "utf-8")


def test_a_file_of_state_is_read_by_address(tmp_path: Path) -> None:
    """Each record as its kind has it."""
    lay(tmp_path, '{"https://a.org/": {"day": "2026-03-02", "found": "ok"}}')
    assert shelf.read_state(tmp_path, "links", Seen) == ({"https://a.org/": Seen(day=date(2026, 3, 2), found="ok")}, [])


def test_a_file_of_state_may_be_absent_or_empty(tmp_path: Path) -> None:
    """Before the first round there is nothing, and nothing is wrong."""
    assert shelf.read_state(tmp_path, "links", Seen) == ({}, [])
    lay(tmp_path, "")
    assert shelf.read_state(tmp_path, "links", Seen) == ({}, [])


@pytest.mark.parametrize("text", ["[", "[]", '{"a": 1}', '{"a": {"day": "2026-03-02", "found": "lost"}}', "[" * 99999])
def test_a_damaged_file_of_state_is_told(tmp_path: Path, text: str) -> None:
    """By the rule bad-state at the file, with what is wrong, in both languages."""
    lay(tmp_path, text)
    records, (problem,) = shelf.read_state(tmp_path, "links", Seen)
    assert (records, str(problem.place), problem.code) == ({}, "state/links.json:1:1", "bad-state")
    assert all(problem.says(lang) and problem.help(lang) for lang in LANGUAGES)


def test_what_cannot_be_read_is_not_taken_for_nothing(tmp_path: Path) -> None:
    """A folder in its place, bytes that are no text, more than 16 MB: a problem, so that nobody overwrites it."""
    (tmp_path / "state" / "links.json").mkdir(parents=True)
    assert [problem.code for problem in shelf.read_state(tmp_path, "links", Seen)[1]] == ["unreadable"]
    (tmp_path / "state" / "repositories.json").write_bytes(b'{"\xff": 1}')
    assert [problem.code for problem in shelf.read_state(tmp_path, "repositories", Repository)[1]] == ["not-utf8"]
    with (tmp_path / "state" / "venues.json").open("wb") as file:
        file.truncate(16 * 1024 * 1024 + 1)
    assert [problem.code for problem in shelf.read_state(tmp_path, "venues", Seen)[1]] == ["file-too-long"]


def test_a_journal_keeps_each_line_at_once(tmp_path: Path) -> None:
    """Beside the lock, not in state/; in the order of the round; each round has its own."""
    assert shelf.begun(tmp_path, "links.journal") == []
    shelf.journal(tmp_path, "links.journal", '["a"]')
    assert shelf.begun(tmp_path, "links.journal") == ['["a"]']
    shelf.journal(tmp_path, "links.journal", "李")
    shelf.journal(tmp_path, "venues.journal", "other")
    assert shelf.begun(tmp_path, "links.journal") == ['["a"]', "李"]
    assert (tmp_path / ".papershelf" / "links.journal").read_bytes() == '["a"]\n李\n'.encode()
    assert not (tmp_path / "state").exists()


def test_half_a_line_is_left_out(tmp_path: Path) -> None:
    """What was being written when the round was interrupted does not count."""
    shelf.journal(tmp_path, "links.journal", "whole")
    with (tmp_path / ".papershelf" / "links.journal").open("a", encoding="utf-8") as file:
        file.write('["hal')
    assert shelf.begun(tmp_path, "links.journal") == ["whole"]


def test_a_journal_is_cleared_at_the_end(tmp_path: Path) -> None:
    """Only its own; where there is none, nothing happens."""
    shelf.done(tmp_path, "links.journal")
    shelf.journal(tmp_path, "links.journal", "a")
    shelf.journal(tmp_path, "venues.journal", "b")
    shelf.done(tmp_path, "links.journal")
    assert shelf.begun(tmp_path, "links.journal") == []
    assert shelf.begun(tmp_path, "venues.journal") == ["b"]
    assert [file.name for file in (tmp_path / ".papershelf").iterdir()] == ["venues.journal"]
