"""The README's generated regions: written out by hand for a few papers."""

from __future__ import annotations

from typing import Any

from papershelf.draft import Page
from papershelf.model import Paper
from papershelf.model.state import Repository
from papershelf.render.readme import regions
from tests.gfm import cells, links
from tests.handmade import ABOUT, catalogue, edition, paper

SITE = "https://small.example.org/shelf"
TEXT = {"en": "On [[base]] & more.", "zh": "基于 [[base]]。"}


def folds(*papers: Paper) -> list[str]:
    """The headings of the years: those that stand open, and those that fold with their number of papers."""
    text = regions(edition(catalogue(*papers)))["papers"]
    return [line for line in text.split("\n") if line.startswith(("### ", "<summary>"))]


def year(number: int, count: int, **fields: Any) -> list[Paper]:
    """So many papers of a year."""
    return [paper(f"y{number}-{n:02}", year=str(number), **fields) for n in range(count)]


def test_counts() -> None:
    """The catalogue's size in one line."""
    found = catalogue(paper("a", scope="all-in-one"), paper("b", year="2019"))
    assert regions(edition(found))["counts"] == (
        "2 papers: 1 all-in-one, 0 with code, 0 with weights, 0 with a reading note. Years 2019 to 2025.\n"
    )
    assert "2 篇论文" in regions(edition(found, "zh"))["counts"]


def test_main_boards_are_named_with_the_counts() -> None:
    """Where the catalogue says which they are, in its order, in either language."""
    boards = [{**each, "main": each["id"] != "rain"} for each in ABOUT["benchmarks"]]
    said = {
        "en": "Main boards: [Regimes]({0}regimes/), [Face board]({0}faces/).",
        "zh": "主要榜单：[训练设定]({0}regimes/)、[人脸榜]({0}faces/)。",
    }
    for lang, below in (("en", ""), ("zh", "zh/")):
        text = regions(edition(catalogue(benchmarks=boards), lang))["counts"]
        address = f"{SITE}/{below}benchmarks/"
        assert text.split("\n\n")[1].strip() == said[lang].format(address)
    assert "Main boards" not in regions(edition(catalogue()))["counts"]


def test_methods_told_at_length() -> None:
    """A row for each paper with structure, adaptation or performance; links lead to the site in that language."""
    found = catalogue(
        paper("base", method="Base|IR", architecture=TEXT),
        paper("claim", performance={"en": "31 dB."}, venue="tip", year="2019"),
        paper("short", summary=TEXT),
    )
    for lang, below, words in (("en", "", "On Base|IR & more."), ("zh", "/zh", "基于 Base|IR。")):
        text = regions(edition(found, lang))["methods"]
        assert len(text.strip().split("\n")) == 4
        assert [" ".join(each) for each in cells(text)[5:]] == [
            *("Base|IR", "CVPR 2025", words, "", ""),
            *("Title of claim", "TIP 2019", "", "", "31 dB."),
        ]
        assert links(text) == [f"{SITE}{below}/papers/{id}/" for id in ("base", "base", "claim")]


def test_papers_by_year_with_their_links() -> None:
    """Name, rest of the title, venue, and links: announced ones say so, an archived repository too, a note where there is one."""
    closed = Repository.model_validate({"day": "2026-01-02", "stars": 7, "archived": True})
    found = catalogue(
        paper(
            "a",
            method="Adam",
            title="Adam: A *Method*",
            links={"paper": "https://x.org/a", "code": "https://github.com/x/a", "demo": "https://x.org/d"},
        ),
        paper("b", links={"code": {"url": "https://x.org/c", "empty": "2026-01-02"}, "project": "https://x.org/(p)"}),
        paper("c", year="2024", venue="ws"),
        pages=(Page("en", "notes/a.md", "f", ""),),
        repositories={"https://github.com/x/a": closed},
    )
    assert regions(edition(found))["papers"] == (
        "### 2025\n"
        "\n"
        "| Paper | Venue | Links |\n"
        "|---|---|---|\n"
        f"| [Adam]({SITE}/papers/a/): A &#42;Method&#42; | CVPR | [Paper](https://x.org/a) "
        f"[Code](https://github.com/x/a) (archived) [Note]({SITE}/notes/a/) |\n"
        f"| [Title of b]({SITE}/papers/b/) | CVPR | [Code](https://x.org/c) (announced) [Project](https://x.org/%28p%29) |\n"
        "\n"
        "### 2024\n"
        "\n"
        "| Paper | Venue | Links |\n"
        "|---|---|---|\n"
        f"| [Title of c]({SITE}/papers/c/) | WS | |\n"
        "\n"
    )
    chinese = regions(edition(found, "zh"))["papers"]
    assert f"| [Adam]({SITE}/zh/papers/a/)" in chinese
    assert f"{SITE}/zh/notes/" not in chinese


def test_the_two_newest_years_stand_open() -> None:
    """Older ones fold, with their number of papers."""
    found = folds(*year(2025, 1), *year(2024, 2), *year(2023, 21), *year(2022, 20))
    assert found == [
        "### 2025",
        "### 2024",
        "<summary><b>2023</b> (21 papers)</summary>",
        "<summary><b>2022</b> (20 papers)</summary>",
    ]


def test_small_years_at_the_end_fold_into_one() -> None:
    """Those with fewer than twenty papers, where all before them are small too; a lone one keeps its name."""
    found = folds(*year(2025, 1), *year(2024, 1), *year(2022, 3), *year(2021, 20), *year(2019, 19), *year(2016, 1))
    assert found == [
        "### 2025",
        "### 2024",
        "<summary><b>2022</b> (3 papers)</summary>",
        "<summary><b>2021</b> (20 papers)</summary>",
        "<summary><b>2019 and earlier</b> (20 papers)</summary>",
    ]
    assert folds(*year(2025, 1), *year(2024, 1), *year(2022, 1))[2:] == ["<summary><b>2022</b> (1 paper)</summary>"]


def test_of_years_put_together_each_row_says_its_own() -> None:
    """Beside the venue; elsewhere the heading says it."""
    text = regions(edition(catalogue(*year(2025, 1), *year(2024, 1), *year(2022, 1), *year(2019, 1))))["papers"]
    assert [" ".join(each) for each in cells(text) if each[:1] == ["CVPR"]] == [
        "CVPR",
        "CVPR",
        "CVPR 2022",
        "CVPR 2019",
    ]


def test_regions_of_nothing() -> None:
    """A catalogue without papers has its regions too."""
    found = regions(edition(catalogue()))
    assert list(found) == ["counts", "methods", "papers"]
    assert found["papers"] == ""
    assert len(found["methods"].strip().split("\n")) == 2


def test_a_withdrawn_paper_says_so() -> None:
    """Behind its title, in the language."""
    found = catalogue(paper("a", state={"is": "withdrawn", "source": "https://x.org/"}), paper("b"))
    for lang, below, word in (("en", "", " (withdrawn)"), ("zh", "/zh", "（已撤回）")):
        text = regions(edition(found, lang))["papers"]
        assert f"\n| [Title of a]({SITE}{below}/papers/a/){word} | CVPR | |\n" in text
        assert f"\n| [Title of b]({SITE}{below}/papers/b/) | CVPR | |\n" in text
