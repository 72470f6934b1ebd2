"""The records: what each kind of field takes and refuses, and how pydantic's findings are told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from papershelf.model import About, Paper, Text, validated
from papershelf.model.fields import Record
from papershelf.problems import LANGUAGES
from papershelf.source import read_document

HEAD = "id: a\nkind: method\nscope: general\ntitle: T\nvenue: iclr\nyear: 2015\n"


def paper(more: str = "") -> Paper:
    """The paper of a small entry with more lines; it must be valid."""
    found, problems = validated(Paper, read_document(HEAD + more, "f"))
    assert problems == []
    assert found is not None
    return found


def told(more: str, head: str = HEAD, cls: type[Record] = Paper) -> list[tuple[str, str]]:
    """Place and code of what is wrong with an entry; every message fills in both languages."""
    record, problems = validated(cls, read_document(head + more, "f"))
    assert (record is None) == bool(problems)
    for problem in problems:
        assert all(problem.says(lang) and problem.help(lang) for lang in LANGUAGES)
    return [(f"{p.place.line}:{p.place.column}", p.code) for p in problems]


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("arxiv", ["1412.6980", "2401.00010", "1501.00001", "cs/0112017", "math.GT/0309136", "hep-th/9901001"]),
        ("doi", ["10.1109/TPAMI.2025.1234567", "10.18653/v1/N19-1423", "10.1007/978-3-030-58452-8_13"]),
        ("public", ["2024-01", "1999-12"]),
        ("checked", ["2024-02-29"]),
        ("links", ["{code: none}", "{code: https://x.org/a?b=1#c}", "{demo: http://x.org:8080/}"]),
        ("authors", ["[Ann Lee]", '["O\'Neil, Jr.", 李雷]', "[]"]),
    ],
)
def test_right_values_are_taken(line: str, good: list[str]) -> None:
    """Values in the form that their rule's page describes are taken."""
    for value in good:
        assert told(f"{line}: {value}\n") == []


@pytest.mark.parametrize(
    ("line", "code", "bad"),
    [
        (
            "arxiv",
            "bad-arxiv",
            [
                "1412.06980",
                "1501.0001",
                "2401.123456",
                "2401.00010v2",
                "CS/0112017",
                "240100010",
                "x",
                "２４０１.00010",
                "hep-th/2401001",
                "0601.1234",
            ],
        ),
        ("arxiv", "arxiv-month", ["2400.00010", "2413.00010", "cs/0113017"]),
        ("doi", "bad-doi", ["doi:10.1/x", "10.1/x", "10.1109", "10.1109/a b", "https://doi.org/10.1109/x"]),
        ("public", "bad-month", ["2024-13", "2024-1", "２024-01", "2024", "2024-00", "May 2024"]),
        ("checked", "bad-date", ["2023-02-29", "2024-1-1", "2024-13-01", "20240101", "yesterday"]),
        ("added", "bad-date", ["2024"]),
        ("method", "empty-value", ['""', '"  "', ""]),
        ("doi", "empty-value", [""]),
        ("tasks", "empty-value", [""]),
        ("links", "empty-value", [""]),
        ("results", "not-a-list", ["{benchmark: x}"]),
        ("tasks", "not-a-list", ["x", "{x: y}"]),
        ("summary", "not-a-text", ["words", "{}", "[words]"]),
    ],
)
def test_wrong_values_are_refused_at_their_place(line: str, code: str, bad: list[str]) -> None:
    """Values of another form are refused with the rule of their kind, on their line, once."""
    for value in bad:
        found = told(f"{line}: {value}\n")
        assert [code for _, code in found] == [code], value
        assert found[0][0] == f"7:{len(line) + (3 if value else 2)}"


@pytest.mark.parametrize(
    "address",
    [
        "x.org",
        "ftp://x.org",
        "https://",
        "https://x",
        "https://x.org/a b",
        "https://u:p@x.org/",
        "https://x.org:port/",
        "javascript:alert(1)",
        'https://x.org/"onload=',
        "https://x.org/<script>",
        "data:text/html,x",
        "//x.org",
    ],
)
def test_address_that_no_reader_can_or_should_open_is_refused(address: str) -> None:
    """Only http and https with a host, without blanks, quotes, angle brackets or a password."""
    quoted = address.replace('"', '\\"')
    assert told(f'links: {{code: "{quoted}"}}\n') == [("7:15", "bad-url")]
    assert told(f'sources: ["{quoted}"]\n') == [("7:11", "bad-url")]


@pytest.mark.parametrize("bad", ["A", "a--b", "-a", "a-", "a_b", "a b", "é", "a" * 81, "a/b", "a.b", ".."])
def test_id_is_plain(bad: str) -> None:
    """Lower-case letters, digits and single hyphens, at most 80."""
    assert told("", HEAD.replace("id: a", f'id: "{bad}"')) == [("1:5", "bad-id")]
    assert told("", HEAD.replace("id: a", f"id: {'a' * 80}")) == []


def test_numbers_are_exact_decimals_as_printed() -> None:
    """A score keeps its zeros; `-` is a number not printed; anything else is refused at its own place."""
    row = "results:\n- benchmark: b\n  values: {x: [28.180, 0.80, -]}\n  source: {in: paper, locator: T1}\n"
    values = paper(row).results[0].values["x"]
    assert [str(value) for value in values] == ["28.180", "0.80", "None"]
    assert values[0] == Decimal("28.18")
    for bad in ("1e3", "NaN", "inf", "28.", ".5", "+1", "1_0", "２８", "28%"):
        assert told(row.replace("28.180", bad)) == [("9:16", "bad-number")], bad
    assert told(row.replace("[28.180, 0.80, -]", "[]")) == [("9:15", "empty-value")]


def test_link_has_three_states() -> None:
    """A URL is there; with the day it is announced; `none` was looked for; half a link is refused."""
    links = paper("links: {code: https://x.org, data: {url: https://x.org/d, empty: 2026-06-28}, demo: none}\n").links
    states = {kind: link.state for kind, link in links if link}
    assert states == {"code": "yes", "data": "announced", "demo": "no"}
    assert links.data is not None
    assert links.data.empty == date(2026, 6, 28)
    for half in ("{url: https://x.org}", "{empty: 2026-06-28}", "{}"):
        assert told(f"links: {{code: {half}}}\n") == [("7:15", "half-link")]


def test_what_follows_from_an_arxiv_id() -> None:
    """Month, page and PDF; what an entry says itself goes before the page and the PDF, a DOI before the page."""
    bare = paper('arxiv: "1412.6980"\n')
    assert (bare.month, bare.order) == ("2014-12", (-2015, -201412, "a"))
    assert bare.address == bare.preprint == "https://arxiv.org/abs/1412.6980"
    assert bare.pdf == "https://arxiv.org/pdf/1412.6980"
    assert {kind: link.url for kind, link in bare.availability if link} == {"paper": bare.address, "pdf": bare.pdf}
    full = paper('arxiv: "1412.6980"\ndoi: 10.1234/x\nlinks: {pdf: https://x.org/p.pdf}\n')
    assert (full.address, full.preprint) == ("https://doi.org/10.1234/x", "https://arxiv.org/abs/1412.6980")
    assert full.pdf == "https://x.org/p.pdf"
    assert paper("links: {paper: https://x.org/}\n").address == "https://x.org/"
    none = paper("public: 2014-11\n")
    assert (none.month, none.address, none.preprint, none.pdf) == ("2014-11", None, None, None)


def test_source_names_one_place() -> None:
    """`at` or `in`, one of the two, and always a locator."""
    cost = "cost: [{{params: 1M, source: {}}}]\n"
    assert told(cost.format("{at: s, locator: L1}")) == []
    assert told(cost.format("{at: s, in: paper, locator: L1}")) == [("7:29", "half-source")]
    assert told(cost.format("{locator: L1}")) == [("7:29", "half-source")]
    assert [code for _, code in told(cost.format("{at: s}"))] == ["missing-field"]


def test_misspelt_field_is_told_at_the_key_with_the_nearest_name_at_every_depth() -> None:
    """The names proposed are those of the record in which the field stands."""
    text = (
        HEAD + "links: {cod: none}\nresults:\n- benchmark: b\n  vales: {x: [1]}\n  source: {in: paper, lokator: T1}\n"
    )
    _, problems = validated(Paper, read_document(text, "f"))
    near = {p.values["field"]: p.values["near"] for p in problems if p.code == "unknown-field"}
    assert near == {"cod": "code", "vales": "values", "lokator": "locator"}
    assert [str(p.place) for p in problems if p.values["field"] == "vales"] == ["f:10:3"]


def test_all_faults_of_an_entry_are_told_at_once() -> None:
    """One broken field hides no other."""
    assert told("doi: x\ntasks: y\n", HEAD.replace("2015", "soon")) == [
        ("6:7", "bad-year"),
        ("7:6", "bad-doi"),
        ("8:8", "not-a-list"),
    ]


@pytest.mark.parametrize("text", ["", "words", "[a, b]", "[[a]]", "- \n"])
def test_entry_that_is_no_mapping_is_refused(text: str) -> None:
    """An entry has fields."""
    assert [code for _, code in told("", text)] == ["not-a-mapping"]


def test_title_of_a_thousand_characters_is_the_limit() -> None:
    """1,000 characters in a line, 20,000 in a text."""
    assert told("", HEAD.replace("title: T", "title: " + "x" * 1000)) == []
    assert told("", HEAD.replace("title: T", "title: " + "x" * 1001)) == [("4:8", "text-too-long")]


def test_text_answers_in_the_language_that_there_is() -> None:
    """Words in a language, else in the first there is, with the language in which they are."""
    text = Text({"zh": "字", "en": "word"})
    assert (text.in_("en"), text.lang("en")) == ("word", "en")
    one = Text({"zh": "字"})
    assert (one.in_("en"), one.lang("en"), list(one)) == ("字", "zh", ["zh"])


def test_records_are_frozen() -> None:
    """A record once read never changes."""
    record: Any = paper()
    with pytest.raises(ValidationError):
        record.title = "other"


def test_term_gathers_its_names() -> None:
    """Each language's name is a field of its own; a term without any name is refused."""
    about = (
        "title: {en: T}\nabout: {en: A}\nlanguages: [en]\nrepository: https://x.org/r\nsite_url: https://x.org/\n"
        "licence: {en: L}\ntasks:\n- {id: a, en: A, zh: 甲, definition: {en: D}}\n"
    )
    record, _ = validated(About, read_document(about, "f"))
    assert record is not None
    assert record.tasks[0].name.root == {"en": "A", "zh": "甲"}
    assert told("", about.replace("en: A, zh: 甲, ", ""), About) != []


@pytest.mark.parametrize(
    ("lines", "month"),
    [
        ('arxiv: "1706.03762"\n', "2017-06"),
        ('arxiv: "0704.0001"\n', "2007-04"),
        ("arxiv: cs/0112017\n", "2001-12"),
        ("arxiv: hep-th/9108001\n", "1991-08"),
        ('arxiv: "9912.00001"\n', "2099-12"),
        ('arxiv: "1706.03762"\npublic: 2016-01\n', "2017-06"),
        ("public: 2016-01\n", "2016-01"),
        ("", ""),
    ],
)
def test_first_public_month(lines: str, month: str) -> None:
    """Read from the arXiv id, old forms of the last century too; else as written; else unknown."""
    assert paper(lines).month == month


def test_order_is_year_then_month_falling_then_id_rising() -> None:
    """Newest venue year first, then newest month, unknown months last, then by id."""
    facts: list[dict[str, Any]] = [
        {"id": "d", "year": "2016"},
        {"id": "c", "arxiv": "1412.6980"},
        {"id": "a", "public": "2014-11"},
        {"id": "b", "public": "2014-11"},
        {"id": "e"},
        {"id": "f", "year": "2014", "public": "2015-01"},
    ]
    head = {"kind": "method", "scope": "general", "title": "T", "venue": "iclr", "year": "2015"}
    papers = [Paper.model_validate({**head, **each}) for each in facts]
    assert [p.id for p in sorted(papers, key=lambda paper: paper.order)] == ["d", "c", "a", "b", "e", "f"]
