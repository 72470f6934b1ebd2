"""The catalogue: every record after judgement, indexed, frozen.

Facts are stored once in the records; names, sections, boards and neighbours are derived
here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from papershelf.board import Board, Row, boards
from papershelf.catalogue.authors import Author, authors
from papershelf.catalogue.card import Card
from papershelf.catalogue.neighbours import Neighbour, neighbours
from papershelf.draft import Draft, Page, titles
from papershelf.model import (
    GATHERED,
    GROUPS,
    About,
    Benchmark,
    Dataset,
    Family,
    Metric,
    Origin,
    Paper,
    Scope,
    TaskGroup,
    Term,
    Venue,
)
from papershelf.model.state import Repository
from papershelf.problems import Place
from papershelf.prose import Target, targets


@dataclass(frozen=True)
class Catalogue:
    """Everything, indexed."""

    about: About
    papers: tuple[Paper, ...]
    pages: tuple[Page, ...] = ()
    spots: Mapping[str, Place] = field(default_factory=dict)  # id → where the entry stands
    repositories: Mapping[str, Repository] = field(default_factory=dict)  # address → what a robot found there

    @classmethod
    def of(cls, draft: Draft) -> Catalogue:
        """The catalogue of a draft without errors."""
        papers = tuple(sorted((entry.paper for entry in draft.entries), key=lambda paper: paper.order))
        spots = {entry.paper.id: entry.block.place(("id",)) for entry in draft.entries}
        return cls(draft.about, papers, draft.pages, spots, draft.repositories)

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Term]]:
        """The vocabularies: ``tasks``, ``domains``, ``techniques`` → id → term."""
        return {group: {term.id: term for term in getattr(self.about, group)} for group in GROUPS}

    @cached_property
    def gathered(self) -> Mapping[str, tuple[tuple[TaskGroup | Family | None, tuple[str, ...]], ...]]:
        """``tasks``, ``techniques`` → their groups with the ids in each; what is in none comes last, under none."""
        found: dict[str, tuple[tuple[TaskGroup | Family | None, tuple[str, ...]], ...]] = {}
        for groups, members in GATHERED.items():
            parts = [(group, getattr(group, members)) for group in getattr(self.about, groups)]
            grouped = {id for _, ids in parts for id in ids}
            left = tuple(id for id in self.terms[members] if id not in grouped)
            found[members] = (*parts, (None, left)) if left else tuple(parts)
        return found

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """Scopes by id."""
        return {scope.id: scope for scope in self.about.scopes}

    @cached_property
    def venues(self) -> Mapping[str, Venue]:
        """Venues by id."""
        return {venue.id: venue for venue in self.about.venues}

    @cached_property
    def datasets(self) -> Mapping[str, Dataset]:
        """Data sets by id."""
        return {dataset.id: dataset for dataset in self.about.datasets}

    @cached_property
    def benchmarks(self) -> Mapping[str, Benchmark]:
        """Benchmarks by id."""
        return {benchmark.id: benchmark for benchmark in self.about.benchmarks}

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        """Metrics by id."""
        return {metric.id: metric for metric in self.about.metrics}

    @cached_property
    def places(self) -> Mapping[str, Origin]:
        """The places where numbers of several papers were read, by id."""
        return {place.id: place for place in self.about.sources}

    @cached_property
    def tagged(self) -> Mapping[str, Mapping[str, tuple[Paper, ...]]]:
        """``tasks``, ``domains``, ``techniques``, ``venues``, ``years`` → id → its papers, newest first."""
        found: dict[str, defaultdict[str, list[Paper]]] = {}
        for group, of in _TAGS.items():
            found[group] = defaultdict(list)
            for paper in self.papers:
                for tag in of(paper):
                    found[group][tag].append(paper)
        return {group: {tag: tuple(papers) for tag, papers in tags.items()} for group, tags in found.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Id → the name shown: the method's, with its year where two entries share it, else the title.

        Where two share the year as well, the id stands beside it.
        """
        counts = Counter(paper.method for paper in self.papers)
        years = Counter((paper.method, paper.year) for paper in self.papers)
        names = {}
        for paper in self.papers:
            name = paper.method or paper.title
            if paper.method and counts[paper.method] > 1:
                beside = f", {paper.id}" if years[paper.method, paper.year] > 1 else ""
                name = f"{name} ({paper.year}{beside})"
            names[paper.id] = name
        return names

    @cached_property
    def notes(self) -> Mapping[str, frozenset[str]]:
        """Id → the languages in which there is a reading note."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for page in self.pages:
            if page.note_of:
                found[page.note_of].add(page.lang)
        return {paper: frozenset(langs) for paper, langs in found.items()}

    @cached_property
    def by_hand(self) -> Mapping[str, frozenset[str]]:
        """Language → the paths of its hand-written pages, which another language may lack."""
        return {
            lang: frozenset(page.address for page in self.pages if page.lang == lang) for lang in self.about.languages
        }

    @cached_property
    def authors(self) -> Mapping[str, Author]:
        """Name → author, for the names that have a page."""
        return authors(self.papers)

    @cached_property
    def boards(self) -> Mapping[str, tuple[Board, ...]]:
        """Benchmark → its boards, one a setting."""
        reporting = [paper for paper in self.papers if paper.results]
        return {each.id: boards(reporting, self.about, each) for each in self.about.benchmarks}

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[tuple[Board, Row], ...]]:
        """Paper → its rows on all boards, in the order of the benchmarks."""
        found: defaultdict[str, list[tuple[Board, Row]]] = defaultdict(list)
        for group in self.boards.values():
            for board in group:
                for row in board.rows:
                    found[row.paper.id].append((board, row))
        return {paper: tuple(rows) for paper, rows in found.items()}

    @cached_property
    def comparable(self) -> Mapping[str, Paper]:
        """What compare/ can show, by id: the methods, and every paper with results."""
        return {paper.id: paper for paper in self.papers if paper.kind == "method" or paper.results}

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Id → the paper's card, in the order of the papers."""
        return {paper.id: self._card(paper) for paper in self.papers}

    def _card(self, paper: Paper) -> Card:
        rows = self.rows_of.get(paper.id, ())
        code = paper.links.code.url if paper.links.code else None
        return Card(
            paper,
            self.names[paper.id],
            self.venues[paper.venue],
            self.scopes[paper.scope] if paper.scope else None,
            {group: tuple(self.terms[group][id] for id in getattr(paper, group)) for group in GROUPS},
            tuple(self.terms["tasks"][id] for id in self.terms["tasks"] if id in _measured(rows)),
            rows,
            self.notes.get(paper.id, frozenset()),
            self.repositories.get(code) if code else None,
        )

    def source_of(self, row: Row) -> tuple[str, str]:
        """Address and words of the very place where a row was read; the address may be empty."""
        source = row.result.source
        if source.at is None:
            return source.spot(source.url or row.paper.address or ""), source.locator
        place = self.places[source.at]
        return source.spot(place.url), f"{place.id}, {source.locator}"

    def page_title(self, name: str, lang: str) -> str:
        """The heading of a hand-written page, in a language or another that it has."""
        found = [page for page in self.pages if page.name == name]
        return min(found, key=lambda page: page.lang != lang).title if found else name

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """What ``[[name]]`` in a text may name → where it leads."""
        return targets(self.about, self.names, self.tagged["venues"], titles(self.pages))

    def target(self, name: str, lang: str) -> tuple[str, str]:
        """Words and path of what ``[[name]]`` leads to; a name that is none of ours stands for itself."""
        found = self.targets.get(name)
        return (found.in_(lang), found.path) if found else (name, f"{name}/")

    @cached_property
    def extended_by(self) -> Mapping[str, tuple[Paper, ...]]:
        """Id → the papers that build on it, newest first."""
        found: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self.papers:
            for base in paper.extends:
                found[base].append(paper)
        return {base: tuple(papers) for base, papers in found.items()}

    @cached_property
    def newest(self) -> tuple[Paper, ...]:
        """Papers by the month in which they became public, the newest first."""
        return tuple(sorted(self.papers, key=lambda p: (p.month, p.year, p.id), reverse=True))

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Neighbour, ...]]:
        """Id → the papers nearest to it, the nearest first."""
        return neighbours(self.by_id, self.extended_by, self.tagged.get("techniques", {}))

    @cached_property
    def sections(self) -> tuple[tuple[str, tuple[Paper, ...]], ...]:
        """Methods by their first technique in the order of catalogue.yaml; those without one last, under ``""``."""
        found: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self.papers:
            if paper.kind == "method":
                found[paper.techniques[0] if paper.techniques else ""].append(paper)
        return tuple((t, tuple(found[t])) for t in [*self.terms["techniques"], ""] if found[t])


def _measured(rows: Iterable[tuple[Board, Row]]) -> set[str]:
    """The tasks of the columns in which rows have a number."""
    return {
        column.task
        for board, row in rows
        for column in board.benchmark.columns
        if column.task and any(score is not None for score in row.result.values.get(column.id, ()))
    }


_TAGS: dict[str, Callable[[Paper], Iterable[str]]] = {
    "tasks": lambda paper: paper.tasks,
    "domains": lambda paper: paper.domains,
    "techniques": lambda paper: paper.techniques,
    "venues": lambda paper: (paper.venue,),
    "years": lambda paper: (str(paper.year),),
}
