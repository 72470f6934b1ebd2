"""Links of hand-written pages that lead nowhere, each at its place; those that lead somewhere are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf import shelf, site
from papershelf.problems import as_text
from tests.bilingual import lay_bilingual

GUIDE = "docs/en/taxonomy/index.md"


def told(root: Path, words: str) -> str:
    """The report on a guide that says these words in its third line."""
    (root / GUIDE).write_text(f"# The guide\n\nSee {words}.\n\n## Two words\n", "utf-8")
    found = shelf.read(root)
    assert found.errors == []
    made = site.editions_of(found, singly=True)
    return as_text(site.lost_links([site.whole(root, each, made) for each in made]), "en")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shelf in two languages, with a picture."""
    folder = lay_bilingual(tmp_path / "toy")
    (folder / "docs/en/taxonomy/a b.png").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    "link",
    [
        "nowhere.md",
        "index.md#nowhere",
        "#nowhere",
        "pre-training.md#nowhere",
        "../papers/nobody/index.md",
        "../papers/bert/index.md#nowhere",
        "../papers/",
        "../papers/bert",
        "/papers/",
        "../../zh/index.md",
        "../../../catalogue.yaml",
        "nowhere.png",
        "../notes/bert.svg",
    ],
)
def test_a_link_to_nothing(root: Path, link: str) -> None:
    """Of a page, a section, or a picture, from the root or out of the folder."""
    assert told(root, f"[x]({link})").startswith(f"{GUIDE}:3:9: page-link  the link '{link}' leads to no page")


@pytest.mark.parametrize(
    "link",
    [
        "index.md",
        "#two-words",
        "pre-training.md",
        "../index.md",
        "../papers/index.md",
        "../papers/bert/index.md#cite",
        "../notes/bert.md#two",
        "../data/index.md",
        "a%20b.png",
        "https://x.org/nowhere.md",
        "//x.org/nowhere.md",
        "mailto:a@x.org",
    ],
)
def test_a_link_to_something(root: Path, link: str) -> None:
    """A page, hand-written or not, a section of it, a picture; of other hosts nothing is asked."""
    assert told(root, f"[x]({link})") == ""


def test_each_link_is_told_once_where_it_is_first_written(root: Path) -> None:
    """Also one that stands below the text, and a picture; what is shown as code is no link."""
    said = told(root, "`[x](code.md)` ![y](y.png) [z](z.md) [z][1] [z](z.md)\n\n[1]: q.md")
    assert [line.split("  ")[0] for line in said.splitlines() if "page-link" in line] == [
        f"{GUIDE}:3:25: page-link",
        f"{GUIDE}:3:36: page-link",
        f"{GUIDE}:5:6: page-link",
    ]
