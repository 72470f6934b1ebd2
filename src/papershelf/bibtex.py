"""BibTeX of a paper.

The key is the entry's id.  Text is UTF-8 with LaTeX's special characters escaped, and the
title's capitals are protected.  Entry types and fields as in the BibTeX manual
(https://ctan.org/pkg/bibtex, btxdoc) and arXiv's own export (eprint, archivePrefix).
"""

from __future__ import annotations

import re

from papershelf.model import Paper, Venue

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


def bibtex(paper: Paper, venue: Venue) -> str:
    """The BibTeX entry of a paper that appeared at ``venue``."""
    kind, where = _TYPES[venue.kind]
    fields = [("title", f"{{{latex(paper.title)}}}")]
    if paper.authors:
        fields.append(("author", " and ".join(map(_author, paper.authors))))
    if venue.kind != "preprint":
        fields.append((where, latex(venue.full)))
    fields.append(("year", str(paper.year)))
    if paper.doi:
        fields.append(("doi", paper.doi))
    if paper.arxiv:
        fields += [("eprint", paper.arxiv), ("archivePrefix", "arXiv")]
    if address := paper.address:
        fields.append(("url", address))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{kind}{{{paper.id},\n{lines}}}\n"


def _author(name: str) -> str:
    """A name; in braces where a word ``and`` inside it would part it."""
    return f"{{{latex(name)}}}" if re.search(r"\sand\s", name, re.I) else latex(name)


def latex(text: str) -> str:
    """The text with LaTeX's special characters escaped."""
    return re.sub(r"[\\~^&%$#_{}]", lambda found: _LATEX[found.group()], text)
