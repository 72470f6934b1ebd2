"""A build replaces the site whole or not at all, whatever happens to it."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench.harm import built_until

from papershelf import shelf
from papershelf.shelf import exchange
from tests.conftest import Run, RunProcess, call, digests, lay_toy_site

KILLS = 20


class Crash(BaseException):
    """Stands for the end of the process at this point."""


def write(root: Path, version: int) -> None:
    """Changes the catalogue, so that most pages differ between two versions."""
    text = (root / "catalogue.yaml").read_text("utf-8")
    head, _, rest = text.partition("title:")
    (root / "catalogue.yaml").write_text(f"{head}title: {{en: Toy {version}}}\n{rest.partition(chr(10))[2]}", "utf-8")


def left_over(root: Path) -> set[str]:
    """What a build left behind beside its lock and the digest of what it made."""
    beside = {file.name for file in (root / ".papershelf").iterdir()} - {"lock", "built"}
    return beside | {file.name for file in root.iterdir() if file.name.endswith(".new")}


# --- by hand, with small trees -------------------------------------------------------------


def tree(folder: Path, words: str) -> Path:
    """A site of two files that say these words."""
    (folder / "papers").mkdir(parents=True)
    (folder / "index.html").write_text(words, "utf-8")
    (folder / "papers" / "a.html").write_text(words, "utf-8")
    return folder


def said(folder: Path) -> set[str]:
    """What the files of a site say; of a whole one it is one thing."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) == 2
    return {file.read_text("utf-8") for file in files}


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """While it is made, the folder is empty at first, beside the old site, and the old site is whole."""
    tree(tmp_path / "site", "old")
    with shelf.building(tmp_path) as new:
        assert list(new.iterdir()) == []
        assert new.is_absolute()
        tree(new / "more", "new")
        shutil.copytree(new / "more", new, dirs_exist_ok=True)
        shutil.rmtree(new / "more")
        assert said(tmp_path / "site") == {"old"}
    assert said(tmp_path / "site") == {"new"}
    assert left_over(tmp_path) == set()


def test_the_first_site_takes_its_place(tmp_path: Path) -> None:
    """Where there is no site yet, the new one is it."""
    with shelf.building(tmp_path) as new:
        (new / "index.html").write_text("first", "utf-8")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "first"


def test_an_error_leaves_the_old_site_and_frees_the_lock(tmp_path: Path) -> None:
    """Whatever is raised inside; the next build clears what it left, and works."""
    tree(tmp_path / "site", "old")

    def fails() -> None:
        with shelf.building(tmp_path) as new:
            (new / "index.html").write_text("half", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert said(tmp_path / "site") == {"old"}
    with shelf.building(tmp_path) as new:
        assert list(new.iterdir()) == []
        (new / "index.html").write_text("new", "utf-8")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"


def test_a_second_build_is_refused(tmp_path: Path) -> None:
    """``Busy``, at once; the first one goes on and ends well."""
    with shelf.building(tmp_path) as new:
        with pytest.raises(shelf.Busy), shelf.building(tmp_path):
            pytest.fail("two builds at once")
        (new / "index.html").write_text("new", "utf-8")
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_tree_without_a_front_page_is_no_site(tmp_path: Path) -> None:
    """``NoSite``, and the old site stays; a folder of that name is no page."""
    tree(tmp_path / "site", "old")
    with pytest.raises(shelf.NoSite), shelf.building(tmp_path) as new:
        (new / "index.html").mkdir()
    assert said(tmp_path / "site") == {"old"}


def test_half_the_pages_are_not_lost_in_silence(tmp_path: Path) -> None:
    """``Fewer`` with both counts, and the old site stays; half of them are enough, and so is the word that it is meant."""
    site = tree(tmp_path / "site", "old")
    for n in range(3):
        (site / f"{n}.html").write_text("old", "utf-8")

    def build(pages: int, **meant: bool) -> None:
        with shelf.building(tmp_path, **meant) as new:
            for n in range(pages):
                (new / (f"{n}.html" if n else "index.html")).write_text("new", "utf-8")

    with pytest.raises(shelf.Fewer) as told:
        build(2)
    assert (told.value.pages, told.value.before) == (2, 5)
    assert (site / "index.html").read_text("utf-8") == "old"
    assert left_over(tmp_path) == set()
    build(3)
    build(1, fewer=True)
    assert digests(site).keys() == {"index.html"}


@pytest.mark.parametrize("name", ["site", ".papershelf"])
def test_nothing_is_written_through_a_link(name: str, tmp_path: Path) -> None:
    """``Elsewhere``, naming it: neither the site nor the tree in the making stands outside the folder."""
    outside = tree(tmp_path / "outside", "of others")
    root = tmp_path / "shelf"
    root.mkdir()
    (root / name).symlink_to(outside, target_is_directory=True)
    with pytest.raises(shelf.Elsewhere) as told, shelf.building(root):
        pytest.fail("begun")
    assert told.value.name == name
    assert said(outside) == {"of others"}


@pytest.mark.parametrize("linux", [True, False])
def test_a_new_tree_is_on_the_disk_before_it_takes_its_place(
    linux: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file system is flushed, and then the names are exchanged; a disk that fails keeps the old site."""
    done: list[str] = []

    class Library:
        def syncfs(self, _: int) -> int:
            done.append("flushed")
            return 0

    tree(tmp_path / "site", "old")
    monkeypatch.setattr(sys, "platform", "linux" if linux else "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library())
    monkeypatch.setattr(os, "sync", lambda: done.append("flushed"))
    monkeypatch.setattr(exchange, "swap", lambda *_: done.append("swapped"))
    with shelf.building(tmp_path) as new:
        (new / "index.html").write_text("new", "utf-8")
    assert done == ["flushed", "swapped"]


def test_a_disk_that_cannot_be_flushed_keeps_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error goes on, and what was in the making goes."""

    class Library:
        def syncfs(self, _: int) -> int:
            ctypes.set_errno(errno.EIO)
            return -1

    tree(tmp_path / "site", "old")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library())
    with pytest.raises(OSError, match="Input/output"), shelf.building(tmp_path) as new:
        (new / "index.html").write_text("new", "utf-8")
    assert said(tmp_path / "site") == {"old"}
    assert left_over(tmp_path) == set()


@pytest.mark.parametrize("left", ["site.new", "site.old"])
def test_settling_clears_up_after_a_killed_build(tmp_path: Path, left: str) -> None:
    """What is left beside a whole site goes; where nothing is left nothing is touched, not even made."""
    shelf.settle(tmp_path)
    assert list(tmp_path.iterdir()) == []
    tree(tmp_path / "site", "whole")
    tree(tmp_path / ".papershelf" / left, "half")
    shelf.settle(tmp_path)
    assert said(tmp_path / "site") == {"whole"}
    assert left_over(tmp_path) == set()


def test_settling_leaves_a_build_alone_that_is_under_way(tmp_path: Path) -> None:
    """Its tree in the making stays."""
    with shelf.building(tmp_path) as new:
        (new / "index.html").write_text("half", "utf-8")
        shelf.settle(tmp_path)
        assert (new / "index.html").read_text("utf-8") == "half"


def test_settling_raises_nothing_where_it_may_not_lock(tmp_path: Path) -> None:
    """In a folder that cannot be written the next command does its own work all the same."""
    tree(tmp_path / ".papershelf" / "site.new", "half")
    (tmp_path / ".papershelf" / "lock").mkdir()  # stands for a lock that cannot be opened
    shelf.settle(tmp_path)
    assert said(tmp_path / ".papershelf" / "site.new") == {"half"}


def test_recovery_undoes_the_first_of_two_renames(tmp_path: Path) -> None:
    """Without a site the old one comes back; with one the old one goes; the half one always goes."""
    work = tmp_path / ".papershelf"
    tree(work / "site.old", "old")
    tree(work / "site.new", "new")
    shelf.recover(tmp_path)
    assert said(tmp_path / "site") == {"old"}
    assert list(work.iterdir()) == []
    tree(work / "site.old", "older")
    shelf.recover(tmp_path)
    assert said(tmp_path / "site") == {"old"}
    assert list(work.iterdir()) == []


class Kernel:
    """A C library whose renameat2 fails with an error, or is not there."""

    def __init__(self, code: int | None) -> None:
        if code is not None:
            self.renameat2 = lambda *_: ctypes.set_errno(code) or -1


def swapped(folder: Path) -> Path:
    """A folder in which a new site was swapped in."""
    work = folder / ".papershelf"
    shelf.swap(tree(work / "site.new", "new"), tree(folder / "site", "old"), work)
    return folder


@pytest.mark.parametrize("code", [None, errno.EINVAL, errno.ENOSYS, errno.EPERM])
def test_a_system_that_cannot_exchange_renames_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int | None
) -> None:
    """A library without renameat2, a kernel without it, a file system that refuses: the new site, and nothing left."""
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Kernel(code))
    monkeypatch.setattr(sys, "platform", "linux")
    assert said(swapped(tmp_path) / "site") == {"new"}
    assert left_over(tmp_path) == set()


def test_another_system_renames_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even asked whether it can exchange."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: pytest.fail("asked"))
    assert said(swapped(tmp_path) / "site") == {"new"}
    assert left_over(tmp_path) == set()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_an_exchange_that_fails_otherwise_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """The error is told with its path, and both trees stand where they were."""
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Kernel(code))
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(OSError, match=r"site\.new") as raised:
        swapped(tmp_path)
    assert raised.value.errno == code
    assert said(tmp_path / "site") == {"old"}
    assert said(tmp_path / ".papershelf" / "site.new") == {"new"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges two names in one step")
def test_linux_exchanges_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No moment without a site: nothing is renamed."""
    monkeypatch.setattr(os, "rename", lambda *_: pytest.fail("renamed"))
    assert said(swapped(tmp_path) / "site") == {"new"}
    assert left_over(tmp_path) == set()


# --- real builds ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """A shelf whose site is of version 0, and the digests of the sites of versions 0 and 1."""
    root = lay_toy_site(tmp_path_factory.mktemp("swap") / "toy")
    found = []
    for version in (1, 0):
        write(root, version)
        assert call(root, "build")[0] == 0
        found.append(digests(root / "site"))
    assert found[0] != found[1]
    return root, found[::-1]


@pytest.fixture
def versions(made: tuple[Path, list[dict[str, str]]], tmp_path: Path) -> tuple[Path, list[dict[str, str]]]:
    """A copy of it, to be changed at will."""
    return shutil.copytree(made[0], tmp_path / "toy"), made[1]


def test_kill_at_any_moment_leaves_old_or_new(versions: tuple[Path, list[dict[str, str]]]) -> None:
    """``kill -9`` at twenty events, first and last too: the site is always one of the two, whole; the next command clears up."""
    root, whole = versions
    write(root, 1)
    status, said = built_until(root, 0)
    assert status == 0, said
    events = int(said.split()[-2])
    assert events > 2 * len(whole[0])  # each file is made, and goes away with the old site
    write(root, 0)
    assert call(root, "build")[0] == 0
    found = []
    for n in range(KILLS):
        write(root, 1)
        assert built_until(root, 1 + n * (events - 1) // (KILLS - 1))[0] == -signal.SIGKILL
        found.append(whole.index(digests(root / "site")))
        assert left_over(root) == ({"site.new"} if n else set())  # before the first event there is nothing
        assert call(root, "check")[0] == 0
        assert left_over(root) == set()
        assert digests(root / "site") == whole[found[-1]]
        if found[-1]:
            write(root, 0)
            assert call(root, "build")[0] == 0
    assert found == sorted(found)  # the old site up to the exchange, the new one after it
    assert set(found) == {0, 1}


def _crash(*_: Any, **__: Any) -> None:
    raise Crash


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("at", ["before", "between", "after", "clearing"])
def test_crash_inside_the_swap(
    versions: tuple[Path, list[dict[str, str]]], run: Run, monkeypatch: pytest.MonkeyPatch, at: str, exchanges: bool
) -> None:
    """Where the process ends inside the swap, the next command, any one, gives back a whole site and clears the rest."""
    root, whole = versions
    write(root, 1)
    if not exchanges:
        monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)
    with monkeypatch.context() as patch:
        if at == "before":
            patch.setattr(exchange, "swap", _crash)
        elif at == "between":
            patch.setattr(os, "rename", _second_time_crash(os.rename) if not exchanges else _crash)
            patch.setattr(exchange, "_exchange", _crash if exchanges else lambda one, other: False)
        else:
            patch.setattr(exchange.shutil, "rmtree", _crash_on_folder(exchange.shutil.rmtree, half=at == "clearing"))  # type: ignore[attr-defined]
        with pytest.raises(Crash):
            run(root, "build")
    assert left_over(root)
    if at == "between" and not exchanges:
        assert not (root / "site").exists()
    assert run(root, "check").exit_code == 0
    assert left_over(root) == set()
    assert digests(root / "site") == whole[at in ("after", "clearing")]
    assert run(root, "build").exit_code == 0
    assert digests(root / "site") == whole[1]


def _second_time_crash(rename: Callable[..., None]) -> Callable[..., None]:
    done: list[Any] = []

    def renames(*names: Any) -> None:
        if done:
            raise Crash
        done.append(names)
        rename(*names)

    return renames


def _crash_on_folder(rmtree: Callable[..., None], half: bool) -> Callable[..., None]:
    def removes(folder: Path, **options: Any) -> None:
        if options.get("ignore_errors"):
            rmtree(folder, **options)
            return
        if half:
            (folder / "index.html").unlink()
        raise Crash

    return removes


def test_without_exchange_a_build_is_whole(
    versions: tuple[Path, list[dict[str, str]]], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot exchange two names, two renames do: the new site, and nothing left over."""
    root, whole = versions
    write(root, 1)
    monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)
    assert run(root, "build").exit_code == 0
    assert digests(root / "site") == whole[1]
    assert left_over(root) == set()


def test_two_builds_at_once(versions: tuple[Path, list[dict[str, str]]]) -> None:
    """While one build is under way, a second says so, exits 1 and touches nothing; other commands work and leave it be."""
    root, whole = versions
    write(root, 1)
    before = digests(root)
    with shelf.building(root, fewer=True) as new:
        (new / "index.html").write_text("half", "utf-8")
        assert call(root, "build") == (1, "another build is under way in this folder; wait until it ends\n")
        assert call(root, "check")[0] == 0
        assert (new / "index.html").read_text("utf-8") == "half"
        assert {name: each for name, each in digests(root).items() if not name.startswith(".papershelf")} == {
            name: each for name, each in before.items() if not name.startswith(".papershelf")
        }
    assert call(root, "build")[0] == 0
    assert digests(root / "site") == whole[1]


FAULTS = {
    "bad entry": ("papers.yaml", "venue: iclr", "venue: icrl"),
    "broken template": ("templates/site/paper.html", "{% endif %}", ""),
    "unknown word": ("templates/site/term.html", "{{ name }}", "{{ nane }}"),
    "broken shell": ("templates/theme/main.html", "{% block content %}", "{% block %}"),
    "dead link": ("docs/en/index.md", "# Toy", "[dead](nowhere.md)\n\n# Toy"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_failing_build_leaves_the_old_site(versions: tuple[Path, list[dict[str, str]]], fault: str) -> None:
    """A build that fails exits 1, tells the file, shows no traceback, and changes neither site nor README."""
    root, whole = versions
    name, old, new = FAULTS[fault]
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")
    write(root, 1)
    readme = (root / "README.md").read_bytes()
    status, said = call(root, "build")
    assert status == 1
    assert Path(name).name in said
    assert "Traceback" not in said
    assert "the old one is untouched" in said
    assert digests(root / "site") == whole[0]
    assert (root / "README.md").read_bytes() == readme
    (root / name).write_text(text, "utf-8")
    assert call(root, "check")[0] == 0
    assert left_over(root) == set()


def test_a_relative_folder_is_built_in_its_place(toy_site: Path, run_process: RunProcess) -> None:
    """``--root sub`` from the folder above builds the site of ``sub``, as a command inside it does."""
    assert run_process(toy_site, "build").returncode == 0
    whole = digests(toy_site / "site")
    page = toy_site / "site" / "index.html"
    page.write_text("an older front page", "utf-8")
    done = run_process(toy_site.parent, "--root", toy_site.name, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert digests(toy_site / "site") == whole


def test_a_tree_without_a_front_page_does_not_become_the_site(toy_site: Path, run: Run) -> None:
    """Where a build makes no index.html the old site stays, byte for byte, and the command fails and says so."""
    assert run(toy_site, "build").exit_code == 0
    whole = digests(toy_site / "site")
    with pytest.raises(shelf.NoSite), shelf.building(toy_site) as new:
        (new / "papers.html").write_text("not a site", "utf-8")
    assert digests(toy_site / "site") == whole
    (toy_site / "docs" / "en" / "index.md").unlink()
    result = run(toy_site, "build")
    assert (result.exit_code, "no front page" in result.output) == (1, True), result.output
    assert digests(toy_site / "site") == whole
    assert run(toy_site, "check").exit_code == 0
    assert left_over(toy_site) == set()
