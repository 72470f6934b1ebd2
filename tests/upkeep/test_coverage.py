"""Coverage: what a Markdown list and the catalogue have in common, and where they differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papershelf import open_shelf
from papershelf.upkeep.coverage import Report, compared
from papershelf.upkeep.lists import Item
from tests.conftest import ROOT, TOY

LISTS = ROOT / "tests" / "lists"
CATALOGUE = open_shelf(TOY).catalogue


def report(name: str) -> Report:
    """The report on one of the lists."""
    return compared((LISTS / name).read_text("utf-8"), CATALOGUE)


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


def test_a_title_of_ours_is_surer_than_an_id_beside_it() -> None:
    """A wrong id beside a right title is a difference of that paper, not a sign of another; without a title of ours the id tells."""
    title = CATALOGUE.by_id["transformer"].title
    found = compared(f"- [{title}](https://arxiv.org/abs/1810.04805)\n", CATALOGUE)
    assert [paper.id for paper in found.extra] == ["bert", "adam"]
    assert [(d.paper.id, d.field, d.theirs) for d in found.differing] == [("transformer", "arxiv", "1810.04805")]
    other = compared("- [BERT, as some list calls it](https://arxiv.org/abs/1810.04805)\n", CATALOGUE)
    assert [paper.id for paper in other.extra] == ["transformer", "adam"]
    assert [(d.paper.id, d.field) for d in other.differing] == [("bert", "title")]


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


def test_own_readme_has_all_its_papers() -> None:
    """Our README is a list as well: it tells every paper of the catalogue, none under another id or title."""
    found = compared((ROOT / "README.md").read_text("utf-8"), open_shelf(ROOT).catalogue)
    assert found.extra == ()
    assert [d for d in found.differing if d.field in ("arxiv", "doi", "title")] == []
