"""Plots as geometry: what is drawn where, which rows are records, what is left out and why."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.board import Board
from papershelf.board.plot import (
    NARROW,
    WIDE,
    Bar,
    Label,
    Plot,
    Point,
    against_params,
    bars,
    labels,
    over_time,
    papers_a_year,
)
from papershelf.model import Paper
from tests.handmade import CITED, WHY, catalogue, faces, paper, rain

# The frame in the view box: its edges.
LEFT, RIGHT, TOP, BOTTOM = 64, 740, 20, 328


def board(benchmark: str, *papers: Paper) -> Board:
    """The one board of a benchmark."""
    (found,) = catalogue(*papers).boards[benchmark]
    return found


def shown(plot: Plot | None) -> list[tuple[str, float, float, str, str, bool]]:
    """Paper, place, both values in words, and whether it is a record, of each point."""
    assert plot is not None
    return [(each.row.paper.id, each.x, each.y, each.at, each.score, each.record) for each in plot.points]


def records(plot: Plot | None) -> list[str]:
    """The scores of the records, in order."""
    assert plot is not None
    return [point.score for point in plot.points if point.record]


FID = [
    paper("a", faces("50"), public="2020-01"),
    paper("b", faces("30"), public="2021-01"),
    paper("c", faces("10"), public="2022-01"),
    paper("d", faces("90"), public="2023-01"),
]


def test_records_of_a_metric_that_is_better_when_lower() -> None:
    """FID 50, 30, 10, 90 in months of rising order: the records are 50, 30, 10, and the line goes down through them."""
    plot = over_time(board("faces", *FID))
    assert shown(plot) == [
        ("a", 64.0, 174.0, "2020-01", "50", True),
        ("b", 233.0, 235.6, "2021-01", "30", True),
        ("c", 402.0, 297.2, "2022-01", "10", True),
        ("d", 571.0, 50.8, "2023-01", "90", False),
    ]
    assert plot is not None
    assert plot.line == "M64.0 174.0H233.0V235.6H402.0V297.2H740"


def test_records_of_a_metric_that_is_better_when_higher() -> None:
    """PSNR 31, 30, 33, 33: an equal one is no record, and the line goes up through 31 and 33."""
    plot = over_time(
        board(
            "rain",
            *(
                paper(id, rain(score, score), public=month)
                for id, score, month in (
                    ("a", "31.00", "2020-01"),
                    ("b", "30.00", "2020-07"),
                    ("c", "33.00", "2021-01"),
                    ("d", "33.00", "2021-07"),
                )
            ),
        )
    )
    assert shown(plot) == [
        ("a", 64.0, 225.3, "2020-01", "31.00", True),
        ("b", 233.0, 328.0, "2020-07", "30.00", False),
        ("c", 402.0, 20.0, "2021-01", "33.00", True),
        ("d", 571.0, 20.0, "2021-07", "33.00", False),
    ]
    assert plot is not None
    assert plot.line == "M64.0 225.3H402.0V20.0H740"


def test_kind_and_frame() -> None:
    """The frame in which the template draws grid and axes."""
    plot = over_time(board("faces", *FID))
    assert plot is not None
    assert (plot.kind, plot.frame) == ("time", WIDE)
    assert (WIDE.width, WIDE.height, WIDE.left, WIDE.right, WIDE.top, WIDE.bottom) == (
        760,
        380,
        LEFT,
        RIGHT,
        TOP,
        BOTTOM,
    )
    narrow = over_time(board("faces", *FID), NARROW)
    assert narrow is not None
    assert all(
        NARROW.left <= each.x <= NARROW.right and NARROW.top <= each.y <= NARROW.bottom for each in narrow.points
    )
    assert [(each.score, each.record) for each in narrow.points] == [(each.score, each.record) for each in plot.points]
    long = over_time(board("faces", *(paper(f"p{n}", faces("9"), public=f"20{n:02}-01") for n in range(20))), NARROW)
    assert long is not None
    assert len(long.x_ticks) <= NARROW.ticks


def test_time_is_marked_by_year() -> None:
    """From the year of the first month to the one behind the last; scores by round numbers that enclose them."""
    plot = over_time(board("faces", *FID))
    assert plot is not None
    assert [(tick.at, tick.label) for tick in plot.x_ticks] == [
        (64.0, "2020"),
        (233.0, "2021"),
        (402.0, "2022"),
        (571.0, "2023"),
        (740.0, "2024"),
    ]
    assert [(tick.at, tick.label) for tick in plot.y_ticks] == [
        (328.0, "0"),
        (266.4, "20"),
        (204.8, "40"),
        (143.2, "60"),
        (81.6, "80"),
        (20.0, "100"),
    ]


SIZES = [
    paper("a", rain("31.0", "31.0", params="1M")),
    paper("b", rain("30.0", "30.0", params="10M")),
    paper("c", rain("33.0", "33.0", params={"one": "60M", "two": "40M"})),
]


def test_sizes_stand_on_a_logarithmic_scale() -> None:
    """1, 10 and 100 million are equally far apart; marks at 1, 2 and 5 of each ten."""
    plot = against_params(board("rain", *SIZES))
    assert shown(plot) == [
        ("a", 64.0, 225.3, "1M", "31.0", True),
        ("b", 402.0, 328.0, "10M", "30.0", False),
        ("c", 740.0, 20.0, "100M", "33.0", True),
    ]
    assert plot is not None
    assert plot.kind == "params"
    assert [(tick.at, tick.label) for tick in plot.x_ticks] == [
        *((64.0, "1M"), (165.7, "2M"), (300.3, "5M")),
        *((402.0, "10M"), (503.7, "20M"), (638.3, "50M"), (740.0, "100M")),
    ]


def test_sizes_are_told_in_millions() -> None:
    """850K and 1.2B too, without zeros that say nothing."""
    papers = [paper(f"p{n}", rain(params=size)) for n, size in enumerate(("850K", "1.2B", "20.0M"))]
    plot = against_params(board("rain", *papers))
    assert [(id, at) for id, _, _, at, *_ in shown(plot)] == [("p0", "0.85M"), ("p2", "20M"), ("p1", "1200M")]


def test_of_several_at_one_place_only_the_best_is_a_record() -> None:
    """In the same month, or of the same size: whichever way is better."""
    low = [paper(id, faces(fid), public="2020-01") for id, fid in (("a", "50"), ("b", "30"), ("c", "40"))]
    assert records(over_time(board("faces", *low))) == ["30"]
    high = [paper(id, rain(psnr, psnr, params="5M")) for id, psnr in (("a", "31"), ("b", "33"), ("c", "32"))]
    assert records(against_params(board("rain", *high))) == ["33"]
    small = [paper(id, faces(fid, params="5M")) for id, fid in (("a", "50"), ("b", "30"), ("c", "40"))]
    assert records(against_params(board("faces", *small))) == ["30"]


def test_what_others_retrained_is_no_record() -> None:
    """Though it is the highest: it is drawn apart, and the line does not follow it."""
    scopes = [{"id": "heart", "en": "H", "zh": "心", "heart": "true"}, {"id": "general", "en": "G", "zh": "通"}]
    papers = [
        paper("a", rain("40", "40", CITED), public="2020-01"),
        *(paper(id, rain(n, n, CITED), public=f"20{n}-01", scope="heart") for id, n in (("b", "21"), ("c", "22"))),
    ]
    (found,) = catalogue(*papers, scopes=scopes).boards["rain"]
    plot = over_time(found)
    assert [(id, record) for id, *_, record in shown(plot)] == [("a", False), ("b", True), ("c", True)]
    assert plot is not None
    assert records(plot) == ["21", "22"]
    (none,) = catalogue(*(paper(id, rain(source=CITED), public="2020-01") for id in "abc"), scopes=scopes).boards[
        "rain"
    ]
    drawn = over_time(none)
    assert drawn is not None
    assert (drawn.line, drawn.records, labels(drawn, {})) == ("", (), [])


def test_what_is_left_out_is_told_with_its_reason() -> None:
    """Rows with a finding, without all columns, without a month or a size; a row that another source covers is not told."""
    partial = rain(params="2M")
    del partial["values"]["heavy"]
    papers = [
        *(paper(id, rain(params="1M"), rain("1", "1", CITED), public="2020-01") for id in "abc"),
        paper(
            "flagged", rain(params="1M", allow={"average-differs": WHY}, printed_average=["1", "0.9"]), public="2020-01"
        ),
        paper("withdrawn", rain(params="1M", withdrawn=WHY), public="2020-01"),
        paper("partial", partial, public="2020-01"),
        paper("bare", rain()),
        paper("zero", rain(params="0M"), public="2020-01"),
        paper("words", rain(params="few"), public="2020-01"),
    ]
    found = board("rain", *papers)
    time, params = over_time(found), against_params(found)
    assert time is not None
    assert params is not None
    assert sorted((row.paper.id, why) for row, why in time.left_out) == [
        ("bare", "month"),
        ("flagged", "flagged"),
        ("partial", "partial"),
    ]
    assert sorted((row.paper.id, why) for row, why in params.left_out) == [
        ("bare", "params"),
        ("flagged", "flagged"),
        ("partial", "partial"),
        ("words", "params"),
        ("zero", "params"),
    ]
    assert {id for id, *_ in shown(time)} == {"a", "b", "c", "zero", "words"}


@pytest.mark.parametrize("draw", [over_time, against_params])
def test_fewer_than_three_points_give_no_plot(draw: Any) -> None:
    """Rows that cannot be drawn do not count."""
    two = [paper(id, rain(params="1M"), public="2020-01") for id in "ab"]
    assert draw(board("rain", *two)) is None
    assert draw(board("rain", *two, paper("c", rain()))) is None
    assert draw(board("rain", *two, paper("c", rain(params="2M"), public="2021-01"))) is not None


@pytest.mark.parametrize(
    ("scores", "marks"),
    [
        (("31.0021", "31.0034", "31.0049"), [f"31.00{n}" for n in ("20", "25", "30", "35", "40", "45", "50")]),
        (("0.5", "0.7", "0.9"), ["0.5", "0.6", "0.7", "0.8", "0.9"]),
        (("28.1", "30.2", "33.9"), ["28", "29", "30", "31", "32", "33", "34"]),
        (("-3", "4", "9"), ["-4", "-2", "0", "2", "4", "6", "8", "10"]),
        (("100", "2500", "5200"), ["0", "1000", "2000", "3000", "4000", "5000", "6000"]),
        (("7", "7", "7"), ["7.0000", "7.0002"]),
    ],
)
def test_marks_of_the_scores_are_round_and_enclose_them(scores: tuple[str, ...], marks: list[str]) -> None:
    """Whatever the metric's scale: thousandths, negative numbers, thousands, scores that are all equal."""
    papers = [paper(f"p{n}", faces(score), public="2020-01") for n, score in enumerate(scores)]
    plot = over_time(board("faces", *papers))
    assert plot is not None
    places = [tick.at for tick in plot.y_ticks]
    assert places == sorted(places, reverse=True)
    assert (places[0], places[-1]) == (BOTTOM, TOP)
    assert [tick.label for tick in plot.y_ticks] == marks
    assert all(TOP <= point.y <= BOTTOM for point in plot.points)


@pytest.mark.parametrize(
    ("sizes", "marks"),
    [
        (("3M", "4M", "4.5M"), ["2M", "5M"]),
        (("5M", "5M", "5M"), ["5M", "10M"]),
        (("0.5K", "1K", "2K"), ["0.0005M", "0.001M", "0.002M"]),
        (("7B", "70B", "400B"), [f"{n}M" for n in (5000, 10000, 20000, 50000, 100000, 200000, 500000)]),
        (("1000B", "1500B", "2000B"), ["1000000M", "2000000M"]),
    ],
)
def test_marks_of_the_sizes_enclose_them(sizes: tuple[str, ...], marks: list[str]) -> None:
    """From hundreds of parameters to trillions."""
    papers = [paper(f"p{n}", rain(params=size)) for n, size in enumerate(sizes)]
    plot = against_params(board("rain", *papers))
    assert plot is not None
    assert [tick.label for tick in plot.x_ticks] == marks
    assert (plot.x_ticks[0].at, plot.x_ticks[-1].at) == (LEFT, RIGHT)
    assert all(LEFT <= point.x <= RIGHT for point in plot.points)


ROWS = st.lists(
    st.tuples(
        st.decimals(-900, 9000, places=2),
        st.integers(1991, 2026),
        st.integers(1, 12),
        st.integers(1, 10**6),
        st.sampled_from(["K", "M", "B"]),
    ),
    min_size=3,
    max_size=12,
)


@given(ROWS, st.sampled_from(["rain", "faces"]))
def test_whatever_is_drawn_stands_in_the_frame(rows: list[Any], benchmark: str) -> None:
    """All points and marks; the records only get better; the line runs through them; any order of papers draws the same."""
    made = []
    for n, (score, year, month, size, unit) in enumerate(rows):
        result = rain(str(score), str(score)) if benchmark == "rain" else faces(str(score))
        result["params"] = f"{size}{unit}"
        made.append(paper(f"p{n:02}", result, public=f"{year}-{month:02}"))
    first, again = board(benchmark, *made), board(benchmark, *reversed(made))
    for draw in (over_time, against_params):
        plot = draw(first)
        assert plot is not None
        assert plot == draw(again)
        assert all(LEFT <= each.x <= RIGHT and TOP <= each.y <= BOTTOM for each in plot.points)
        assert all(LEFT <= each.at <= RIGHT for each in plot.x_ticks)
        assert all(TOP <= each.at <= BOTTOM for each in plot.y_ticks)
        assert 2 <= len(plot.y_ticks) <= 8
        best = [Decimal(score) for score in records(plot)]
        assert best == sorted(set(best), reverse=benchmark == "faces")
        assert best[-1] == (max if benchmark == "rain" else min)(Decimal(point.score) for point in plot.points)
        corners = re.findall(r"[MH]([\d.]+)[ V]([\d.]+)", plot.line)
        assert [(float(x), float(y)) for x, y in corners] == [(p.x, p.y) for p in plot.points if p.record]
        assert plot.line.endswith(f"H{RIGHT}")


# --- labels --------------------------------------------------------------------------------


def placed(*points: tuple[float, float, bool]) -> Plot:
    """A plot with these points, of papers p0, p1 and so on."""
    rows = board("rain", *(paper(f"p{n}", rain()) for n in range(len(points)))).rows
    made = tuple(Point(x, y, row, "", "", record) for (x, y, record), row in zip(points, rows, strict=True))
    return Plot("time", made, "", (), (), (), WIDE)


def test_records_are_named_above_or_else_below() -> None:
    """The best is named first; a name that would cover another goes below its point, or is left out."""
    plot = placed((100, 200, True), (110, 200, True), (120, 200, True), (300, 200, False), (137.5, 200, True))
    names = {"p0": "Alpha", "p1": "Beta", "p2": "Gamma", "p3": "Delta", "p4": "Zeta"}
    assert labels(plot, names) == [
        Label(100, 190.0, "start", "Alpha"),
        Label(120, 220.0, "start", "Gamma"),
        Label(137.5, 190.0, "start", "Zeta"),
    ]


def test_names_at_the_right_edge_end_at_their_point() -> None:
    """So that none leaves the frame; and what stands there is not covered."""
    plot = placed((740, 100, True), (720, 100, True), (600, 100, True))
    assert labels(plot, {"p0": "Alpha", "p1": "Beta", "p2": "Gamma"}) == [
        Label(740, 120.0, "end", "Alpha"),
        Label(720, 90.0, "end", "Beta"),
        Label(600, 90.0, "start", "Gamma"),
    ]


def test_long_names_are_cut() -> None:
    """At 22 characters, the last of which says so."""
    name = "A name of 22 letters!!"
    found = labels(placed((100, 100, True), (100, 300, True)), {"p0": name, "p1": f"{name}!"})
    assert [each.words for each in found] == [name, "A name of 22 letters!…"]


@given(st.lists(st.tuples(st.integers(LEFT, RIGHT), st.integers(TOP, BOTTOM), st.just(True)), max_size=20))
def test_labels_never_overlap(points: list[tuple[float, float, bool]]) -> None:
    """Each with 7.5 units a letter and 15 units of height: no two share ground, none covers a point or leaves."""
    names = {f"p{n}": f"Method {'x' * n}" for n in range(20)}
    found = labels(placed(*points), names) if points else []
    assert found or len(points) != 1
    taken = []
    for each in found:
        width = 7.5 * len(each.words)
        left = each.x - width if each.anchor == "end" else each.x
        assert left >= LEFT
        assert left + width <= RIGHT
        assert not any(
            x - 7 < left + width and left < x + 7 and y - 7 < each.y + 3 and each.y - 12 < y + 7 for x, y, _ in points
        )
        taken.append((left, left + width, each.y - 12, each.y + 3))
    for n, (l1, r1, t1, b1) in enumerate(taken):
        for l2, r2, t2, b2 in taken[:n]:
            assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1


# --- timeline ------------------------------------------------------------------------------


def test_papers_a_year() -> None:
    """A paper with several techniques counts for each; years and techniques in the order asked for."""
    papers = [
        paper("a", techniques=["experts", "prompts"]),
        paper("b", techniques=["experts"]),
        paper("c", techniques=["experts"], year="2019"),
        paper("d"),
    ]
    assert papers_a_year(papers, ["2019", "2020", "2025"], ["prompts", "experts", "idle"]) == [
        ("prompts", [0, 0, 1]),
        ("experts", [1, 0, 2]),
        ("idle", [0, 0, 0]),
    ]


def test_bars_stand_on_one_scale() -> None:
    """The highest number of all is 40 units high; each technique has a base line of its own, 64 below the last."""
    assert bars([("a", [1, 2]), ("b", [0, 4])]) == [
        ("a", 64.0, [Bar(230, 54.0, 10.0, 1), Bar(304, 44.0, 20.0, 2)]),
        ("b", 128.0, [Bar(230, 128.0, 0.0, 0), Bar(304, 88.0, 40.0, 4)]),
    ]


def test_bars_of_nothing() -> None:
    """No technique, no year, or no paper at all: nothing is divided by zero."""
    assert bars([]) == []
    assert bars([("a", [])]) == [("a", 64.0, [])]
    assert bars([("a", [0])]) == [("a", 64.0, [Bar(230, 64.0, 0.0, 0)])]
