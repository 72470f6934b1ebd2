"""coverage: what a Markdown list and the catalogue have in common, from tables and bullets as people write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import open_shelf
from papershelf.upkeep.coverage import Report, compared
from papershelf.upkeep.lists import Item, items
from tests.conftest import ROOT, TOY, Run, RunProcess

LISTS = ROOT / "tests" / "lists"
CATALOGUE = open_shelf(TOY).catalogue


def report(name: str) -> Report:
    """The report on one of the lists."""
    return compared((LISTS / name).read_text("utf-8"), CATALOGUE)


def told(*lines: str) -> tuple[Item, ...]:
    """The items of a text."""
    return items("\n".join(lines) + "\n", CATALOGUE)


def test_list_with_tables() -> None:
    """Every row's paper is told with its line, ids and venue: badges, <br>, <sub>, HTML links."""
    found = report("table.md")
    assert (found.items, found.matched, found.extra) == (8, 3, ())
    assert found.lacking == (
        Item(14, "Decoupled Weight Decay Regularization", "1711.05101", "", "iclr", 2019),
        Item(16, "Language Models are Few-Shot Learners", "2005.14165", "", "neurips", 2020),
        Item(23, "Layer Normalization", "1607.06450"),
        Item(24, "Root Mean Square Layer Normalization", "1607.06450"),
    )
    assert [(d.item.line, d.paper.id, d.field, d.ours, d.theirs) for d in found.differing] == [
        (15, "adam", "arxiv", "1412.6980", "1412.6908")
    ]
    assert [[item.line for item in group] for group in found.doubled] == [[12, 22]]
    assert [(id, [item.line for item in group]) for id, group in found.shared] == [("1607.06450", [23, 24])]


def test_list_with_bullets() -> None:
    """The same in bullets, nested ones too; tables of contents and other links are no papers."""
    found = report("bullets.md")
    assert (found.items, found.matched, found.extra) == (6, 3, ())
    assert found.lacking == (
        Item(11, "Decoupled Weight Decay Regularization", "1711.05101", "", "iclr", 2019),
        Item(16, "预训练语言模型的一种新方法与应用研究", "", "10.1000/xyz(12)34"),
    )
    assert [(d.item.line, d.paper.id, d.field, d.ours, d.theirs) for d in found.differing] == [
        (14, "transformer", "year", "2017", "2018")
    ]
    assert [[item.line for item in group] for group in found.doubled] == [[11, 17]]
    assert found.shared == ()


def test_what_the_list_lacks() -> None:
    """Papers of ours that are not there, in the catalogue's order."""
    found = compared("- [BERT](https://arxiv.org/abs/1810.04805)\n", CATALOGUE)
    assert [paper.id for paper in found.extra] == ["transformer", "adam"]
    assert [(d.field, d.theirs) for d in found.differing] == []


@pytest.mark.parametrize(
    "line",
    [
        "* [Layer normalization for all](https://arxiv.org/abs/1607.06450v1)",
        "* **Layer normalization for all**, arXiv 2016, [[PDF]](http://arxiv.org/pdf/1607.06450)",
        "* **[Layer normalization for all](https://arxiv.org/abs/1607.06450)** [![Star](https://img.shields.io/github/stars/a/b)](https://github.com/a/b)",
        "* Layer normalization for all. [Paper](https://huggingface.co/papers/1607.06450) | [Code](https://github.com/a/b)",
        "1. Layer normalization for all (arXiv:1607.06450)",
        "* <b>Layer normalization for all</b> <a href='https://arxiv.org/abs/1607.06450'><img src='x.svg'></a>",
        "* Layer normalization for all [arXiv](https://doi.org/10.48550/arXiv.1607.06450)",
        "* [x] [Layer normalization for all][1]\n\n[1]: https://arxiv.org/abs/1607.06450",
        "- *Jimmy Ba, Geoffrey Hinton.* [Layer normalization for all](https://arxiv.org/abs/1607.06450)",
    ],
)
def test_bullets_as_people_write_them(line: str) -> None:
    """Title and id are found wherever a bullet has them."""
    assert [(item.title, item.arxiv) for item in told(line)] == [("Layer normalization for all", "1607.06450")]


@pytest.mark.parametrize(
    "row",
    [
        "| Layer norm, for all<br>Jimmy Lei Ba, Jamie Ryan Kiros | [p](https://arxiv.org/abs/1607.06450) |",
        "| **Layer norm, for all** <br> *Jimmy Lei Ba, et al.* | ![](https://img.shields.io/badge/arXiv-1607.06450-b31b1b) |",
        "| [Layer norm, for all](https://arxiv.org/abs/1607.06450) | |",
        "| Layer norm, for all | https://arxiv.org/abs/1607.06450 |",
    ],
)
def test_rows_as_people_write_them(row: str) -> None:
    """Authors behind a line break are no part of the title."""
    assert [(i.title, i.arxiv) for i in told("| Title | Link |", "|---|---|", row)] == [
        ("Layer norm, for all", "1607.06450")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "* [Methods](#methods)",
        "* [Home](https://example.org)",
        "* plain words without a link",
        "text, no list",
        "* <br>",
        "*",
    ],
)
def test_other_lines_are_no_papers(line: str) -> None:
    """Contents, home pages and plain words are left out."""
    assert told(line) == ()


@given(st.text(alphabet="|-*[](){}<>#`~!&\\\n\t ab1./:", max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands in a file, there is a report, and each item stands on a line of it."""
    found = compared(text, CATALOGUE)
    assert all(1 <= item.line <= text.count("\n") + 1 for item in found.lacking)


def test_hostile_nesting_is_read() -> None:
    """Deep nesting of lists, quotes, emphasis and brackets ends."""
    for text in (
        "> " * 5000 + "x",
        "- " * 5000 + "x",
        "*" * 20_000,
        "[" * 20_000,
        "<b>" * 5000,
        "| " * 5000 + "\n|" + "-|" * 5000,
    ):
        compared(text, CATALOGUE)


def test_command_in_both_forms_and_languages(run: Run) -> None:
    """Markdown for people, in their language; JSON for programs, a report a list."""
    lists = [str(LISTS / name) for name in ("table.md", "bullets.md")]
    done = run(TOY, "coverage", *lists, "--format", "json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.output)
    assert [*data] == ["table.md", "bullets.md"]
    assert data["table.md"]["differing"] == [
        {"line": 15, "id": "adam", "field": "arxiv", "ours": "1412.6980", "theirs": "1412.6908"}
    ]
    assert data["bullets.md"]["lacking"][1]["doi"] == "10.1000/xyz(12)34"
    english, chinese = (run(TOY, "coverage", lists[0], lang=lang).output for lang in ("en", "zh"))
    assert "## In the list, not here (4)" in english
    assert "- line 15: adam · arxiv: ours 1412.6980 · theirs 1412.6908" in english
    assert "## 列表中有，本目录没有 (4)" in chinese
    assert "- 第 15 行: adam" in chinese
    assert english.count("\n## ") == chinese.count("\n## ") == 5


def test_words_of_a_list_do_not_become_markup(tmp_path: Path, run: Run) -> None:
    """What a list says is shown as text in the report."""
    (tmp_path / "x.md").write_text(
        "* [Evil `code` *and* \\<script\\> words](https://arxiv.org/abs/1607.06450)\n", "utf-8"
    )
    done = run(TOY, "coverage", str(tmp_path / "x.md"))
    assert "<script>" not in done.output
    assert "&#60;script&#62;" in done.output


def test_list_that_cannot_be_read_is_wrong_use(tmp_path: Path, run: Run, run_process: RunProcess) -> None:
    """No file, no UTF-8: one line each, status 2."""
    assert run(TOY, "coverage", str(tmp_path / "absent.md")).exit_code == 2
    (tmp_path / "x.md").write_bytes("- 题目\n".encode("gbk"))
    done = run(TOY, "coverage", str(tmp_path / "x.md"))
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)


def test_own_readme_has_all_its_papers(shipped_readme: str) -> None:
    """Our README is a list as well: it tells every paper of the catalogue, none under another id or title."""
    catalogue = open_shelf(ROOT).catalogue
    found = compared(shipped_readme, catalogue)
    assert found.extra == ()
    assert [d for d in found.differing if d.field in ("arxiv", "doi", "title")] == []


@pytest.fixture
def shipped_readme() -> str:
    """The README as it is generated."""
    return (ROOT / "README.md").read_text("utf-8")
