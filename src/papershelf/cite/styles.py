"""Formatted citations: styles of the Citation Style Language over our CSL-JSON, by citeproc-py.

The styles are texts (``templates/citations/<name>.csl``), cut from the official ones to the
kinds of source that a catalogue of papers has: with the whole styles 257 papers took seven
times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

_AT_ONCE = 500  # of ten thousand at once, citeproc-py would hold as much as all pages take


class _File:
    """A text that lxml can read like a file."""

    def __init__(self, text: str) -> None:
        self.rest = text.encode()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        size = len(self.rest) if size < 0 else size
        given, self.rest = self.rest[:size], self.rest[size:]
        return given


@contextmanager
def _looked_up_once() -> Iterator[None]:
    """Has citeproc-py remember what it finds in a style, which does not change: a third of the time."""
    from citeproc.model import CitationStylesElement

    before = {name: getattr(CitationStylesElement, name) for name in ("xpath_search", "get_root", "get_formatter")}
    for name, look_up in before.items():
        setattr(CitationStylesElement, name, cache(look_up))
    try:
        yield
    finally:
        for name, look_up in before.items():
            setattr(CitationStylesElement, name, look_up)


@_looked_up_once()
def citations(items: Iterable[Mapping[str, Any]], styles: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Id → style → the formatted citation, as plain text.

    ``items`` are CSL-JSON; ``styles`` maps a name to the text of a CSL style.  A year is all
    there is of a date, and an address that repeats the DOI is left out.
    """
    from citeproc import formatter  # slow to load, and only builds need it
    from citeproc.frontend import CitationStylesBibliography, CitationStylesStyle
    from citeproc.source import Citation, CitationItem
    from citeproc.source.json import CiteProcJSON

    listed = [_without_double(item) for item in items]
    found: dict[str, dict[str, str]] = {item["id"]: {} for item in listed}
    for name, text in styles.items():
        style = CitationStylesStyle(_File(text), validate=False, locale="en-US")
        for some in (listed[n : n + _AT_ONCE] for n in range(0, len(listed), _AT_ONCE)):
            bibliography = CitationStylesBibliography(style, CiteProcJSON(some), formatter.plain)
            for item in some:
                bibliography.register(Citation([CitationItem(item["id"])]))
            for item, words in zip(some, bibliography.bibliography(), strict=True):
                found[item["id"]][name] = _mended(str(words))
    return found


def _without_double(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "URL" or "DOI" not in item}


def _mended(text: str) -> str:
    """What citeproc-py leaves: a comma goes inside the closing quotation mark, and no full stop behind ? and !"""
    return re.sub(r"([?!])\.(?= |$)", r"\1", text.replace("”,", ",”"))
