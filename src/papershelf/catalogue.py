"""The catalogue: every record, indexed and with what follows from it, frozen.

A ``Draft`` is what was read, each record with its block; a ``Catalogue`` is what the
renderers see.  Facts are stored once in the records; months, names, sections, neighbours
and counts are derived here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from papershelf.authors import Author, authors
from papershelf.board import Board, Row, boards
from papershelf.model import About, Benchmark, Dataset, Paper, Term, Venue, validated
from papershelf.problems import Problem
from papershelf.robots import Repository
from papershelf.source import Block, Registry

LINK = re.compile(r"\[\[([^\]\[|\n]+)(?:\|([^\]\[\n]+))?\]\]")
COUNTS = "counts"  # [[counts]] on a hand-written page: the size of the catalogue in a sentence
NEIGHBOURS = 6
_WINDOW = 12  # how many papers each way in a technique's list are looked at as neighbours


@dataclass(frozen=True)
class Entry:
    """A paper and the block that it was read from."""

    paper: Paper
    block: Block


@dataclass(frozen=True)
class Page:
    """A hand-written page: its language, its path below the language's folder, its Markdown."""

    lang: str
    path: str
    file: str
    text: str
    diagram: str = ""  # the SVG beside a reading note

    @property
    def name(self) -> str:
        """What ``[[…]]`` calls it: its path without ``.md`` and ``/index``."""
        return self.path.removesuffix(".md").removesuffix("/index")

    @property
    def title(self) -> str:
        """Its first heading, or its name."""
        found = re.search(r"^# +(.+?) *#*$", self.text, re.M)
        heading = found.group(1) if found else self.name
        return LINK.sub(lambda link: link.group(2) or link.group(1), heading)

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Heading and Markdown of each section below the first heading."""
        parts = re.split(r"^## +(.+?) *#*\n", self.text, flags=re.M)
        return list(zip(parts[1::2], parts[2::2], strict=True))

    @property
    def note_of(self) -> str:
        """The id of the paper whose reading note this is, or nothing."""
        found = re.fullmatch(r"notes/([^/]+)\.md", self.path)
        return found.group(1) if found and found.group(1) != "index" else ""


@dataclass(frozen=True)
class Draft:
    """What was read: the records that are valid, and the blocks of all."""

    about: About
    about_block: Block
    registry: Registry
    entries: tuple[Entry, ...]
    pages: tuple[Page, ...] = ()
    repositories: Mapping[str, Repository] = field(default_factory=dict)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id in the registry, those of broken entries too."""
        return frozenset(block.id for block in self.registry.blocks if block.id)

    @cached_property
    def whole(self) -> bool:
        """Whether every entry could be read."""
        return not self.registry.problems and len(self.entries) == len(self.registry.blocks)


def draft(about_block: Block | None, registry: Registry, pages: Iterable[Page]) -> tuple[Draft | None, list[Problem]]:
    """The draft of what was read, and the problems of its parts; no draft without a valid catalogue.yaml."""
    problems = list(registry.problems)
    about = None
    if about_block is not None:
        problems += about_block.problems
        if not about_block.problems:
            about, found = validated(About, about_block)
            problems += found
    entries = []
    for block in registry.blocks:
        problems += block.problems
        if not block.problems:
            paper, found = validated(Paper, block)
            problems += found
            if paper:
                entries.append(Entry(paper, block))
    if about is None or about_block is None:
        return None, problems
    return Draft(about, about_block, registry, tuple(entries), tuple(pages)), problems


def first_public(paper: Paper) -> str:
    """The month in which the paper became public, ``YYYY-MM``, or nothing where it is unknown."""
    if paper.arxiv:
        digits = paper.arxiv.rpartition("/")[2]
        century = "19" if "/" in paper.arxiv and digits[:2] > "90" else "20"
        return f"{century}{digits[:2]}-{digits[2:4]}"
    return paper.public or ""


def order(paper: Paper) -> tuple[int, int, str]:
    """The sort key of the registry: venue year and public month descending, id ascending."""
    month = int(first_public(paper).replace("-", "") or 0)
    return -paper.year, -month, paper.id


def folded(title: str) -> str:
    """A title for comparison: letters and digits only, without case."""
    return "".join(c for c in unicodedata.normalize("NFKC", title).casefold() if c.isalnum())


@dataclass(frozen=True)
class Neighbour:
    """A paper near another, and why: ids of shared techniques, or that one extends the other."""

    paper: Paper
    relation: str  # extends · extended · shares
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """Everything, indexed."""

    about: About
    papers: tuple[Paper, ...]
    pages: tuple[Page, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    repositories: Mapping[str, Repository] = field(default_factory=dict)  # address → what a robot found there

    @classmethod
    def of(cls, draft: Draft) -> Catalogue:
        """The catalogue of a draft without errors."""
        papers = tuple(sorted((entry.paper for entry in draft.entries), key=order))
        lines = {entry.paper.id: entry.block.place(("id",)).line for entry in draft.entries}
        return cls(draft.about, papers, draft.pages, lines, draft.repositories)

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Term]]:
        """The vocabularies: ``tasks``, ``domains``, ``techniques`` → id → term."""
        groups = ("tasks", "domains", "techniques")
        return {group: {term.id: term for term in getattr(self.about, group)} for group in groups}

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
    def authors(self) -> Mapping[str, Author]:
        """Name → author, for the names that have a page."""
        return authors(self.papers)

    @cached_property
    def boards(self) -> Mapping[str, tuple[Board, ...]]:
        """Benchmark → its boards, one a setting."""
        return {each.id: boards(self.papers, self.about, each) for each in self.about.benchmarks}

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

    def repository(self, paper: Paper) -> Repository | None:
        """What a robot found at the paper's code, or nothing."""
        return self.repositories.get(paper.links.code.url or "") if paper.links.code else None

    def page_title(self, name: str, lang: str) -> str:
        """The heading of a hand-written page, in a language or another that it has."""
        found = [page for page in self.pages if page.name == name]
        return min(found, key=lambda page: page.lang != lang).title if found else name

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
        return tuple(sorted(self.papers, key=lambda p: (first_public(p), p.year, p.id), reverse=True))

    def neighbours(self, paper: Paper) -> tuple[Neighbour, ...]:
        """The papers nearest to one: those it extends, that extend it, and that share techniques.

        A technique that few papers use weighs more, and so do papers of about the same time.
        """
        found = [Neighbour(self.by_id[i], "extends") for i in paper.extends]
        found += [Neighbour(p, "extended") for p in self.extended_by.get(paper.id, ())]
        taken = {paper.id} | {each.paper.id for each in found}
        weights: Counter[str] = Counter()
        for technique in paper.techniques:
            users = self.tagged["techniques"][technique]
            here = self._position[technique][paper.id]
            for near in range(max(0, here - _WINDOW), min(len(users), here + _WINDOW + 1)):
                weights[users[near].id] += 1000 * _WINDOW // len(users) + _WINDOW - abs(near - here)
        best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        for other, _ in best:
            if len(found) >= NEIGHBOURS:
                break
            if other not in taken:
                near_paper = self.by_id[other]
                shared = tuple(t for t in paper.techniques if t in near_paper.techniques)
                found.append(Neighbour(near_paper, "shares", shared))
        return tuple(found[:NEIGHBOURS])

    @cached_property
    def _position(self) -> Mapping[str, Mapping[str, int]]:
        return {
            technique: {paper.id: n for n, paper in enumerate(users)}
            for technique, users in self.tagged["techniques"].items()
        }

    @cached_property
    def sections(self) -> tuple[tuple[str, tuple[Paper, ...]], ...]:
        """Methods by their first technique in the order of catalogue.yaml; those without one last, under ``""``."""
        found: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self.papers:
            if paper.kind == "method":
                found[paper.techniques[0] if paper.techniques else ""].append(paper)
        return tuple((t, tuple(found[t])) for t in [*self.terms["techniques"], ""] if found[t])


_TAGS: dict[str, Callable[[Paper], Iterable[str]]] = {
    "tasks": lambda paper: paper.tasks,
    "domains": lambda paper: paper.domains,
    "techniques": lambda paper: paper.techniques,
    "venues": lambda paper: (paper.venue,),
    "years": lambda paper: (str(paper.year),),
}
