"""Rules on what stands twice: entries, terms, rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from papershelf.checks.found import Found, in_catalogue, in_entry
from papershelf.draft import Draft, Entry
from papershelf.model import GATHERED, Paper
from papershelf.names import folded
from papershelf.problems import Problem
from papershelf.source import Block

VOCABULARIES = (
    *("scopes", "tasks", "task_groups", "domains", "techniques", "families"),
    *("venues", "datasets", "metrics", "protocol_fields", "benchmarks", "sources"),
)


def duplicate_id(draft: Draft) -> Found:
    """Two entries with one id, former ids included."""
    seen: dict[str, Block] = {}
    for block in draft.blocks:
        first = seen.setdefault(block.id, block)
        if first is not block and block.id:
            yield Problem(
                block.place(("id",)), "duplicate-id", block.id, {"id": block.id, "at": first.place(("id",)).spot}
            )
    former: dict[str, Entry] = {}
    for entry in draft.entries:
        for n, was in enumerate(entry.paper.was):
            earlier = former.setdefault(was, entry)
            if was in draft.ids:
                yield in_entry(entry, ("was", n), "duplicate-id", id=was, at=seen[was].place(("id",)).spot)
            elif earlier is not entry:
                yield in_entry(entry, ("was", n), "duplicate-id", id=was, at=earlier.block.place(("was",)).spot)


def duplicate_title(draft: Draft) -> Found:
    """Two entries with one title."""
    yield from _twice(draft, "duplicate-title", "title", lambda paper: folded(paper.title))


def duplicate_arxiv(draft: Draft) -> Found:
    """Two entries with one arXiv id."""
    yield from _twice(draft, "duplicate-arxiv", "arxiv", lambda paper: paper.arxiv)


def duplicate_doi(draft: Draft) -> Found:
    """Two entries with one DOI."""
    yield from _twice(draft, "duplicate-doi", "doi", lambda paper: paper.doi and paper.doi.casefold())


def duplicate_term(draft: Draft) -> Found:
    """Two terms of one vocabulary with one id, a language that is listed twice, or a value of a protocol's field."""
    languages = draft.about.languages
    for n, lang in enumerate(languages):
        if lang in languages[:n]:
            yield in_catalogue(draft, ("languages", n), "duplicate-term", id=lang, list="languages")
    for name in VOCABULARIES:
        seen: set[str] = set()
        for n, term in enumerate(getattr(draft.about, name)):
            if term.id in seen:
                yield in_catalogue(draft, (name, n, "id"), "duplicate-term", id=term.id, list=name)
            seen.add(term.id)
    for n, field in enumerate(draft.about.protocol_fields):
        ids = [value.id for value in field.values]
        for m, id in enumerate(ids):
            if id in ids[:m]:
                path = ("protocol_fields", n, "values", m, "id")
                yield in_catalogue(draft, path, "duplicate-term", of=field.id, id=id, list="values")


def grouped_twice(draft: Draft) -> Found:
    """A task or technique that stands twice in the groups of its vocabulary."""
    for groups, members in GATHERED.items():
        seen: dict[str, str] = {}
        for g, group in enumerate(getattr(draft.about, groups)):
            for n, term in enumerate(getattr(group, members)):
                if term in seen:
                    path = (groups, g, members, n)
                    yield in_catalogue(draft, path, "grouped-twice", of=group.id, value=term, other=seen[term])
                seen.setdefault(term, group.id)


def duplicate_row(draft: Draft) -> Found:
    """Two rows of one method with the same benchmark, setting, variant and source."""
    for entry in draft.entries:
        seen: set[tuple[str | None, ...]] = set()
        for n, result in enumerate(entry.paper.results):
            source = result.source
            where = (source.at, source.in_, source.url, source.version, source.locator)
            key = (result.benchmark, result.setting, result.variant, *where)
            if key in seen:
                yield in_entry(entry, ("results", n), "duplicate-row", benchmark=result.benchmark)
            seen.add(key)


def _twice(draft: Draft, code: str, name: str, key: Callable[[Paper], str | None]) -> Found:
    """Entries that share what ``key`` gives, each after the first, at their field ``name``."""
    seen: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in draft.entries:
        value = key(entry.paper)
        if value:
            seen[value].append(entry)
    for first, *others in seen.values():
        for entry in others:
            if entry.paper.id != first.paper.id:  # else duplicate-id tells it
                yield in_entry(entry, (name,), code, other=first.paper.id, at=first.block.place((name,)).spot)
