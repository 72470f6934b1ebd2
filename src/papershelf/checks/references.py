"""Rules on what names another: what is named must be there, and a term that is there must be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from papershelf.checks.found import Found, in_catalogue, in_entry, in_page, texts
from papershelf.draft import Draft, Entry, titles
from papershelf.model import Column
from papershelf.problems import Near, Place, Problem
from papershelf.prose import COUNTS, Target, links, targets
from papershelf.source import Steps

# Every field that names a record: its path (`*`: each of a list), whose ids it may be, and the rule.
# What is told of an entry on Errata stays when it is removed.
IN_ENTRIES = (
    ("venue", ("venues",), "unknown-venue"),
    ("scope", ("scopes",), "unknown-scope"),
    ("tasks.*", ("tasks",), "unknown-task"),
    ("domains.*", ("domains",), "unknown-domain"),
    ("techniques.*", ("techniques",), "unknown-technique"),
    ("extends.*", ("papers",), "unknown-extends"),
    ("results.*.benchmark", ("benchmarks",), "unknown-benchmark"),
    ("results.*.source.at", ("sources",), "unknown-source"),
    ("cost.*.source.at", ("sources",), "unknown-source"),
)
IN_CATALOGUE = (
    ("task_groups.*.tasks.*", ("tasks",), "unknown-task"),
    ("families.*.techniques.*", ("techniques",), "unknown-technique"),
    ("datasets.*.tasks.*", ("tasks",), "unknown-task"),
    ("datasets.*.paper", ("papers",), "unknown-paper"),
    ("benchmarks.*.metrics.*", ("metrics",), "unknown-metric"),
    ("protocol_fields.*.touches.*", ("metrics",), "unknown-metric"),
    ("benchmarks.*.columns.*.dataset", ("datasets",), "unknown-dataset"),
    ("benchmarks.*.columns.*.task", ("tasks", "domains"), "unknown-task"),
    ("benchmarks.*.baselines.*.source.at", ("sources",), "unknown-source"),
    ("benchmarks.*.paper", ("papers",), "unknown-paper"),
    ("sources.*.paper", ("papers",), "unknown-paper"),
    ("errata.*.paper", ("papers", "removed"), "unknown-paper"),
    ("errata.*.benchmark", ("benchmarks",), "unknown-benchmark"),
)
# Fields of ids that name nothing that must be there: an id itself, former ones, and what was taken out; a setting is
# one of its own benchmark, which ``values`` judges.
FREE = (
    *("id", "was.*", "removed.*.paper", "removed.*.benchmark"),
    *("results.*.setting", "benchmarks.*.baselines.*.setting", "removed.*.setting"),
)


def unknown_venue(draft: Draft) -> Found:
    """A venue that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-venue")


def unknown_scope(draft: Draft) -> Found:
    """A scope that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-scope")


def unknown_task(draft: Draft) -> Found:
    """A task that catalogue.yaml does not list; that of a benchmark's column may be a domain."""
    yield from _unknown(draft, "unknown-task")


def unknown_domain(draft: Draft) -> Found:
    """A domain that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-domain")


def unknown_technique(draft: Draft) -> Found:
    """A technique that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-technique")


def unknown_benchmark(draft: Draft) -> Found:
    """A benchmark that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-benchmark")


def unknown_source(draft: Draft) -> Found:
    """A source of numbers that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-source")


def unknown_dataset(draft: Draft) -> Found:
    """A column's data set that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-dataset")


def unknown_metric(draft: Draft) -> Found:
    """A benchmark's metric that catalogue.yaml does not list."""
    yield from _unknown(draft, "unknown-metric")


def unknown_paper(draft: Draft) -> Found:
    """An entry that catalogue.yaml names and that is not there, nor was taken out."""
    doubled = len(draft.ids) < len(draft.blocks)
    if not draft.cut and not doubled:  # else it may be in the part that could not be read, or have another's id
        yield from _unknown(draft, "unknown-paper")


def unknown_extends(draft: Draft) -> Found:
    """A base method that is no entry, or the entry itself."""
    if draft.cut:
        return  # it may be in the part that could not be read
    yield from _unknown(draft, "unknown-extends")
    for entry in draft.entries:
        for n, base in enumerate(entry.paper.extends):
            if base == entry.paper.id:
                yield in_entry(entry, ("extends", n), "unknown-extends", value=base)


def unknown_link(draft: Draft) -> Found:
    """A ``[[link]]`` in prose that leads nowhere."""
    if draft.cut:
        return  # it may lead into the part that could not be read
    known = _targets(draft)
    for entry in draft.entries:
        for field, lang, words in texts(entry.paper):
            for name in dict.fromkeys(name for _, name in links(words)):
                if name not in known:
                    yield in_entry(entry, (field, lang), "unknown-link", value=name, near=Near(name, known))
    for page in draft.pages:
        for offset, name in links(page.text):
            if name not in known and name != COUNTS:
                yield in_page(page, offset, "unknown-link", value=name, near=Near(name, known))


def orphan_note(draft: Draft) -> Found:
    """A reading note whose name is no entry's id."""
    if draft.cut:
        return  # the entry may be in the part that could not be read
    for page in draft.pages:
        if page.note_of and page.note_of not in draft.ids:
            values = {"value": page.note_of, "near": Near(page.note_of, draft.ids)}
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


def _columns(draft: Draft) -> Iterator[tuple[Steps, str, Column]]:
    """Every column of a benchmark, with its path and the benchmark's id."""
    for b, benchmark in enumerate(draft.about.benchmarks):
        for c, column in enumerate(benchmark.columns):
            yield ("benchmarks", b, "columns", c), benchmark.id, column


def _ids(records: Iterable[Any]) -> frozenset[str]:
    return frozenset(record.id for record in records)


def _unknown(draft: Draft, code: str) -> Found:
    """What the fields of a rule name that is not there."""
    for fields, records in ((IN_ENTRIES, draft.entries), (IN_CATALOGUE, (draft,))):
        for path, names, rule in fields:
            if rule == code:
                known = frozenset().union(*(_known(draft, name) for name in names))
                for record in records:
                    yield from _unknown_in(record, path.split("."), code, known)


def _unknown_in(record: Entry | Draft, steps: list[str], code: str, known: frozenset[str]) -> Found:
    """The values of one field of an entry, or of catalogue.yaml, that are not known."""
    whole = record.paper if isinstance(record, Entry) else record.about
    for path, value in _values(whole, steps, ()):
        if value not in known:
            near = Near(value, known)
            if isinstance(record, Entry):
                yield in_entry(record, path, code, value=value, near=near)
            else:
                of = getattr(getattr(whole, str(path[0]))[path[1]], "id", "")
                yield in_catalogue(record, path, code, of=of, value=value, near=near)


def _values(value: Any, steps: list[str], path: Steps) -> Iterator[tuple[Steps, str]]:
    """What stands at the end of the steps, wherever there is something, with its path."""
    for n, step in enumerate(steps):
        if step == "*":
            for place, each in enumerate(value):
                yield from _values(each, steps[n + 1 :], (*path, place))
            return
        value, path = getattr(value, step), (*path, step)
        if value is None:
            return
    yield path, value


def _known(draft: Draft, name: str) -> frozenset[str]:
    """The ids of the entries, of those taken out, or of a list of catalogue.yaml."""
    if name == "papers":
        return frozenset(draft.ids)
    if name == "removed":
        return frozenset(record.paper for record in draft.about.removed)
    return _ids(getattr(draft.about, name))
