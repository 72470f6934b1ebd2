"""Boards: which row ranks, averages, and that two protocols or settings never share a ranking."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.board import Board, boards, kind_of, metric_of
from papershelf.model import About, Paper, Result
from tests.conftest import ROOT

ABOUT: dict[str, Any] = {
    "title": {"en": "T"},
    "about": {"en": "A"},
    "languages": ["en"],
    "repository": "https://example.org/r",
    "site_url": "https://example.org/s/",
    "licence": {"en": "CC BY"},
    "datasets": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
    "metrics": [{"id": "psnr", "name": "PSNR", "better": "higher"}, {"id": "ssim", "name": "SSIM", "better": "higher"}],
    "sources": [
        {"id": "list", "in": "page", "url": "https://example.org/list"},
        {"id": "setters", "paper": "setter", "in": "page", "url": "https://example.org/setters"},
    ],
    "protocol_fields": [
        {
            **{"id": id, "en": id, "type": "one", "per": "column", "weight": weight, "touches": touches},
            "values": [{"id": value, "en": value} for value in values],
            "differ": {"en": "{a} or {b}"},
        }
        for id, weight, touches, values in (
            ("regime", "breaks", [], ("one", "many")),
            ("channel", "breaks", [], ("rgb", "y")),
            ("window", "breaks", ["ssim"], ("seven", "eleven")),
            ("told", "notes", [], ("nothing", "words")),
        )
    ],
    "benchmarks": [
        {
            "id": id,
            "name": {"en": id},
            "metrics": ["psnr", "ssim"],
            "columns": [{"id": "a", "label": "A", "dataset": "a"}, {"id": "b", "label": "B", "dataset": "b"}],
            "average": "mean",
            "settings": [
                {"id": "one", "en": "One", "protocol": {"regime": "one"}},
                {"id": "many", "en": "Many", "protocol": {"regime": "many"}},
            ],
            "paper": "setter",
        }
        for id in ("first", "second")
    ],
}
CITED = {"at": "list", "locator": "L1"}
SETTER = {"at": "setters", "locator": "L1"}
OWN = {"in": "paper", "locator": "Table 1"}


def paper(id: str, *results: dict[str, Any]) -> Paper:
    """A paper with these rows."""
    facts = {"id": id, "kind": "method", "scope": "general", "title": id, "venue": "x", "year": "2020"}
    return Paper.model_validate({**facts, "results": list(results)})


def row(a: str = "30.00", b: str = "32.00", source: dict[str, str] = CITED, **more: Any) -> dict[str, Any]:
    """A row of the first benchmark."""
    return {"benchmark": "first", "values": {"a": [a, "0.900"], "b": [b, "0.920"]}, "source": source, **more}


def board(*papers: Paper, benchmark: str = "first") -> tuple[Board, ...]:
    """The boards of a benchmark."""
    about = About.model_validate(ABOUT)
    return boards(papers, about, next(each for each in about.benchmarks if each.id == benchmark))


def ranks(each: Board) -> list[tuple[str, int | None]]:
    """Paper and rank of each row, in order."""
    return [(row.paper.id, row.rank) for row in each.rows]


def test_parameters_of_a_row() -> None:
    """In millions, of all parts; nothing where the source prints none."""
    rows = row(params="850K"), row(variant="two", params={"image": "42M", "text": "86M"}), row(variant="three")
    (found,) = board(paper("a", *rows))
    assert {each.result.variant: each.millions for each in found.rows} == {
        None: Decimal("0.85"),
        "two": Decimal(128),
        "three": None,
    }


def test_averages_are_computed_exactly() -> None:
    """The mean of a complete row is exact, and shown with the digits of its cells, a half rounded up."""
    (only,) = board(paper("m", row("30.01", "30.02")), paper("n", row("30.00", "30.01")))
    assert only.rows[0].mean == (Decimal("30.015"), Decimal("0.91"))
    assert only.rows[0].average == (Decimal("30.02"), Decimal("0.910"))
    assert only.rows[1].average == (Decimal("30.01"), Decimal("0.910"))


def test_rank_follows_the_exact_mean_and_equal_ones_share_it() -> None:
    """Best first; two equal averages have one rank and the next one skips."""
    (only,) = board(paper("c", row("30", "32")), paper("a", row("31", "32")), paper("b", row("32", "31")))
    assert ranks(only) == [("a", 1), ("b", 1), ("c", 3)]


def test_own_goes_before_cited_and_exactly_one_ranks() -> None:
    """An own row ranks although a cited one is higher; the cited one stays without a rank."""
    (only,) = board(paper("m", row("40", "40"), row("30", "30", OWN)))
    assert [(r.kind, r.rank) for r in only.rows] == [("own", 1), ("cited", None)]
    assert all(r.differs for r in only.rows)


def test_a_row_that_no_other_source_contradicts_does_not_differ() -> None:
    """Nor do two that print the same numbers, one of them with fewer digits."""
    (only,) = board(paper("m", row("30", "32")), paper("n", row("30.04", "31.96"), row("30.0", "32.0", OWN)))
    assert [r.differs for r in only.rows] == [False, False, False]


def test_a_partial_own_row_leaves_the_rank_to_a_complete_cited_one() -> None:
    """It could not rank itself; it stays on the method's page."""
    partial = row(source=OWN)
    del partial["values"]["b"]
    (only,) = board(paper("m", partial, row("30", "32")))
    assert [(r.kind, r.rank) for r in only.rows] == [("cited", 1), ("own", None)]


def test_among_cited_rows_those_of_the_protocol_s_authors_go_first() -> None:
    """Else the first in the entry's list ranks."""
    (only,) = board(paper("m", row("40", "40"), row("30", "30", SETTER)), paper("n", row("10", "10"), row("20", "20")))
    chosen = {r.paper.id: r.result.values["a"][0] for r in only.rows if r.rank}
    assert chosen == {"m": Decimal(30), "n": Decimal(10)}


def test_what_a_source_s_own_authors_print_is_own() -> None:
    """A source of catalogue.yaml that belongs to this very paper makes an own row."""
    (only,) = board(paper("setter", row(source=SETTER)))
    assert only.rows[0].kind == "own"


def test_flagged_withdrawn_and_partial_rows_have_no_rank() -> None:
    """Nor are they ever best or second."""
    reason = {"en": "why"}
    partial = row(source=CITED)
    del partial["values"]["b"]
    (only,) = board(
        paper("flagged", row("50", "50", allow={"average-differs": reason}, printed_average=["49.94", "0.91"])),
        paper("withdrawn", row("60", "60", withdrawn=reason)),
        paper("partial", partial),
        paper("ranked", row("20", "20")),
    )
    assert {r.paper.id: r.rank for r in only.rows} == {"ranked": 1, "flagged": None, "withdrawn": None, "partial": None}
    assert only.top("b", 0) == (Decimal(20),)


@pytest.mark.parametrize(
    ("printed", "accepted", "ranked"),
    [
        (["40.05", "0.91"], "average-differs", True),  # 0.05 apart
        (["39.95", "0.91"], "average-differs", True),
        (["40.06", "0.91"], "average-differs", False),
        (["39.94", "0.91"], "average-differs", False),
        (["40.00", "0.50"], "average-differs", True),  # another metric's mean
        (["-", "0.50"], "average-differs", True),
        (["40.00", "0.91"], "columns-swapped", True),
        (["-", "0.91"], "columns-swapped", False),  # nothing tells the score
        (None, "value-range", False),
    ],
)
def test_a_row_with_a_finding_ranks_where_its_score_is_settled(
    printed: list[str] | None, accepted: str, ranked: bool
) -> None:
    """By the mean of its columns, where the printed one is no more than 0.05 away; other metrics never cost the rank."""
    row_ = row("39.00", "41.00", allow={accepted: {"en": "Printed so."}}, printed_average=printed)
    (only,) = board(paper("m", row_))
    assert only.rows[0].flagged
    assert (only.rows[0].rank, only.rows[0].doubted) == ((1, False) if ranked else (None, True))


@pytest.mark.parametrize(("tur", "foundir", "dacg", "cpl"), [("three-task", "foundir", "all-weather", "all-weather-4")])
def test_shipped_rows_whose_mean_is_settled(tur: str, foundir: str, dacg: str, cpl: str) -> None:
    """33.10 recomputed and 32.50 printed takes no rank; a fault of the SSIM costs none."""
    found = shelf.read(ROOT).catalogue.boards
    rows = {name: [r for b in found[name] for r in b.rows] for name in (tur, foundir, dacg, cpl)}
    (far,) = (r for r in rows[tur] if r.paper.id == "tur" and r.mean and r.mean[0] == Decimal("33.10"))
    assert (far.result.printed_average or ())[0] == Decimal("32.50")
    assert far.rank is None
    for board, id in ((foundir, "foundir"), (dacg, "dacg-ir"), (cpl, "cpl")):
        assert any(r.flagged and r.rank is not None for r in rows[board] if r.paper.id == id), id


CHANNEL = {"channel": {"is": "y", "source": "https://example.org/code"}}
WINDOW = {"window": {"is": "eleven", "source": "https://example.org/code"}}
TOLD = {"told": {"is": "words", "source": "https://example.org/code"}}
SOUGHT = {"channel": {"sought": ["https://example.org/code"]}}
STATED = {
    "channel": {"is": "rgb", "source": "https://example.org/p"},
    "window": {"is": "seven", "source": "https://example.org/p"},
    "told": {"is": "nothing", "source": "https://example.org/p"},
}


def known(*papers: Paper, **more: Any) -> Board:
    """The board of a benchmark whose protocol is known."""
    first = {**ABOUT["benchmarks"][0], "protocol": STATED, "settings": [], **more}
    about = About.model_validate({**ABOUT, "benchmarks": [first]})
    (only,) = boards(papers, about, about.benchmarks[0])
    return only


def test_only_a_known_difference_that_touches_the_ranking_metric_takes_a_row_out() -> None:
    """No rank is lost by ignorance, for another metric, or for what is only noted; each departure is told."""
    made = known(
        *(paper("apart", row("50", "50", protocol=CHANNEL)), paper("open", row("49", "49", protocol=SOUGHT))),
        *(paper("ssim", row("48", "48", protocol=WINDOW)), paper("noted", row("47", "47", protocol=TOLD))),
        paper("plain", row("46", "46")),
    )
    assert ranks(made) == [("open", 1), ("ssim", 2), ("noted", 3), ("plain", 4), ("apart", None)]
    told = {r.paper.id: ([d.field.id for d in r.apart], [d.field.id for d in r.marks]) for r in made.rows}
    assert told == {
        "apart": (["channel"], []),
        "open": ([], ["channel"]),
        "ssim": ([], ["window"]),
        "noted": ([], ["told"]),
        "plain": ([], []),
    }
    assert made.cell(made.rows[-1], "a")[0] == ("50", "")  # nor is it ever the best of a column


def test_a_row_that_may_be_compared_goes_before_one_that_may_not() -> None:
    """Though the latter is the authors' own."""
    made = known(paper("m", row("50", "50", OWN, protocol=CHANNEL), row("30", "30")))
    assert [(r.kind, r.rank) for r in made.rows] == [("cited", 1), ("own", None)]


@pytest.mark.parametrize(
    ("copied", "rank"), [({}, None), ({"a": "50.0"}, None), ({"a": "51.0"}, 1), ({"protocol": SOUGHT}, 1)]
)
def test_a_copy_departs_as_the_authors_row_does(copied: dict[str, Any], rank: int | None) -> None:
    """Numbers that are the same, to the digits printed, came about alike; other numbers, or a word on them, do not."""
    found = known(paper("m", row("50", "50", OWN, protocol=CHANNEL), row(**{"a": "50", "b": "50", **copied})))
    (cited,) = (each for each in found.rows if each.kind == "cited")
    assert (cited.rank, bool(cited.apart)) == (rank, rank is None)


def test_a_row_is_not_the_best_in_a_metric_in_which_it_departs() -> None:
    """It is in the others."""
    found = known(paper("one", row("50", "50", protocol=WINDOW)), paper("other", row("40", "40")))
    (first, second) = found.rows
    assert [found.cell(each, "a") for each in (first, second)] == [
        [("50", "best"), ("0.900", "")],
        [("40", "second"), ("0.900", "best")],
    ]


def test_rows_of_a_setting_that_breaks_stand_apart_from_those_of_none() -> None:
    """Though it is the only setting."""
    named = [{"id": "luma", "en": "luma", "protocol": {"channel": "y"}}]
    about = About.model_validate(
        {**ABOUT, "benchmarks": [{**ABOUT["benchmarks"][0], "protocol": STATED, "settings": named}]}
    )
    found = boards([paper("a", row()), paper("b", row(setting="luma"))], about, about.benchmarks[0])
    assert [(each.setting.id if each.setting else None, ranks(each)) for each in found] == [
        ("luma", [("b", 1)]),
        (None, [("a", 1)]),
    ]


def test_a_departure_from_what_is_not_known_costs_no_rank() -> None:
    """The board says nothing of its channel."""
    made = known(paper("m", row(protocol=CHANNEL)), protocol={})
    assert (made.rows[0].rank, [d.field.id for d in made.rows[0].marks]) == (1, ["channel"])


def test_settings_that_may_be_compared_share_a_board() -> None:
    """Those that differ in what breaks have boards of their own; a field that the board says breaks is one."""
    papers = [paper(id, row(score, score, setting=id)) for id, score in (("one", "30"), ("many", "31"))]
    named = [{"id": id, "en": id, "protocol": {"told": told}} for id, told in (("one", "nothing"), ("many", "words"))]
    together = known(*papers, settings=named)
    assert [(r.setting.id if r.setting else None, r.rank) for r in together.rows] == [("many", 1), ("one", 2)]
    first = {**ABOUT["benchmarks"][0], "settings": named, "breaks": ["told"]}
    about = About.model_validate({**ABOUT, "benchmarks": [first]})
    apart = boards(papers, about, about.benchmarks[0])
    assert [(b.setting.id if b.setting else None, ranks(b)) for b in apart] == [
        ("one", [("one", 1)]),
        ("many", [("many", 1)]),
    ]


def test_leaders_are_by_their_authors_own_numbers_and_by_others() -> None:
    """The best cited row only where it is higher; alone where there is no own one; none where nothing ranks."""
    own, low, high = row("31", "31", OWN), row("30", "30"), row("32", "32")
    found = [
        [(r.paper.id, r.kind) for r in only.leaders]
        for papers in (
            (paper("o", own), paper("l", low)),
            (paper("o", own), paper("h", high)),
            (paper("l", low), paper("h", high)),
        )
        for only in board(*papers)
    ]
    assert found == [[("o", "own")], [("h", "cited"), ("o", "own")], [("h", "cited")]]
    partial = row()
    del partial["values"]["b"]
    assert board(paper("p", partial))[0].leaders == ()


def test_what_others_retrained_is_known_by_the_scope() -> None:
    """A cited row of a method that is not of the catalogue's heart; none where no scope is its heart."""
    scopes = [{"id": "heart", "en": "h", "heart": "true"}, {"id": "general", "en": "g"}]
    about = About.model_validate({**ABOUT, "scopes": scopes})
    (only,) = boards([paper("m", row("30", "30"), row("29", "29", OWN, variant="v"))], about, about.benchmarks[0])
    assert {(r.kind, r.retrained) for r in only.rows} == {("cited", True), ("own", False)}
    assert not any(r.retrained for r in board(paper("m", row()))[0].rows)


def test_a_mean_as_printed_ranks_and_says_so() -> None:
    """Where a source prints only the mean, the row ranks by it."""
    printed = {"benchmark": "first", "printed_average": ["31.50", "0.915"], "source": CITED}
    (only,) = board(paper("computed", row("30", "32")), paper("printed", printed))
    assert ranks(only) == [("printed", 1), ("computed", 2)]
    assert only.rows[0].printed_only
    assert only.rows[0].average == (Decimal("31.50"), Decimal("0.915"))


def test_whose_numbers_they_are() -> None:
    """Of the paper itself, or of a source that is its own."""
    places = {"list": None, "setters": "setter"}
    kinds = [
        kind_of(paper("setter"), Result.model_validate(row(source=source)), places) for source in (OWN, SETTER, CITED)
    ]
    assert kinds == ["own", "own", "cited"]
    assert kind_of(paper("m"), Result.model_validate(row(source=SETTER)), places) == "cited"


def test_shown_rows_are_one_a_variant_and_their_ranks_are_counted() -> None:
    """The others stay on the method's page."""
    small = row("20", "20", variant="small")
    (only,) = board(paper("m", row("30", "30", OWN), row("40", "40"), small))
    assert [(r.kind, r.result.variant) for r in only.shown] == [("own", None), ("cited", "small")]
    assert (len(only.rows), only.ranked) == (3, 2)


def test_top_values_of_a_column_follow_the_metric_s_better() -> None:
    """Best and second, equal ones once; of a metric where less is better, the least."""
    about = {**ABOUT, "metrics": [{**ABOUT["metrics"][0], "better": "lower"}, ABOUT["metrics"][1]]}
    made = About.model_validate(about)
    rows = [paper(id, row(score, "32")) for id, score in zip("abcd", ("30", "20", "10", "10"), strict=True)]
    (only,) = boards(rows, made, made.benchmarks[0])
    assert only.top("a", 0) == (Decimal(10), Decimal(20))
    assert only.top("none", 0) == ()
    assert ranks(only) == [("c", 1), ("d", 1), ("b", 3), ("a", 4)]


@pytest.mark.parametrize(
    ("better", "marks", "wins"),
    [("higher", ["best", "second", "", "best"], False), ("lower", ["", "second", "best", ""], True)],
)
def test_cells_are_as_printed_and_the_best_two_are_marked(better: str, marks: list[str], wins: bool) -> None:
    """Equal values share a mark; a value not printed, a flagged row and one that does not stand there have none."""
    about = {**ABOUT, "metrics": [{**ABOUT["metrics"][0], "better": better}, ABOUT["metrics"][1]]}
    made = About.model_validate(about)
    rows = [paper(id, row(score, "32")) for id, score in zip("abcd", ("30.10", "20.0", "10", "30.1"), strict=True)]
    flagged = row("10", "32", allow={"value-range": {"en": "So it is printed."}})
    hidden = row("30.10", "-", OWN), row("10.0", "33")
    (only,) = boards([*rows, paper("f", flagged), paper("h", *hidden)], made, made.benchmarks[0])
    cells = {(each.paper.id, each.kind): only.cell(each, "a")[0] for each in only.rows}
    assert [cells[id, "cited"] for id in "abcd"] == list(zip(("30.10", "20.0", "10", "30.1"), marks, strict=True))
    assert cells["f", "cited"] == ("10", "")
    assert (cells["h", "own"], cells["h", "cited"]) == (("30.10", ""), ("10.0", marks[2]))  # the own one lacks a column
    (own,) = (each for each in only.rows if each.kind == "own")
    assert only.cell(own, "b")[0] == ("–", "")
    assert only.cell(own, "none") == []
    assert only.beats(Decimal(1), Decimal(2)) is wins
    assert only.beats(Decimal(2), Decimal(1)) is not wins
    assert not only.beats(Decimal(1), Decimal(1))


def test_metric_by_its_id() -> None:
    """As catalogue.yaml has it."""
    assert metric_of(About.model_validate(ABOUT), "ssim").name == "SSIM"


SCORE = st.decimals(min_value=10, max_value=50, places=2).map(str)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["p", "q", "r", "setter"]),
        st.sampled_from(["first", "second"]),
        st.sampled_from([None, "one", "many"]),
        st.sampled_from([None, "small"]),
        st.sampled_from([CITED, SETTER, OWN]),
        SCORE,
        SCORE,
    ),
    max_size=24,
)


@given(ROWS)
def test_protocols_and_settings_never_share_a_ranking(rows: list[Any]) -> None:
    """A board holds one benchmark and one setting; in it exactly one row a method and variant has a rank."""
    papers = [
        paper(
            id,
            *(
                {**row(a, b, source), "benchmark": benchmark, "setting": setting, "variant": variant}
                for each, benchmark, setting, variant, source, a, b in rows
                if each == id
            ),
        )
        for id in ("p", "q", "r", "setter")
    ]
    for benchmark in ("first", "second"):
        made = board(*papers, benchmark=benchmark)
        assert len({each.setting.id if each.setting else None for each in made}) == len(made)
        for each in made:
            assert {(r.result.benchmark, r.result.setting) for r in each.rows} == {
                (benchmark, each.setting.id if each.setting else None)
            }
            keys = Counter((r.paper.id, r.result.variant) for r in each.rows if r.rank is not None)
            assert set(keys) == {(r.paper.id, r.result.variant) for r in each.rows}
            assert set(keys.values()) <= {1}
            scores = [r.mean[0] for r in each.rows if r.rank is not None and r.mean]
            assert scores == sorted(scores, key=lambda score: score or 0, reverse=True)


@pytest.mark.parametrize(
    ("board", "least"), [("three-task", 45), ("five-task", 40), ("all-weather", 20), ("cdd-11", 20), ("foundir", 15)]
)
def test_the_shipped_boards_are_full(board: str, least: int) -> None:
    """Each of the main boards has its rows, in all its settings together."""
    assert sum(len(each.shown) for each in shelf.read(ROOT).catalogue.boards[board]) >= least


def test_every_shipped_result_names_its_source() -> None:
    """A source is a place of catalogue.yaml, or has an address, or is the paper itself; and a spot in it."""
    catalogue = shelf.read(ROOT).catalogue
    places = {place.id for place in catalogue.about.sources}
    for paper in catalogue.papers:
        for result in paper.results:
            source = result.source
            assert source.locator
            assert source.at in places if source.at else source.url or paper.address
