"""The command summary: the Markdown of a change, in both languages, whatever the older file holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.making import SOUNDS
from tests.upkeep.edited import ABOUT, NEW, PAPERS, changed, in_entry, without

ADDED = changed(PAPERS, "papers:\n", f"papers:\n{NEW}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shelf of sounds with the repository's templates, to be changed, and in ``base/`` its files as they were."""
    target = shutil.copytree(SOUNDS, tmp_path / "sounds")
    shutil.copytree(ROOT / "templates", target / "templates")
    (target / "base").mkdir()
    for name in ("papers.yaml", "catalogue.yaml"):
        shutil.copy(target / name, target / "base" / name)
    return target


def told(folder: Path, run: Run, papers: str = PAPERS, lang: str = "en") -> str:
    """What summary tells of another registry; it ends well."""
    (folder / "papers.yaml").write_text(papers, "utf-8")
    done = run(folder, "summary", "--base", str(folder / "base" / "papers.yaml"), lang=lang)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    ("lang", "added", "board"), [("en", "### Added (1)", "Two rooms"), ("zh", "### 新增 (1)", "两个房间")]
)
def test_what_readers_will_see(lang: str, added: str, board: str, folder: Path, run: Run) -> None:
    """The new entry and who moved, in the language of the command."""
    said = told(folder, run, ADDED, lang)
    assert added in said
    setting = {"两个房间": "单一模型", "Two rooms": "One model"}[board]
    assert f"#### {board} · {setting}" in said
    assert "| ZZ&#124;New | – | 1 |" in said


def test_what_was_taken_out_stands_with_the_word_of_the_guard(folder: Path, run: Run) -> None:
    """As it would be told by guard."""
    said = told(folder, run, without("echo-2"))
    assert "(`echo-2`)" in said
    assert "**entry-gone** echo-2: " in said


def test_with_a_fault_there_are_the_fault_and_its_remedy(folder: Path, run: Run) -> None:
    """And no boards."""
    said = told(folder, run, in_entry("echo", "venue: icassp", "venue: icasp", ADDED))
    assert "**unknown-venue** echo: " in said
    assert "did you mean 'icassp'?" in said
    assert "once the errors are mended" in said
    assert "### Added" not in said


@pytest.mark.parametrize("text", ["", "nonsense", "papers: []\n", "\0"])
def test_an_older_file_of_any_kind_ends_in_words(text: str, folder: Path, run: Run) -> None:
    """What it does not hold is new."""
    (folder / "base" / "papers.yaml").write_text(text, "utf-8")
    assert "### Added (5)" in told(folder, run)


def test_an_older_catalogue_with_faults_has_no_boards(folder: Path, run: Run) -> None:
    """What is new is shown all the same."""
    file = folder / "base" / "catalogue.yaml"
    file.write_text(changed(ABOUT, "metrics: [sdr, wer]", "metrics: [sdr, noise]"), "utf-8")
    said = told(folder, run, ADDED)
    assert "### Added (1)" in said
    assert "The older catalogue has faults" in said


def test_without_a_catalogue_its_faults_are_told(folder: Path, run: Run) -> None:
    """There is nothing to compare, but the summary is made."""
    (folder / "catalogue.yaml").write_text("nonsense", "utf-8")
    assert "**not-a-mapping**" in told(folder, run)


def test_a_folder_that_is_no_shelf_is_told(tmp_path: Path, run: Run) -> None:
    """Without templates there is no Markdown: the problems stand there, with status 1."""
    done = run(tmp_path, "summary", "--base", str(SOUNDS / "papers.yaml"))
    assert done.exit_code == 1
    assert "no-file" in done.stdout
