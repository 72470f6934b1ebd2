"""Rules on what names another: what is named must be there, and what is there must be named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from papershelf.checks.found import Found, at, spot, texts
from papershelf.draft import Draft, Entry
from papershelf.problems import Place, Problem, nearest
from papershelf.prose import COUNTS, LINK
from papershelf.source import Path


def unknown_venue(draft: Draft) -> Found:
    """A venue that catalogue.yaml does not list."""
    known = [venue.id for venue in draft.about.venues]
    for entry in draft.entries:
        if entry.paper.venue not in known:
            yield _unknown(entry, ("venue",), "unknown-venue", entry.paper.venue, known)


def unknown_task(draft: Draft) -> Found:
    """A task that catalogue.yaml does not list."""
    yield from _unknown_terms(draft, "tasks", "unknown-task")


def unknown_domain(draft: Draft) -> Found:
    """A domain that catalogue.yaml does not list."""
    yield from _unknown_terms(draft, "domains", "unknown-domain")


def unknown_technique(draft: Draft) -> Found:
    """A technique that catalogue.yaml does not list."""
    yield from _unknown_terms(draft, "techniques", "unknown-technique")


def unknown_benchmark(draft: Draft) -> Found:
    """A benchmark, or a source of numbers, that catalogue.yaml does not list."""
    benchmarks = [benchmark.id for benchmark in draft.about.benchmarks]
    places = [place.id for place in draft.about.sources]
    for entry in draft.entries:
        for n, result in enumerate(entry.paper.results):
            if result.benchmark not in benchmarks:
                yield _unknown(entry, ("results", n, "benchmark"), "unknown-benchmark", result.benchmark, benchmarks)
            if result.source.at and result.source.at not in places:
                yield _unknown(entry, ("results", n, "source", "at"), "unknown-source", result.source.at, places)


def unknown_extends(draft: Draft) -> Found:
    """A base method that is no entry."""
    if draft.registry.problems:
        return  # it may be in the part that could not be read
    for entry in draft.entries:
        for n, base in enumerate(entry.paper.extends):
            if base not in draft.ids or base == entry.paper.id:
                yield _unknown(entry, ("extends", n), "unknown-extends", base, draft.ids - {entry.paper.id})


def unknown_link(draft: Draft) -> Found:
    """A ``[[link]]`` in prose that leads nowhere."""
    if draft.registry.problems:
        return  # it may lead into the part that could not be read
    known = link_targets(draft)
    for entry in draft.entries:
        for name, lang, words in texts(entry.paper):
            for found in LINK.finditer(words):
                if found.group(1) not in known:
                    yield _unknown(entry, (name, lang), "unknown-link", found.group(1), known)
    for page in draft.pages:
        for found in LINK.finditer(page.text):
            if found.group(1) not in known | {COUNTS}:
                values = {"value": found.group(1), "near": nearest(found.group(1), known)}
                yield Problem(spot(page, found.start()), "unknown-link", values=values)


def unknown_dataset(draft: Draft) -> Found:
    """A benchmark that names a data set, metric or task which catalogue.yaml does not list."""
    about = draft.about
    known = {
        "dataset": [each.id for each in about.datasets],
        "metric": [each.id for each in about.metrics],
        "task": [each.id for each in (*about.tasks, *about.domains)],
    }
    for b, benchmark in enumerate(about.benchmarks):
        named: list[tuple[str, Path, str | None]] = [
            ("metric", ("benchmarks", b, "metrics", n), metric) for n, metric in enumerate(benchmark.metrics)
        ]
        for c, column in enumerate(benchmark.columns):
            here: Path = ("benchmarks", b, "columns", c)
            named += [("dataset", (*here, "dataset"), column.dataset), ("task", (*here, "task"), column.task)]
        for kind, path, value in named:
            if value is not None and value not in known[kind]:
                values = {"value": value, "kind": kind, "near": nearest(value, known[kind])}
                yield Problem(draft.about_block.place(path), f"unknown-{kind}", benchmark.id, values)


def orphan_note(draft: Draft) -> Found:
    """A reading note whose name is no entry's id."""
    if draft.registry.problems:
        return  # the entry may be in the part that could not be read
    for page in draft.pages:
        if page.note_of and page.note_of not in draft.ids:
            values = {"value": page.note_of, "near": nearest(page.note_of, draft.ids)}
            yield Problem(Place(page.file), "orphan-note", values=values)


def unused_term(draft: Draft) -> Found:
    """A term of a vocabulary that no entry uses."""
    if not draft.whole:
        return  # an entry that could not be read may use it
    papers = [entry.paper for entry in draft.entries]
    columns = [column for benchmark in draft.about.benchmarks for column in benchmark.columns]
    used: dict[str, set[str]] = {
        "tasks": {t for p in papers for t in p.tasks} | {c.task for c in columns if c.task},
        "domains": {t for p in papers for t in p.domains},
        "techniques": {t for p in papers for t in p.techniques},
        "venues": {p.venue for p in papers},
        "datasets": {c.dataset for c in columns},
        "metrics": {m for b in draft.about.benchmarks for m in b.metrics},
    }
    for name, ids in used.items():
        terms = getattr(draft.about, name)
        if ids - {term.id for term in terms}:
            continue  # a misspelt word may mean it
        for n, term in enumerate(terms):
            if term.id not in ids:
                place = draft.about_block.place((name, n, "id"))
                yield Problem(place, "unused-term", values={"value": term.id, "list": name})


def link_targets(draft: Draft) -> frozenset[str]:
    """What ``[[…]]`` may name: an entry's id, or a page as ``techniques/mixture-of-experts``."""
    about = draft.about
    used = {entry.paper.venue for entry in draft.entries}
    groups: dict[str, Iterable[Any]] = {
        "tasks": about.tasks,
        "domains": about.domains,
        "techniques": about.techniques,
        "venues": [venue for venue in about.venues if venue.id in used or not draft.whole],  # others have no page
        "benchmarks": about.benchmarks,
        "datasets": about.datasets,
    }
    terms = {f"{group}/{term.id}" for group, terms in groups.items() for term in terms}
    pages = {page.name for page in draft.pages}
    return draft.ids | terms | pages


def _unknown(entry: Entry, path: Path, code: str, value: str, known: Iterable[str]) -> Problem:
    return at(entry, path, code, value=value, near=nearest(value, known))


def _unknown_terms(draft: Draft, group: str, code: str) -> Found:
    known = {term.id for term in getattr(draft.about, group)}
    for entry in draft.entries:
        for n, term in enumerate(getattr(entry.paper, group)):
            if term not in known:
                yield _unknown(entry, (group, n), code, term, sorted(known))
