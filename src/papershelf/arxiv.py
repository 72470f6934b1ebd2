"""An arXiv id: its forms, its month, its addresses, and the ids that a text names.

Forms as https://info.arxiv.org/help/arxiv_identifier.html has them.  Since April 2007 an id
is year, month and a number: of four digits to December 2014 (``0704.0001``), of five from
2015 on (``2411.18466``).  Before, from July 1991, it is the archive, its subject class or
none, year, month and three digits (``hep-th/9901001``, ``math.GT/0309136``).  The version
behind an id (``v2``) is no part of it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_MONTH = "(?:0[1-9]|1[0-2])"
_FOUR = rf"(?:070[4-9]|071[0-2]|(?:0[89]|1[0-4]){_MONTH})\.[0-9]{{4}}"
_FIVE = rf"(?:1[5-9]|[2-9][0-9]){_MONTH}\.[0-9]{{5}}"
_OLD = rf"[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{{2}})?/(?:910[7-9]|911[0-2]|(?:9[2-9]|0[0-6]){_MONTH}|070[1-3])[0-9]{{3}}"
ARXIV_ID = f"(?:{_FOUR}|{_FIVE}|{_OLD})"  # a pattern for Python and for JSON Schema

_ID = re.compile(ARXIV_ID)
_NAMED = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|format|ps|src)/|huggingface\.co/papers/|alphaxiv\.org/abs/|arxiv[\s:._\-/]*)"
    rf"(?-i:(?P<id>{ARXIV_ID}))(?:v[0-9]+)?(?![0-9])",
    re.I,
)


def is_id(words: str) -> bool:
    """Whether words are an arXiv id, without version and nothing beside it."""
    return _ID.fullmatch(words) is not None


def wrong_month(words: str) -> str:
    """The two digits of a month that does not exist, where words are an id but for it; else nothing.

    >>> wrong_month("2413.18466"), wrong_month("2411.18466")
    ('13', '')
    """
    found = re.fullmatch(r"([^0-9]*[0-9]{2})([0-9]{2})(\.?[0-9]+)", words)
    if not found or is_id(words):
        return ""
    mended = any(is_id(f"{found[1]}{month:02}{found[3]}") for month in range(1, 13))
    return found[2] if mended and not 1 <= int(found[2]) <= 12 else ""


def month_of(id: str) -> str:
    """The month in which an id was given, ``YYYY-MM``; ids with an archive end in 2007, so 9x is of the last century.

    >>> month_of("2411.18466"), month_of("hep-th/9901001")
    ('2024-11', '1999-01')
    """
    archive, _, digits = id.rpartition("/")
    century = "19" if archive and digits[0] == "9" else "20"
    return f"{century}{digits[:2]}-{digits[2:4]}"


def page_of(id: str) -> str:
    """The address of a paper's page at arXiv, that of its newest version."""
    return f"https://arxiv.org/abs/{id}"


def pdf_of(id: str) -> str:
    """The address of a paper as PDF at arXiv, that of its newest version."""
    return f"https://arxiv.org/pdf/{id}"


def arxiv_ids(text: str) -> tuple[str, ...]:
    """The ids that a text or address names, without version, each once, in order.

    >>> arxiv_ids("https://arxiv.org/pdf/2306.13090v2.pdf and arXiv:1706.03762")
    ('2306.13090', '1706.03762')
    """
    return tuple(dict.fromkeys(found["id"] for found in _NAMED.finditer(unquote(text))))
