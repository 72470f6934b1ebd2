"""Answers as text: each form tells the same papers, is read back by a parser of that form, and holds any characters."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from papershelf import open_shelf
from papershelf.catalogue.index import Catalogue
from papershelf.problems import LANGUAGES
from papershelf.query import Hit, Question, answers
from papershelf.query.forms import FORMS, answer
from papershelf.words import spoken
from tests.conftest import ROOT, TOY
from tests.handmade import CITED, catalogue, paper, regimes

ENGLISH = spoken("en")
ASKED = Question(
    technique=("mixture-of-experts",), benchmark="three-task", max_params="30M", code="yes", since=2024
)  # fmt: skip
SMALL = open_shelf(TOY).catalogue


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The shipped catalogue."""
    return open_shelf(ROOT).catalogue


@pytest.fixture(scope="module")
def hits(shipped: Catalogue) -> tuple[Hit, ...]:
    """Rows of a board."""
    found = answers(shipped, ASKED)
    assert found
    return found


def toy_hits(name: str, value: str) -> tuple[Hit, ...]:
    """The toy shelf's papers, one of them with a name, title or address of any characters."""
    found = []
    for hit in answers(SMALL, Question()):
        if hit.paper.id != "bert":
            found.append(hit)
        elif name == "name":
            found.append(replace(hit, card=replace(hit.card, name=value)))
        else:
            link = hit.paper.links.code
            assert link is not None
            links = hit.paper.links.model_copy(update={"code": link.model_copy(update={"url": value})})
            update = {"title": value} if name == "title" else {"links": links}
            found.append(replace(hit, card=replace(hit.card, paper=hit.paper.model_copy(update=update))))
    return tuple(found)


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def html_of(text: str) -> str:
    """What a Markdown table is shown as."""
    return str(MarkdownIt("commonmark").enable("table").render(text))


# --- a board by hand -----------------------------------------------------------------------

LINKS = {"code": {"url": "https://x.org/d", "empty": "2026-01-03"}, "demo": "none"}
ROWS = answers(
    catalogue(
        paper(
            "a",
            regimes("30.10", "many", variant="S", params="25M"),
            regimes("29.0", "one", CITED),
            method="A",
            links={"code": "https://x.org/c"},
        ),
        paper(
            "b",
            regimes("31.5", "many", CITED, params={"x": "800K", "y": "1M"}),
            method="中文法",
            links=LINKS,
            checked="2026-02-03",
            doi="10.1234/x",
        ),
    ),
    Question(benchmark="regimes"),
)


def test_a_table_for_the_terminal() -> None:
    """Columns line up, Chinese characters as wide as two; sizes in millions; a link, or its state."""
    assert answer("table", ROWS, ENGLISH) == (
        "Rank  Setting  id  Method  Variant  Venue  Year  Params  PSNR   Code\n"
        "1     one      a   A                CVPR   2025          29.0   https://x.org/c\n"
        "1     many     b   中文法           CVPR   2025  1.8M    31.5   announced\n"
        "2     many     a   A       S        CVPR   2025  25M     30.10  https://x.org/c\n"
    )
    assert answer("table", ROWS, spoken("zh")).splitlines()[:2] == [
        "名次  设置  编号  方法    变体  会议或期刊  年份  参数量  PSNR   代码",
        "1     one   a     A             CVPR        2025          29.0   https://x.org/c",
    ]


def test_the_same_as_csv_and_latex() -> None:
    """What a source prints, digit for digit."""
    assert answer("csv", ROWS, ENGLISH).split("\r\n") == [
        "rank,setting,id,name,variant,venue,year,params,psnr,code",
        "1,one,a,A,,CVPR,2025,,29.0,https://x.org/c",
        "1,many,b,中文法,,CVPR,2025,1.8M,31.5,announced",
        "2,many,a,A,S,CVPR,2025,25M,30.10,https://x.org/c",
        "",
    ]
    assert answer("latex", ROWS, ENGLISH).splitlines()[3:7] == [
        "Rank & Setting & Method & Variant & Venue & Year & Params & PSNR \\\\",
        "\\midrule",
        "1 & one & A~\\cite{a} &  & CVPR & 2025 &  & 29.0 \\\\",
        "1 & many & 中文法~\\cite{b} &  & CVPR & 2025 & 1.8M & 31.5 \\\\",
    ]


def test_the_same_as_records() -> None:
    """State and address of each link that was looked for, the size in millions, and whose numbers the row's are."""
    _, told, own = json.loads(answer("json", ROWS, ENGLISH))
    assert told["links"] == {
        "code": {"state": "announced", "url": "https://x.org/d"},
        "demo": {"state": "no", "url": None},
    }
    assert (told["url"], told["params_millions"], told["row"]["own"]) == ("https://doi.org/10.1234/x", 1.8, False)
    assert own["row"] == {
        "benchmark": "regimes",
        "setting": "many",
        "variant": "S",
        "rank": 2,
        "own": True,
        "average": {"psnr": 30.1},
        "values": {"all": {"psnr": 30.1}},
    }


# --- each form --------------------------------------------------------------------------------------------


def test_json_tells_papers_and_rows(hits: tuple[Hit, ...], shipped: Catalogue) -> None:
    """A record a hit: the paper's facts, and its row with numbers as numbers."""
    told = json.loads(answer("json", hits, ENGLISH))
    assert [each["id"] for each in told] == [hit.paper.id for hit in hits]
    assert [each["row"]["rank"] for each in told] == [hit.rank for hit in hits]
    assert [each["row"]["average"]["psnr"] for each in told] == [float(hit.average[0] or 0) for hit in hits]
    assert {each["row"]["benchmark"] for each in told} == {"three-task"}
    assert all(each["links"]["code"]["state"] == "yes" and each["params_millions"] <= 30 for each in told)
    plain = json.loads(answer("json", answers(SMALL, Question()), ENGLISH))
    assert [(each["id"], each["doi"], "row" in each) for each in plain] == [
        ("bert", "10.18653/v1/N19-1423", False),
        ("transformer", None, False),
        ("adam", None, False),
    ]


def test_csv_tells_papers_and_rows(hits: tuple[Hit, ...], shipped: Catalogue) -> None:
    """A line a hit, headed by the ids of the columns and metrics; line ends as RFC 4180 wants them."""
    text = answer("csv", hits, ENGLISH)
    rows = rows_of(text)
    assert [row["id"] for row in rows] == [hit.paper.id for hit in hits]
    assert [row["psnr"] for row in rows] == [str(hit.average[0]) for hit in hits]
    assert text.count("\r\n") == text.count("\n") == len(hits) + 1


def test_bibtex_tells_each_paper_once(hits: tuple[Hit, ...], shipped: Catalogue) -> None:
    """An entry a paper, however many rows it has."""
    data = parse_string(answer("bib", hits + hits, ENGLISH), "bibtex")  # type: ignore[no-untyped-call]
    assert [*data.entries] == [*dict.fromkeys(hit.paper.id for hit in hits)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_is_a_table_with_links(lang: str, hits: tuple[Hit, ...], shipped: Catalogue) -> None:
    """A row a hit, each with a link to its code; heads in the language, a metric as it is called."""
    html = html_of(answer("md", hits, spoken(lang)))
    assert html.count("<tr>") == len(hits) + 1
    assert [f'<a href="{hit.paper.links.code.url}">' in html for hit in hits if hit.paper.links.code] == [True] * len(
        hits
    )
    assert f"<th>{spoken(lang)('head-name')}</th>" in html
    assert "<th>PSNR</th>" in html
    assert f">{spoken(lang)('here')}</a>" in html


def test_latex_is_a_table_that_cites(hits: tuple[Hit, ...], shipped: Catalogue) -> None:
    """Every row has as many cells as the head and cites its paper by its key."""
    text = answer("latex", hits, ENGLISH)
    body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
    assert [line.split("\\cite{")[1].split("}")[0] for line in body.splitlines()] == [hit.paper.id for hit in hits]
    lines = [line for line in text.splitlines() if line.endswith("\\\\")]
    assert len({line.replace("\\&", "").count("&") for line in lines}) == 1
    columns = text.split("\\begin{tabular}{")[1].split("}")[0]
    assert len(columns) == lines[0].count("&") + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_terminal_table_is_aligned(lang: str, hits: tuple[Hit, ...], shipped: Catalogue) -> None:
    """A line a hit below the heads; a Chinese character takes two columns; a long cell is cut, an address is not."""
    head, *lines = answer("table", hits, spoken(lang)).splitlines()
    assert [line.split()[1] for line in lines] == [hit.paper.id for hit in hits]
    before = head.split(spoken(lang)("head-name"))[0]
    width = sum(2 if "\u4e00" <= char <= "\u9fff" else 1 for char in before)
    assert [line[width - 1 : width + 3] for line in lines] == [f" {hit.name[:3]}" for hit in hits]
    long = answer("table", toy_hits("title", "去雨" * 40), spoken(lang))
    assert "去雨" * 11 + "去…" in long
    url = "https://example.org/" + "x" * 80
    assert url in answer("table", toy_hits("code", url), spoken(lang))


def test_columns_without_a_cell_are_left_out() -> None:
    """Where no paper has a size or a code there is no such column; id and name always stand."""
    adam = tuple(hit for hit in answers(SMALL, Question()) if hit.paper.id == "adam")
    assert "params" not in rows_of(answer("csv", adam, ENGLISH))[0]
    for form in FORMS:
        assert isinstance(answer(form, (), ENGLISH), str)
    assert answer("csv", (), ENGLISH) == "id,name\r\n"
    assert json.loads(answer("json", (), ENGLISH)) == []


# --- any characters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("-3.5", "-3.5"),  # a number stays one
        ("'x", "''x"),
        ("+1", "'+1"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("\tx", "'\tx"),
        ("=1+1", "'=1+1"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ('a,"b"', 'a,"b"'),
    ],
)
def test_csv_cells_are_no_formulas(name: str, cell: str) -> None:
    """A cell that a spreadsheet would calculate is led by an apostrophe, and so is one that begins with one; numbers stay."""
    rows = rows_of(answer("csv", toy_hits("name", name), ENGLISH))
    assert [row["name"] for row in rows] == [cell, "Transformer", "Adam"]


@given(name=st.text(st.characters(codec="utf-8"), max_size=20))
def test_csv_is_read_back(name: str) -> None:
    """Whoever takes one leading apostrophe away has what was written, and no cell begins a formula."""
    cell = rows_of(answer("csv", toy_hits("name", name), ENGLISH))[0]["name"]
    assert cell.removeprefix("'") == name
    assert cell[:1] not in ("=", "+", "@", "\t", "\r", "\n")


HARD = '=A|B & C_d "q" <i> {x} 100% $y$ \\z [l](m) `c` *e*'


def test_markdown_cells_show_their_characters() -> None:
    """Titles with the characters of Markdown and HTML stay in their cell, as text."""
    html = html_of(answer("md", toy_hits("title", HARD), ENGLISH))
    assert (html.count("<tr>"), html.count("<td>") % 3) == (4, 0)
    assert "&lt;i&gt;" in html
    assert not any(tag in html for tag in ("<i>", "<code>", "<em>", '<a href="m">'))


@pytest.mark.parametrize("end", ["a|b", "a>b<c", "(a)b)", "a\\b", "?a=1&copy;=2"])
def test_addresses_of_markdown_stay_in_their_link(end: str) -> None:
    """An address with the characters of a table, a link or a reference is still the whole address of its link."""
    url = f"https://e.org/{end}"
    html = html_of(answer("md", toy_hits("code", url), ENGLISH))
    assert (html.count("<tr>"), html.count("<td>") % 3, html.count("<a ")) == (4, 0, 1)
    href = html.split('<a href="')[1].split('"')[0]
    assert unquote(unescape(href)) == url


def test_latex_cells_show_their_characters() -> None:
    """Names with the characters of LaTeX are escaped."""
    text = answer("latex", toy_hits("name", "T|r_& {x} 100%"), ENGLISH)
    assert "T|r\\_\\& \\textbraceleft{}x\\textbraceright{} 100\\%~\\cite{bert}" in text
