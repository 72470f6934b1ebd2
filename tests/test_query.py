"""query, and the same from Python: filters, order, forms, wrong words."""

from __future__ import annotations

import csv
import doctest
import importlib
import io
import json
import re
import shlex
from decimal import Decimal
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from papershelf import Reader, open_shelf
from papershelf.cli.forms import QUERY
from papershelf.cli.words import SAYS
from papershelf.query import Question, Unknown, answers, millions, state
from papershelf.reader import Unreadable
from tests.conftest import ROOT, TOY, Run

GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ISSUE = ("--technique", "mixture-of-experts", "--benchmark", "three-task", "--max-params", "30M", "--code", "yes")


@pytest.fixture(scope="module")
def shelf() -> Reader:
    """The shipped catalogue."""
    return open_shelf(ROOT)


@pytest.mark.parametrize(
    "name", ["reader", "query.questions", "lookup.mentions", "lookup.target", "lookup.titles", "lookup.settings"]
)
def test_examples_in_docstrings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example in a docstring gives what it says, from the repository's folder."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testmod(importlib.import_module(f"papershelf.{name}"))
    assert failed == 0
    assert tried > 0


@pytest.mark.parametrize("block", re.findall(r"^```python\n(.*?)^```$", GUIDE, re.M | re.S))
def test_python_of_the_guide_runs(
    block: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python examples of CONTRIBUTING.md run as they stand and print something."""
    monkeypatch.chdir(ROOT)
    exec(compile(block, "CONTRIBUTING.md", "exec"), {})
    assert capsys.readouterr().out


def test_commands_of_the_guide_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each query and coverage command of CONTRIBUTING.md ends with status 0 and says something; both halves have the same."""
    monkeypatch.chdir(ROOT)
    commands = re.findall(r"^\.venv/bin/papershelf ((?:query|coverage) [^#\n]*)", GUIDE, re.M)
    assert len(commands) == 2 * len({*map(str.strip, commands)}) != 0
    for command in {*map(str.strip, commands)}:
        done = run(ROOT, *shlex.split(command))
        assert done.exit_code == 0, done.output
        assert done.output


def test_every_filter_holds(shelf: Reader) -> None:
    """What is asked for is true of every hit, and of no paper that is left out."""
    found = {hit.paper.id for hit in shelf.query(technique="mixture-of-experts", code="yes", since=2024, until=2025)}
    wanted = {
        p.id
        for p in shelf
        if "mixture-of-experts" in p.techniques and state(p, "code") == "yes" and 2024 <= p.year <= 2025
    }
    assert found == wanted != set()
    two = {hit.paper.id for hit in shelf.query(technique=("prompt-learning", "transformer"))}
    assert two == {p.id for p in shelf if {"prompt-learning", "transformer"} <= {*p.techniques}} != set()
    assert {hit.paper.venue for hit in shelf.query(venue="iclr")} == {"iclr"}
    states = [{hit.paper.id for hit in shelf.query(weights=each)} for each in ("yes", "announced", "no", "unknown")]
    assert sum(map(len, states)) == len(shelf) == len(set().union(*states))


def test_rows_of_a_benchmark_come_by_rank(shelf: Reader) -> None:
    """With a benchmark each hit is a row of its board, as ranked there, and sizes are those of the rows."""
    hits = shelf.query(benchmark="three-task", max_params="30M")
    ranks = [hit.rank for hit in hits if hit.rank is not None]
    assert ranks == sorted(ranks) != []
    assert all(hit.params is not None and hit.params <= 30 for hit in hits)
    board = shelf.catalogue.boards["three-task"][0]
    assert {id(hit.row) for hit in hits} <= {id(row) for row in board.shown}
    small, large = (shelf.query(benchmark="three-task", **{name: "30M"}) for name in ("max_params", "min_params"))
    sized = [hit for hit in shelf.query(benchmark="three-task") if hit.params is not None]
    assert len(small) + len(large) - sum(hit.params == 30 for hit in sized) == len(sized)


def test_papers_come_newest_first(shelf: Reader) -> None:
    """Without a benchmark: by first public month, descending."""
    hits = shelf.query(scope="all-in-one")
    months = [hit.paper.arxiv[:4] for hit in hits if hit.paper.arxiv]
    assert months == sorted(months, reverse=True)


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
    ],
)
def test_wrong_word_names_the_nearest(word: dict[str, str], near: str, shelf: Reader) -> None:
    """A word that the catalogue does not have is an error, not an empty answer."""
    with pytest.raises(Unknown) as error:
        answers(shelf.catalogue, Question(**word))  # type: ignore[arg-type]
    assert error.value.near == near or not near


def test_sizes() -> None:
    """Sizes as printed, in millions, exact."""
    assert [millions(s) for s in ("25M", "0.5 M", "850k", "1.2B", None)] == [
        Decimal(25), Decimal("0.5"), Decimal("0.85"), Decimal(1200), None,
    ]  # fmt: skip


def test_reader_of_a_broken_shelf(toy: Path) -> None:
    """open_shelf raises with every problem and its place."""
    file = toy / "papers.yaml"
    file.write_text(file.read_text("utf-8").replace("venue: naacl", "venue: nacl"), "utf-8")
    with pytest.raises(Unreadable, match=r"papers.yaml:\d+:\d+: unknown-venue  bert") as error:
        open_shelf(toy)
    assert [problem.code for problem in error.value.problems] == ["unknown-venue"]


def test_unknown_name_of_the_package() -> None:
    """The package gives open_shelf and Reader, and says so of anything else."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        importlib.import_module("papershelf").nonsense  # noqa: B018


# --- the command --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", QUERY)
def test_every_form_tells_the_same_papers(form: str, run: Run, shelf: Reader) -> None:
    """The issue's own question in each form; what stands in it is parsed back by a parser of that form."""
    done = run(ROOT, "query", *ISSUE, "--since", "2024", "--format", form)
    assert done.exit_code == 0, done.output
    wanted = shelf.query(
        technique="mixture-of-experts", benchmark="three-task", max_params="30M", code="yes", since=2024
    )
    ids = [hit.paper.id for hit in wanted]
    assert ids
    text = done.stdout
    if form == "json":
        told = json.loads(text)
        assert [each["id"] for each in told] == ids
        assert [each["row"]["rank"] for each in told] == [hit.rank for hit in wanted]
    elif form == "csv":
        rows = [*csv.DictReader(io.StringIO(text))]
        assert [row["id"] for row in rows] == ids
        assert [row["psnr"] for row in rows] == [str(hit.average[0]) for hit in wanted]
    elif form == "bib":
        data = parse_string(text, "bibtex")  # type: ignore[no-untyped-call]
        assert [*data.entries] == [*dict.fromkeys(ids)]
    elif form == "md":
        html = MarkdownIt("commonmark").enable("table").render(text)
        assert html.count("<tr>") == len(ids) + 1
        assert html.count('<a href="https://') == len(ids)
    elif form == "latex":
        body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
        assert [line.split("\\cite{")[1].split("}")[0] for line in body.splitlines()] == ids
        assert len({line.replace("\\&", "").count("&") for line in text.splitlines() if line.endswith("\\\\")}) == 1
    else:
        assert [line.split()[1] for line in text.splitlines()[1:]] == ids


def test_question_without_answer(run: Run) -> None:
    """No hit is no error: an empty answer that each form can hold."""
    for form in QUERY:
        done = run(TOY, "query", "--since", "2999", "--format", form)
        assert done.exit_code == 0, done.output
    assert run(TOY, "query", "--since", "2999", lang="zh").output.endswith("0 条结果\n")
    assert json.loads(run(TOY, "query", "--since", "2999", "--format", "json").stdout) == []


def test_wrong_word_is_wrong_use(run: Run) -> None:
    """Status 2 and the nearest word, in both languages."""
    done = run(ROOT, "query", "--technique", "mixture-of-expert")
    assert (done.exit_code, done.output) == (
        2,
        "the catalogue has no technique 'mixture-of-expert'; did you mean 'mixture-of-experts'?\n",
    )
    assert "是否为“mixture-of-experts”" in run(ROOT, "query", "--technique", "mixture-of-expert", lang="zh").output
    assert run(ROOT, "query", "--format", "xml").exit_code == 2


def test_query_of_a_broken_shelf_reports(toy: Path, run: Run) -> None:
    """The report of check, status 1."""
    file = toy / "papers.yaml"
    file.write_text(file.read_text("utf-8").replace("venue: naacl", "venue: nacl"), "utf-8")
    done = run(toy, "query")
    assert done.exit_code == 1
    assert "unknown-venue" in done.output


def test_cells_cannot_break_their_form(toy: Path, run: Run) -> None:
    """Titles and links with the characters of Markdown, CSV and LaTeX stay in their cells."""
    file = toy / "papers.yaml"
    text = file.read_text("utf-8").replace(
        "title: Attention Is All You Need", 'title: "=A|B & C_d \\"q\\" <i> {x} 100% $y$ \\\\z"'
    )
    file.write_text(text.replace("method: Transformer", 'method: "T|r_&"'), "utf-8")
    rows = [*csv.DictReader(io.StringIO(run(toy, "query", "--format", "csv").stdout))]
    assert [row["title"] for row in rows if row["id"] == "transformer"] == ['\'=A|B & C_d "q" <i> {x} 100% $y$ \\z']
    html = MarkdownIt("commonmark").enable("table").render(run(toy, "query", "--format", "md").stdout)
    assert (html.count("<tr>"), html.count("<td>") % 3) == (4, 0)
    assert "&lt;i&gt;" in html
    assert "<i>" not in html
    tex = run(toy, "query", "--format", "latex").stdout
    assert "T|r\\_\\&" in tex


def test_words_of_the_commands_are_in_both_languages() -> None:
    """The tables of what commands say have the same keys and names in braces, and Chinese words in Chinese."""
    english, chinese = SAYS["en"], SAYS["zh"]
    assert [*english] == [*chinese]
    for key, words in english.items():
        pair = [" ".join(each) if isinstance(each, tuple) else each for each in (words, chinese[key])]
        names = [sorted(re.findall(r"\{(\w*)\}", each)) for each in pair]
        assert names[0] == names[1], key
        assert not re.search(r"[\u4e00-\u9fff]", pair[0]), key
        assert len(pair[1]) < 9 or re.search(r"[\u4e00-\u9fff]", pair[1]), key
