"""What is told of a text, in the form in which these tests compare it."""

from __future__ import annotations

from collections.abc import Iterable

from papershelf.problems import Problem
from papershelf.source import read_document


def codes(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Place and code of each problem, without the file's name."""
    return [(f"{p.place.line}:{p.place.column}", p.code) for p in problems]


def told(text: str) -> list[tuple[str, str]]:
    """The problems of a document."""
    return codes(read_document(text, "f.yaml").problems)
