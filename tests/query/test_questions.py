"""Questions: filters, order, rows of a board, sizes, wrong words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from papershelf import open_shelf, query
from papershelf.catalogue.index import Catalogue
from papershelf.query import STATES, Hit, Question, Unknown, answers, millions
from tests.conftest import ROOT, TOY
from tests.handmade import catalogue, paper, rain


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The shipped catalogue."""
    return open_shelf(ROOT).catalogue


def ids(hits: tuple[Hit, ...]) -> set[str]:
    """The papers of hits."""
    return {hit.paper.id for hit in hits}


def test_face_of_the_package() -> None:
    """The package gives questions and answers, and no name of it hides one of its modules."""
    assert {*query.__all__} == {"Question", "Hit", "answers", "Unknown", "STATES", "millions"}


def test_no_question_is_answered_by_all(shipped: Catalogue) -> None:
    """What is left out does not matter."""
    assert len(answers(shipped, Question())) == len(shipped.papers)


def test_every_filter_holds(shipped: Catalogue) -> None:
    """What is asked for is true of every hit, and of no paper that is left out."""
    question = Question(technique=("mixture-of-experts",), code="yes", since=2024, until=2025)
    wanted = {
        p.id
        for p in shipped.papers
        if "mixture-of-experts" in p.techniques
        and p.links.code
        and p.links.code.state == "yes"
        and 2024 <= p.year <= 2025
    }
    assert ids(answers(shipped, question)) == wanted != set()
    two = answers(shipped, Question(technique=("prompt-learning", "transformer")))
    assert ids(two) == {p.id for p in shipped.papers if {"prompt-learning", "transformer"} <= {*p.techniques}} != set()
    assert {hit.paper.venue for hit in answers(shipped, Question(venue="iclr"))} == {"iclr"}
    for kind, term in (("task", "deraining"), ("domain", "video")):
        hits = answers(shipped, Question(**{kind: (term,)}))  # type: ignore[arg-type]
        assert ids(hits) == {p.id for p in shipped.papers if term in getattr(p, f"{kind}s")} != set()
    assert (
        ids(answers(shipped, Question(kind="survey"))) == {p.id for p in shipped.papers if p.kind == "survey"} != set()
    )


def test_states_of_a_link(shipped: Catalogue) -> None:
    """Each paper has exactly one of the four; absent is not the same as none."""
    parts = [ids(answers(shipped, Question(weights=each))) for each in STATES]
    assert sum(map(len, parts)) == len(shipped.papers) == len(set().union(*parts))
    toy = open_shelf(TOY).catalogue
    assert ids(answers(toy, Question(code="yes"))) == {"bert"}
    assert ids(answers(toy, Question(code="unknown"))) == {"adam", "transformer"}


def test_rows_of_a_benchmark_come_by_rank(shipped: Catalogue) -> None:
    """With a benchmark each hit is a row of its board, as ranked there, and sizes are those of the rows."""
    hits = answers(shipped, Question(benchmark="three-task", max_params="30M"))
    ranks = [hit.rank for hit in hits if hit.rank is not None]
    assert ranks == sorted(ranks) != []
    assert all(hit.params is not None and hit.params <= 30 for hit in hits)
    board = shipped.boards["three-task"][0]
    assert {id(hit.row) for hit in hits} <= {id(row) for row in board.shown}
    whole = answers(shipped, Question(benchmark="three-task"))
    assert [(hit.rank, hit.average) for hit in whole] == [(row.rank, row.average or ()) for row in board.shown]
    small, large = (
        answers(shipped, Question(benchmark="three-task", **{name: "30M"}))  # type: ignore[arg-type]
        for name in ("max_params", "min_params")
    )
    sized = [hit for hit in whole if hit.params is not None]
    assert len(small) + len(large) - sum(hit.params == 30 for hit in sized) == len(sized)


def test_a_paper_without_a_board_has_neither_rank_nor_average(shipped: Catalogue) -> None:
    """Without a benchmark no hit has a row; its size is the smallest that the paper prints."""
    hits = answers(shipped, Question())
    assert {(hit.rank, hit.average) for hit in hits} == {(None, ())}
    sizes = {hit.paper.id: hit.params for hit in hits}
    rows = answers(shipped, Question(benchmark="three-task"))
    assert all(hit.params is None or sizes[hit.paper.id] <= hit.params for hit in rows)  # type: ignore[operator]


def test_a_hit_is_called_as_everywhere_and_a_limit_is_within() -> None:
    """Two methods of one name have their year; a size of exactly the limit is let in from both sides."""
    papers = (
        paper("a", rain(params="30M"), method="Net"),
        paper("b", rain(params="29.9M"), method="Net", year="2024"),
        paper("c", rain(params="30.1M")),
    )
    found = catalogue(*papers)
    limit = "30M"
    assert [hit.name for hit in answers(found, Question(max_params=limit))] == ["Net (2025)", "Net (2024)"]
    assert ids(answers(found, Question(min_params=limit))) == {"a", "c"}
    for benchmark in (None, "rain"):
        hits = answers(found, Question(benchmark=benchmark, min_params=limit, max_params=limit))
        assert ids(hits) == {"a"}


def test_papers_come_newest_first(shipped: Catalogue) -> None:
    """Without a benchmark: by first public month, descending."""
    hits = answers(shipped, Question(scope="all-in-one"))
    months = [hit.paper.arxiv[:4] for hit in hits if hit.paper.arxiv]
    assert months == sorted(months, reverse=True) != []


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ({"technique": ("mixture-of-expert",)}, "mixture-of-experts"),
        ({"venue": "cvrp"}, "cvpr"),
        ({"benchmark": "three-tsk"}, "three-task"),
        ({"benchmark": "three-task", "setting": "x"}, ""),
        ({"code": "maybe"}, ""),
        ({"max_params": "many"}, ""),
        ({"max_params": "-1M"}, ""),
        ({"max_params": "30\u212a"}, "30M"),  # the sign of the kelvin, which Python takes for a K
    ],
)
def test_wrong_word_names_the_nearest(word: dict[str, str], near: str, shipped: Catalogue) -> None:
    """A word that the catalogue does not have is an error, not an empty answer."""
    with pytest.raises(Unknown) as error:
        answers(shipped, Question(**word))  # type: ignore[arg-type]
    assert error.value.near == near
    name, value = [*word.items()][-1]
    told = ("size", value) if name == "max_params" else (name, value[0] if isinstance(value, tuple) else value)
    assert (error.value.name, error.value.value) == told
    assert str(error.value) == f"no {told[0]} '{told[1]}'"


def test_sizes() -> None:
    """Sizes as printed, in millions, exact."""
    assert [millions(s) for s in ("25M", "0.5 M", "850k", "1.2B", None)] == [
        Decimal(25), Decimal("0.5"), Decimal("0.85"), Decimal(1200), None,
    ]  # fmt: skip
