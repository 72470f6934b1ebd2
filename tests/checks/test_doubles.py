"""What stands twice: told at each further one, with the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf import shelf
from tests.bilingual import replace
from tests.checks.shelves import edited


def test_former_id_may_not_be_taken(toy: Path) -> None:
    """An id in `was` redirects, so no entry may have it."""
    assert edited(toy, "papers.yaml", ("- id: adam\n", "- id: adam\n  was: [bert, adam-2014]\n")) == [
        ("papers.yaml:37:9", "duplicate-id", "adam")
    ]


def test_a_term_stands_in_one_group_once(toy: Path) -> None:
    """A task in two groups, or twice in one, and a technique in two families: told at the further one, with the first."""
    groups = (
        "task_groups:\n- {id: a, en: A, tasks: [optimization, optimization]}\n- {id: b, en: B, tasks: [optimization]}\n"
    )
    families = "families:\n- {id: a, en: A, techniques: [pre-training]}\n- {id: b, en: B, techniques: [pre-training]}\n"
    assert edited(
        toy, "catalogue.yaml", ("domains:\n", f"{groups}domains:\n"), ("venues:\n", f"{families}venues:\n")
    ) == [
        ("catalogue.yaml:13:40", "grouped-twice", "a"),
        ("catalogue.yaml:14:26", "grouped-twice", "b"),
        ("catalogue.yaml:23:31", "grouped-twice", "b"),
    ]
    assert {problem.values["other"] for problem in shelf.read(toy).problems} == {"a"}


def test_three_entries_with_one_id_are_told_twice_and_nothing_else(toy: Path) -> None:
    """Each further one is told with the line of the first; the same title and arXiv id add nothing."""
    text = (toy / "papers.yaml").read_text("utf-8")
    adam = text[text.index("- id: adam") :]
    (toy / "papers.yaml").write_text(text + f"\n{adam}" * 2, "utf-8")
    problems = shelf.read(toy).problems
    assert [(p.code, p.values["at"]) for p in problems] == [("duplicate-id", "papers.yaml:36")] * 2


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        (
            "title: Attention Is All You Need",
            "title: BERT, pre-training of deep bidirectional transformers for language understanding!",
            "26:10",
            "duplicate-title",
        ),
        ('arxiv: "1706.03762"', 'arxiv: "1810.04805"', "31:10", "duplicate-arxiv"),
        ('arxiv: "1706.03762"', "doi: 10.18653/V1/n19-1423", "31:8", "duplicate-doi"),
    ],
)
def test_one_paper_has_one_entry(old: str, new: str, place: str, code: str, toy: Path) -> None:
    """Titles are compared by letters and digits, DOIs without case; the first entry is named with its line."""
    assert edited(toy, "papers.yaml", (old, new)) == [(f"papers.yaml:{place}", code, "transformer")]
    (problem,) = shelf.read(toy).problems
    line = {"duplicate-title": 7, "duplicate-arxiv": 11, "duplicate-doi": 12}[code]
    assert problem.values == {"other": "bert", "at": f"papers.yaml:{line}"}


@pytest.mark.parametrize(
    ("list_", "term"),
    [
        ("tasks", "{id: optimization, en: Optimize, definition: {en: Twice.}}"),
        ("domains", "{id: text, en: Words, definition: {en: Twice.}}"),
        ("venues", "{id: iclr, name: ICLR, full: Twice, kind: conference}"),
        ("datasets", "{id: newstest2014, name: Twice}"),
        ("metrics", "{id: bleu, name: Twice, better: higher}"),
        ("sources", "{id: attention-paper, in: page, url: https://example.org/}"),
    ],
)
def test_a_vocabulary_has_each_id_once(list_: str, term: str, toy: Path) -> None:
    """The second is told; the same id in another vocabulary is another term."""
    file = toy / "catalogue.yaml"
    text = file.read_text("utf-8").replace(f"\n{list_}:\n", f"\n{list_}:\n- {term}\n")
    file.write_text(text, "utf-8")
    (problem,) = [problem for problem in shelf.read(toy).problems if problem.level == "error"]
    assert (problem.code, problem.values["list"]) == ("duplicate-term", list_)
    assert problem.values["id"] in term


ROW = """\
  - benchmark: wmt14-en-de
    values: {{test: [27.3]}}
    source: {{in: paper, locator: {}}}
"""


@pytest.mark.parametrize(("other", "codes"), [("Table 2", ["duplicate-row"]), ("Table 3", [])])
def test_a_row_differs_from_its_neighbor_in_its_source_at_least(other: str, codes: list[str], toy: Path) -> None:
    """The same numbers may be printed in two places, and are then two rows."""
    rows = "  results:\n" + ROW.format("Table 2") + ROW.format(other)
    changes = ("  tasks: [machine-translation]\n", "  tasks: [machine-translation]\n" + rows)
    found = edited(toy, "papers.yaml", changes)
    assert [code for _, code, _ in found] == codes
    assert [place for place, _, _ in found] == ["papers.yaml:37:5"] * len(codes)


def test_a_former_id_of_two_entries(toy: Path) -> None:
    """Told at the second, with the place of the first."""
    for id in ("bert", "adam"):
        replace(toy / "papers.yaml", f"- id: {id}\n", f"- id: {id}\n  was: [once]\n")
    (problem,) = shelf.read(toy).problems
    assert (problem.code, problem.entry, problem.values["id"]) == ("duplicate-id", "adam", "once")
    assert problem.values["at"] == "papers.yaml:4"


def test_a_language_is_listed_once(toy: Path) -> None:
    """Told at the second; a site would be built as often as it is listed."""
    assert edited(toy, "catalogue.yaml", ("languages: [en]", "languages: [en, en]")) == [
        ("catalogue.yaml:4:17", "duplicate-term", "")
    ]
