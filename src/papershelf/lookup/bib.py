"""BibTeX → the facts of its papers, read by pybtex (https://docs.pybtex.org/api/parsing.html)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from papershelf.arxiv import arxiv_ids
from papershelf.lookup.facts import Facts, capped
from papershelf.lookup.mentions import dois
from papershelf.lookup.targets import Unusable
from papershelf.lookup.text import plain

if TYPE_CHECKING:
    from pybtex.database import BibliographyData, Entry, Person

_PLACES = ("booktitle", "journal", "journaltitle", "series")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MAX_ENTRIES = 500  # of a file of BibTeX
MAX_EXPANDED = 256 * 1024  # characters that its @string may stand for, all in all
_NUMBER = re.compile(r"\d{1,2}", re.A)  # a month's


class _Strings(dict[str, str]):
    """What each @string stands for; a few lines of them can stand for more than a machine holds."""

    _taken = 0

    def __getitem__(self, name: str) -> str:
        found = super().__getitem__(name.lower())
        self._taken += len(found)
        if self._taken > MAX_EXPANDED:
            raise Unusable("bib-expands", limit=f"{MAX_EXPANDED:,}")
        return found

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value)


def from_bibtex(text: str) -> tuple[Facts, ...]:
    """The facts of each entry; ``Unusable`` where the text is no BibTeX, too large, or an entry has no title."""
    from pybtex.database.input.bibtex import Parser, month_names  # slow to load, and only BibTeX needs it
    from pybtex.exceptions import PybtexError
    from pybtex.scanner import PybtexSyntaxError

    if len(re.findall(r"^[ \t]*@", text, re.M)) > MAX_ENTRIES:
        raise Unusable("bib-many", limit=MAX_ENTRIES)
    try:
        parser = Parser()  # type: ignore[no-untyped-call]
        parser.macros = _Strings(month_names)  # type: ignore[assignment]
        data: BibliographyData = parser.parse_string(text)  # type: ignore[no-untyped-call]
    except PybtexSyntaxError as error:
        raise Unusable("bib-broken", line=error.lineno or 1) from error
    except (PybtexError, RecursionError, ValueError) as error:
        raise Unusable("bib-says", says=error) from error
    if not data.entries:
        raise Unusable("bib-empty")
    return tuple(_facts(key, entry) for key, entry in data.entries.items())


def _facts(key: str, entry: Entry) -> Facts:
    fields = {str(name).lower(): str(value) for name, value in (entry.fields or {}).items()}
    title = _latex(fields.get("title", ""))
    if not title:
        raise Unusable("bib-title", key=plain(key))
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", fields.get("year", "") or fields.get("date", ""))
    arxiv = _arxiv(fields)
    doi = dois(fields.get("doi", "")) or dois(fields.get("url", ""))
    return Facts(
        title=title,
        authors=capped(_names(entry)),
        year=int(year.group()) if year else None,
        month="" if arxiv or not year else _month(fields, year.group()),
        arxiv=arxiv,
        doi=doi[0] if doi else "",
        venue=tuple(_latex(fields[name]) for name in _PLACES if name in fields),
        remark=_latex(fields.get("note", "")),
    )


def _arxiv(fields: Mapping[str, str]) -> str:
    """The arXiv id: ``eprint`` as arXiv exports it, else one in another field."""
    kind = fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).lower()
    eprint = arxiv_ids(f"arXiv:{fields['eprint']}") if "eprint" in fields and kind == "arxiv" else ()
    told = (fields.get(name, "") for name in ("doi", "url", "journal", "howpublished", "note", "volume"))
    found = [*eprint, *(id for each in told for id in arxiv_ids(each))]
    return found[0] if found else ""


def _month(fields: Mapping[str, str], year: str) -> str:
    dated = re.match(r"\d{4}-(\d\d)", fields.get("date", ""))
    word = fields.get("month", "").strip().lower()
    number = int(dated.group(1)) if dated else int(word) if _NUMBER.fullmatch(word) else 0
    if word[:3] in _MONTHS:
        number = _MONTHS.index(word[:3]) + 1
    return f"{year}-{number:02d}" if 1 <= number <= 12 else ""


def _names(entry: Entry) -> list[str]:
    persons: list[Person] = entry.persons["author"] if entry.persons and "author" in entry.persons else []
    return [_name(person) for person in persons]


def _name(person: Person) -> str:
    """First, middle, particle, last, lineage; the word ``others`` stays itself."""
    parts = [
        *person.first_names,
        *person.middle_names,
        *person.prelast_names,
        *person.last_names,
        *person.lineage_names,
    ]
    return _latex(" ".join(parts))


def _latex(text: str) -> str:
    """LaTeX as plain text: accents resolved, braces and commands of style dropped, formulas as written."""
    text = text.replace("~", " ") if "~" in text and "\\~" not in text else text
    text = re.sub(r"\\(?:textbf|textit|emph|textsc|texttt|mathrm|mathbf|text|url)\s*(?=\{)", "", text)
    line = plain(text)
    while (bare := re.sub(r"\{([^{}]*)\}", r"\1", line)) != line:
        line = bare
    return line.replace("---", "—").replace("--", "–")
