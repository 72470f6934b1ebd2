"""What came when: the newest papers and rows, and the last day on which a page's data changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from papershelf.catalogue.arrivals import SEEDED, last_changed, papers, rows
from tests.handmade import catalogue, faces, paper, rain, regimes


def days(*found: Any) -> list[tuple[str, str]]:
    """Day and id of each paper of a feed."""
    return [(str(day), each.id) for day, each in papers(catalogue(*found))]


def test_papers_stand_at_the_day_on_which_they_came() -> None:
    """The newest first; those of one day by id, the last one first."""
    assert days(
        paper("b", added="2026-01-02"), paper("a", added="2026-01-02"), paper("c", added="2026-01-03")
    ) == [("2026-01-03", "c"), ("2026-01-02", "b"), ("2026-01-02", "a")]  # fmt: skip


def test_papers_of_the_first_import_stand_at_their_public_month() -> None:
    """At its first day, between those that came later; one whose month is unknown is left out."""
    found = days(
        paper("old", added="2026-01-02"),
        paper("first", public="2026-02"),
        paper("next", arxiv="2411.18466"),
        paper("x"),
    )
    assert found == [("2026-02-01", "first"), ("2026-01-02", "old"), ("2024-11-01", "next")]


def test_only_the_newest_of_the_first_import_are_in() -> None:
    """Thirty of them; all that came later, up to a hundred entries in all."""
    first = [paper(f"f{n}", public=f"19{n}-01") for n in range(60, 100)]
    assert SEEDED == 30
    assert days(*first) == [(f"19{n}-01-01", f"f{n}") for n in range(99, 69, -1)]
    later = [paper(f"n{n:03}", added="2026-01-02") for n in range(98)]
    found = days(*first, *later)
    assert len(found) == 100
    assert [id for _, id in found if id.startswith("f")] == ["f99", "f98"]


def told(*found: Any) -> list[tuple[str, str, str]]:
    """Day, paper and benchmark of each row of a feed."""
    return [(str(day), row.paper.id, board.benchmark.id) for day, board, row in rows(catalogue(*found))]


def test_rows_stand_at_their_own_day_or_at_that_of_their_paper() -> None:
    """The newest first, within a day in the order of papers and boards."""
    found = told(
        paper("b", faces("9"), rain(added="2026-02-03"), added="2026-01-02"),
        paper("a", faces("9"), rain(), added="2026-01-02"),
        paper("c", regimes("30", "one"), public="2025-12"),
        paper("d", rain(), rain("1", "1", added="2026-03-04")),
    )
    assert found == [
        ("2026-03-04", "d", "rain"),
        ("2026-02-03", "b", "rain"),
        ("2026-01-02", "a", "rain"),
        ("2026-01-02", "a", "faces"),
        ("2026-01-02", "b", "faces"),
        ("2025-12-01", "c", "regimes"),
    ]


def test_at_most_a_hundred_rows() -> None:
    """The newest ones."""
    found = told(*(paper(f"p{n:03}", rain(), added=f"2026-01-{n % 28 + 1:02}") for n in range(120)))
    assert len(found) == 100
    assert {day for day, *_ in found} == {f"2026-01-{n:02}" for n in range(5, 29)}
    assert [day for day, *_ in found] == sorted((day for day, *_ in found), reverse=True)


PAGES = {
    "",
    "papers/",
    "papers/p/",
    "venues/tip/",
    "years/2019/",
    "tasks/rain/",
    "domains/video/",
    "techniques/experts/",
}
TAGS = {"venue": "tip", "year": "2019", "tasks": ["rain"], "domains": ["video"], "techniques": ["experts"]}


def test_a_page_changed_on_the_last_of_its_days() -> None:
    """The day of the entry, of its last look for links, of each row: whichever is last, on every page that shows it."""
    for added, checked, row in (("05", "03", "04"), ("03", "05", "04"), ("03", "04", "05")):
        only = paper("p", rain(added=f"2026-01-{row}"), added=f"2026-01-{added}", checked=f"2026-01-{checked}", **TAGS)
        assert last_changed(catalogue(only)) == dict.fromkeys({*PAGES, "benchmarks/rain/"}, date(2026, 1, 5))


def test_a_page_of_several_papers_changed_with_the_last_of_them() -> None:
    """In whatever order they stand; a paper without a day changes nothing."""
    early = paper("early", added="2026-01-01", techniques=["experts"])
    late = paper("late", added="2026-03-03", year="2019", techniques=["experts", "prompts"])
    middle = paper("middle", checked="2026-02-02", techniques=["prompts"])
    found = last_changed(catalogue(early, late, middle, paper("none", venue="ws")))
    assert {path: day.month for path, day in found.items()} == {
        **{"": 3, "papers/": 3, "papers/early/": 1, "papers/late/": 3, "papers/middle/": 2},
        **{"venues/cvpr/": 3, "years/2025/": 2, "years/2019/": 3, "techniques/experts/": 3, "techniques/prompts/": 3},
    }


def test_errata_changed_with_the_last_erratum() -> None:
    """The day on which the last slip was found, whatever the order."""
    slips = [
        {"where": "https://x.org/", "locator": "T1", "printed": {"en": "a"}, "found": {"en": "b"}, "day": day}
        for day in ("2026-01-02", "2026-01-09", "2026-01-05")
    ]
    assert last_changed(catalogue(errata=slips)) == {"errata/": date(2026, 1, 9)}
