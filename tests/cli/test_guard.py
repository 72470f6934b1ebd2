"""The command guard: its status, its forms, the older files that it reads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from papershelf import shelf
from tests.conftest import Run
from tests.making import SOUNDS
from tests.upkeep.edited import changed, entry, in_entry, recorded, row, without


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shelf of sounds, to be changed, and in ``base/`` its files as they were."""
    target = shutil.copytree(SOUNDS, tmp_path / "sounds")
    (target / "base").mkdir()
    for name in ("papers.yaml", "catalogue.yaml"):
        shutil.copy(target / name, target / "base" / name)
    return target


def guarded(folder: Path, run: Run, base: str = "base/papers.yaml", form: str = "text") -> tuple[int, str]:
    """Exit status of guard and what it tells."""
    done = run(folder, "guard", "--base", str(folder / base), "--form", form)
    assert "Traceback" not in done.output
    return done.exit_code, done.stdout


def codes(said: str) -> list[str]:
    """The codes of the problems in a text."""
    return re.findall(r"^\S+:\d+:\d+: ([a-z0-9-]+)  ", said, re.M)


def write(folder: Path, text: str, name: str = "papers.yaml") -> None:
    """A file with another text."""
    (folder / name).write_text(text, "utf-8")


def test_no_change_is_no_problem(folder: Path, run: Run) -> None:
    """The same files: status 0, and what was read."""
    status, said = guarded(folder, run)
    assert (status, codes(said)) == (0, [])
    assert "5 entries" in said


def test_an_entry_may_not_vanish_in_silence(folder: Path, run: Run) -> None:
    """Status 1 at a line that exists, for GitHub too; with a record it is fine, and the shelf is without faults."""
    write(folder, without("echo-2"))
    status, said = guarded(folder, run)
    assert (status, codes(said)) == (1, ["entry-gone"])
    status, said = guarded(folder, run, form="github")
    (line,) = re.findall(r"^::error file=papers\.yaml,line=(\d+),", said, re.M)
    assert (status, without("echo-2").split("\n")[int(line) - 1]) == (1, "- id: echo")
    write(folder, recorded("paper: echo-2"), "catalogue.yaml")
    assert guarded(folder, run)[0] == 0
    assert shelf.read(folder).errors == []


def test_a_record_serves_once(folder: Path, run: Run) -> None:
    """The catalogue.yaml beside the older registry tells which records are old; without one, all of them count."""
    for name in ("catalogue.yaml", "base/catalogue.yaml"):
        write(folder, recorded("paper: echo, benchmark: words"), name)
    write(folder, changed((folder / "papers.yaml").read_text("utf-8"), row("echo", 2), ""))
    status, said = guarded(folder, run)
    assert (status, codes(said)) == (1, ["row-gone"])
    (folder / "base" / "catalogue.yaml").unlink()
    assert guarded(folder, run)[0] == 0
    shutil.move(folder / "base" / "papers.yaml", folder / "old.yaml")  # beside the catalogue.yaml of now
    assert guarded(folder, run, "old.yaml")[0] == 0


def test_a_broken_entry_is_not_a_removed_one(folder: Path, run: Run) -> None:
    """What cannot be read is told by check; guard does not call it gone."""
    write(folder, in_entry("quiet", "  year: ", "  yaer: "))
    assert guarded(folder, run)[0] == 0
    assert run(folder, "check").exit_code == 1


def test_without_a_catalogue_its_faults_are_told(folder: Path, run: Run) -> None:
    """There is nothing to compare."""
    write(folder, "nonsense", "catalogue.yaml")
    status, said = guarded(folder, run)
    assert status == 1
    assert "catalogue.yaml:1:1: not-a-mapping" in said


@pytest.mark.parametrize(
    ("text", "status"), [("", 0), ("nonsense", 0), ("papers: []\n", 0), ("\0", 0), (f"papers:\n{entry('echo')}", 0)]
)
def test_an_older_file_of_any_kind_ends_in_words(text: str, status: int, folder: Path, run: Run) -> None:
    """What it does not hold cannot vanish."""
    write(folder, text, "base/papers.yaml")
    assert guarded(folder, run)[0] == status


def test_an_older_file_that_cannot_be_read_is_told(folder: Path, run: Run) -> None:
    """One that is not UTF-8: status 1, at its own place, not at that of the registry of now."""
    (folder / "base" / "papers.yaml").write_bytes(b"papers:\n- id: \xff\n")
    status, said = guarded(folder, run)
    assert (status, codes(said)) == (1, ["not-utf8"])
    assert said.startswith(f"{folder}/base/papers.yaml:2:1: ")
    assert run(folder, "guard", "--base", str(folder / "absent.yaml")).exit_code == 2
