"""The papers of a Markdown list: rows and bullets as people write them."""

from __future__ import annotations

import pytest

from papershelf import open_shelf
from papershelf.upkeep.lists import Item, items
from tests.conftest import ROOT, TOY

LISTS = ROOT / "tests" / "lists"
CATALOGUE = open_shelf(TOY).catalogue


def told(*lines: str) -> tuple[Item, ...]:
    """The items of a text."""
    return items("\n".join(lines) + "\n", CATALOGUE)


def test_list_is_told_line_by_line() -> None:
    """Each item has its line, its ids, and the venue and year that stand beside it."""
    found = items((LISTS / "table.md").read_text("utf-8"), CATALOGUE)
    assert [item.line for item in found] == [12, 13, 14, 15, 16, 22, 23, 24]
    assert found[2] == Item(14, "Decoupled Weight Decay Regularization", "1711.05101", "", "iclr", 2019)
    assert found[5].doi == "10.5555/3295222.3295349"


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
