"""Whether there is anything to build: every file that a build reads or wrote counts, and the engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.shelf import memory
from tests.bilingual import lay_bilingual


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shelf as a build left it."""
    root = lay_bilingual(tmp_path / "shelf")
    for name in (
        "site/index.html",
        "site/papers/a/index.html",
        "state/links.json",
        "papers/2020.yaml",
        "schema/a.json",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("papers:\n", "utf-8")
    (root / shelf.SITE).parent.joinpath(".papershelf").mkdir()
    shelf.remember(root)
    return root


def appended(name: str) -> Callable[[Path], object]:
    """Has one more line in a file."""
    return lambda root: (root / name).write_text(f"{(root / name).read_text('utf-8')}\n", "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an entry": appended("papers.yaml"),
    "an entry elsewhere": appended("papers/2020.yaml"),
    "catalogue.yaml": appended("catalogue.yaml"),
    "a page": appended("docs/zh/notes/bert.md"),
    "a diagram": appended("docs/en/notes/bert.svg"),
    "a template": appended("templates/site/paper.html"),
    "a style": appended("templates/theme/assets/site.css"),
    "a word": appended("templates/words/zh.yaml"),
    "mkdocs.zh.yml": appended("mkdocs.zh.yml"),
    "a README": appended("README.zh.md"),
    "a schema": appended("schema/a.json"),
    "state": appended("state/links.json"),
    "a new file": lambda root: (root / "docs/en/new.md").write_text("", "utf-8"),
    "a file that went": lambda root: (root / "papers/2020.yaml").unlink(),
    "a page of the site": appended("site/papers/a/index.html"),
    "a page's time": lambda root: os.utime(root / "site/index.html", (1, 1)),
    "the site": lambda root: (root / "site").rename(root / "old"),
    "what is kept": lambda root: (root / ".papershelf/built").write_bytes(b"\xff"),
    "that it is kept": lambda root: (root / ".papershelf/built").unlink(),
}


def test_what_nobody_touched_is_unchanged(folder: Path) -> None:
    """As often as one asks; the folder may stand elsewhere, and have files that no build reads."""
    assert [shelf.unchanged(folder), shelf.unchanged(folder)] == [True, True]
    (folder / "notes.txt").write_text("", "utf-8")
    assert shelf.unchanged(folder.rename(folder.with_name("elsewhere")))


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_is_noticed(what: str, folder: Path) -> None:
    """A file that a build reads, one that it wrote, what is kept of it; remembered again, it is unchanged."""
    CHANGES[what](folder)
    assert not shelf.unchanged(folder)
    shelf.remember(folder)
    assert shelf.unchanged(folder)


def test_another_engine_builds_anew(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A change in papershelf itself, in Python, or in what is installed beside it."""
    (tmp_path / "engine").mkdir()
    (tmp_path / "place/some-1.0.dist-info").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr(memory, "_ENGINE", tmp_path / "engine")
        assert not shelf.unchanged(folder)
    with monkeypatch.context() as patch:
        patch.setattr("sys.version", "4.0")
        assert not shelf.unchanged(folder)
    with monkeypatch.context() as patch:
        patch.syspath_prepend(str(tmp_path / "place"))
        assert not shelf.unchanged(folder)
    assert shelf.unchanged(folder)
