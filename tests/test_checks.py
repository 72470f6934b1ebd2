"""Rules across entries: their limits and reasons, beyond the examples of ``broken/``."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.checks import entries
from papershelf.draft import Draft, Entry
from papershelf.model import Paper
from papershelf.source import Block
from tests.conftest import TOY

BROKEN = Path(__file__).parent / "broken"


def edited(folder: Path, name: str, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Place, code and entry of the problems after changes to one file; each must find its words exactly once."""
    file = folder / name
    text = file.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return found(folder)


def found(folder: Path) -> list[tuple[str, str, str]]:
    """Place, code and entry of each problem of a folder."""
    return [(str(p.place), p.code, p.entry) for p in shelf.read(folder).problems]


def test_toy_shelf_is_clean(toy: Path) -> None:
    """The shelf on which the other tests stand has no problem."""
    assert found(toy) == []


def test_former_id_may_not_be_taken(toy: Path) -> None:
    """An id in `was` redirects, so no entry may have it."""
    assert edited(toy, "papers.yaml", ("- id: adam\n", "- id: adam\n  was: [bert, adam-2014]\n")) == [
        ("papers.yaml:37:9", "duplicate-id", "adam")
    ]


def test_three_entries_with_one_id_are_told_twice_and_nothing_else(toy: Path) -> None:
    """Each further one is told with the line of the first; the same title and arXiv id add nothing."""
    text = (toy / "papers.yaml").read_text("utf-8")
    adam = text[text.index("- id: adam") :]
    (toy / "papers.yaml").write_text(text + f"\n{adam}" * 2, "utf-8")
    problems = shelf.read(toy).problems
    assert [(p.code, p.values["line"]) for p in problems] == [("duplicate-id", 36)] * 2


@pytest.mark.parametrize(("year", "late"), [("2012", True), ("2013", False), ("2014", False), ("2015", False)])
def test_arxiv_id_may_follow_the_venue_by_a_year(toy: Path, year: str, late: bool) -> None:
    """An id of December 2014 suits a venue of 2013, and is late for one of 2012."""
    codes = {code for _, code, _ in edited(toy, "papers.yaml", ("year: 2015", f"year: {year}"))}
    assert codes == ({"arxiv-late"} if late else set())


def test_method_cannot_extend_itself(toy: Path) -> None:
    """`extends` names another entry."""
    assert edited(toy, "papers.yaml", ("extends: [transformer]", "extends: [transformer, bert]")) == [
        ("papers.yaml:17:26", "unknown-extends", "bert")
    ]


def test_entry_that_cannot_be_read_can_still_be_named(toy: Path) -> None:
    """A broken entry is told by itself: links to it, methods that extend it and its words are not told too."""
    assert edited(toy, "papers.yaml", ("  venue: neurips", "  venu: neurips")) == [
        ("papers.yaml:22:3", "missing-field", "transformer"),
        ("papers.yaml:29:3", "unknown-field", "transformer"),
    ]


def test_stray_line_before_the_first_entry_is_the_only_problem(toy: Path) -> None:
    """Where a part of the list could not be read, nothing is said to be missing or unused."""
    changes = ("- id: bert\n", "  id: bert\n")
    assert [code for _, code, _ in edited(toy, "papers.yaml", changes)] == ["not-an-entry"]


def test_prose_may_link_to_entries_terms_venues_and_pages(toy: Path) -> None:
    """All that has a page can be named; an unknown name in a page is told at its line and column."""
    (toy / "docs/en/taxonomy").mkdir()
    (toy / "docs/en/taxonomy/index.md").write_text("# All\n", "utf-8")
    (toy / "docs/en/taxonomy/attention.md").write_text(
        "[[adam|The Adam paper]], [[techniques/self-attention]], [[tasks/optimization]], [[domains/text]],\n"
        "[[venues/iclr]], [[taxonomy]], [[taxonomy/attention]] but\n\n[[adam]] [[adamw|Adam W]].\n",
        "utf-8",
    )
    assert found(toy) == [("docs/en/taxonomy/attention.md:4:10", "unknown-link", "")]


def test_unknown_language_in_the_catalogue_is_told_at_its_key(toy: Path) -> None:
    """In texts and in the names of terms, at the language's own place."""
    assert edited(
        toy,
        "catalogue.yaml",
        ("title: {en: Toy Shelf}", "title: {en: Toy Shelf, de: Regal}"),
        ("{id: text, en: Text,", "{id: text, en: Text, fr: Texte,"),
        ("definition: {en: Written language.}", "definition: {en: Written language., fr: Langue.}"),
    ) == [
        ("catalogue.yaml:2:24", "unknown-language", ""),
        ("catalogue.yaml:13:24", "unknown-language", ""),
        ("catalogue.yaml:13:71", "unknown-language", ""),
    ]


def test_task_of_a_column_may_be_a_domain_but_must_exist(toy: Path) -> None:
    """Columns of a benchmark name tasks or domains of catalogue.yaml."""
    task = ("dataset: newstest2014, task: machine-translation", "dataset: newstest2014, task: {}")
    assert edited(toy, "catalogue.yaml", (task[0], task[1].format("text"))) == []
    changes = (task[1].format("text"), task[1].format("translation"))
    assert [code for _, code, _ in edited(toy, "catalogue.yaml", changes)] == ["unknown-task"]


def test_pages_that_one_language_lacks_are_told_each(toy: Path) -> None:
    """With two languages, a page of one without the other is a warning at the page."""
    edited(toy, "catalogue.yaml", ("languages: [en]", "languages: [en, zh]"))
    (toy / "docs/zh").mkdir()
    (toy / "docs/zh/about.md").write_text("# 关于\n", "utf-8")
    pages = [(place, code) for place, code, _ in found(toy) if place.startswith("docs")]
    assert pages == [("docs/en/index.md:1:1", "missing-translation"), ("docs/zh/about.md:1:1", "missing-translation")]


def test_every_kind_of_unused_term_is_told(toy: Path) -> None:
    """With all entries gone, each term is told; with one entry broken none is, for it may use them."""
    (toy / "papers.yaml").write_text("papers:\n", "utf-8")
    (toy / "docs/en/index.md").write_text("# Empty\n", "utf-8")
    unused = [p.values["value"] for p in shelf.read(toy).problems if p.code == "unused-term"]
    assert unused == [
        *("question-answering", "optimization", "text"),
        *("self-attention", "pre-training", "adaptive-step-size", "naacl", "neurips", "iclr"),
    ]
    (toy / "papers.yaml").write_text("papers:\n- id: a\n  kind: [\n", "utf-8")
    assert [code for _, code, _ in found(toy)] == ["open-bracket"]


# --- swapped columns ---------------------------------------------------------------------------------


def board(folder: Path, rows: int, swapped: int, more: str = "") -> list[tuple[str, str, str]]:
    """The findings on a board of rows about two apart, one of which has its two columns exchanged."""
    (folder / "catalogue.yaml").write_text((BROKEN / "average-differs/catalogue.yaml").read_text("utf-8"), "utf-8")
    shutil.rmtree(folder / "docs")
    text = "papers:\n"
    for n in range(rows):
        clean, noisy = Decimal(20) + n, Decimal(18) + n + Decimal(n % 5) / 10
        if n == swapped:
            clean, noisy = noisy, clean
        text += (
            f"- id: p{n:02}\n  kind: method\n  scope: general\n  title: Paper {n}\n  venue: iclr\n  year: 2015\n"
            f"  doi: 10.1234/{n}\n  results:\n  - benchmark: wmt14-en-de\n"
            f"    values: {{clean: [{clean}], noisy: [{noisy}]}}\n    source: {{in: paper, locator: Table 1}}\n"
            + (more if n == swapped else "")
        )
    (folder / "papers.yaml").write_text(text, "utf-8")
    return [each for each in found(folder) if each[1] not in ("unused-term", "noise-order")]


def test_swapped_columns_are_told_on_a_board_of_twenty_rows(toy: Path) -> None:
    """The one row that fits its board only the other way round is told; all others are not."""
    assert board(toy, 21, 7) == [("papers.yaml:88:21", "columns-swapped", "p07")]


def test_swapped_columns_need_twenty_rows(toy: Path) -> None:
    """On a smaller board nobody can tell."""
    assert board(toy, 19, 7) == []


def test_swapped_columns_can_be_accepted(toy: Path) -> None:
    """A row whose source prints it so says why, and is told no more."""
    assert board(toy, 21, 7, "    allow: {columns-swapped: {en: Printed so.}}\n") == []


@pytest.mark.parametrize(("printed", "code"), [("27.4", ""), ("27.5", ""), ("27.6", "average-differs"), ("-", "")])
def test_printed_average_may_be_cut_or_rounded(printed: str, code: str, toy: Path) -> None:
    """A mean is a checksum to its last digit: cut or rounded it passes; an average not printed says nothing."""
    (toy / "catalogue.yaml").write_text((BROKEN / "average-differs/catalogue.yaml").read_text("utf-8"), "utf-8")
    text = (BROKEN / "average-differs/bad.yaml").read_text("utf-8")
    (toy / "papers.yaml").write_text(text.replace("[27.9]", f"[{printed}]"), "utf-8")
    assert [c for _, c, _ in found(toy)] == ([code] if code else [])


# --- order ------------------------------------------------------------------------------------------


def draft(years: list[int]) -> Draft:
    """Entries of given years, each with an id that tells where it stood."""
    head = {"kind": "method", "scope": "general", "title": "T", "venue": "iclr"}
    papers = [Paper.model_validate({**head, "id": f"p{n}", "year": str(year)}) for n, year in enumerate(years)]
    listed = [Entry(paper, Block("papers.yaml", n + 1, f"- id: {paper.id}\n")) for n, paper in enumerate(papers)]
    read = shelf.read(TOY).draft
    assert read is not None
    return replace(read, entries=tuple(listed))


@given(st.lists(st.integers(2000, 2006), max_size=8))
def test_fewest_entries_that_must_move_are_told(years: list[int]) -> None:
    """Without those that are told the list is in order, and no smaller set would do."""
    read = draft(years)
    told = {p.entry for p in entries.out_of_order(read)}
    keys = [entry.paper.order for entry in read.entries]
    stay = [key for entry, key in zip(read.entries, keys, strict=True) if entry.paper.id not in told]
    assert all(a < b for a, b in pairwise(stay))
    longer = combinations(keys, len(stay) + 1)
    assert not any(all(a < b for a, b in pairwise(each)) for each in longer)


def test_order_is_judged_among_faultless_entries(toy: Path) -> None:
    """An entry with an error, such as a wrong year in its venue's place, is not told to be misplaced as well."""
    changes = [("year: 2015", "year: 2025"), ("venue: iclr", "venue: iclrr")]
    assert [code for _, code, _ in edited(toy, "papers.yaml", *changes)] == ["unknown-venue"]
    assert [code for _, code, _ in edited(toy, "papers.yaml", ("venue: iclrr", "venue: iclr"))] == ["out-of-order"]
