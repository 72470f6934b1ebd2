"""Rules on entries and vocabularies: ids, references, order, links, translations."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from papershelf.checks import diagram
from papershelf.checks.found import Found, at, spot, texts
from papershelf.draft import Draft, Entry
from papershelf.model import TEXTS, Paper, Record, Term, Text
from papershelf.names import folded, is_cut
from papershelf.problems import Place, Problem, nearest
from papershelf.prose import COUNTS, LINK
from papershelf.source import Block, Path


def duplicate_id(draft: Draft) -> Found:
    """Two entries with one id, former ids included."""
    seen: dict[str, Block] = {}
    for block in draft.registry.blocks:
        first = seen.setdefault(block.id, block)
        if first is not block and block.id:
            line = first.place(("id",)).line
            yield Problem(block.place(("id",)), "duplicate-id", block.id, {"id": block.id, "line": line})
    for entry in draft.entries:
        for n, was in enumerate(entry.paper.was):
            if was in draft.ids:
                line = seen[was].place(("id",)).line
                yield at(entry, ("was", n), "duplicate-id", id=was, line=line)


def duplicate_title(draft: Draft) -> Found:
    """Two entries with one title."""
    yield from _twice(draft, "duplicate-title", "title", lambda paper: folded(paper.title))


def duplicate_arxiv(draft: Draft) -> Found:
    """Two entries with one arXiv id."""
    yield from _twice(draft, "duplicate-arxiv", "arxiv", lambda paper: paper.arxiv)


def duplicate_doi(draft: Draft) -> Found:
    """Two entries with one DOI."""
    yield from _twice(draft, "duplicate-doi", "doi", lambda paper: paper.doi and paper.doi.casefold())


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


def duplicate_term(draft: Draft) -> Found:
    """Two terms of one vocabulary with one id."""
    for name in ("tasks", "domains", "techniques", "venues", "datasets", "metrics", "benchmarks", "sources"):
        seen: set[str] = set()
        for n, term in enumerate(getattr(draft.about, name)):
            if term.id in seen:
                yield Problem(
                    draft.about_block.place((name, n, "id")), "duplicate-term", values={"id": term.id, "list": name}
                )
            seen.add(term.id)


def arxiv_late(draft: Draft) -> Found:
    """An arXiv id of after December of the year that follows the venue's."""
    for entry in draft.entries:
        month = entry.paper.month
        if entry.paper.arxiv and int(month[:4]) > entry.paper.year + 1:
            yield at(entry, ("arxiv",), "arxiv-late", month=month, year=entry.paper.year)


def authors_cut(draft: Draft) -> Found:
    """A list of authors that its source cuts."""
    for entry in draft.entries:
        if is_cut(entry.paper.authors):
            yield at(entry, ("authors",), "authors-cut")


def no_paper_link(draft: Draft) -> Found:
    """No way to the paper: neither link nor DOI nor arXiv id."""
    for entry in draft.entries:
        paper = entry.paper
        if not (paper.arxiv or paper.doi or (paper.links.paper and paper.links.paper.url)):
            yield at(entry, ("id",), "no-paper-link")


def undated_none(draft: Draft) -> Found:
    """A link that was looked for in vain, but on no day."""
    for entry in draft.entries:
        for kind, link in entry.paper.links:
            if link is not None and link.state == "no" and entry.paper.checked is None:
                yield at(entry, ("links", kind), "undated-none", kind=kind)


def orphan_note(draft: Draft) -> Found:
    """A reading note whose name is no entry's id."""
    if draft.registry.problems:
        return  # the entry may be in the part that could not be read
    for page in draft.pages:
        if page.note_of and page.note_of not in draft.ids:
            values = {"value": page.note_of, "near": nearest(page.note_of, draft.ids)}
            yield Problem(Place(page.file), "orphan-note", values=values)


def bad_diagram(draft: Draft) -> Found:
    """A diagram that holds more than drawing: script, style, link, color, another file."""
    for page in draft.pages:
        what = diagram.fault(page.diagram) if page.diagram else ""
        if what:
            yield Problem(Place(page.file.removesuffix(".md") + ".svg"), "bad-diagram", values={"what": what})


def missing_translation(draft: Draft) -> Found:
    """A text or page that one of the languages lacks."""
    langs = draft.about.languages
    for entry in draft.entries:
        for name in TEXTS:
            text = getattr(entry.paper, name)
            if text is not None:
                for lang in langs:
                    if lang not in text.root:
                        yield at(entry, (name,), "missing-translation", field=name, lang=lang)
    pages = {(page.lang, page.path) for page in draft.pages}
    for page in draft.pages:
        for lang in langs:
            if (lang, page.path) not in pages:
                yield Problem(Place(page.file), "missing-translation", values={"field": page.path, "lang": lang})


def unknown_language(draft: Draft) -> Found:
    """A text in a language that this catalogue does not have."""
    langs = draft.about.languages
    for entry in draft.entries:
        for name, lang, _ in texts(entry.paper):
            if lang not in langs:
                place = entry.block.place((name, lang), key=True)
                yield Problem(place, "unknown-language", entry.paper.id, {"value": lang, "known": ", ".join(langs)})
    for path, text in _texts_of(draft.about, ()):
        for lang in text:
            if lang not in langs:
                place = draft.about_block.place((*path, lang), key=True)
                yield Problem(place, "unknown-language", values={"value": lang, "known": ", ".join(langs)})


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


def not_removed(draft: Draft) -> Found:
    """A record of a removed entry that is still there."""
    for n, record in enumerate(draft.about.removed):
        if record.benchmark is None and record.paper in draft.ids:
            yield Problem(draft.about_block.place(("removed", n, "paper")), "not-removed", record.paper)


def out_of_order(entries: Iterable[Entry]) -> Found:
    """The fewest entries that would have to move for the list to be in order."""
    listed = list(entries)
    keys = [entry.paper.order for entry in listed]
    tails: list[tuple[int, int, str]] = []
    last: list[int] = []
    before: list[int] = []
    for n, key in enumerate(keys):  # the longest rising subsequence, by patience sorting
        pile = bisect_left(tails, key)
        before.append(last[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [key]
        last[pile : pile + 1] = [n]
    stays: set[int] = set()
    step = last[-1] if last else -1
    while step >= 0:
        stays.add(step)
        step = before[step]
    in_place = sorted(listed[n].paper.id for n in stays)
    for n, entry in enumerate(listed):
        if n not in stays and entry.paper.id not in in_place:
            yield at(entry, ("id",), "out-of-order")


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


def _twice(draft: Draft, code: str, name: str, key: Callable[[Paper], str | None]) -> Found:
    seen: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in draft.entries:
        value = key(entry.paper)
        if value:
            seen[value].append(entry)
    for first, *others in seen.values():
        for entry in others:
            if entry.paper.id != first.paper.id:  # else duplicate-id tells it
                values = {"other": first.paper.id, "line": first.block.place((name,)).line}
                yield at(entry, (name,), code, **values)


def _texts_of(value: Any, path: Path) -> Iterator[tuple[Path, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            names_of_term = isinstance(value, Term) and name == "name"  # one field a language, beside the others
            yield from _texts_of(getattr(value, name), path if names_of_term else (*path, name))
    elif isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from _texts_of(each, (*path, n))
