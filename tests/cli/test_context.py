"""What every command has: its words, its language, the report of problems, the catalogue."""

from __future__ import annotations

import locale
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.cli.context import Context, Said, catalogue_of, fails, language, report
from papershelf.problems import FORMS, LANGUAGES, Place, Problem
from papershelf.words import spoken
from tests.conftest import TOY

Captured = pytest.CaptureFixture[str]

WRONG = Problem(Place("papers.yaml", 3, 5), "unknown-venue", "bert", {"value": "nacl"})
CUT = Problem(Place("papers.yaml", 7, 3), "authors-cut", "adam")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_commands_speak_the_words_of_their_language(lang: str) -> None:
    """A text and a count are those of papershelf's own words."""
    obj = Context(Path("somewhere"), lang)
    assert (obj.root, obj.lang) == (Path("somewhere"), lang)
    assert obj.t("fresh") == spoken(lang)("fresh")
    assert [obj.t.n("hit", n) for n in (1, 2)] == [spoken(lang).n("hit", n) for n in (1, 2)]
    assert obj.t("bib-title", key="a2024b") == spoken(lang)("bib-title", key="a2024b")


@given(value=st.text(max_size=1000))
def test_what_others_wrote_is_one_short_printable_line(value: str) -> None:
    """Whatever a file or a host said, a sentence with it stays one line that is not flooded."""
    said = Said("en", {"told": "it says: {value}"})("told", value=value)
    assert said.isprintable()
    assert len(said) <= 410


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    """A value that looks like a {name} is no template."""
    assert Context(Path(), "en").t("no-rule", code="{n}") == "no rule is called '{n}'; the rules are:"


@pytest.mark.parametrize(
    ("chosen", "env", "told", "lang"),
    [
        ("zh", "en", "en_US", "zh"),
        ("en", "zh", "zh_CN", "en"),
        (None, "zh_CN.UTF-8", "en_US", "zh"),
        (None, "de", "zh_CN", "en"),
        (None, None, "zh_CN", "zh"),
        (None, None, "Chinese (Simplified)_China", "zh"),
        (None, None, "fr_FR", "en"),
        (None, None, None, "en"),
    ],
)
def test_language_is_the_option_else_the_environment_s(
    chosen: str | None, env: str | None, told: str | None, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--lang, else PAPERSHELF_LANG, else the locale, else English."""
    monkeypatch.delenv("PAPERSHELF_LANG", raising=False)
    if env is not None:
        monkeypatch.setenv("PAPERSHELF_LANG", env)
    monkeypatch.setattr(locale, "getlocale", lambda: (told, "UTF-8"))
    assert language(chosen) == lang


def test_a_build_that_could_not_be_made_ends_with_status_1(capsys: Captured) -> None:
    """Why, and that the old site is untouched, on the error stream."""
    with pytest.raises(SystemExit) as end:
        fails(Context(Path(), "en"), ValueError("no theme"))
    assert end.value.code == 1
    assert capsys.readouterr() == ("", "no theme\nthe site was not built; the old one is untouched\n")


@pytest.mark.parametrize(
    ("problems", "accepted", "english", "chinese"),
    [
        ([], 0, "no problems; 3 entries read", "没有问题；读取 3 个条目"),
        ([], 2, "no problems, 2 accepted findings; 3 entries read", "没有问题，2 个已接受的问题；读取 3 个条目"),
        ([CUT], 0, "no errors, 1 warning; 3 entries read", "没有错误，1 条警告；读取 3 个条目"),
        (
            [CUT, CUT],
            1,
            "no errors, 2 warnings, 1 accepted finding; 3 entries read",
            "没有错误，2 条警告，1 个已接受的问题；读取 3 个条目",
        ),
        ([WRONG, CUT], 1, "1 problem in 1 file; 3 entries read", "1 个文件中有 1 个问题；读取 3 个条目"),
    ],
)
def test_report_ends_with_what_was_read(
    problems: list[Problem], accepted: int, english: str, chinese: str, capsys: Captured
) -> None:
    """For people the last line counts; the other forms are the report alone."""
    for lang, last in (("en", english), ("zh", chinese)):
        report(Context(Path(), lang), problems, "text", 3, accepted)
        assert capsys.readouterr().out == FORMS["text"](problems, lang) + f"{last}\n"
        for form in ("github", "json"):
            report(Context(Path(), lang), problems, form, 3, accepted)
            assert capsys.readouterr().out == FORMS[form](problems, lang)


def test_catalogue_of_a_folder(toy: Path, capsys: Captured) -> None:
    """The catalogue; with errors the report, and status 1."""
    assert [paper.id for paper in catalogue_of(Context(TOY, "en")).papers] == ["bert", "transformer", "adam"]
    file = toy / "papers.yaml"
    file.write_text(file.read_text("utf-8").replace("venue: naacl", "venue: nacl"), "utf-8")
    with pytest.raises(SystemExit) as end:
        catalogue_of(Context(toy, "zh"))
    assert end.value.code == 1
    assert capsys.readouterr().out.endswith("1 个文件中有 1 个问题；读取 3 个条目\n")
