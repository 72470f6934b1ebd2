"""Problems: the text, GitHub and JSON forms of a report, its order, and the words of the rules."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.problems import (
    FORMS,
    LANGUAGES,
    SHOWN,
    Near,
    Place,
    Problem,
    as_github,
    as_json,
    as_text,
    in_order,
    nearest,
    parted,
    rules,
    shown,
)

VENUE = Problem(Place("papers.yaml", 412, 10), "unknown-venue", "promptir", {"value": "nerips", "near": "neurips"})
CUT = Problem(Place("papers.yaml", 7, 3), "authors-cut", "adam")


def test_text_form_is_two_lines_a_problem_with_the_remedy_in_the_second() -> None:
    """Place, code, entry and fault; below it the remedy, which begins with the near word."""
    assert as_text([VENUE], "en") == (
        "papers.yaml:412:10: unknown-venue  promptir: no venue 'nerips'\n"
        "    help: did you mean 'neurips'? venues are listed in catalogue.yaml; a new one is added there\n"
    )
    assert as_text([VENUE], "zh") == (
        "papers.yaml:412:10: unknown-venue  promptir: 没有会议或期刊“nerips”\n"
        "    改法: 是否想写“neurips”？ 会议和期刊列在 catalogue.yaml 中，新的也加在那里\n"
    )


def test_warning_is_marked_as_one() -> None:
    """A warning says so before its code, in each language; an error needs no mark."""
    assert as_text([CUT], "en").startswith("papers.yaml:7:3: warning: authors-cut  adam: ")
    assert as_text([CUT], "zh").startswith("papers.yaml:7:3: 警告: authors-cut  adam: ")
    assert (CUT.level, VENUE.level) == ("warning", "error")


def unescaped(text: str) -> str:
    """What GitHub's runner reads (actions/runner, ActionCommand.cs)."""
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


@example("50%0A%25", "a%3Ab%0D")
@given(st.text("a%:,\n\r0ADC2é去", max_size=20), st.text("ab:,%::\n", min_size=1, max_size=20))
def test_github_form_is_one_command_a_problem_that_reads_back(value: str, file: str) -> None:
    """Line breaks, commas, colons and '::' in file names and values can neither end nor forge a command."""
    problem = Problem(Place(file, 3, 5), "unknown-venue", "x", {"value": value})
    line = as_github([problem, CUT], "en").split("\n")[0]
    found = re.fullmatch(r"::error file=([^,:]*),line=3,col=5,title=unknown-venue::(.*)", line)
    assert found
    assert unescaped(found.group(1)) == file
    both = "\n".join(f"{problem.says(lang)}\n{problem.help(lang)}" for lang in LANGUAGES)
    assert unescaped(found.group(2)) == both


def test_github_form_names_warnings() -> None:
    """A warning is a warning there too, and carries both languages."""
    line = as_github([CUT], "zh")
    assert line.startswith("::warning file=papers.yaml,line=7,col=3,title=authors-cut::adam: ")
    assert "作者名单不完整" in line
    assert "the list of authors is cut" in line


def test_json_form_reads_back_with_both_languages() -> None:
    """A list of objects with place, level, code, entry, and the words in each language."""
    report = json.loads(as_json([VENUE, Problem(Place("catalogue.yaml"), "no-file")], "zh"))
    assert report[0] == {
        "file": "papers.yaml",
        "line": 412,
        "column": 10,
        "level": "error",
        "code": "unknown-venue",
        "entry": "promptir",
        "says": {lang: VENUE.says(lang) for lang in LANGUAGES},
        "help": {lang: VENUE.help(lang) for lang in LANGUAGES},
    }
    assert (report[1]["line"], report[1]["column"], report[1]["entry"]) == (1, 1, None)
    assert json.loads(as_json([], "en")) == []


@pytest.mark.parametrize("form", ["text", "github"])
def test_report_without_problems_is_empty(form: str) -> None:
    """No problem, no line."""
    assert FORMS[form]([], "en") == ""


def test_report_is_sorted_by_place_and_tells_each_finding_once() -> None:
    """By file, line (as a number), column, then code; the same finding twice is one."""
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 2), ("a", 9, 1)]
    found = [Problem(Place(*place), "no-file") for place in places]
    found += [Problem(Place("a", 9, 1), "alias", values={"what": "&"}), found[0]]
    assert [(str(p.place), p.code) for p in in_order(found)] == [
        ("a:9:1", "alias"),
        ("a:9:1", "no-file"),
        ("a:9:2", "no-file"),
        ("a:10:1", "no-file"),
        ("b:1:1", "no-file"),
    ]


def test_two_different_findings_at_one_place_are_both_told() -> None:
    """Same place and code, other values: two findings."""
    assert len(in_order([VENUE, Problem(VENUE.place, VENUE.code, VENUE.entry, {"value": "x"})])) == 2


@pytest.mark.parametrize(
    ("value", "known", "near"),
    [
        ("nerips", ["cvpr", "neurips"], "neurips"),
        ("CVPR", ["cvpr", "eccv"], "cvpr"),
        ("tittle", ["title", "method"], "title"),
        ("zzz", ["cvpr", "neurips"], ""),
        ("", ["cvpr"], ""),
        ("cvpr", [], ""),
    ],
)
def test_nearest_word(value: str, known: list[str], near: str) -> None:
    """The most similar known word whatever its case, or none where nothing is like it."""
    assert nearest(value, known) == near


@pytest.mark.parametrize(
    ("value", "most", "line"),
    [
        ("as it is", 10, "as it is"),
        (" two\n\tlines \u00a0 of\r\nit ", 20, "two lines of it"),
        ("a\u202eb\x00c\ud800", 20, "a�b�c�"),
        ("去雨" * 5, 10, "去雨" * 5),
        ("去雨" * 5, 9, "去雨" * 4 + "…"),
        (None, 9, "None"),
        ("", 9, ""),
    ],
)
def test_what_others_wrote_is_one_printable_line(value: object, most: int, line: str) -> None:
    """Spaces and line breaks become one space, other characters that cannot be printed a mark; the end is cut."""
    assert shown(value, most) == line


@pytest.mark.parametrize("lang", LANGUAGES)
@given(value=st.text(max_size=300))
def test_what_a_contributor_wrote_is_shown_in_one_short_line(lang: str, value: str) -> None:
    """A value of any characters and length neither breaks the report's lines nor floods it."""
    problem = Problem(Place("f"), "unknown-venue", values={"value": value})
    said = problem.says(lang)
    assert said.isprintable()
    assert len(said) < 150


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    """A value that looks like a {name} is no template."""
    assert Problem(Place("f"), "unknown-venue", values={"value": "{near}{0}"}).says("en") == "no venue '{near}{0}'"


@pytest.mark.parametrize("code", rules())
def test_each_rule_is_whole_in_both_languages(code: str) -> None:
    """Every rule has fault, remedy and page in both languages, two different examples, and the same {names}."""
    rule = rules()[code]
    assert rule.level in ("error", "warning")
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good
    names = []
    for lang in LANGUAGES:
        assert {"says", "help", "page"} <= set(rule.texts[lang])
        assert all(rule.texts[lang].values())
        parsed = [string.Formatter().parse(rule.texts[lang][part]) for part in ("says", "help")]
        names.append([sorted({name for _, name, _, _ in part if name is not None}) for part in parsed])
        rule.texts[lang]["page"].format()  # `explain` fills nothing into it
    assert names[0] == names[1]
    assert re.search(r"[\u4e00-\u9fff]", rule.texts["zh"]["says"])


# --- more than a reader looks at ------------------------------------------------------------------

MANY = [
    *(Problem(Place("papers.yaml", n), "authors-cut", f"w{n}") for n in range(1, 151)),
    *(Problem(Place("papers.yaml", n), "unknown-venue", f"e{n}", {"value": "x"}) for n in range(151, 301)),
    *(Problem(Place("papers.yaml", n), "tab", f"t{n}") for n in range(301, 304)),
]


def test_a_report_shows_200_findings_and_counts_the_rest_by_rule() -> None:
    """Errors go before warnings, and what is shown stands in its order."""
    told, rest = parted(MANY)
    assert (len(told), len(rest)) == (SHOWN, 103)
    assert told == in_order(told)
    assert [problem.level for problem in rest] == ["warning"] * 103
    lines = as_text(MANY, "en").splitlines()
    assert len(lines) == 2 * SHOWN + 1
    assert lines[-1] == "and 103 more of authors-cut"
    assert as_text(MANY, "zh").splitlines()[-1] == "authors-cut 另有 103 处"
    assert as_text(MANY[:SHOWN], "en").count("\n") == 2 * SHOWN


def test_each_form_counts_what_it_does_not_show() -> None:
    """GitHub gets an annotation a rule, JSON an object a rule, with no place."""
    errors = [*MANY[150:], *(Problem(Place("a", n), "unknown-venue", values={"value": "y"}) for n in range(1, 61))]
    *_, last = as_github(errors, "en").splitlines()
    assert last.startswith("::error title=unknown-venue::and 13 more of unknown-venue%0A")
    report = json.loads(as_json(errors, "en"))
    assert len(report) == SHOWN + 1
    assert (report[-1]["file"], report[-1]["code"], report[-1]["count"], report[-1]["level"]) == (
        None,
        "unknown-venue",
        13,
        "error",
    )
    assert report[-1].keys() >= report[0].keys()
    assert report[-1]["says"]["zh"] == "unknown-venue 另有 13 处"


def test_a_near_word_is_looked_for_when_it_is_shown() -> None:
    """Two of one value are one finding, whatever is known."""
    asked: list[int] = []

    class Known(list[str]):
        def __iter__(self) -> Iterator[str]:
            asked.append(1)
            return super().__iter__()

    problems = [
        Problem(Place("a"), "unknown-venue", "", {"value": "nerips", "near": Near("nerips", Known(["neurips"]))})
    ] * 2
    (problem,) = in_order(problems)
    assert asked == []
    assert problem.help("en").startswith("did you mean 'neurips'?")
    assert len(asked) == 1
