"""Rules on what names another: what is named must be there, and a term that is there must be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from papershelf.checks.found import Found, in_catalogue, in_entry, in_page, texts
from papershelf.draft import Draft, Entry, titles
from papershelf.model import Column, Result
from papershelf.problems import Place, Problem, nearest
from papershelf.prose import COUNTS, Target, links, targets
from papershelf.source import Steps


def unknown_venue(draft: Draft) -> Found:
    """A venue that catalogue.yaml does not list."""
    known = _ids(draft.about.venues)
    for entry in draft.entries:
        if entry.paper.venue not in known:
            yield _unknown(entry, ("venue",), "unknown-venue", entry.paper.venue, known)


def unknown_scope(draft: Draft) -> Found:
    """A scope that catalogue.yaml does not list."""
    known = _ids(draft.about.scopes)
    for entry in draft.entries:
        if entry.paper.scope is not None and entry.paper.scope not in known:
            yield _unknown(entry, ("scope",), "unknown-scope", entry.paper.scope, known)


def unknown_task(draft: Draft) -> Found:
    """A task that catalogue.yaml does not list; that of a benchmark's column may be a domain."""
    yield from _unknown_terms(draft, "tasks", "unknown-task")
    yield from _unknown_parts(draft, "task_groups", "tasks", "unknown-task")
    yield from _unknown_parts(draft, "datasets", "tasks", "unknown-task")
    known = _ids(draft.about.tasks) | _ids(draft.about.domains)
    for path, benchmark, column in _columns(draft):
        if column.task is not None and column.task not in known:
            yield _unknown_part(draft, (*path, "task"), "unknown-task", benchmark, column.task, known)


def unknown_domain(draft: Draft) -> Found:
    """A domain that catalogue.yaml does not list."""
    yield from _unknown_terms(draft, "domains", "unknown-domain")


def unknown_technique(draft: Draft) -> Found:
    """A technique that catalogue.yaml does not list."""
    yield from _unknown_terms(draft, "techniques", "unknown-technique")
    yield from _unknown_parts(draft, "families", "techniques", "unknown-technique")


def unknown_benchmark(draft: Draft) -> Found:
    """A row's benchmark that catalogue.yaml does not list."""
    known = _ids(draft.about.benchmarks)
    for entry, n, result in _rows(draft):
        if result.benchmark not in known:
            yield _unknown(entry, ("results", n, "benchmark"), "unknown-benchmark", result.benchmark, known)


def unknown_source(draft: Draft) -> Found:
    """A row's source that catalogue.yaml does not list."""
    known = _ids(draft.about.sources)
    for entry, n, result in _rows(draft):
        if result.source.at and result.source.at not in known:
            yield _unknown(entry, ("results", n, "source", "at"), "unknown-source", result.source.at, known)


def unknown_dataset(draft: Draft) -> Found:
    """A column's data set that catalogue.yaml does not list."""
    known = _ids(draft.about.datasets)
    for path, benchmark, column in _columns(draft):
        if column.dataset not in known:
            yield _unknown_part(draft, (*path, "dataset"), "unknown-dataset", benchmark, column.dataset, known)


def unknown_metric(draft: Draft) -> Found:
    """A benchmark's metric that catalogue.yaml does not list."""
    known = _ids(draft.about.metrics)
    for b, benchmark in enumerate(draft.about.benchmarks):
        for n, metric in enumerate(benchmark.metrics):
            if metric not in known:
                path: Steps = ("benchmarks", b, "metrics", n)
                yield _unknown_part(draft, path, "unknown-metric", benchmark.id, metric, known)


def unknown_extends(draft: Draft) -> Found:
    """A base method that is no entry."""
    if draft.cut:
        return  # it may be in the part that could not be read
    for entry in draft.entries:
        for n, base in enumerate(entry.paper.extends):
            if base not in draft.ids or base == entry.paper.id:
                yield _unknown(entry, ("extends", n), "unknown-extends", base, draft.ids - {entry.paper.id})


def unknown_link(draft: Draft) -> Found:
    """A ``[[link]]`` in prose that leads nowhere."""
    if draft.cut:
        return  # it may lead into the part that could not be read
    known = _targets(draft)
    for entry in draft.entries:
        for field, lang, words in texts(entry.paper):
            for _, name in links(words):
                if name not in known:
                    yield _unknown(entry, (field, lang), "unknown-link", name, known)
    for page in draft.pages:
        for offset, name in links(page.text):
            if name not in known and name != COUNTS:
                yield in_page(page, offset, "unknown-link", value=name, near=nearest(name, known))


def orphan_note(draft: Draft) -> Found:
    """A reading note whose name is no entry's id."""
    if draft.cut:
        return  # the entry may be in the part that could not be read
    for page in draft.pages:
        if page.note_of and page.note_of not in draft.ids:
            values = {"value": page.note_of, "near": nearest(page.note_of, draft.ids)}
            yield Problem(Place(page.file), "orphan-note", values=values)


def not_removed(draft: Draft) -> Found:
    """A record of a removed entry that is still there."""
    for n, record in enumerate(draft.about.removed):
        if record.benchmark is None and record.paper in draft.ids:
            yield in_catalogue(draft, ("removed", n, "paper"), "not-removed", of=record.paper)


def unused_term(draft: Draft) -> Found:
    """A term of a vocabulary that no entry uses."""
    if not draft.whole:
        return  # an entry that could not be read may use it
    for name, used in _used(draft).items():
        terms = getattr(draft.about, name)
        if used - _ids(terms):
            continue  # a misspelt word may mean it
        for n, term in enumerate(terms):
            if term.id not in used:
                yield in_catalogue(draft, (name, n, "id"), "unused-term", value=term.id, list=name)


def _used(draft: Draft) -> dict[str, frozenset[str]]:
    """Vocabulary → the ids that entries and benchmarks name."""
    papers = [entry.paper for entry in draft.entries]
    columns = [column for _, _, column in _columns(draft)]
    return {
        "tasks": frozenset(task for paper in papers for task in paper.tasks) | {c.task for c in columns if c.task},
        "domains": frozenset(domain for paper in papers for domain in paper.domains),
        "techniques": frozenset(technique for paper in papers for technique in paper.techniques),
        "venues": frozenset(paper.venue for paper in papers),
        "datasets": frozenset(column.dataset for column in columns),
        "metrics": frozenset(metric for benchmark in draft.about.benchmarks for metric in benchmark.metrics),
    }


def _targets(draft: Draft) -> Mapping[str, Target]:
    """What texts may link; a venue without papers has no page, but an entry that could not be read may be of it."""
    venues = {entry.paper.venue for entry in draft.entries} if draft.whole else _ids(draft.about.venues)
    return targets(draft.about, {id: id for id in draft.ids}, venues, titles(draft.pages))


def _rows(draft: Draft) -> Iterator[tuple[Entry, int, Result]]:
    """Every row, with its entry and its place in the list."""
    for entry in draft.entries:
        for n, result in enumerate(entry.paper.results):
            yield entry, n, result


def _columns(draft: Draft) -> Iterator[tuple[Steps, str, Column]]:
    """Every column of a benchmark, with its path and the benchmark's id."""
    for b, benchmark in enumerate(draft.about.benchmarks):
        for c, column in enumerate(benchmark.columns):
            yield ("benchmarks", b, "columns", c), benchmark.id, column


def _ids(records: Iterable[Any]) -> frozenset[str]:
    return frozenset(record.id for record in records)


def _unknown(entry: Entry, path: Steps, code: str, value: str, known: Iterable[str]) -> Problem:
    return in_entry(entry, path, code, value=value, near=nearest(value, known))


def _unknown_part(draft: Draft, path: Steps, code: str, of: str, value: str, known: Iterable[str]) -> Problem:
    return in_catalogue(draft, path, code, of=of, value=value, near=nearest(value, known))


def _unknown_terms(draft: Draft, group: str, code: str) -> Found:
    known = _ids(getattr(draft.about, group))
    for entry in draft.entries:
        for n, term in enumerate(getattr(entry.paper, group)):
            if term not in known:
                yield _unknown(entry, (group, n), code, term, known)


def _unknown_parts(draft: Draft, records: str, group: str, code: str) -> Found:
    """The terms that records of catalogue.yaml name and its vocabulary does not list."""
    known = _ids(getattr(draft.about, group))
    for r, record in enumerate(getattr(draft.about, records)):
        for n, term in enumerate(getattr(record, group)):
            if term not in known:
                yield _unknown_part(draft, (records, r, group, n), code, record.id, term, known)
