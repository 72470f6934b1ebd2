"""Single entries, and the order in which they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.checks import entries
from papershelf.checks.entries import future_date
from papershelf.draft import Docs, Draft, Entry
from papershelf.draft import draft as drafted
from papershelf.model import Paper
from papershelf.source import Block, read_document
from tests.checks.shelves import draft_of, edited
from tests.conftest import TOY
from tests.making import SOUNDS


@pytest.mark.parametrize(("year", "late"), [("2012", True), ("2013", False), ("2014", False), ("2015", False)])
def test_arxiv_id_may_follow_the_venue_by_a_year(toy: Path, year: str, late: bool) -> None:
    """An id of December 2014 suits a venue of 2013, and is late for one of 2012."""
    codes = {code for _, code, _ in edited(toy, "papers.yaml", ("year: 2015", f"year: {year}"))}
    assert codes == ({"arxiv-late"} if late else set())


def draft(years: list[int]) -> Draft:
    """Entries of given years, each with an id that tells where it stood."""
    head = {"kind": "method", "scope": "general", "title": "T", "venue": "iclr"}
    papers = [Paper.model_validate({**head, "id": f"p{n}", "year": str(year)}) for n, year in enumerate(years)]
    listed = [Entry(paper, Block("papers.yaml", n + 1, f"- id: {paper.id}\n")) for n, paper in enumerate(papers)]
    return replace(draft_of(TOY), entries=tuple(listed))


@given(st.lists(st.integers(2000, 2006), max_size=8))
def test_fewest_entries_that_must_move_are_told(years: list[int]) -> None:
    """Without those that are told the list is in order, and no smaller set would do."""
    read = draft(years)
    told = {p.entry for p in entries.out_of_order(read)}
    keys = [entry.paper.place for entry in read.entries]
    stay = [key for entry, key in zip(read.entries, keys, strict=True) if entry.paper.id not in told]
    assert all(a < b for a, b in pairwise(stay))
    longer = combinations(keys, len(stay) + 1)
    assert not any(all(a < b for a, b in pairwise(each)) for each in longer)


def test_one_entry_out_of_place_is_told_at_its_id(toy: Path) -> None:
    """The newest at the end: it alone has to move."""
    changes = [("venue: iclr", "venue: naacl"), ("year: 2015", "year: 2025"), ('arxiv: "1412.6980"', "doi: 10.1234/a")]
    codes = [each for each in edited(toy, "papers.yaml", *changes) if each[1] == "out-of-order"]
    assert codes == [("papers.yaml:36:7", "out-of-order", "adam")]


def test_a_cut_list_of_authors_is_told(toy: Path) -> None:
    """It ends with the word that stands for the others."""
    changes = ("Jimmy Ba]", "others]")
    assert edited(toy, "papers.yaml", changes) == [("papers.yaml:41:12", "authors-cut", "adam")]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("", ["no-paper-link"]),
        ("  links: {paper: none}\n  checked: 2026-02-01\n", ["no-paper-link"]),
        ("  links: {paper: https://example.org/adam}\n", []),
        ("  doi: 10.1234/adam\n", []),
    ],
)
def test_a_paper_can_be_reached(line: str, codes: list[str], toy: Path) -> None:
    """By a link, a DOI or an arXiv id."""
    assert [code for _, code, _ in edited(toy, "papers.yaml", ('  arxiv: "1412.6980"\n', line))] == codes


@pytest.mark.parametrize(("day", "codes"), [("", ["undated-none"]), ("  checked: 2026-02-01\n", [])])
def test_what_was_looked_for_in_vain_says_when(day: str, codes: list[str], toy: Path) -> None:
    """Each `none` of an entry holds on the day of `checked`."""
    changes = ('  arxiv: "1412.6980"\n', f'  arxiv: "1412.6980"\n  links: {{code: none}}\n{day}')
    told = edited(toy, "papers.yaml", changes)
    assert told == [("papers.yaml:45:17", code, "adam") for code in codes]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("mit", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("No license", "none stated"),
        ("MIT", ""),
        ("none stated", ""),
        ("S-Lab License 1.0", ""),
    ],
)
def test_a_license_is_spelled_one_way(written: str, near: str, toy: Path) -> None:
    """Of code, of weights and of a data set; words that SPDX does not know stay as they were found."""
    links = "links: {code: https://github.com/google-research/bert}\n"
    license = f'links: {{code: https://x.org/c, weights: https://x.org/w}}\n  license: {{code: "{written}", weights: "{written}"}}\n'
    edited(
        toy,
        "catalogue.yaml",
        ("tasks: [machine-translation]}\n", f'tasks: [machine-translation], license: "{written}"}}\n'),
    )
    edited(toy, "papers.yaml", (links, license))
    told = [(p.code, p.entry, p.values["near"]) for p in shelf.read(toy).problems]
    places = ("newstest2014", "bert", "bert")
    assert told == [("license-spelling", place, near) for place in places if near]


@pytest.mark.parametrize(
    ("links", "kinds"),
    [
        ("{code: https://x.org/c, weights: https://x.org/w}", []),
        ("{code: {url: https://x.org/c, empty: 2026-01-02}}", ["weights"]),
        ("{weights: none}\n  checked: 2026-01-02", ["code", "weights"]),
    ],
)
def test_a_license_is_of_something_that_is_linked(links: str, kinds: list[str], toy: Path) -> None:
    """There, or announced; a warning where nothing leads to it."""
    old = "links: {code: https://github.com/google-research/bert}\n"
    edited(toy, "papers.yaml", (old, f"links: {links}\n  license: {{code: MIT, weights: none stated}}\n"))
    problems = shelf.read(toy).problems
    assert [(p.code, p.level, p.values["kind"]) for p in problems] == [
        ("license-without-link", "warning", kind) for kind in kinds
    ]


LINKS = "links: {code: https://github.com/google-research/bert"
REST = "code: https://github.com/google-research/bert"
DAYS = [
    (LINKS, "added: {}\n  links: {{" + REST),
    (LINKS, "checked: {}\n  links: {{" + REST),
    (LINKS, "links: {{demo: {{url: https://x.org, empty: {}}}, " + REST),
]


@pytest.mark.parametrize(("old", "new"), DAYS)
@pytest.mark.parametrize(("days", "codes"), [(0, []), (1, []), (2, ["future-date"]), (400, ["future-date"])])
def test_a_day_to_come_is_told(old: str, new: str, days: int, codes: list[str], toy: Path) -> None:
    """Of a day more nobody can tell, since it may have come elsewhere."""
    text = (toy / "papers.yaml").read_text("utf-8")
    assert old in text
    (toy / "papers.yaml").write_text(text.replace(old, new.format(date.today() + timedelta(days=days)), 1), "utf-8")
    assert [problem.code for problem in shelf.read(toy).problems if problem.code == "future-date"] == codes


def test_a_year_or_month_to_come_is_told(toy: Path) -> None:
    """A venue may announce next year's papers."""
    year = date.today().year
    for old, new, codes in (
        ("year: 2019", f"year: {year + 1}", []),
        ("year: 2019", f"year: {year + 3}", ["future-date"]),
        ('arxiv: "1810.04805"', "public: 2998-01", ["future-date"]),
    ):
        text = (toy / "papers.yaml").read_text("utf-8")
        (toy / "papers.yaml").write_text(text.replace(old, new, 1), "utf-8")
        assert [problem.code for problem in shelf.read(toy).problems if problem.code == "future-date"] == codes
        (toy / "papers.yaml").write_text(text, "utf-8")


def test_each_day_of_a_catalogue_is_judged() -> None:
    """Those of mirrors, sources, errata and removals: against an early day all are to come."""
    text = (SOUNDS / "catalogue.yaml").read_text("utf-8")
    removed = "removed:\n- {paper: gone, removed_because: {en: Twice.}, day: 2026-01-01}\n"
    about = read_document(text + removed, "catalogue.yaml")
    made, _ = drafted(about, [], Docs(), day=date(2020, 1, 1))
    assert made is not None
    paths = [str(problem.place.line) for problem in future_date(made)]
    lines = (text + removed).split("\n")
    found = [re.search(r"halls.example.net|sound-table|day: 2026-04-05|gone", line) for line in lines]
    assert paths == [str(n) for n, each in enumerate(found, 1) if each and "at: sound-table" not in lines[n - 1]]
    assert len(paths) == 4
    assert [*future_date(replace(made, day=date.max))] == []
