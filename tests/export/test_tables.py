"""CSV: the bytes of a small catalogue, the registry again when read back, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.catalogue import Catalogue
from papershelf.export.tables import AND, papers_csv, results_csv, safe
from tests import making
from tests.generated import CATALOGUES
from tests.making import golden, sounds

# --- the bytes -----------------------------------------------------------------------------


# A golden file changes together with the CHANGELOG: other programs read these files.
def test_the_bytes_of_the_papers() -> None:
    """Columns in their order, links by their state, cells that are no formula, line ends as RFC 4180 has them."""
    assert papers_csv(sounds()) == golden("papers.csv")


def test_the_bytes_of_the_results() -> None:
    """A line a number with the digits that its source prints, flagged and withdrawn rows too."""
    assert results_csv(sounds()) == golden("results.csv")


def test_without_papers_there_is_a_head() -> None:
    """Whoever reads by column finds every one."""
    nobody = making.catalogue()
    assert papers_csv(nobody).startswith("id,kind,scope,name,")
    assert results_csv(nobody).startswith("paper,name,benchmark,")
    assert [papers_csv(nobody).count("\r\n"), results_csv(nobody).count("\r\n")] == [1, 1]


# --- cells ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("+1M", "'+1M"),
        ("-", "'-"),
        ("-1-1", "'-1-1"),
        ("--1", "'--1"),
        ("-.5", "'-.5"),
        ("-1e5", "'-1e5"),
        ("-3.5 dB", "'-3.5 dB"),
        ("-3.5\n", "'-3.5\n"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("'=1", "''=1"),
        ("'", "''"),
        ("''", "'''"),
        ("-3.5", "-3.5"),
        ("-1", "-1"),
        ("28.180", "28.180"),
        ("1", "1"),
        ("1+1", "1+1"),
        ("a=1", "a=1"),
        (" =1", "' =1"),
        ("\u3000＝1", "'\u3000＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula(text: str, cell: str) -> None:
    """What a spreadsheet would compute gets one apostrophe, and so does one that begins with it; numbers and words stay."""
    assert safe(text) == cell
    assert safe(text).removeprefix("'") == text


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\t\r\n0123456789.")))
def test_every_cell_is_read_back(text: str) -> None:
    """Whatever it holds: one leading apostrophe taken away gives the text, and no cell begins as a formula does."""
    cell = safe(text)
    assert cell.removeprefix("'") == text
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) or cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize(
    "title",
    [
        *("=1+1", "+1", "-3.5", "-3.5 dB", "'quoted'", 'a "b", c', ";", "李"),
        *("one\rtwo", "one\r\ntwo", "one\ntwo", "one\r"),
    ],
)
def test_a_name_is_read_back(title: str) -> None:
    """Quotes, commas, line breaks of every kind: a reader of CSV has the very words, in every line that they stand in."""
    row = {"benchmark": "b", "values": {"c": ["-3.50"]}, "source": {"in": "paper", "locator": title}}
    board = {"id": "b", "name": {"en": "B"}, "metrics": ["m"], "columns": [{"id": "c", "label": "C", "dataset": "d"}]}
    metric = {"id": "m", "name": "M", "better": "higher"}
    shelf_ = making.catalogue(making.paper(title=title, results=[row]), benchmarks=[board], metrics=[metric])
    papers, results = (
        list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        for text in (papers_csv(shelf_), results_csv(shelf_))
    )
    assert [each["title"].removeprefix("'") for each in papers] == [title.strip()]
    assert [each["locator"].removeprefix("'") for each in results] == [title.strip()]
    assert [each["value"] for each in results] == ["-3.50"]


# --- read back -----------------------------------------------------------------------------


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV, one leading apostrophe taken away from each cell."""
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]


def same_tables(catalogue: Catalogue, papers: str, results: str) -> None:
    """Both tables read back equal the registry."""
    for paper, row in zip(catalogue.papers, table(papers), strict=True):
        same = ("id", "kind", "scope", "title", "venue")
        assert {name: row[name] for name in same} == {name: getattr(paper, name) for name in same}
        for name in ("method", "arxiv", "doi", "address", "added"):
            assert row[name] == str(getattr(paper, name) or "")
        assert (row["year"], row["public"]) == (str(paper.year), paper.month)
        assert row["authors"] == AND.join(paper.authors)
        assert row["techniques"] == AND.join(paper.techniques)
    wanted = [
        (row.paper.id, board.benchmark.id, row.kind, str(row.rank or ""), figure, column, metric, score)
        for group in catalogue.boards.values()
        for board in group
        for row in board.rows
        for figure, column, cell in (
            *(("value", column, cell) for column, cell in row.result.values.items()),
            *((("average", "", row.average or ()),) if row.mean else ()),
            *((("printed-average", "", row.result.printed_average),) if row.result.printed_average else ()),
        )
        for metric, score in zip(board.benchmark.metrics, cell, strict=False)
    ]
    names = ("paper", "benchmark", "kind", "rank", "figure", "column", "metric")
    found = [
        (*(row[name] for name in names), Decimal(row["value"]) if row["value"] else None) for row in table(results)
    ]
    assert found == wanted


def test_shipped_tables_are_the_registry(shipped: Catalogue) -> None:
    """papers.csv and results.csv hold every paper and every number, lines ended as RFC 4180 has it."""
    papers, results = papers_csv(shipped), results_csv(shipped)
    same_tables(shipped, papers, results)
    assert papers.count("\r\n") == len(shipped.papers) + 1
    assert not re.search(r"(?<!\r)\n", papers + results)


@given(CATALOGUES)
def test_generated_tables_are_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds; and no cell is a formula."""
    papers, results = papers_csv(catalogue), results_csv(catalogue)
    same_tables(catalogue, papers, results)
    for row in csv.reader((papers + results).splitlines(keepends=True)):
        for cell in row:
            assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) or cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
