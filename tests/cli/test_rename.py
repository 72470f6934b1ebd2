"""rename: shows what changes, writes it when it is wanted, and what was broken off is finished."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bilingual import lay_bilingual, replace
from tests.conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shelf in two languages, with a guide and a reading note on bert."""
    return lay_bilingual(tmp_path / "shelf")


def texts(folder: Path) -> dict[str, str]:
    """The text of every registry file, of catalogue.yaml, of the pages and their diagrams, by its path."""
    files = [
        *folder.glob("*.yaml"),
        *folder.glob("papers/*"),
        *folder.glob("docs/**/*.md"),
        *folder.glob("docs/**/*.svg"),
    ]
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


def test_without_yes_it_is_only_shown(folder: Path, run: Run) -> None:
    """The lines that change, file by file, a note under both its names; nothing is written."""
    before = texts(folder)
    shown = run(folder, "rename", "bert", "bert-base")
    assert shown.exit_code == 0, shown.output
    assert "--- papers.yaml\n+++ papers.yaml\n" in shown.output
    assert "-- id: bert\n+- id: bert-base\n+  was: [bert]\n" in shown.output
    assert "--- docs/en/notes/bert.svg\n+++ docs/en/notes/bert-base.svg\n--- " in shown.output
    assert shown.output.endswith("so far this is only shown; --yes writes it\n")
    assert texts(folder) == before


def test_an_entry_is_renamed_wherever_it_is_named(folder: Path, run: Run) -> None:
    """Registry, pages, notes; check is content, and the old address leads to the new page, the note's too."""
    done = run(folder, "rename", "bert", "bert-base", "--yes", lang="zh")
    assert done.exit_code == 0, done.output
    assert done.output.endswith("bert 现改名为 bert-base；旧地址指向新页面。接着请运行：papershelf check\n")
    assert run(folder, "check").output.endswith("no errors, 1 warning; 3 entries read\n")
    files = texts(folder)
    assert "论文 [[bert-base]]。" in files["docs/zh/index.md"]
    assert "[[bert-base|It]]." in files["docs/en/taxonomy/pre-training.md"]
    assert {file for file in files if "/notes/" in file} == {
        f"docs/{lang}/notes/bert-base.{kind}" for lang in ("en", "zh") for kind in ("md", "svg")
    }
    assert run(folder, "build").exit_code == 0
    for below, way in (("", "On BERT"), ("zh/", "论 BERT")):
        for page, target, words in (
            ("papers", "../../papers/bert-base/", "BERT"),
            ("notes", "../../notes/bert-base/", way),
        ):
            html = (folder / f"site/{below}{page}/bert/index.html").read_text("utf-8")
            assert f'<a href="{target}">{words}</a>' in html
    for name in ("papers/{}/cite.bib", "api/v1/papers/{}.json"):
        old, new = ((folder / "site" / name.format(id)).read_bytes() for id in ("bert", "bert-base"))
        assert old == new != b""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("brt", "x"), "no entry 'brt'; did you mean 'bert'?"),
        (("qqqqqqqq", "x"), "no entry 'qqqqqqqq'\n"),
        (("bert", "adam"), "to make one of the two: papershelf merge bert adam"),
        (("bert", "Bert Base"), "nothing was written"),
        (("bert", "index"), "nothing was written"),
    ],
)
def test_what_cannot_be_renamed_says_why(words: tuple[str, str], said: str, folder: Path, run: Run) -> None:
    """And changes nothing, whatever was answered."""
    before = texts(folder)
    done = run(folder, "rename", *words, "--yes")
    assert done.exit_code == 1
    assert said in done.output
    assert texts(folder) == before


def test_the_id_that_it_has_is_no_change(folder: Path, run: Run) -> None:
    """Nothing to write, and no fault."""
    done = run(folder, "rename", "bert", "bert")
    assert (done.exit_code, done.output) == (0, "nothing to change\n")


def test_a_note_in_the_way_is_told(folder: Path, run: Run) -> None:
    """Its words are not written over."""
    (folder / "docs/en/notes/bert-base.md").write_text("# Another\n", "utf-8")
    done = run(folder, "rename", "bert", "bert-base", "--yes")
    assert (done.exit_code, "docs/en/notes/bert-base.md stands where the note is to go" in done.output) == (1, True)


def test_a_registry_that_cannot_be_read_is_to_be_mended_first(folder: Path, run: Run) -> None:
    """What cannot be read might name the entry."""
    replace(folder / "papers.yaml", "year: 2015", "year: soon")
    done = run(folder, "rename", "bert", "x", "--yes")
    assert done.exit_code == 1
    assert "mend these first" in done.output
