"""Problems: what is wrong, where, and how to mend it, in each language.

The words of every rule stand in ``rules.yaml`` beside this module: what is said, the
remedy, the page that ``papershelf explain`` shows, and an example that fails and one that
passes.  A problem carries only the rule's code and the values to fill in.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from papershelf.words import spoken

LANGUAGES = ("en", "zh")  # the languages in which papershelf itself speaks
Level = Literal["error", "warning"]

_LONGEST = 120  # characters of a value in a sentence


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a text file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.spot}:{self.column}"

    @property
    def spot(self) -> str:
        """File and line, as a sentence names them."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One finding: its place, the rule's code, the entry's id and the rule's values."""

    place: Place
    code: str
    entry: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """``error`` or ``warning``, as the rule says."""
        return rule(self.code).level

    def says(self, lang: str) -> str:
        """The sentence that tells the fault, after the entry's id where there is one."""
        sentence = _fill(rule(self.code).texts[lang]["says"], self.values)
        return f"{self.entry}: {sentence}" if self.entry else sentence

    def help(self, lang: str) -> str:
        """The remedy; where a near value is known the rule's ``near`` text stands first."""
        texts = rule(self.code).texts[lang]
        remedy = _fill(texts["help"], self.values)
        if self.values.get("near"):
            return _fill(texts["near"], self.values) + (f" {remedy}" if remedy else "")
        return remedy


@dataclass(frozen=True)
class Rule:
    """What one code means: its level, its words per language and two examples."""

    code: str
    level: Level
    texts: Mapping[str, Mapping[str, str]]
    bad: str = ""
    good: str = ""


def rule(code: str) -> Rule:
    """The rule of a code; KeyError for a code that does not exist."""
    return rules()[code]


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, read once from ``rules.yaml``."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(files(__package__).joinpath("rules.yaml").read_text("utf-8"), loader)
    near = {lang: data["near"][lang] for lang in LANGUAGES}
    return {
        code: Rule(
            code,
            each.get("level", "error"),
            {lang: {"near": near[lang], **each[lang]} for lang in LANGUAGES},
            each.get("bad", ""),
            each.get("good", ""),
        )
        for code, each in data["rules"].items()
    }


def nearest(value: str, known: Iterable[str]) -> str:
    """The known word most like ``value``, or nothing where none is like it."""
    folded = {word.casefold(): word for word in known}
    found = difflib.get_close_matches(value.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def shown(value: Any, most: int) -> str:
    """What others wrote, in one printable line of at most so many characters."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(str(value).split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by place, then code; the same finding is kept once."""
    unique = {(p.place, p.code, p.entry, repr(sorted(p.values.items()))): p for p in problems}
    return [unique[key] for key in sorted(unique)]


def as_text(problems: Iterable[Problem], lang: str) -> str:
    """The report for people: two lines a problem."""
    return "".join(
        f"{p.place}: {_level(p, lang)}{p.code}  {p.says(lang)}\n    {spoken(lang)('report-help')}: {p.help(lang)}\n"
        for p in problems
    )


def as_github(problems: Iterable[Problem], lang: str) -> str:
    """The report as GitHub workflow commands: annotations that carry both languages."""
    return "".join(
        f"::{p.level} file={_escape(p.place.file, ':,')},line={p.place.line},col={p.place.column},"
        f"title={_escape(p.code, ':,')}::{_escape(_both(p))}\n"
        for p in problems
    )


def as_json(problems: Iterable[Problem], lang: str) -> str:
    """The report as JSON, one object a problem, with the words of each language."""
    report = [
        {
            "file": p.place.file,
            "line": p.place.line,
            "column": p.place.column,
            "level": p.level,
            "code": p.code,
            "entry": p.entry or None,
            "says": {each: p.says(each) for each in LANGUAGES},
            "help": {each: p.help(each) for each in LANGUAGES},
        }
        for p in problems
    ]
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, Callable[[Iterable[Problem], str], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}


def _fill(text: str, values: Mapping[str, Any]) -> str:
    """The text with its ``{names}`` filled; what a contributor wrote is shown in one short line."""
    return text.format_map({name: shown(value, _LONGEST) for name, value in values.items()})


def _level(problem: Problem, lang: str) -> str:
    return f"{spoken(lang)('report-warning')}: " if problem.level == "warning" else ""


def _both(problem: Problem) -> str:
    return "\n".join(f"{problem.says(lang)}\n{problem.help(lang)}" for lang in LANGUAGES)


def _escape(text: str, more: str = "") -> str:
    """Escaped as GitHub's runner wants it (actions/toolkit, packages/core/src/command.ts)."""
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
