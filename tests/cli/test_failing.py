"""Whatever fails, a command says so in one sentence, exits 1, and leaves nothing half written."""

from __future__ import annotations

import ctypes
import errno
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from papershelf import shelf
from papershelf.cli import main
from papershelf.cli.failing import ISSUES, meant
from tests.conftest import call, digests, lay_toy_site, papershelf

OSERROR = OSError(errno.ENOSPC, "No space left on device", "papers.yaml")
FAULTS = {
    "a file": (OSERROR, "papers.yaml: No space left on device; nothing was left half written\n"),
    "the system": (OSError(errno.EMFILE, "Too many open files"), "the system says: Too many open files; "),
    "no reason": (OSError(), "the system says: OSError; "),
    "memory": (MemoryError(), "the memory does not suffice for this\n"),
    "a slip": (
        ZeroDivisionError("by zero"),
        "something went wrong that papershelf does not foresee: ZeroDivisionError",
    ),
    "deep": (RecursionError("too deep"), "something went wrong that papershelf does not foresee: RecursionError"),
}


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch, folder: Path, *words: str) -> Result:
    """What ``check`` ends with where reading fails."""

    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(shelf, "read", fails)
    return CliRunner().invoke(main, ["--root", str(folder), *words, "check"])


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_not_foreseen_is_one_sentence(fault: str, toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the error stream, status 1; with the place where the cause is ours, and where to report it."""
    error, words = FAULTS[fault]
    done = failing(error, monkeypatch, toy, "--lang", "en")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert done.stderr.startswith(words)
    assert (ISSUES in done.stderr) == (fault in ("a slip", "deep"))


def test_it_is_said_in_chinese_too(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the language that was asked for."""
    done = failing(OSERROR, monkeypatch, toy, "--lang", "zh")
    assert done.stderr == "papers.yaml：No space left on device；没有留下只写了一半的文件\n"


def test_debug_shows_the_trace(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error goes on, and Python shows where it came from."""
    assert failing(OSERROR, monkeypatch, toy, "--debug").exception is OSERROR


def test_what_is_meant_is_no_failure() -> None:
    """Wrong use, an end, an answer refused, a reader who has gone; a full disk is one."""
    ends = (click.UsageError("no"), click.exceptions.Exit(3), click.Abort(), BrokenPipeError(errno.EPIPE, "gone"))
    assert all(map(meant, ends))
    assert not meant(OSERROR)


def limited(folder: Path, size: int, *words: str) -> tuple[int, str]:
    """Exit status and output of a command that may write files of so many bytes at most, as on a disk that is full."""
    # Python would keep half of what it compiles, and trust it later.
    arguments, settings = papershelf(folder, *words, env={"PYTHONDONTWRITEBYTECODE": "1"})
    done = subprocess.run(
        arguments,
        **settings,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    return done.returncode, done.stdout.decode()


@pytest.mark.parametrize("size", [0, 1, 100, *range(1_000, 18_000, 1_000)])
def test_a_full_disk_leaves_the_old_site(size: int, full: Path) -> None:
    """Twenty disks that are full sooner or later: one sentence, status 1; site, READMEs and schemas stay, no rest."""
    before = {path: digest for path, digest in digests(full).items() if not path.startswith(".papershelf/")}
    status, said = limited(full, size, "build")
    assert status == 1, said
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 2
    assert {path: digest for path, digest in digests(full).items() if not path.startswith(".papershelf/")} == before
    assert {file.name for file in (full / ".papershelf").iterdir()} <= {"lock", "built"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was built, and then changed, so that there is something to build."""
    folder = lay_toy_site(tmp_path_factory.mktemp("full") / "toy")
    assert call(folder, "build")[0] == 0
    with (folder / "docs" / "en" / "index.md").open("a", encoding="utf-8") as out:
        out.write("\nMore words.\n")
    return folder


def test_a_full_disk_leaves_the_registry(toy: Path) -> None:
    """``format`` names the file and leaves it as it was, with nothing beside it."""
    text = (toy / "papers.yaml").read_text("utf-8").replace("title: ", "title:  ")
    (toy / "papers.yaml").write_text(text, "utf-8")
    before = digests(toy)
    status, said = limited(toy, 100, "format")
    assert (status, said.startswith("papers.yaml cannot be written (")) == (1, True), said
    assert digests(toy) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="root loses its rights as Linux has it")
@pytest.mark.parametrize("command", ["build", "format"])
def test_a_folder_that_may_only_be_read_is_one_sentence(command: str, tmp_path: Path) -> None:
    """The path and the reason, status 1, nothing written."""
    folder = lay_toy_site(tmp_path / "toy")
    (folder / "papers.yaml").write_text((folder / "papers.yaml").read_text("utf-8").replace("title: ", "title:  "))
    arguments, settings = papershelf(folder, command)
    before = digests(folder)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    try:
        done = subprocess.run(arguments, **settings, check=False, preexec_fn=_without_rights)
    finally:
        for each in (folder, *folder.rglob("*")):
            each.chmod(0o755)
    said = done.stdout.decode()
    assert (done.returncode, len(said.splitlines()), "Permission denied" in said) == (1, 1, True), said
    assert digests(folder) == before


def _without_rights() -> None:
    """Has root keep to the rights that files give (prctl(2), PR_CAPBSET_DROP of CAP_DAC_OVERRIDE)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)
