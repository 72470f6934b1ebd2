"""Problems: what is wrong, where, and how to mend it, in each language.

The words of every rule stand in ``rules.yaml`` beside this module: what is said, the
remedy, the page that ``papershelf explain`` shows, and an example that fails and one that
passes.  A problem carries only the rule's code and the values to fill in.
"""

from __future__ import annotations

import json
from collections import Counter
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
SHOWN = 200  # findings of a report; the rest is counted


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
        values = {**self.values, "near": str(self.values.get("near", ""))}
        remedy = _fill(texts["help"], values)
        return " ".join(filter(None, (_fill(texts["near"], values), remedy))) if values["near"] else remedy


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
    from rapidfuzz import process  # slow to load, and only a slip needs it
    from rapidfuzz.distance.Indel import normalized_similarity

    folded = {word.casefold(): word for word in known}
    found = process.extract_iter(value.casefold(), folded, scorer=normalized_similarity, score_cutoff=0.6)
    like = [(likeness, key) for _, likeness, key in found]
    return folded[max(like)[1]] if like else ""


@dataclass(frozen=True)
class Near:
    """The known word most like a value, looked for when it is shown: among thousands, that takes a while."""

    value: str
    known: Iterable[str] = field(repr=False, compare=False)

    def __str__(self) -> str:
        return nearest(self.value, self.known)


def shown(value: Any, most: int) -> str:
    """What others wrote, in one printable line of at most so many characters."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(str(value).split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by place, then code; the same finding is kept once."""
    unique = {(p.place, p.code, p.entry, repr(sorted(p.values.items()))): p for p in problems}
    return [unique[key] for key in sorted(unique)]


def parted(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The problems that a report shows, errors before warnings where there are too many for both, and the rest."""
    every = list(problems)
    first = sorted(every, key=lambda each: each.level != "error")[:SHOWN]
    kept = {id(each) for each in first}
    return [each for each in every if id(each) in kept], [each for each in every if id(each) not in kept]


def _counted(rest: Iterable[Problem]) -> list[tuple[str, int]]:
    """Each rule of the problems that are not shown, with their number; the most first."""
    return sorted(Counter(problem.code for problem in rest).items(), key=lambda each: (-each[1], each[0]))


def as_text(problems: Iterable[Problem], lang: str) -> str:
    """The report for people: two lines a problem, and a line for each rule of those not shown."""
    told, rest = parted(problems)
    more = (f"{spoken(lang)('report-more', count=count, code=code)}\n" for code, count in _counted(rest))
    return "".join(
        f"{p.place}: {_level(p, lang)}{p.code}  {p.says(lang)}\n    {spoken(lang)('report-help')}: {p.help(lang)}\n"
        for p in told
    ) + "".join(more)


def as_github(problems: Iterable[Problem], lang: str) -> str:
    """The report as GitHub workflow commands: annotations that carry both languages."""
    told, rest = parted(problems)
    more = (f"::{rule(code).level} title={code}::{_escape(_more(code, count))}\n" for code, count in _counted(rest))
    return "".join(
        f"::{p.level} file={_escape(p.place.file, ':,')},line={p.place.line},col={p.place.column},"
        f"title={_escape(p.code, ':,')}::{_escape(_both(p))}\n"
        for p in told
    ) + "".join(more)


def as_json(problems: Iterable[Problem], lang: str) -> str:
    """The report as JSON, one object a problem, with the words of each language.

    What is not shown has an object a rule, with its ``count`` and no place.
    """
    told, rest = parted(problems)
    report: list[dict[str, Any]] = [
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
        for p in told
    ]
    for code, count in _counted(rest):
        says = {each: spoken(each)("report-more", count=count, code=code) for each in LANGUAGES}
        report.append({"file": None, "line": None, "column": None, "level": rule(code).level, "code": code})
        report[-1] |= {"entry": None, "says": says, "help": dict.fromkeys(LANGUAGES, ""), "count": count}
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


def _more(code: str, count: int) -> str:
    return "\n".join(spoken(lang)("report-more", count=count, code=code) for lang in LANGUAGES)


def _escape(text: str, more: str = "") -> str:
    """Escaped as GitHub's runner wants it (actions/toolkit, packages/core/src/command.ts)."""
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
