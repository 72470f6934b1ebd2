"""Typed protocols: may two be compared, and why not; pairs as people ask for them in public threads."""

from __future__ import annotations

from typing import Any

import pytest

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.model import About, Benchmark, Result
from papershelf.protocol import Way, compare, of_board, of_row
from tests.board.test_rows import ABOUT, CHANNEL, SOUGHT, STATED, TOLD, WINDOW, row
from tests.conftest import ROOT

BASE = {**ABOUT["benchmarks"][0], "protocol": STATED, "settings": []}
ABOUT_ = About.model_validate({**ABOUT, "benchmarks": [BASE]})
FIELDS = ABOUT_.protocol_fields


def board(**more: Any) -> Benchmark:
    """A benchmark whose protocol is known, but for what is given."""
    (made,) = About.model_validate({**ABOUT, "benchmarks": [{**BASE, **more}]}).benchmarks
    return made


def way(**more: Any) -> Way:
    """A row of that benchmark."""
    return of_row(board(), Result.model_validate(row(**more)))


def told(one: Way, other: Way, metric: str | None = None) -> tuple[str, list[str], list[str], list[str]]:
    """The answer, and the fields that forbid it, leave it open, and are only noted."""
    found = compare(one, other, FIELDS, metric)
    reasons, unknown, notes = ([d.field.id for d in part] for part in (found.reasons, found.open, found.notes))
    return found.answer, reasons, unknown, notes


def test_rows_that_inherit_a_field_agree_in_it_known_or_not() -> None:
    """Of one benchmark, whatever it says."""
    assert told(way(), way()) == ("yes", [], [], [])
    empty = board(protocol={})
    assert told(of_board(empty), of_row(empty, Result.model_validate(row()))) == ("yes", [], [], [])


@pytest.mark.parametrize(
    ("departs", "metric", "answer"),
    [
        (CHANNEL, None, ("no", ["channel"], [], [])),
        (CHANNEL, "psnr", ("no", ["channel"], [], [])),
        (WINDOW, None, ("no", ["window"], [], [])),
        (WINDOW, "ssim", ("no", ["window"], [], [])),
        (WINDOW, "psnr", ("yes", [], [], [])),  # it touches the other metric alone
        (TOLD, None, ("yes", [], [], ["told"])),
        (SOUGHT, None, ("unknown", [], ["channel"], [])),
        ({**SOUGHT, **WINDOW}, None, ("no", ["window"], ["channel"], [])),
        ({"channel": STATED["channel"]}, None, ("yes", [], [], [])),  # it says what the board says
    ],
)
def test_a_row_and_its_board(departs: dict[str, Any], metric: str | None, answer: Any) -> None:
    """Either way round; only a known difference in what breaks, touching the metric, forbids it."""
    assert told(way(protocol=departs), of_board(board()), metric) == answer
    assert told(of_board(board()), way(protocol=departs), metric) == answer


def test_two_rows_that_depart_alike_may_be_compared() -> None:
    """Though neither may with the rest; one that departs to the unknown leaves it open."""
    assert told(way(protocol=CHANNEL), way(protocol=CHANNEL))[0] == "yes"
    assert told(way(protocol=CHANNEL), way(protocol=SOUGHT))[0] == "unknown"
    assert told(way(protocol=CHANNEL), way())[0] == "no"


def test_two_boards_agree_only_in_what_is_known_of_both() -> None:
    """What is absent on one side or on both leaves the answer open where it may break."""
    less = {field: STATED[field] for field in ("channel", "told")}
    regime = {"regime": {"is": "one", "source": "https://example.org/p"}}
    whole = {**STATED, **regime}
    assert told(of_board(board(protocol=whole)), of_board(board(id="other", protocol=whole))) == ("yes", [], [], [])
    assert told(of_board(board(protocol=whole)), of_board(board(id="other", protocol=less))) == (
        *("unknown", [], ["regime", "window"], []),
    )
    assert told(of_board(board(protocol={})), of_board(board(id="other", protocol={})))[0] == "unknown"
    other = {**whole, **CHANNEL}
    assert told(of_board(board(protocol=whole)), of_board(board(id="other", protocol=other)))[0] == "no"


def test_boards_without_shared_data_or_metric_may_not_be_compared() -> None:
    """A column is the same where data set, level and part are."""
    columns = [{"id": "x", "label": "X", "dataset": "a", "level": "15"}]
    found = compare(of_board(board()), of_board(board(id="other", columns=columns)), FIELDS)
    assert (found.columns, found.answer) == ((), "no")
    renamed = [{"id": "x", "label": "X", "dataset": "b"}]
    assert compare(of_board(board()), of_board(board(id="other", columns=renamed)), FIELDS).columns == (("b", "x"),)
    assert compare(of_board(board()), of_board(board(id="other")), FIELDS, "fid").answer == "no"


def test_a_field_by_column_is_judged_where_both_have_the_column() -> None:
    """And only there: the other columns may differ."""
    by = {**STATED, "channel": {"is": {"a": "rgb", "b": "y"}, "source": "https://example.org/p"}}
    other = board(id="other", columns=[{"id": "a", "label": "A", "dataset": "a"}], protocol=STATED)
    assert told(of_board(board(protocol=by)), of_board(other))[1] == []
    assert told(of_board(board(protocol=by)), of_board(board(id="third", protocol=STATED)))[1] == ["channel"]
    some = {**STATED, "channel": {"is": {"a": "rgb"}, "source": "https://example.org/p"}}
    assert "channel" in told(of_board(board(protocol=some)), of_board(board(id="third", protocol=STATED)))[2]


def test_a_field_that_is_known_of_some_columns_is_told_as_a_whole() -> None:
    """No single column stands for it."""
    some = {**STATED, "channel": {"is": {"a": "rgb"}, "source": "https://example.org/p"}}
    found = compare(of_board(board(protocol=some)), of_board(board(id="other", protocol=SOUGHT)), FIELDS)
    assert [(each.a, each.b) for each in found.open if each.field.id == "channel"] == [(None, None)]


def test_numbers_and_lists_are_compared_by_what_they_mean() -> None:
    """The order of several values does not matter, nor how a number is written."""
    number = {"id": "border", "en": "b", "type": "number", "weight": "breaks", "differ": {"en": "x"}}
    many = {**number, "id": "data", "type": "many", "values": [{"id": id, "en": id} for id in "xyz"]}
    about = {**ABOUT, "protocol_fields": [number, many], "benchmarks": []}
    fields = About.model_validate(about).protocol_fields

    def way(border: str, data: list[str]) -> Way:
        stated = {
            "border": {"is": border, "source": "https://e.org/"},
            "data": {"is": data, "source": "https://e.org/"},
        }
        return of_board(board(id=f"b{border[0]}{len(border)}", protocol=stated))

    assert compare(way("4", ["x", "y"]), way("4.0", ["y", "x"]), fields).answer == "yes"
    found = compare(way("4", ["x"]), way("0", ["x", "y"]), fields)
    assert [(each.field.id, each.a, each.b) for each in found.reasons] == [
        ("border", "4", "0"),
        ("data", ("x",), ("x", "y")),
    ]


def test_settings_say_what_they_mean() -> None:
    """Their protocol is the board's with their own values; a row of one has it too."""
    made = board(settings=[{"id": "one", "en": "One", "protocol": {"regime": "one", "told": "words"}}])
    found = of_board(made, "one")
    assert (found.stated["regime"].is_, found.stated["told"].is_) == ("one", "words")
    assert found.own == {"regime": "one", "told": "one"}
    own = of_row(made, Result.model_validate(row(setting="one")))
    assert told(own, own) == told(own, found) == ("yes", [], [], [])  # whatever the setting leaves open
    assert told(own, of_board(made)) == ("unknown", [], ["regime"], ["told"])


def test_a_row_that_tells_of_some_columns_follows_its_board_in_the_others() -> None:
    """So does one that says the same as its board; columns on one data set are each themselves."""
    columns = [{"id": id, "label": id, "dataset": "set"} for id in ("a", "b")]
    by = {"channel": {"is": {"a": "rgb", "b": "y"}, "source": "https://example.org/p"}}
    made = board(columns=columns, protocol={**STATED, **by})
    for values in ({"a": "rgb"}, {"a": "rgb", "b": "y"}):
        some = {"channel": {"is": values, "source": "https://example.org/p"}}
        assert told(of_row(made, Result.model_validate(row(protocol=some))), of_board(made)) == ("yes", [], [], [])


def test_columns_on_one_data_set_are_paired_by_their_task() -> None:
    """Of two boards; where that does not tell, they are none."""
    columns = [{"id": f"{task}-1", "label": task, "dataset": "set", "task": task} for task in ("rain", "haze")]
    other = [{**each, "id": f"{each['task']}-2"} for each in reversed(columns)]
    found = compare(of_board(board(columns=columns)), of_board(board(id="other", columns=other)), FIELDS)
    assert found.columns == (("rain-1", "rain-2"), ("haze-1", "haze-2"))
    alone = compare(of_board(board(columns=columns)), of_board(board(id="other", columns=other[:1])), FIELDS)
    assert alone.columns == (("haze-1", "haze-2"),)
    bare = [{**each, "task": None} for each in columns]
    assert compare(of_board(board(columns=bare)), of_board(board(id="other", columns=bare)), FIELDS).columns == ()


# --- as people ask -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The shipped catalogue."""
    return shelf.read(ROOT).catalogue


def one(catalogue: Catalogue, name: str) -> Way:
    """A board, ``board``, or the authors' own row on it, ``board/paper`` or ``board/paper/variant``."""
    id, _, rest = name.partition("/")
    benchmark = catalogue.benchmarks[id]
    if not rest:
        return of_board(benchmark)
    paper, _, variant = rest.partition("/")
    rows = [row for board in catalogue.boards[id] for row in board.rows if row.paper.id == paper]
    found = [row for row in rows if row.kind == "own" and (row.result.variant or "") == variant]
    return of_row(benchmark, found[0].result)


# Two boards or rows, the metric, the answer, the field that is its reason.
PAIRS = [
    # MoCE-IR weights its SSIM window, PromptIR does not: PSNR may be compared, SSIM may not.
    ("three-task/moce-ir", "three-task/promptir", "psnr", "yes", None),
    ("three-task/moce-ir", "three-task/promptir", "ssim", "no", "ssim"),
    ("three-task/moce-ir", "three-task/dacg-ir", "ssim", "yes", None),
    ("cdd-11/onerestore", "cdd-11/onerestore/OneRestore†", "psnr", "yes", None),
    # Y or RGB?
    ("single-jpeg/swinir", "single-jpeg/mambair", "psnr", "no", "channel"),
    ("single-deraining/drsformer", "single-deraining/promptir", "psnr", "no", "channel"),
    ("all-weather", "single-desnowing", "psnr", "unknown", "channel"),
    # Is the noise clipped?
    ("five-task/dcpt/NAFNet", "five-task/moce-ir", "psnr", "no", "noise"),
    ("five-task/dcpt/NAFNet", "five-task/moce-ir", "psnr", "no", "crop"),
    # Were the images resized, or the values clipped?
    ("all-weather/m2restore", "all-weather/modem", "psnr", "no", "resize"),
    ("three-task/instructir/InstructIR-3D", "three-task/adair", "psnr", "no", "range"),
    # Which SSIM, once more: the same code scores two data sets in two ways; FSNet makes the images smaller first.
    ("single-dehazing/fsnet", "single-dehazing/promptir", "ssim", "no", "ssim"),
    # What nobody could find out leaves it open.
    ("three-task/baryir/PromptIR", "three-task/promptir", "psnr", "unknown", "crop"),
    ("single-low-light/retinexformer", "single-low-light", "psnr", "unknown", "gt_mean"),
]


@pytest.mark.parametrize(("a", "b", "metric", "answer", "reason"), PAIRS)
def test_pairs_of_the_field(a: str, b: str, metric: str, answer: str, reason: str | None, shipped: Catalogue) -> None:
    """The right verdict with the right reason, either way round."""
    fields = shipped.about.protocol_fields
    for left, right in ((a, b), (b, a)):
        found = compare(one(shipped, left), one(shipped, right), fields, metric)
        assert found.answer == answer, found
        told = [each.field.id for each in (found.reasons or found.open)]
        assert reason in told if reason else told == []


def test_protocols_of_the_shipped_boards_are_known_or_sought(shipped: Catalogue) -> None:
    """On the main boards also training, regime and what the model is told; over all at least three fifths of what breaks."""
    fields = shipped.about.protocol_fields
    for benchmark in shipped.about.benchmarks:
        if benchmark.main:
            assert {"channel", "ssim", "crop", "training", "regime", "blind"} <= benchmark.protocol.keys()
    there = [
        field.id in benchmark.protocol
        for benchmark in shipped.about.benchmarks
        for field in fields
        if field.weight == "breaks" and (not field.touches or set(field.touches) & set(benchmark.metrics))
    ]
    assert sum(there) >= 0.6 * len(there)
