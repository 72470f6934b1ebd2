"""Prose: text that links, its sentences and claim words, and Chinese typography."""

from __future__ import annotations

import re
from collections.abc import Iterator

LINK = re.compile(r"\[\[([^\]\[|\n]+)(?:\|([^\]\[\n]+))?\]\]")  # [[id]] and [[id|words]]
COUNTS = "counts"  # [[counts]] on a hand-written page: the size of the catalogue in a sentence

# Words that claim a rank. "best" and "first" count where they can only be such a claim.
CLAIM = re.compile(
    r"\b(?:state[- ]of[- ]the[- ]art|SOTA|leading|unprecedented|unrivall?ed|superior|groundbreaking"
    r"|best[- ]performing|the best (?:method|model|result|performance)s?|(?:is|was|are|were) (?:the )?best"
    r"|the first (?:to|method|model|work|network|all-in-one))\b"
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
_CHINESE = re.compile(f"[{_CJK}]")
_HALF_TO_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}


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
    """Markdown with its code replaced by letters, character for character."""
    return re.sub(r"^```.*?^```|`[^`\n]*`", lambda f: re.sub(r"[^\n]", "x", f.group()), markdown, flags=re.S | re.M)


def spacing_faults(text: str) -> list[int]:
    """Offsets of half-width punctuation or a stray space between Chinese characters."""
    return [found.start() for found in _SPACING.finditer(text)] if _CHINESE.search(text) else []


def spaced(text: str) -> str:
    """The text with Chinese punctuation full-width and without stray spaces between Chinese characters."""
    return _SPACING.sub(lambda found: _HALF_TO_FULL.get(found.group(), ""), text)
