"""The data of compare/: they say what the registry says, compact, in the words of each language."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from papershelf import shelf
from papershelf.board import Board, Row
from papershelf.catalogue import Catalogue
from papershelf.export.compare import ROW, compare_data
from papershelf.model import Link, Result, Setting
from papershelf.protocol import compare, of_row
from tests import making
from tests.conftest import ROOT
from tests.making import sounds, templates
from tests.numbers import with_numbers

LANGUAGES = ("en", "zh")
MOST = 150_000  # bytes, compressed


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The toy shelf with numbers."""
    return shelf.read(with_numbers(tmp_path_factory.mktemp("compare") / "toy")).catalogue


def data_of(catalogue: Catalogue, lang: str) -> Any:
    """The data of a language, parsed."""
    return json.loads(compare_data(making.edition(catalogue, lang)))


# --- by hand -------------------------------------------------------------------------------


def test_methods_of_a_small_catalogue() -> None:
    """Facts that are there, in the language or marked with the one they are in; what is empty is left out."""
    assert data_of(sounds(), "zh")["methods"] == [
        {
            "id": "echo-2",
            "n": "Echo (2026)",
            "t": "Echo: Again, and Louder",
            "v": "arXiv 2026（已撤回）",
            "s": "all-in-one",
            "k": ["denoising", "dereverberation"],
            "d": ["speech"],
            "h": ["diffusion", "masking"],
            "p": [["", "12M (encoder) + 800K (decoder)"], ["large", "25M"]],
            "a": ["en", "Stacks two {techniques/masking} blocks."],
            "b": "由一个开关选择房间。",
            "l": [
                "https://arxiv.org/abs/2602.00011",
                "https://echo.example.org/echo.pdf",
                1,
                0,
                ["https://echo.example.org/weights", "2026-03-01"],
                "http://echo.example.org:8080/?a=1&b=2",
            ],
            "c": "2026-03-02",
        },
        {
            "id": "echo",
            "n": "Echo (2025)",
            "t": "Echo: Rooms & Walls in 50% Noise",
            "v": "ICASSP 2025",
            "s": "general",
            "k": ["dereverberation"],
            "h": ["masking"],
            "l": [
                "https://arxiv.org/abs/2411.00007",
                "https://arxiv.org/pdf/2411.00007",
                "https://github.com/example/echo",
                "https://echo.example.org/",
            ],
        },
        {
            "id": "quiet",
            "n": "'Quiet'",
            "t": "A Quiet One",
            "v": "WASPAA 2024",
            "s": "single-task",
            "k": ["denoising"],
            "p": [["", "+1M"]],
            "l": ["https://doi.org/10.1000/quiet"],
        },
    ]


def test_boards_of_a_small_catalogue() -> None:
    """Settings apart; a row a method and variant, the withdrawn one left out; digits are those of the finest row."""
    rooms, words = data_of(sounds(), "zh")["benchmarks"]
    assert rooms == {
        "id": "rooms",
        "name": "两个房间",
        "en": "Two rooms",
        "metrics": ["sdr", "wer"],
        "digits": [3, 2],
        "columns": ["Hall", "Street, 5 dB"],
        "boards": [
            [
                "单一模型",
                2,
                [
                    [1, "", 0, 1, "12.350/5.5", ["12.300/5.0", "12.400/6.0"], "", "d"],
                    [0, "", 1, 1, "12.35/-", ["12.30/5.0", "12.40/-"], "12M (encoder) + 800K (decoder)"],
                    [2, "", 0, 0, "10.00/8.5", ["9.00/8.0", "11.00/9.0"], "", "f"],
                ],
            ],
            ["各自", 0, [[0, "large", 1, 0, "", ["13.0/4.25", ""], "25M"]]],
        ],
    }
    assert words == {
        "id": "words",
        "name": "单词",
        "en": "Words",
        "metrics": ["wer"],
        "digits": [2],
        "columns": ["Test"],
        "boards": [
            [
                "",
                3,
                [
                    [2, "", 0, 1, "6.50", ["6.50"], "+1M"],
                    [1, "", 0, 2, "7.10", [], "", "p"],
                    [0, "", 1, 2, "7.1", ["7.1"]],
                ],
            ]
        ],
    }


def test_what_the_methods_name() -> None:
    """Metrics, kinds of links, the terms that are used, and what prose links to, in the words of the language."""
    data = data_of(sounds(), "zh")
    assert data["links"] == ["paper", "pdf", "code", "project", "weights", "demo", "data", "video"]
    assert data["metrics"] == {
        "sdr": {"name": "SDR", "unit": "dB", "better": "higher"},
        "wer": {"name": "WER", "unit": "%", "better": "lower"},
    }
    assert data["terms"] == {
        "tasks": {"denoising": "去噪", "dereverberation": "去混响"},
        "domains": {"speech": "语音"},
        "techniques": {"masking": "掩蔽", "diffusion": "扩散"},
    }
    assert data["names"] == {"techniques/masking": ["掩蔽", "techniques/masking/"]}
    english = data_of(sounds(), "en")
    assert english["names"] == {"techniques/masking": ["Masking", "techniques/masking/"]}
    assert [(each["name"], "en" in each) for each in english["benchmarks"]] == [("Two rooms", False), ("Words", False)]
    assert english["methods"][0]["a"] == "Stacks two {techniques/masking} blocks."
    assert english["methods"][0]["b"] == ["zh", "由一个开关选择房间。"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_that_the_script_says_is_there(lang: str) -> None:
    """Each key that compare.js names whole or by its last part, unfilled, as the language has it; and none that it does not."""
    script = (ROOT / "templates" / "theme" / "assets" / "compare.js").read_text("utf-8")
    quoted = set(re.findall(r'"([a-z_]+)"', script))
    words = data_of(sounds(), lang)["words"]
    assert {key for key in quoted if key in templates().words[lang].words and "_" in key} - set(words) == set()
    told = {*quoted, "higher", "lower", *data_of(sounds(), lang)["links"]}
    assert {key for key in words if key not in told and key.rpartition("_")[2] not in told} == set()
    assert {key: templates().words[lang].words[key] for key in words} == words


# --- the registry --------------------------------------------------------------------------


def rows_of(data: Any) -> Iterator[tuple[tuple[str, str, str, str], dict[str, Any]]]:
    """(paper, benchmark, setting, variant) → the row by the names of its parts."""
    for benchmark in data["benchmarks"]:
        for setting, _, rows, *_ in benchmark["boards"]:
            for row in rows:
                parts = dict(zip(ROW, row, strict=False))
                paper = data["methods"][parts["method"]]["id"]
                yield (paper, benchmark["id"], setting, parts.get("variant", "")), parts


def printed(catalogue: Catalogue, result: Result) -> list[str]:
    """The values of a row as compare/ writes them, from the registry."""
    columns = catalogue.benchmarks[result.benchmark].columns if result.values else ()
    cells = [result.values.get(column.id, ()) for column in columns]
    return ["/".join("-" if score is None else str(score) for score in cell) for cell in cells]


def named(setting: Setting | None, lang: str) -> str:
    """The name of a setting, or nothing."""
    return setting.name.in_(lang) if setting else ""


def variant(board: Board, row: Row, lang: str) -> str:
    """What stands as a row's variant: with its setting where the board holds several."""
    parts = (row.result.variant, "" if board.setting else named(row.setting, lang))
    return " · ".join(filter(None, parts))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("which", ["shipped", "numbers"])
def test_rows_equal_the_registry(which: str, lang: str, request: pytest.FixtureRequest) -> None:
    """Each method, benchmark, setting and variant has one row, whose values, rank and mean its board has."""
    catalogue: Catalogue = request.getfixturevalue(which)
    rows = list(rows_of(data_of(catalogue, lang)))
    chosen = {
        (row.paper.id, board.benchmark.id, named(board.setting, lang), variant(board, row, lang)): row
        for group in catalogue.boards.values()
        for board in group
        for row in board.shown
    }
    assert len(rows) == len(chosen)
    for key, row in rows:
        board = chosen[key]
        assert row.get("values", []) == printed(catalogue, board.result)
        assert row.get("rank", 0) == (board.rank or 0)
        assert row.get("own", 0) == (board.kind == "own")
        assert ("f" in row.get("marks", "")) == board.doubted
        assert ("a" in row.get("marks", "")) == bool(board.apart)
        average = "/".join("-" if score is None else str(score) for score in board.average or ())
        assert row.get("average", "") == average


def test_whether_two_rows_may_be_compared(shipped: Catalogue) -> None:
    """Of every two rows of one board the data say what their protocols say."""
    fields, answers = shipped.about.protocol_fields, set()
    boards = [board for group in shipped.boards.values() for board in group]
    data = [board for benchmark in data_of(shipped, "en")["benchmarks"] for board in benchmark["boards"]]
    boards = [board for board in boards if board.shown]
    assert len(boards) == len(data) > 30
    for board, (_, _, rows, *more) in zip(boards, data, strict=True):
        told = {(one, other): answer for one, other, answer, _ in (more[0] if more else [])}
        ways = [dict(zip(ROW, row, strict=False)).get("way", 0) for row in rows]
        for (a, one), (b, other) in combinations(zip(board.shown, ways, strict=True), 2):
            way = of_row(board.benchmark, a.result), of_row(board.benchmark, b.result)
            answer = compare(*way, fields, board.benchmark.metrics[0]).answer
            found = told.get((min(one, other), max(one, other)), "yes")
            assert found.replace("note", "yes") == answer
            answers.add(found)
    assert answers == {"yes", "note", "unknown", "no"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_facts_equal_the_registry(shipped: Catalogue, lang: str) -> None:
    """Every method, and every paper with results, has its facts, texts and links; nothing else is there."""
    catalogue, data = shipped, data_of(shipped, lang)
    expected = [paper for paper in catalogue.papers if paper.kind == "method" or paper.results]
    assert [method["id"] for method in data["methods"]] == [paper.id for paper in expected]
    for method, paper in zip(data["methods"], expected, strict=True):
        assert method["n"] == catalogue.names[paper.id]
        assert method["v"] == f"{catalogue.venues[paper.venue].name} {paper.year}"
        terms = [data["terms"]["techniques"][id] for id in method.get("h", [])]
        assert terms == [catalogue.terms["techniques"][id].name.in_(lang) for id in paper.techniques]
        assert "[[" not in f"{method.get('a')}{method.get('b')}"
        assert ("a" in method) == (paper.architecture is not None)
        for kind, link in paper.links:
            if kind not in ("paper", "pdf"):
                states = dict(enumerate(method.get("l", [])))
                assert state(states.get(data["links"].index(kind), 0)) == state_of(link)


def state(found: str | int | list[str]) -> str:
    """The state of a link as compare.js reads it."""
    if isinstance(found, int):
        return "no" if found else "unknown"
    return "announced" if isinstance(found, list) else "yes"


def state_of(link: Link | None) -> str:
    """The state of a link in the registry."""
    return link.state if link else "unknown"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_data_of_the_shipped_catalogue_are_small(shipped: Catalogue, lang: str) -> None:
    """The one file that compare/ reads is no more than 150 kB compressed."""
    text = compare_data(making.edition(shipped, lang)).encode()
    assert 10_000 < len(gzip.compress(text)) <= MOST


def test_prose_keeps_its_links(numbers: Catalogue) -> None:
    """A link becomes ``{id|words}``; a text that a language lacks comes with the language it is in."""
    methods = {lang: {each["id"]: each for each in data_of(numbers, lang)["methods"]} for lang in LANGUAGES}
    words = "Stacks blocks of the {transformer|encoder} and {nothing} else."
    assert methods["en"]["bert"]["a"] == words
    assert methods["zh"]["bert"]["a"] == ["en", words]


def test_digits_are_those_of_the_finest_row() -> None:
    """Where rows print different digits a difference is told with the most that any of them has, per metric."""
    board = {
        "id": "b",
        "name": {"en": "B"},
        "metrics": ["m", "n"],
        "columns": [{"id": "c", "label": "C", "dataset": "d"}],
    }
    metrics = [{"id": id, "name": id, "better": "higher"} for id in ("m", "n")]
    papers = [
        making.paper(
            id=id, results=[{"benchmark": "b", "values": {"c": values}, "source": {"in": "paper", "locator": "T1"}}]
        )
        for id, values in (("one", ["1.5", "0.9000"]), ("two", ["2.125", "0.9"]), ("three", ["3", "-"]))
    ]
    (found,) = data_of(making.catalogue(*papers, benchmarks=[board], metrics=metrics), "en")["benchmarks"]
    assert found["digits"] == [3, 4]


def test_a_catalogue_without_methods_is_empty() -> None:
    """A survey without results is nothing to compare; the page has its words all the same."""
    data = data_of(making.catalogue(making.paper(kind="survey")), "en")
    assert (data["methods"], data["benchmarks"], data["names"]) == ([], [], {})
    assert data["words"]["compare_best"] == "best"
