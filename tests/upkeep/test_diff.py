"""What a change does: added, changed and removed entries, lost rows, records that excuse them, ranks that moved."""

from __future__ import annotations

import pytest

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.problems import Problem
from papershelf.upkeep.diff import BoardMoves, Diff, Move, gone, guard, moves
from tests.conftest import ROOT
from tests.handmade import catalogue, faces, paper, rain, regimes
from tests.upkeep.edited import ABOUT, NEW, PAPERS, changed, drafted, entry, in_entry, recorded, row, without


def diff(papers: str = PAPERS, about: str = ABOUT, *, old: str = PAPERS, old_about: str = ABOUT) -> Diff:
    """What lies between the shelf of sounds and an edit of it."""
    return Diff(drafted(old, old_about), drafted(papers, about))


def told(changes: Diff) -> list[tuple[str, str]]:
    """Code and entry of each problem of the guard."""
    return [(problem.code, problem.entry) for problem in guard(changes)]


# --- entries ------------------------------------------------------------------------------------------


def test_of_no_change_nothing_is_told() -> None:
    """The same files: every entry is its own pair, and nothing is added, changed, removed or lost."""
    same = diff()
    assert [(old.paper.id, new.paper.id) for old, new in same.pairs] == [
        (id, id) for id in ("echo-2", "echo", "yu2025sound", "quiet", "halls2019")
    ]
    assert (same.added, same.changed, same.removed, same.rows_gone, guard(same)) == ([], [], [], [], [])


def test_added_changed_and_removed() -> None:
    """By entry, and of what is changed which fields."""
    edited = in_entry("quiet", "title: A Quiet One", "title: A Quiet Two", without("halls2019"))
    edited = in_entry("quiet", "authors: [Bo Li]", "authors: [Bo Li, Ann Lee]", edited)
    found = diff(changed(edited, "papers:\n", f"papers:\n{NEW}"))
    assert [paper.id for paper in found.added] == ["aa-new"]
    (one,) = found.changed
    assert (one.old.title, one.new.title, one.fields) == ("A Quiet One", "A Quiet Two", ("title", "authors"))
    assert [each.paper.id for each in found.removed] == ["halls2019"]


def test_an_entry_may_change_its_id() -> None:
    """The old id under ``was`` is the record; it is a change, no loss and no new entry."""
    found = diff(changed(PAPERS, "- id: quiet\n", "- id: quieter\n  was: [quiet]\n"))
    assert ("quiet", "quieter") in [(old.paper.id, new.paper.id) for old, new in found.pairs]
    assert (found.added, found.removed, guard(found)) == ([], [], [])
    assert [each.fields for each in found.changed] == [("id", "was")]


def test_a_broken_entry_is_neither_removed_nor_new() -> None:
    """What cannot be read is told by check; mended, it is not new."""
    broken = in_entry("quiet", "  year: ", "  yaer: ")
    assert (diff(broken).removed, guard(diff(broken))) == ([], [])
    mended = diff(old=broken)
    assert (mended.added, mended.changed) == ([], [])


def test_an_entry_may_not_vanish_in_silence() -> None:
    """It is told at the entry that followed it; its own record excuses it, another's and one of its rows do not."""
    left = without("echo")
    (problem,) = guard(diff(left))
    line = left.split("\n").index("- id: yu2025sound") + 1
    assert (problem.code, problem.entry, problem.level) == ("entry-gone", "echo", "error")
    assert str(problem.place) == f"papers.yaml:{line}:7"
    assert told(diff(left, recorded("paper: echo"))) == []
    for record in ("paper: quiet", "paper: echo, benchmark: rooms"):
        assert told(diff(left, recorded(record))) == [("entry-gone", "echo")]


def test_the_last_entry_and_all_entries_may_not_vanish_either() -> None:
    """The last one is told at the one before it, and all of them at the file."""
    left = without("halls2019")
    line = left.split("\n").index("- id: quiet") + 1
    assert [str(problem.place) for problem in guard(diff(left))] == [f"papers.yaml:{line}:7"]
    problems = guard(diff("papers: []\n"))
    assert {str(problem.place) for problem in problems} == {"papers.yaml:1:1"}
    assert [problem.code for problem in problems].count("entry-gone") == 5


def test_three_entries_at_once_are_too_many_whatever_is_recorded() -> None:
    """Two may go with records; the third is one too many, and all three are named."""
    ids = ("quiet", "echo-2", "halls2019")
    about = recorded(*(f"paper: {id}" for id in ids))
    assert told(diff(without(*ids[:2]), about)) == []
    (problem,) = guard(diff(without(*ids), about))
    assert (problem.code, problem.values["count"], problem.values["most"]) == ("many-gone", "3", "2")
    assert problem.values["ids"] == "echo-2, quiet, halls2019"


# --- rows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "excused"),
    [
        ("paper: echo-2, benchmark: rooms", True),
        ("paper: echo-2, benchmark: rooms, setting: each, variant: large", True),
        ("paper: echo-2, benchmark: rooms, at: https://echo.example.org/README.md", True),
        ("paper: echo-2, benchmark: words", False),
        ("paper: echo-2", False),
        ("paper: echo, benchmark: rooms", False),
        ("paper: echo-2, benchmark: rooms, variant: small", False),
        ("paper: echo-2, benchmark: rooms, setting: one-model", False),
        ("paper: echo-2, benchmark: rooms, at: sound-list", False),
    ],
)
def test_a_row_may_not_vanish_in_silence(record: str, excused: bool) -> None:
    """Told at the entry's results, with what it was; a record excuses it where all that it names agrees."""
    left = changed(PAPERS, row("echo-2", 1), "")
    (problem,) = guard(diff(left))
    lines = left.split("\n")
    line = lines.index("  results:", lines.index("- id: echo-2")) + 1
    assert (problem.code, problem.entry, str(problem.place)) == ("row-gone", "echo-2", f"papers.yaml:{line}:3")
    assert problem.values == {
        "benchmark": "rooms",
        "variant": "large",
        "source": "https://echo.example.org/README.md",
    }
    assert told(diff(left, recorded(record))) == ([] if excused else [("row-gone", "echo-2")])


def test_the_record_of_a_renamed_entry_may_name_its_old_id() -> None:
    """As the entry was called when the row was there."""
    left = changed(PAPERS, row("echo", 2), "")
    assert told(diff(left, recorded("paper: old-echo, benchmark: words"))) == []


def test_a_record_serves_once() -> None:
    """What was recorded in an earlier change does not excuse a row that goes now; without an older file all count."""
    about, left = recorded("paper: echo, benchmark: words"), changed(PAPERS, row("echo", 2), "")
    assert told(diff(left, about, old_about=about)) == [("row-gone", "echo")]
    now = drafted(left, about)
    beside = drafted(PAPERS, about)
    shared = type(beside)(now.about, beside.about_block, beside.registries, beside.entries)
    assert guard(Diff(shared, now)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("variant: large\n    setting: each", "variant: huge\n    setting: each"),  # its name
        ("locator: L12", "locator: L13"),  # its place in the source
        ("hall: [13.0, 4.25]", "hall: [13.5, 4.20]"),  # its numbers
        ("note:\n      en: Only one room.\n      zh: 只有一个房间。", "added: 2026-03-09"),  # what else it says
    ],
)
def test_a_row_may_be_mended(old: str, new: str) -> None:
    """A row that changes its name, its numbers or its locator is still there: a change of its entry."""
    found = diff(in_entry("echo-2", old, new))
    assert (found.rows_gone, guard(found)) == ([], [])
    assert [each.fields for each in found.changed] == [("results",)]


def test_numbers_from_another_source_are_another_row() -> None:
    """Exchanging the source and the numbers takes the old row out."""
    other = changed(row("quiet", 1), "at: sound-table", "at: sound-list").replace("6.50", "6.40")
    found = diff(changed(PAPERS, row("quiet", 1), other))
    assert [(each.paper.id, lost.source.at) for each, lost in found.rows_gone] == [("quiet", "sound-table")]
    assert told(found) == [("row-gone", "quiet")]


def test_every_row_of_the_catalogue_is_its_own_successor() -> None:
    """The rule of successors, on all rows: none is gone, and any single one that is taken out is found."""
    for each in shelf.read(ROOT).catalogue.papers:
        assert gone(each.results, each.results) == []
        for n, lost in enumerate(each.results):
            assert gone(each.results, each.results[:n] + each.results[n + 1 :]) == [lost]


def test_of_two_equal_rows_one_is_gone() -> None:
    """A row is the successor of one row only."""
    (one,) = paper("a", rain()).results
    assert gone((one, one), (one,)) == [one]
    assert gone((one,), (one, one)) == []


# --- ranks --------------------------------------------------------------------------------------------


def moved(old: Catalogue, new: Catalogue) -> dict[tuple[str, str], BoardMoves]:
    """Moves by board and regime, each of which occurs once."""
    listed = moves(old, new)
    found = {(each.benchmark.id, each.setting.id if each.setting else ""): each for each in listed}
    assert len(found) == len(listed)
    return found


A, B, C = paper("a", rain()), paper("b", rain("28.00", "30.00")), paper("c", rain("33.00", "33.00"))


def test_a_new_row_moves_others() -> None:
    """It is told as itself, and those behind it apart."""
    found = moved(catalogue(A, B), catalogue(A, B, C))
    assert set(found) == {("rain", "")}
    board = found["rain", ""]
    assert (board.of, board.direct) == (3, (Move("c", "", None, 1, True),))
    assert board.others == (Move("a", "", 1, 2, False), Move("b", "", 2, 3, False))


def test_a_row_that_goes_moves_others_back() -> None:
    """The board's last row too, after which none is left."""
    board = moved(catalogue(A, B, C), catalogue(A, B))["rain", ""]
    assert (board.of, board.direct) == (2, (Move("c", "", 1, None, True),))
    last = moved(catalogue(A), catalogue())["rain", ""]
    assert (last.of, last.direct, last.others) == (0, (Move("a", "", 1, None, True),), ())


def test_changed_numbers_are_told_where_the_rank_stays() -> None:
    """A reviewer sees every row that says something else; what stays in its place as it was is not told."""
    board = moved(catalogue(A, B), catalogue(paper("a", rain("30.01")), B))["rain", ""]
    assert (board.direct, board.others) == ((Move("a", "", 1, 1, True),), ())
    assert moves(catalogue(A, B), catalogue(A, B)) == []


def test_regimes_and_variants_are_told_apart() -> None:
    """Each regime is a board of its own, and a method may stand on it twice."""
    old = catalogue(paper("a", regimes("30.00", "one")))
    new = catalogue(
        paper("a", regimes("30.00", "one"), regimes("31.00", "many", variant="big")), paper("f", faces("9"))
    )
    found = moved(old, new)
    assert {key: board.direct for key, board in found.items()} == {
        ("regimes", "many"): (Move("a", "big", None, 1, True),),
        ("faces", ""): (Move("f", "", None, 1, True),),
    }


def test_problems_of_the_guard_stand_in_order() -> None:
    """By their places in the file, whatever was found first."""
    left = changed(without("quiet"), row("echo-2", 1), "")
    problems: list[Problem] = guard(diff(left))
    assert [problem.code for problem in problems] == ["row-gone", "entry-gone"]
    assert entry("echo-2", left)  # it stands above the other
