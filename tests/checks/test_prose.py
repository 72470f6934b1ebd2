"""Rules that keep prose honest, in the texts of entries and on pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.shelves import edited, found

SAID = "Trains the encoder of the [[transformer]] to fill in masked words, then tunes it for each task."
ROW = "  results: [{benchmark: wmt14-en-de, values: {test: [27.3]}, source: {in: paper, locator: Table 2}}]\n"


def said(folder: Path, words: str) -> list[tuple[str, str]]:
    """Place and code of what is found where a summary says these words; the term that it leaves unnamed aside."""
    return [(place, code) for place, code, _ in edited(folder, "papers.yaml", (SAID, words))]


def paged(folder: Path, words: str) -> list[tuple[str, str]]:
    """Place in the page and code of what is found on a page of these words."""
    (folder / "docs/en/page.md").write_text(f"# Page\n\n{words}\n", "utf-8")
    return [(place.removeprefix("docs/en/page.md:"), code) for place, code, _ in found(folder)]


def test_a_text_names_its_source(toy: Path) -> None:
    """Told at the first text of an entry that has none."""
    told = edited(toy, "papers.yaml", ("  sources: [https://arxiv.org/abs/1810.04805]\n", ""))
    assert told == [("papers.yaml:19:5", "no-sources", "bert")]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("It is the leading encoder.", ["claim-word"]),
        ("The authors call it the leading encoder.", []),
        ("The authors say so. It is the leading encoder.", ["claim-word"]),
        ("It reads a leading word.", ["claim-word"]),
        ("It reads masked words.", []),
    ],
)
def test_a_claim_says_whose_it_is(words: str, codes: list[str], toy: Path) -> None:
    """In its own sentence."""
    assert said(toy, words) == [("papers.yaml:19:9", code) for code in codes]


def test_a_result_bears_a_claim(toy: Path) -> None:
    """Of an entry that has one, claims are left to the board."""
    edited(
        toy, "papers.yaml", ("  sources: [https://arxiv.org/abs/1810.04805]\n", f"  sources: [https://x.org/]\n{ROW}")
    )
    assert said(toy, "It is the leading encoder.") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("A word, and the leading encoder.", [("3:17", "claim-word")]),
        ("Code is no claim: `leading`.", []),
        ("Leading, and leading again.", [("3:1", "claim-word"), ("3:14", "claim-word")]),
    ],
)
def test_a_claim_on_a_page_is_told_at_its_word(words: str, told: list[tuple[str, str]], toy: Path) -> None:
    """Each of them, outside of code."""
    assert paged(toy, words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("BERT reads.", [("3:1", "unlinked-name")]),
        ("BERT reads, and BERT writes.", [("3:1", "unlinked-name")]),
        ("BERT reads; see [[bert]].", []),
        ("BERT reads; see [[notes/bert]].", []),
        ("See [BERT](https://example.org/BERT).", []),
        ("See https://example.org/BERT and `BERT`.", []),
        ("Adam is a name, Transformer too.", []),
        ("BERTology is another word.", []),
    ],
)
def test_a_method_that_a_page_names_is_linked_somewhere(words: str, told: list[tuple[str, str]], toy: Path) -> None:
    """The first mention is told; a name that may be an ordinary word is not."""
    (toy / "docs/en/notes").mkdir()
    (toy / "docs/en/notes/bert.md").write_text("# BERT\n\nBERT is what this note is about.\n", "utf-8")
    assert paged(toy, words) == told


def test_a_method_s_own_name_and_the_parts_of_it_need_no_link(toy: Path) -> None:
    """In the texts of its entry."""
    edited(toy, "papers.yaml", ("method: Adam", "method: AdamW-BERT"))
    edited(
        toy,
        "papers.yaml",
        (
            "  techniques: [adaptive-step-size]\n",
            "  techniques: [adaptive-step-size]\n  summary: {en: AdamW-BERT and BERT.}\n  sources: [https://x.org/]\n",
        ),
    )
    assert found(toy) == []
    assert said(toy, "BERT of the [[transformer]] and AdamW-BERT.") == [("papers.yaml:19:9", "unlinked-name")]


def test_chinese_spacing_is_told_once_a_fault(toy: Path) -> None:
    """At the character on a page, at the text in an entry."""
    assert paged(toy, "一个网络,处理 图像。") == [("3:5", "chinese-spacing"), ("3:8", "chinese-spacing")]
    assert ("papers.yaml:19:9", "chinese-spacing") in said(toy, "一个网络,处理。")


@pytest.mark.parametrize(
    ("method", "told"),
    [("RAR", True), ("M2T", True), ("T5", False), ("Opt", False), ("oPt", True)],
)
def test_which_names_cannot_be_ordinary_words(method: str, told: bool, toy: Path) -> None:
    """Of three letters and more, with a capital or a digit behind the first."""
    file = toy / "papers.yaml"
    file.write_text(file.read_text("utf-8").replace("method: Adam", f"method: {method}"), "utf-8")
    assert paged(toy, f"The step of {method} grows.") == [("3:13", "unlinked-name")] * told
