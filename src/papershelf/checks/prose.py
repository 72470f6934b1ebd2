"""Rules that keep prose honest: sources, claim words, linked names, Chinese typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from papershelf.checks.found import Found, in_entry, in_page, texts
from papershelf.draft import Draft
from papershelf.prose import CLAIM, HINT, LINK, OWNED, links, sentences, spacing_faults, without_code

_WORD = re.compile(r"[\w+-]+")
_ASIDE = re.compile(
    rf"{LINK.pattern}|\]\([^)\s]*\)|https?://[^\s)\]]+|\A---\n(?:.*\n)*?---\n|^#.*|\[[^\]\n]*\](?=\()", re.M
)


def no_sources(draft: Draft) -> Found:
    """A text about a paper that names no source."""
    for entry in draft.entries:
        first = next(texts(entry.paper), None)
        if first and not entry.paper.sources:
            yield in_entry(entry, (first[0],), "no-sources", field=first[0])


def claim_word(draft: Draft) -> Found:
    """A claim word in a sentence that does not say whose claim it is, where no result of the entry bears it."""
    for entry in draft.entries:
        if entry.paper.results:
            continue
        for name, lang, words in texts(entry.paper):
            for _, word in _claims(words):
                yield in_entry(entry, (name, lang), "claim-word", word=word)
    for page in draft.pages:
        for offset, word in _claims(without_code(page.text)):
            yield in_page(page, offset, "claim-word", word=word)


def unlinked_name(draft: Draft) -> Found:
    """A method of this catalogue that prose names without linking to it anywhere."""
    names = {e.paper.method: e.paper.id for e in draft.entries if e.paper.method and _telling(e.paper.method)}
    for entry in draft.entries:
        for field, lang, words in texts(entry.paper):
            for _, name in _named(words, names, entry.paper.id, entry.paper.method or ""):
                yield in_entry(entry, (field, lang), "unlinked-name", name=name, id=names[name])
    for page in draft.pages:
        for offset, name in _named(without_code(page.text), names, page.note_of):
            yield in_page(page, offset, "unlinked-name", name=name, id=names[name])


def chinese_spacing(draft: Draft) -> Found:
    """Half-width punctuation between Chinese characters, or a stray space there."""
    for entry in draft.entries:
        for name, lang, words in texts(entry.paper):
            for offset in spacing_faults(words):
                yield in_entry(entry, (name, lang), "chinese-spacing", text=_around(words, offset))
    for page in draft.pages:
        for offset in spacing_faults(without_code(page.text)):
            yield in_page(page, offset, "chinese-spacing", text=_around(page.text, offset))


def _claims(words: str) -> Iterator[tuple[int, str]]:
    """Offset and word of each claim whose sentence does not say whose it is."""
    if not HINT.search(words.lower()) or not CLAIM.search(words):
        return
    for offset, sentence in sentences(words):
        if not OWNED.search(sentence):
            for found in CLAIM.finditer(sentence):
                yield offset + found.start(), found.group()


def _telling(method: str) -> bool:
    """Whether a name cannot be an ordinary word: it has a capital behind its first letter, or a digit."""
    return bool(re.search(r"[A-Z0-9]", method[1:])) and len(method) > 2


def _named(words: str, names: Mapping[str, str], own: str, within: str = "") -> Iterator[tuple[int, str]]:
    """Offset and name of the first mention of each method that the words name and never link.

    Left out are the method that the words are about, ``own``, and those whose name is part of its name, ``within``.
    """
    seen = {names[word] for word in names.keys() & set(_WORD.findall(words)) if word not in within}
    wanted = seen - {own} - {name.rpartition("/")[2] for _, name in links(words)}
    if not wanted:
        return
    for found in _WORD.finditer(_bare(words)):
        id = names.get(found.group())
        if id in wanted:
            wanted.remove(id)
            yield found.start(), found.group()


def _bare(words: str) -> str:
    """The words with links, addresses, headings and front matter blanked, so that offsets stay."""
    return _ASIDE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), words)


def _around(words: str, offset: int) -> str:
    return words[max(0, offset - 6) : offset + 6].replace("\n", " ")
