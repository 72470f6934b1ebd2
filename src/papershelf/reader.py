"""A catalogue for Python programs: opened once, read and asked.

>>> from papershelf import open_shelf
>>> shelf = open_shelf("tests/shelves/toy")
>>> [paper.id for paper in shelf]
['bert', 'transformer', 'adam']
>>> shelf["bert"].title
'BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding'
>>> [hit.name for hit in shelf.query(technique="self-attention", since=2018)]
['BERT']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papershelf import shelf
from papershelf.catalogue.index import Catalogue
from papershelf.cite.bibtex import bibtex
from papershelf.model import Paper
from papershelf.problems import Problem, as_text
from papershelf.query import Hit, Question, answers


class Unreadable(Exception):
    """A folder whose registry has errors; ``problems`` holds them with their places."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(as_text(problems, "en"))
        self.problems = problems


@dataclass(frozen=True)
class Reader:
    """An opened catalogue: iterates over its papers, newest venue first, and finds one by its id."""

    catalogue: Catalogue

    def __iter__(self) -> Iterator[Paper]:
        return iter(self.catalogue.papers)

    def __len__(self) -> int:
        return len(self.catalogue.papers)

    def __getitem__(self, id: str) -> Paper:
        return self.catalogue.by_id[id]

    def query(
        self,
        *,
        technique: str | Iterable[str] = (),
        task: str | Iterable[str] = (),
        domain: str | Iterable[str] = (),
        **more: Any,
    ) -> tuple[Hit, ...]:
        """The papers that answer; with ``benchmark`` their rows there, by rank.

        Takes the words of the command ``query`` as names: technique, task and domain (one id
        or several, all of which must hold), venue, kind, scope, since, until (years), code,
        weights, demo (``yes``, ``announced``, ``no``, ``unknown``), benchmark, setting,
        min_params and max_params (as printed: ``"30M"``).  Raises ``papershelf.query.Unknown``
        for a word that the catalogue does not have.

        >>> from papershelf import open_shelf
        >>> [hit.paper.year for hit in open_shelf("tests/shelves/toy").query(code="yes")]
        [2019]
        """
        question = Question(technique=_words(technique), task=_words(task), domain=_words(domain), **more)
        return answers(self.catalogue, question)

    def bibtex(self, id: str) -> str:
        """The BibTeX entry of a paper.

        >>> from papershelf import open_shelf
        >>> print(open_shelf("tests/shelves/toy").bibtex("adam").splitlines()[0])
        @inproceedings{adam,
        """
        return bibtex(self.catalogue.cards[id])


def _words(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def open_shelf(root: str | Path = ".") -> Reader:
    """Opens the catalogue in a folder, the one that holds ``papers.yaml``; raises ``Unreadable`` where it has errors.

    >>> from papershelf import open_shelf
    >>> len(open_shelf("tests/shelves/toy"))
    3
    """
    found = shelf.read(Path(root))
    if found.errors:
        raise Unreadable(found.errors)
    return Reader(found.catalogue)
