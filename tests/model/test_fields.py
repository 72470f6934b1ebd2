"""What each kind of field takes and refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from papershelf.model import Text
from papershelf.model.fields import Line, Prose, Score, Strength, problem, scalar, url
from tests.model.entry import HEAD, paper, told


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


@pytest.mark.parametrize("reserved", ["index", "zh", "en"])
def test_some_ids_are_addresses_of_the_site(reserved: str) -> None:
    """No entry may take them."""
    assert told("", HEAD.replace("id: a", f"id: {reserved}")) == [("1:5", "reserved-id")]
    assert told(f"was: [{reserved}]\n") == [("7:7", "reserved-id")]


@pytest.mark.parametrize("bad", ["0999", "3000", "24", "20240", "2024.0", "MMXV", "２０２４"])
def test_a_year_has_four_digits_of_our_time(bad: str) -> None:
    """From 1000 to 2999."""
    assert told("", HEAD.replace("2015", bad)) == [("6:7", "bad-year")]
    assert told("", HEAD.replace("2015", "1000")) == told("", HEAD.replace("2015", "2999")) == []


def test_numbers_are_exact_decimals_as_printed() -> None:
    """A score keeps its zeros; `-` is a number not printed; anything else is refused at its own place."""
    row = "results:\n- benchmark: b\n  values: {x: [28.180, 0.80, -]}\n  source: {in: paper, locator: T1}\n"
    values = paper(row).results[0].values["x"]
    assert [str(value) for value in values] == ["28.180", "0.80", "None"]
    assert values[0] == Decimal("28.18")
    for bad in ("1e3", "NaN", "inf", "28.", ".5", "+1", "1_0", "２８", "28%"):
        assert told(row.replace("28.180", bad)) == [("9:16", "bad-number")], bad
    assert told(row.replace("[28.180, 0.80, -]", "[]")) == [("9:15", "empty-value")]


def test_a_line_and_a_text_have_limits() -> None:
    """1,000 characters in a line, 20,000 in a text; one more is told."""
    assert told("", HEAD.replace("title: T", "title: " + "x" * 1000)) == []
    assert told("", HEAD.replace("title: T", "title: " + "x" * 1001)) == [("4:8", "text-too-long")]
    assert told(f"summary: {{en: {'x' * 20_000}}}\n") == []
    assert told(f"summary: {{en: {'x' * 20_001}}}\n") == [("7:15", "text-too-long")]


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


def test_values_are_typed() -> None:
    """Days are days, years are numbers, ids and lines are texts without outer spaces."""
    found = paper("checked: 2024-02-29\nmethod: '  A b  '\narxiv: '2401.00010'\npublic: 2024-01\n")
    assert (found.checked, found.year, found.method) == (date(2024, 2, 29), 2015, "A b")
    assert (found.arxiv, found.public) == ("2401.00010", "2024-01")


@pytest.mark.parametrize("value", ["https://x.org/a?b=1#c", "HTTP://x.org", "https://x.org:8080/", "https://a.b.c"])
def test_an_address_stays_as_written(value: str) -> None:
    """What a reader can open comes back character for character."""
    assert url(value) == value


@pytest.mark.parametrize("value", [None, 3, "", "x.org", "https://x.org:99999/"])
def test_what_is_no_address_names_its_rule(value: object) -> None:
    """The error carries the code of the rule that explains it, and the value."""
    with pytest.raises(PydanticCustomError) as raised:
        url(value)
    assert raised.value.type == "bad-url"
    assert raised.value.context == {"code": "bad-url", "value": value}


def test_an_error_names_its_rule_and_values() -> None:
    """The code of the rule is the error's type; the values are for its sentence."""
    made = problem("arxiv-month", value="2413.00010", month="13")
    assert made.type == "arxiv-month"
    assert made.context == {"code": "arxiv-month", "value": "2413.00010", "month": "13"}
    assert made.message() == "arxiv-month"


def test_only_a_written_value_is_one() -> None:
    """What is unknown is left out: nothing, and blanks, are refused; all else passes as it is."""
    assert [scalar(value) for value in ("a", " a", "0", 0, False)] == ["a", " a", "0", 0, False]
    for value in (None, "", " \t\n"):
        with pytest.raises(PydanticCustomError) as raised:
            scalar(value)
        assert raised.value.type == "empty-value"


def test_text_without_words_in_a_language_answers_in_another() -> None:
    """``in_`` and ``lang`` agree; iterating gives the languages in their order."""
    text = Text({"en": "word", "zh": "字"})
    assert [text.in_("zh"), text.lang("zh"), text.in_("de"), text.lang("de")] == ["字", "zh", "word", "en"]
    assert list(text) == ["en", "zh"]


@pytest.mark.parametrize("value", ["31.1111111111111", "-1.5", "0", "123456789012345"])
def test_digits_of_a_number_are_bounded(value: str) -> None:
    """As many as a double holds; more are told with the limit."""
    score = TypeAdapter(Score)
    assert score.validate_python(value) == Decimal(value)
    with pytest.raises(ValidationError, match="too-many-digits") as told:
        score.validate_python(value + ("" if "." in value else ".") + "1" * 16)
    assert told.value.errors()[0]["ctx"]["limit"] == 15


@pytest.mark.parametrize("value", ["high", "1e3", "NaN", "-1", "1,5", "٣", "1" * 40])
def test_a_strength_is_a_number(value: str) -> None:
    """Else no order could be told by it."""
    with pytest.raises(ValidationError, match="bad-number"):
        TypeAdapter(Strength).validate_python(value)


@pytest.mark.parametrize("value", ["\u200b", " \u2060 ", "\ufeff", "\u3164"])
def test_what_nobody_sees_is_empty(value: str) -> None:
    """As blanks are."""
    with pytest.raises(ValidationError, match="empty-value"):
        TypeAdapter(Line).validate_python(value)


@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\u2066", "\u00ad", "\ufeff", "\U000e0041"])
@pytest.mark.parametrize("kind", [Line, Prose])
def test_an_invisible_character_is_told_by_its_number(kind: Any, char: str) -> None:
    """In names and in prose; what is seen passes, in every script."""
    with pytest.raises(ValidationError, match="invisible-character") as told:
        TypeAdapter(kind).validate_python(f"Prompt{char}IR")
    assert told.value.errors()[0]["ctx"]["char"] == f"U+{ord(char):04X}"
    assert TypeAdapter(kind).validate_python("去雨 naïve Ångström – “x” 𝛼 ❤️") == "去雨 naïve Ångström – “x” 𝛼 ❤️"
