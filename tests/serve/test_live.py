"""The folder while it is written: what is read again, and that reading again finds what reading anew does."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.draft import Entry
from papershelf.render.templates import Templates
from papershelf.serve import Live
from tests.bilingual import lay_bilingual, replace


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A shelf in two languages, to be changed at will."""
    return lay_bilingual(tmp_path / "toy")


def shown(live: Live, path: str) -> str:
    """What stands at a path."""
    answer = live.answer(path)
    assert answer is not None
    return answer.body.decode()


def test_only_what_changed_is_read_again(bilingual: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are compiled again where one changed, and nothing at all is done where nothing did."""
    made: list[Templates] = []

    def counted(texts: Mapping[str, str]) -> Templates:
        made.append(Templates(texts))
        return made[-1]

    monkeypatch.setattr("papershelf.serve.live.Templates", counted)
    live = Live(bilingual)
    assert live.look() is not None
    assert live.look() is None
    replace(bilingual / "papers.yaml", "title: Attention Is All You Need", "title: Attention Is Much of It")
    before = len(made)
    assert live.look() is not None
    assert len(made) == before
    assert "Attention Is Much of It" in shown(live, "papers/transformer/")
    replace(bilingual / "templates" / "theme" / "main.html", "<body>", '<body class="new">')
    assert live.look() is not None
    assert len(made) == before + 1
    assert '<body class="new">' in shown(live, "papers/transformer/")


def test_what_earlier_readings_left_is_cleared_away_later(bilingual: Path) -> None:
    """Not while a page is waited for, but in a quiet moment, once."""
    live = Live(bilingual)
    live.look()
    assert live.made is not None
    shown(live, "papers/bert/")
    gc.disable()
    try:
        old = weakref.ref(live.made.wholes[0].edition)
        replace(bilingual / "papers.yaml", "title: Attention Is All You Need", "title: Attention Is Much of It")
        live.look()
        assert old() is not None
        live.rest()
        assert old() is None
    finally:
        gc.enable()


def test_lost_links_are_problems(bilingual: Path) -> None:
    """The last state stays, and they are told with their place."""
    live = Live(bilingual)
    assert live.look() is not None
    replace(bilingual / "docs/zh/taxonomy/index.md", "# 导读", "# 导读\n\n[x](nowhere.md)")
    reading = live.look()
    assert reading is not None
    assert "docs/zh/taxonomy/index.md:3:5: page-link" in reading.words("en")
    assert "nowhere" not in shown(live, "zh/taxonomy/")


def entries(found: shelf.Shelf) -> tuple[Entry, ...]:
    """The valid entries of a shelf."""
    return found.draft.entries if found.draft else ()


def test_reading_again_finds_what_reading_anew_does(bilingual: Path) -> None:
    """After each change of any file."""
    read = shelf.rereading()
    for file, old, new in (
        ("papers.yaml", "venue: iclr", "venue: icrl"),
        ("papers.yaml", "venue: icrl", "venue: iclr"),
        ("catalogue.yaml", "id: iclr", "id: iclx"),
        ("docs/en/notes/bert.md", "[[transformer]]", "[[transfromer]]"),
    ):
        read(bilingual)
        replace(bilingual / file, old, new)
        again, anew = read(bilingual), shelf.read(bilingual)
        assert again.problems == anew.problems
        assert [entry.paper for entry in entries(again)] == [entry.paper for entry in entries(anew)]
