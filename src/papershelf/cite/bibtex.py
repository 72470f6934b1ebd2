"""BibTeX of a paper.

The key is the entry's id.  Text is UTF-8 with LaTeX's special characters escaped, the
title's capitals are protected, and names stand family name first, so that no program has
to guess where it begins.  Entry types and fields as in the BibTeX manual
(https://ctan.org/pkg/bibtex, btxdoc) and arXiv's own export (eprint, archivePrefix).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from papershelf.catalogue.card import Card
from papershelf.names import CUT, Person

_TYPES = {
    "conference": ("inproceedings", "booktitle"),
    "workshop": ("inproceedings", "booktitle"),
    "journal": ("article", "journal"),
    "preprint": ("misc", "howpublished"),
}
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces behind a backslash too
    "}": r"\textbraceright{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}


def bibtex(card: Card) -> str:
    """The BibTeX entry of a paper."""
    paper, venue = card.paper, card.venue
    kind, where = _TYPES[venue.kind]
    fields = [("title", f"{{{latex(paper.title)}}}")]
    if paper.authors:
        fields.append(("author", " and ".join([*map(_author, card.persons), *([CUT] if card.cut else [])])))
    if venue.kind != "preprint" or not paper.arxiv:
        fields.append((where, latex(venue.full)))
    fields.append(("year", str(paper.year)))
    if paper.doi:
        fields.append(("doi", _verbatim(paper.doi)))
    if paper.arxiv:
        fields += [("eprint", paper.arxiv), ("archivePrefix", "arXiv")]
    if address := paper.address:
        fields.append(("url", _verbatim(address)))
    if paper.state:
        fields.append(("note", paper.state.is_.capitalize()))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{kind}{{{paper.id},\n{lines}}}\n"


def bibliography(cards: Iterable[Card]) -> str:
    """The BibTeX of many papers."""
    return "\n".join(map(bibtex, cards))


def _author(person: Person) -> str:
    """A name; in braces where it is to stay whole and BibTeX would part it."""
    if person.whole and re.search(r"[\s,]|^(and|others)$", person.family, re.I):
        return f"{{{latex(person.family)}}}"
    # In braces, as bibtexparser takes a bare backslash beside ``and`` for an escape of its own.
    return re.sub(r"\\(?:[a-z]+\{\}|.)", r"{\g<0>}", latex(person.inverted))


def _verbatim(text: str) -> str:
    """An address or DOI, which styles print as it is: only what BibTeX itself would trip over is encoded."""
    return re.sub(r"[{}\\]", lambda found: f"%{ord(found.group()):02X}", text)


def latex(text: str) -> str:
    """The text with LaTeX's special characters escaped, and its ligatures (``--``, two quotes) kept apart."""
    escaped = re.sub(r"[\\~^&%$#_{}]", lambda found: _LATEX[found.group()], text)
    return re.sub(r"([-`'<>,])(?=\1)|[?!](?=`)", r"\g<0>{}", escaped)
