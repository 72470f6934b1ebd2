"""Facts of a paper → a draft entry: what a source says, and proposals that a person must look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, get_args

from papershelf.arxiv import month_of
from papershelf.draft import Draft, Entry
from papershelf.lookup.facts import Facts
from papershelf.lookup.mentions import Phrases, groups, venue_of, venues
from papershelf.lookup.settings import put
from papershelf.lookup.titles import method_name, telling
from papershelf.model import Paper
from papershelf.model.fields import RESERVED
from papershelf.names import folded, named, slug, surname

KINDS: tuple[str, ...] = get_args(Paper.model_fields["kind"].annotation)
UNKNOWN = "unknown"  # the scope of which nothing is known, where the catalogue lists it
_COMMON = 0.05  # share of the catalogue's titles from which a word tells nothing
_KIND_WORDS = {"survey": "survey", "review": "survey", "challenge": "challenge", "dataset": "dataset"}
_UNSURE = re.compile(r"\b(?:submitted|under review|in submission|submission to)\b", re.I)


@dataclass(frozen=True)
class Proposal:
    """A draft entry as plain data, and why each proposed field stands there: field → a code for words."""

    data: Mapping[str, Any]
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposer:
    """What a registry knows that helps to propose: its words, its ids, its titles."""

    draft: Draft

    @cached_property
    def _terms(self) -> Mapping[str, Phrases]:
        return groups(self.draft.about)

    @cached_property
    def _venues(self) -> Phrases:
        return venues(self.draft.about.venues)

    @cached_property
    def _common(self) -> frozenset[str]:
        titles = [set(telling(entry.paper.title)) for entry in self.draft.entries]
        counts = Counter(word for words in titles for word in words)
        return frozenset(word for word, n in counts.items() if n > 2 and n > _COMMON * len(titles))

    def known(self, facts: Facts) -> tuple[Entry, str] | None:
        """The entry of this very paper, and by what it is known: ``arxiv``, ``doi`` or ``title``."""
        title = folded(facts.title)
        for entry in self.draft.entries:
            paper = entry.paper
            if facts.arxiv and paper.arxiv == facts.arxiv:
                return entry, "arxiv"
            if facts.doi and paper.doi and paper.doi.casefold() == facts.doi.casefold():
                return entry, "doi"
            if title and folded(paper.title) == title:
                return entry, "title"
        return None

    def proposal(self, facts: Facts, given: Mapping[str, Any], today: date) -> Proposal:
        """The draft entry; ``given`` are the fields that a person settled, by name, an empty one left out."""
        data: dict[str, Any] = {"title": facts.title}
        remarks: dict[str, str] = {}
        if facts.authors:
            data["authors"] = list(facts.authors)
        if facts.arxiv:
            data["arxiv"] = facts.arxiv
        elif facts.month:
            data["public"] = facts.month
        if facts.doi:
            data["doi"] = facts.doi
        self._from_title(facts.title, data, remarks)
        self._place(facts, data, remarks)
        for name, value in given.items():
            put(data, remarks, name, value, today)
        if "id" not in data:
            data["id"] = self._id(data)
            remarks["id"] = "from-method" if data.get("method") else "from-authors"
        data["added"] = today.isoformat()
        return Proposal({name: data[name] for name in Paper.model_fields if name in data}, remarks)

    def _from_title(self, title: str, data: dict[str, Any], remarks: dict[str, str]) -> None:
        """Kind, scope, method and terms, as far as words of the title tell them."""
        words = set(re.findall(r"\w+", title.casefold()))
        kind = next((kind for word, kind in _KIND_WORDS.items() if word in words), "method")
        data["kind"] = kind
        remarks["kind"] = "from-title" if kind != "method" else "usual"
        told = self._scope(title)
        if told or UNKNOWN in self.scopes:
            data["scope"] = told or UNKNOWN
            remarks["scope"] = "from-title" if told else "to-tell"
        if kind == "method" and (name := method_name(title)):
            data["method"] = name
            remarks["method"] = "from-title"
        for group, phrases in self._terms.items():
            if found := list(dict.fromkeys(id for _, id in phrases.found(title))):
                data[group] = found
                remarks[group] = "from-title"

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that an entry may have."""
        return tuple(scope.id for scope in self.draft.about.scopes)

    def _scope(self, title: str) -> str | None:
        """The scope that a title names; a name of one word may mean anything there."""
        for scope in self.draft.about.scopes:
            names = {scope.id, *scope.name.root.values()}
            if any(_says(name, title) for name in sorted(names) if re.search(r"[\s-]", name)):
                return scope.id
        return None

    def _place(self, facts: Facts, data: dict[str, Any], remarks: dict[str, str]) -> None:
        """Venue and year: as published, else as the authors remark, else the preprint."""
        preprint = next((venue.id for venue in self.draft.about.venues if venue.kind == "preprint"), None)
        for words in (*facts.venue, facts.remark):
            found = None if words == facts.remark and _UNSURE.search(words) else venue_of(words, self._venues)
            if found and found[0] != preprint:
                data["venue"] = found[0]
                data["year"] = found[1] or facts.year or _preprint_year(facts.arxiv)
                remarks["venue"] = "from-source" if words != facts.remark else "from-remark"
                if found[1] is None:
                    remarks["year"] = "from-source"
                break
        else:
            data["year"] = _preprint_year(facts.arxiv) or facts.year
            if preprint and facts.arxiv:
                data["venue"] = preprint
                remarks["venue"] = "preprint"
        if data["year"] is None:
            del data["year"]

    def _id(self, data: Mapping[str, Any]) -> str:
        """The id: the method's name; else surname, year, first telling word; a clash adds the year, then a number."""
        year = str(data.get("year", ""))
        if method := data.get("method"):
            base = slug(method)
        else:
            word = next((w for w in telling(data["title"]) if w not in self._common), "paper")
            base = surname(next(iter(named(data.get("authors", ()))), "")) + year + word
        base = base[:70].strip("-") or f"paper{year}"
        taken = self.draft.ids | {was for entry in self.draft.entries for was in entry.paper.was} | RESERVED
        if base in taken and year not in base:
            base = f"{base}-{year}"
        return next(id for id in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if id not in taken)


def _says(words: str, title: str) -> bool:
    return any(True for _ in Phrases(((words, words),)).found(title))


def _preprint_year(arxiv: str) -> int | None:
    """The year of an arXiv id, where there is one."""
    return int(month_of(arxiv)[:4]) if arxiv else None
