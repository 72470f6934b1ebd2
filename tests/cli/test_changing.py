"""What rename and merge share: a person is asked, nothing faulty is written, and what was broken off is finished."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from papershelf import shelf
from papershelf.cli import changing
from tests.bilingual import lay_bilingual, replace
from tests.cli.test_rename import texts
from tests.conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shelf in two languages, with a guide and a reading note on bert."""
    return lay_bilingual(tmp_path / "shelf")


@pytest.mark.parametrize(("answer", "written"), [(True, True), (False, False)])
def test_a_person_is_asked(
    answer: bool, written: bool, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, behind what is shown, with the number of files; without a yes nothing is written."""
    asked: list[str] = []

    def confirm(words: str) -> bool:
        asked.append(words)
        return answer

    monkeypatch.setattr(changing, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True), exit=sys.exit))
    monkeypatch.setattr("click.confirm", confirm)
    before = texts(folder)
    done = run(folder, "rename", "adam", "adam-2015")
    assert asked == ["change 1 file so?"]
    assert ("adam is now adam-2015" in done.output, "only shown" in done.output) == (written, not written)
    assert (texts(folder) != before) == written


def test_what_makes_a_new_fault_is_not_written(folder: Path, run: Run) -> None:
    """It is told with its place, as it would be; faults that were there before do not stand in the way."""
    replace(folder / "papers.yaml", "tasks: [optimization]", "tasks: [optimisation]")
    before = texts(folder)
    refused = run(folder, "rename", "adam", "index", "--yes")
    assert refused.exit_code == 1
    assert "papers.yaml:36:7: reserved-id" in refused.output
    assert "unknown-task" not in refused.output
    assert texts(folder) == before
    assert run(folder, "rename", "adam", "adam-2015", "--yes").exit_code == 0


def test_a_renaming_that_was_broken_off_is_finished(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever the disk is full: the same command gives in the end the same folder."""
    whole = lay_bilingual(folder.parent / "whole")
    assert run(whole, "rename", "bert", "bert-base", "--yes").exit_code == 0
    written = 0
    for most in range(20):
        left, real = [most], shelf.replace

        def full(file: Path, text: str, left: list[int] = left, real: object = real) -> bool:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device")
            return real(file, text)  # type: ignore[operator,no-any-return]

        trial = lay_bilingual(folder.parent / f"trial-{most}")
        with monkeypatch.context() as patch:
            patch.setattr(shelf, "replace", full)
            stopped = run(trial, "rename", "bert", "bert-base", "--yes").exit_code
        if not stopped:
            break
        written = most
        assert run(trial, "rename", "bert", "bert-base", "--yes").exit_code == 0
        assert texts(trial) == texts(whole)
    assert written == 8
