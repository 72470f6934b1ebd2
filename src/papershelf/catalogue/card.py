"""A card: one paper as the whole catalogue knows it, resolved once.

Whoever tells of a paper (a page, the API, BibTeX, a feed, the search) tells from its card,
so that no two of them can disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from papershelf.board import Board, Row
from papershelf.model import Link, Paper, Scope, Term, Venue
from papershelf.model.state import Repository
from papershelf.names import Person, is_cut, people

State = Literal["yes", "announced", "no", "unknown"]


@dataclass(frozen=True)
class Card:
    """A paper with what its ids, names and numbers stand for."""

    paper: Paper
    name: str  # the method's, with its year where two share it; else the title
    venue: Venue
    scope: Scope | None  # none where the catalogue has no scopes
    terms: Mapping[str, tuple[Term, ...]]  # tasks, domains, techniques as the paper states them
    measured: tuple[Term, ...]  # the tasks of the columns in which it has numbers
    rows: tuple[tuple[Board, Row], ...]  # its rows on all boards, in the order of the benchmarks
    notes: frozenset[str] = frozenset()  # the languages in which there is a reading note
    repository: Repository | None = None  # what a robot found at its code

    @property
    def id(self) -> str:
        """The paper's id."""
        return self.paper.id

    @property
    def path(self) -> str:
        """Its page below a language's root."""
        return f"papers/{self.id}/"

    @property
    def ids(self) -> tuple[str, ...]:
        """Its id and those that it had before, at whose addresses its files still answer."""
        return (self.id, *self.paper.was)

    @property
    def appeared(self) -> str:
        """Venue and year, as in ``CVPR 2025``."""
        return f"{self.venue.name} {self.paper.year}"

    @property
    def subtitle(self) -> str:
        """The title behind the method's name, without that name at its head."""
        title, method = self.paper.title, self.paper.method
        return title.removeprefix(f"{method}: ") if method else title

    @property
    def published(self) -> str:
        """The year of the venue; of a preprint the month, ``YYYY-MM``, where it is known."""
        month = self.paper.month
        whole = self.venue.kind == "preprint" and month.startswith(str(self.paper.year))
        return month if whole else str(self.paper.year)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """Its authors, as far as the source tells them."""
        return people(self.paper.authors)[0]

    @property
    def cut(self) -> bool:
        """Whether the source cuts the list of authors."""
        return is_cut(self.paper.authors)

    @cached_property
    def links(self) -> tuple[tuple[str, Link], ...]:
        """The links that lead somewhere, by kind: the paper first, by link, DOI or arXiv id."""
        paper = self.paper
        found: list[tuple[str, Link]] = []
        if paper.address:
            given = paper.links.paper
            found.append(("paper", given if given and given.url else Link.to(paper.address)))
        found += [(kind, link) for kind, link in paper.links if kind != "paper" and link is not None and link.url]
        return tuple(found)

    def state(self, kind: str) -> State:
        """Whether a kind of link is there: yes, announced, no (it was looked for), unknown (it was not)."""
        link: Link | None = getattr(self.paper.links, kind)
        return link.state if link else "unknown"

    def license(self, kind: str) -> str | None:
        """The license of code or weights as the entry has it, else of code what a robot found; none if not looked."""
        stated: str | None = getattr(self.paper.license, kind, None)
        return stated or (self.repository.licence if kind == "code" and self.repository else None)

    @cached_property
    def millions(self) -> Decimal | None:
        """The smallest number of parameters, in millions, that a row of it prints."""
        return min((row.millions for _, row in self.rows if row.millions is not None), default=None)
