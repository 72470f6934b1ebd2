"""The folder while it is written: what is read again, and that reading again finds what reading anew does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from papershelf import shelf, site
from papershelf.draft import Entry
from papershelf.render.shell import Frame
from papershelf.serve import Live
from tests.bilingual import lay_bilingual, replace


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A shelf in two languages, to be changed at will."""
    return lay_bilingual(tmp_path / "toy")


def test_only_what_changed_is_read_again(bilingual: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The theme is rendered again where it or the words changed, and nothing at all where nothing did."""
    framed = []
    make = site.frame

    def counted(*of: Any) -> Frame:
        framed.append(of)
        return make(*of)

    monkeypatch.setattr("papershelf.site.frame", counted)
    live = Live(bilingual)
    assert live.look() is not None
    assert live.look() is None
    replace(bilingual / "papers.yaml", "title: Attention Is All You Need", "title: Attention Is Much of It")
    assert live.look() is not None
    assert len(framed) == 1
    answer = live.answer("papers/transformer/")
    assert answer is not None
    assert "Attention Is Much of It" in answer.body.decode()
    replace(bilingual / "templates" / "theme" / "main.html", "<body>", '<body class="new">')
    assert live.look() is not None
    assert len(framed) == 2
    answer = live.answer("papers/transformer/")
    assert answer is not None
    assert '<body class="new">' in answer.body.decode()


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
