"""A small entry as it is written, read and judged."""

from __future__ import annotations

from papershelf.model import Paper, validated
from papershelf.model.fields import Record
from papershelf.problems import LANGUAGES
from papershelf.source import read_document

HEAD = "id: a\nkind: method\nscope: general\ntitle: T\nvenue: iclr\nyear: 2015\n"


def paper(more: str = "") -> Paper:
    """The paper of a small entry with more lines; it must be valid."""
    found, problems = validated(Paper, read_document(HEAD + more, "f"))
    assert problems == []
    assert found is not None
    return found


def told(more: str, head: str = HEAD, cls: type[Record] = Paper) -> list[tuple[str, str]]:
    """Place and code of what is wrong with an entry; every message fills in both languages."""
    record, problems = validated(cls, read_document(head + more, "f"))
    assert (record is None) == bool(problems)
    for problem in problems:
        assert all(problem.says(lang) and problem.help(lang) for lang in LANGUAGES)
    return [(f"{p.place.line}:{p.place.column}", p.code) for p in problems]
