"""Prose: text that links, what it may link to, its sentences and claim words, and Chinese typography.

A text links with ``[[name]]`` or ``[[name|words]]``: a paper by its id, a page as ``techniques/mixture-of-experts``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from papershelf.model import About

LINK = re.compile(r"\[\[([^\]\[|\n]+)(?:\|([^\]\[\n]+))?\]\]")  # [[id]] and [[id|words]]
# The front matter of a page: YAML between two lines of dashes at its head.
FRONT = re.compile(r"---[ \t]*\n(?P<matter>.*?\n)(?:---|\.\.\.)[ \t]*\n+", re.S)
SCHEMES = ("http", "https", "mailto")  # of the addresses that a page may link
COUNTS = "counts"  # [[counts]] on a hand-written page: the size of the catalogue in a sentence

# Words that claim a rank. "best" and "first" count where they can only be such a claim, as in "the first end-to-end".
CLAIM = re.compile(
    r"\b(?:state[- ]of[- ]the[- ]art|SOTA|leading|unprecedented|unrivall?ed|superior|groundbreaking"
    r"|best[- ]performing|the best (?:method|model|result|performance)s?|(?:is|was|are|were) (?:the )?best"
    r"|the first (?:to|method|model|work|network|\w+-\w+-\w+))\b"
    r"|最优|最佳|最先进|领先|首次|首个|率先|开创性|第一个(?:将|用|把|提出)",
    re.I,
)
# Without one of these pieces, in lower case, a text has no claim word; a quick look before the slow one.
HINT = re.compile(r"state|sota|leading|unp|unr|superior|ground|best|the first|最|领先|首|率先|开创|第一个")
# Whose claim it is.
OWNED = re.compile(
    r"\bauthors?\b|\breport(?:s|ed)?\b|\bcalls?\b|\bclaims?\b"
    r"|\b(?:paper|README|abstract|page) (?:says|states|prints)\b"
    r"|作者|报告|自称|称[其之为]|宣称",
    re.I,
)
_FENCE = re.compile(r"(`{3,}|~{3,}) *[\w#.+-]*$")
_BACKTICKS = re.compile("`+")
_END = re.compile(r"[.!?](?=\s)|[。！？\n]")
_CJK = r"\u3400-\u4dbf\u4e00-\u9fff"
_FULL = r"，。；：！？、（）“”‘’《》"
_SPACING = re.compile(
    rf"(?<=[{_CJK}])[,;:!?](?=[{_CJK}])"  # half-width punctuation between Chinese characters
    rf"|(?<=[{_CJK}])\.(?=[{_CJK}]|\s*$)"
    rf"|(?<=[{_CJK}])[ \t]+(?=[{_CJK}])"  # a space between them
    rf"|(?<=[{_FULL}])[ \t]+(?=[{_CJK}])"
    rf"|(?<=[{_CJK}])[ \t]+(?=[{_FULL}])"
)
_SEAM = re.compile(rf"(?<=[{_CJK}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{_CJK}])")
_CHINESE = re.compile(f"[{_CJK}]")
_HALF_TO_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}


@dataclass(frozen=True)
class Target:
    """What ``[[name]]`` leads to: its path below a language's root, and its words, in each language or in all one."""

    path: str
    words: str | Mapping[str, str]

    def in_(self, lang: str) -> str:
        """The words in a language, or in the first that there is."""
        if isinstance(self.words, str):
            return self.words
        return self.words.get(lang) or next(iter(self.words.values()))


def targets(
    about: About, papers: Mapping[str, str], venues: Collection[str], pages: Mapping[str, Mapping[str, str]]
) -> dict[str, Target]:
    """Every name that a text may link → where it leads; a paper goes before a term, a term before a page.

    ``papers``: id → the name shown; ``venues``: the ids of those that have a page; ``pages``: name of a hand-written
    page → language → title.
    """
    found = {name: Target(f"{name}/", titles) for name, titles in pages.items()}
    named: dict[str, dict[str, str | Mapping[str, str]]] = {
        "tasks": {term.id: term.name.root for term in about.tasks},
        "domains": {term.id: term.name.root for term in about.domains},
        "techniques": {term.id: term.name.root for term in about.techniques},
        "venues": {venue.id: venue.name for venue in about.venues if venue.id in venues},
        "benchmarks": {benchmark.id: benchmark.name.root for benchmark in about.benchmarks},
        "datasets": {dataset.id: dataset.name for dataset in about.datasets},
    }
    for group, names in named.items():
        found |= {f"{group}/{id}": Target(f"{group}/{id}/", words) for id, words in names.items()}
    return found | {id: Target(f"papers/{id}/", name) for id, name in papers.items()}


def links(text: str) -> Iterator[tuple[int, str]]:
    """Offset and name of each link of a text."""
    return ((found.start(), found.group(1)) for found in LINK.finditer(text))


def unlinked(text: str) -> str:
    """The text with each link as its words, or as the name it links."""
    return LINK.sub(lambda found: found.group(2) or found.group(1), text)


def linked(
    text: str,
    resolve: Callable[[str], tuple[str, str]],
    link: Callable[[str, str], str],
    between: Callable[[str], str],
) -> str:
    """The text with its links filled: ``resolve``: name → words and path; ``link``: these two → a link.

    ``between`` gives what stands between two links, whose outer spaces are kept.
    """
    parts = []
    at = 0
    for found in LINK.finditer(text):
        words, path = resolve(found.group(1))
        parts += [_spaced(between, text[at : found.start()]), link(found.group(2) or words, path)]
        at = found.end()
    return "".join([*parts, _spaced(between, text[at:])])


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Offset and words of each sentence; a line break ends one."""
    start = 0
    for found in _END.finditer(text):
        if text[start : found.end()].strip():
            yield start, text[start : found.end()]
        start = found.end()
    if text[start:].strip():
        yield start, text[start:]


def without_code(markdown: str) -> str:
    """Markdown with its code replaced by letters, character for character.

    What may or may not be code, as a span over two lines, is left: it is judged as words are.
    """
    lines = markdown.split("\n")
    last = {line.rstrip(" "): n for n, line in enumerate(lines)}
    fence, found = "", []
    for n, line in enumerate(lines):
        if fence:
            found.append("x" * len(line))
            fence = "" if line.rstrip(" ") == fence else fence
        elif (opens := _FENCE.match(line.rstrip(" "))) and last.get(opens[1], -1) > n:
            fence = opens[1]
            found.append("x" * len(line))
        else:
            found.append(_without_spans(line) if "`" in line else line)
    return "\n".join(found)


def _without_spans(line: str) -> str:
    """A line with its code spans replaced by letters: from a run of backticks to the next of the same length."""
    runs = [(found.start(), found.end()) for found in _BACKTICKS.finditer(line)]
    ends: dict[int, int] = {}  # length → the end of the nearest such run behind
    span = {}
    for start, end in reversed(runs):
        if end - start in ends and line[start - 1 : start] != "\\":
            span[start] = ends[end - start]
        ends[end - start] = end
    parts, at = [], 0
    for start, _ in runs:
        if start >= at and start in span:
            parts += [line[at:start], "x" * (span[start] - start)]
            at = span[start]
    return "".join([*parts, line[at:]])


def is_wide(char: str) -> bool:
    """Whether a character is as wide as two Latin ones, as those of Chinese are (Unicode, UAX 11)."""
    return unicodedata.east_asian_width(char) in "WF"


def spacing_faults(text: str) -> list[int]:
    """Offsets of half-width punctuation or a stray space between Chinese characters."""
    return [found.start() for found in _SPACING.finditer(text)] if _CHINESE.search(text) else []


def spaced(text: str) -> str:
    """The text with Chinese punctuation full-width and without stray spaces between Chinese characters."""
    return _SPACING.sub(lambda found: _HALF_TO_FULL.get(found.group(), ""), text)


def seamed(text: str) -> str:
    """The text with a space wherever Chinese and a Latin letter or digit meet, as words put into a sentence do."""
    return _SEAM.sub(" ", text)


def _spaced(between: Callable[[str], str], text: str) -> str:
    """What ``between`` makes of a text, its outer spaces kept."""
    inner = text.strip(" ")
    if not inner:
        return text
    return text[: len(text) - len(text.lstrip(" "))] + between(inner) + text[len(text.rstrip(" ")) :]
