"""The summary of a change in Markdown: what readers will see, who moved, what is to be mended; in both languages."""

from __future__ import annotations

import re

import pytest

from papershelf import checks
from papershelf.catalogue import Catalogue
from papershelf.problems import Place, Problem
from papershelf.render.edition import Edition
from papershelf.upkeep.diff import Diff
from papershelf.upkeep.summary import summary
from tests.making import edition
from tests.upkeep.edited import ABOUT, NEW, PAPERS, changed, drafted, in_entry, row, without

ADDED = changed(PAPERS, "papers:\n", f"papers:\n{NEW}")


def told(papers: str = PAPERS, about: str = ABOUT, *, lang: str = "en", problems: list[Problem] | None = None) -> str:
    """The summary of an edit of the shelf of sounds, which has no faults."""
    changes = Diff(drafted(), drafted(papers, about))
    assert [problem for problem in checks.run(changes.new) if problem.level == "error"] == []
    now = edition(Catalogue.of(changes.new), lang)
    return summary(now.markdown, changes, Catalogue.of(changes.old), now, problems or [])


def part(said: str, heading: str) -> str:
    """What stands below a heading of the third level."""
    found = re.search(rf"^### {re.escape(heading)}.*\n(?s:(.*?))(?=^### |\Z)", said, re.M)
    assert found, heading
    return found.group(1)


def test_a_new_entry_is_shown_as_readers_will_see_it() -> None:
    """Its words with their links, its persons, its numbers; what a contributor writes is text, and calls nobody."""
    said = part(told(ADDED), "Added (1)")
    assert "&#60;b&#62;bold&#60;/b&#62; &#42;claim&#42; on &#96;things&#96; &#64;someone" in said
    assert "**Summary**: Builds on [Echo (2025)](https://sounds.example.org/shelf/papers/echo/)." in said
    assert "Ann Lee, Bo Li" in said
    assert "[Code](https://github.com/a/b)" in said
    assert "Two rooms · One model: Hall 99.31 / 1.0, Street, 5 dB 99.57 / 2.0, Source paper, Table 1" in said


def test_a_new_entry_tells_its_licenses_and_that_it_was_withdrawn() -> None:
    """With what was entered, as text, and the address where it is said."""
    facts = '  license: {code: "<MIT>", weights: none stated}\n  state: {is: withdrawn, source: https://x.org/a(b)}\n'
    entry = in_entry("aa-new", "  results:", f"{facts}  results:", ADDED)
    assert "- 权重、许可：未声明" in part(told(entry, lang="zh"), "新增 (1)")
    said = part(told(entry), "Added (1)")
    assert "- Code, License: &#60;MIT&#62;" in said
    assert "- Weights, License: none stated" in said
    assert "- Its authors withdrew this paper. [where this is said](https://x.org/a%28b%29)" in said


def test_who_moved_on_which_board() -> None:
    """The new row with its rank, and the others that moved with it."""
    said = part(told(ADDED), "Moved on boards")
    assert "#### Two rooms · One model" in said
    assert re.findall(r"^\| .* \|$", said, re.M)[1:] == ["| ZZ&#124;New | – | 1 |"]
    assert re.search(r"^2 other rows moved with it: Echo \(2025\) 1 → 2, Echo \(2026\) 1 → 2$", said, re.M)


def test_a_changed_entry_is_told_by_its_fields() -> None:
    """Its new words and its new rows; rows that stay are not repeated."""
    edited = in_entry("echo", "Masks the echo.", "Masks every echo.")
    edited = in_entry("echo", "printed_average: [7.10]", "printed_average: [7.20]", edited)
    said = part(told(edited), "Changed (1)")
    assert "- Echo (2025) (`echo`): `summary`, `results`\n" in said
    assert "  - **Summary**: Masks every echo." in said
    assert "Average 7.20" in said
    assert "Two rooms" not in said


def test_what_was_taken_out() -> None:
    """Entries by title and id, rows by board and source."""
    about = changed(ABOUT, "  paper: halls2019\n", "")
    said = part(told(changed(without("halls2019"), row("quiet", 1), ""), about), "Taken out")
    assert "- -3.5 dB and Other Rooms (`halls2019`)\n" in said
    assert "- `quiet`: words (sound-table, Table 3)\n" in said


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Papers and results are as they were."), ("zh", "论文与结果没有变化。")]
)
def test_of_no_change_it_says_so(lang: str, words: str) -> None:
    """And has no other part."""
    said = told(lang=lang)
    assert words in said
    assert "###" not in said


def test_both_languages_have_the_same_shape() -> None:
    """Headings, table rows and list items; each with its own words and addresses."""
    edited = in_entry("quiet", "title: A Quiet One", "title: A Quiet Two", ADDED)
    english, chinese = (told(edited, lang=lang) for lang in ("en", "zh"))
    for shape in (r"^#+(?= )", r"^\|.*\|$", r"^ *- "):
        assert len(re.findall(shape, english, re.M)) == len(re.findall(shape, chinese, re.M)) > 0
    assert "基于 [Echo (2025)](https://sounds.example.org/shelf/zh/papers/echo/)。" in chinese
    assert not re.search("[\u4e00-\u9fff]", english)


def flooded(entry: str, count: int) -> str:
    """The shelf's registry with an entry's facts and words many times, each under another id."""
    facts = entry.partition("  results:")[0]
    many = (
        facts.replace("aa-new", f"aa-new-{n:03}").replace("ZZ|New", f"ZZ{n}").replace("2601.99999", f"2601.{n:05}")
        for n in range(count)
    )
    return changed(PAPERS, "papers:\n", "papers:\n" + "\n".join(many) + "\n")


def test_a_flood_has_an_end() -> None:
    """GitHub takes 1 MiB: of many new entries only the first fifty are shown, and the rest are counted."""
    said = part(told(flooded(NEW, 120)), "Added (120)")
    assert said.count("#### ") == 50
    assert "70 more" in said


def test_long_entries_have_an_end_too() -> None:
    """Fewer are shown where they are long."""
    long = changed(NEW, '"Builds on [[echo]]."', f'"{"Very long. " * 1800}"')
    said = part(told(flooded(long, 20)), "Added (20)")
    shown = said.count("#### ")
    assert shown < 12
    assert f"{20 - shown} more" in said
    assert len(said) < 210_000


def problem(code: str, entry: str, **values: str) -> Problem:
    """A problem of an entry."""
    return Problem(Place("papers.yaml", 3, 1), code, entry, values)


def test_problems_are_told_with_their_remedy() -> None:
    """Errors each; of warnings those near the change and of no entry, since the others were there before."""
    warnings = [problem("seems-published", id, where="X", year="2026", doi="10.1/x") for id in ("aa-new", "quiet", "")]
    said = told(ADDED, problems=[problem("unknown-venue", "quiet", value="nerips"), *warnings])
    errors = part(said, "To be mended (1)")
    assert "- `papers.yaml:3:1` **unknown-venue** quiet: " in errors
    assert "<br>" in errors
    near = part(said, "Warnings on what is touched (2)")
    assert re.findall(r"\*\*seems-published\*\* (?:(\S*): )?", near) == ["aa-new", ""]


def test_many_problems_have_an_end() -> None:
    """Fifty are listed, and the rest counted."""
    said = part(told(problems=[problem("entry-gone", f"m{n}") for n in range(60)]), "To be mended (60)")
    assert said.count("**entry-gone**") == 50
    assert "10 more" in said


def test_with_an_error_there_are_no_boards() -> None:
    """Without a catalogue of now, the problems and what was taken out are told all the same."""
    whole: Edition = edition(Catalogue.of(drafted()))
    changes = Diff(drafted(), drafted(without("echo-2")))
    said = summary(whole.markdown, changes, None, None, [problem("unknown-venue", "quiet", value="nerips")])
    assert "(`echo-2`)" in part(said, "Taken out")
    assert "once the errors are mended" in said
    assert "Moved on boards" not in said
    nothing = summary(whole.markdown, None, None, None, [problem("no-file", "", file="papers.yaml")])
    assert "**no-file**" in nothing


def test_without_boards_of_before_it_says_so() -> None:
    """An older registry with faults has no boards to compare with."""
    now = edition(Catalogue.of(drafted(ADDED)))
    said = summary(now.markdown, Diff(drafted(), drafted(ADDED)), None, now, [])
    assert "### Added (1)" in said
    assert "The older catalogue has faults, so boards cannot be compared." in said
