"""A build replaces the site whole or not at all, whatever happens to it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papershelf import shelf
from papershelf.shelf import exchange
from tests.conftest import Run, RunProcess, call, digests, lay_toy_site, papershelf

KILLS = 20


class Crash(BaseException):
    """Stands for the end of the process at this point."""


def write(root: Path, version: int) -> None:
    """Diff the catalogue, so that most pages differ between two versions."""
    text = (root / "catalogue.yaml").read_text("utf-8")
    head, _, rest = text.partition("title:")
    (root / "catalogue.yaml").write_text(f"{head}title: {{en: Toy {version}}}\n{rest.partition(chr(10))[2]}", "utf-8")


def left_over(root: Path) -> set[str]:
    """What a build left behind beside its lock."""
    beside = {file.name for file in (root / ".papershelf").iterdir()} - {"lock"}
    return beside | {file.name for file in root.iterdir() if file.name.endswith(".new")}


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
    """``kill -9`` at twenty random moments: the site is each time one of the two, whole, and the next command clears up."""
    root, whole = versions
    moments = random.Random(20)
    start = time.monotonic()
    assert call(root, "build")[0] == 0
    span = time.monotonic() - start
    killed = 0
    for n in range(1, KILLS + 1):
        write(root, n % 2)
        arguments, options = papershelf(root, "build")
        process = subprocess.Popen(arguments, **options, start_new_session=True)
        time.sleep(moments.uniform(0.2, 1.0) * span)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
        assert digests(root / "site") in whole
        assert call(root, "check")[0] == 0
        assert left_over(root) == set()
        assert digests(root / "site") in whole
    assert killed >= KILLS / 2
    write(root, 1)
    assert call(root, "build")[0] == 0
    assert digests(root / "site") == whole[1]


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
    with shelf.building(root) as new:
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
    "unknown word": ("templates/site/term.html", "{{ title }}", "{{ titel }}"),
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
