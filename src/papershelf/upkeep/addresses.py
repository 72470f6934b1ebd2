"""Every address that the catalogue leads to, where it stands, and what robots found there.

An address is looked for in all values of the registry and catalogue.yaml and in the
hand-written pages; those that follow from a DOI or an arXiv id count too.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from papershelf.draft import Draft
from papershelf.lookup.mentions import trimmed
from papershelf.model import Paper
from papershelf.model.state import Seen
from papershelf.problems import Place, Problem, in_order
from papershelf.source import Steps

_URL = re.compile(r"https?://[^\s<>\"'`\\{}|^\]]+")
_REPOSITORY = re.compile(r"https?://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:[/?#].*)?$")

Spots = Mapping[str, list[tuple[str, Place]]]  # address → the entry that names it, or nothing, and where


def spots(draft: Draft) -> Spots:
    """Every address, with the places where it stands, in order."""
    found: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
    for entry in draft.entries:
        for path, url in _in(entry.block.data, ()):
            found[url].append((entry.paper.id, entry.block.place(path)))
        for name, url in _derived(entry.paper):
            found[url].append((entry.paper.id, entry.block.place((name,))))
    for path, url in _in(draft.about_block.data, ()):
        found[url].append(("", draft.about_block.place(path)))
    for page in draft.pages:
        for match in _URL.finditer(page.text):
            line = page.text.count("\n", 0, match.start()) + 1
            found[trimmed(match.group())].append(("", Place(page.file, line)))
    return {url.partition("#")[0]: places for url, places in sorted(found.items())}


def repository(url: str) -> str:
    """Owner and name of a repository at GitHub, or nothing for another address."""
    found = _REPOSITORY.match(url)
    return f"{found.group(1)}/{found.group(2)}" if found else ""


def repositories(draft: Draft) -> dict[str, str]:
    """Address of each paper's code → owner and name, where it is a repository at GitHub."""
    codes = (entry.paper.links.code for entry in draft.entries)
    urls = {code.url for code in codes if code and code.url}
    return {url: name for url in sorted(urls) if (name := repository(url))}


def findings(spots: Spots, seen: Mapping[str, Seen]) -> list[Problem]:
    """What the last look says of each address, at every place where it stands."""
    problems = []
    for url, places in spots.items():
        state = seen.get(url)
        code = _code(state) if state else ""
        if state and code:
            values = {"url": url, "why": state.why, "to": state.to, "days": " · ".join(map(str, state.gone))}
            problems += [Problem(place, code, entry, values) for entry, place in places]
    return in_order(problems)


def _code(state: Seen) -> str:
    if state.found == "gone":
        return "dead-link" if state.dead else "gone-link"
    return "moved-link" if state.found == "moved" else ""


def moved(text: str, seen: Mapping[str, Seen]) -> str:
    """A text with each moved address replaced by where it has moved for good; nothing else changes."""

    def new(match: re.Match[str]) -> str:
        url = trimmed(match.group())
        state = seen.get(url)
        return match.group() if state is None or state.found != "moved" else state.to + match.group()[len(url) :]

    return _URL.sub(new, text)


def patch(file: str, old: str, new: str) -> str:
    """The change of a file as a patch for ``git apply``; nothing where there is none."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{file}", f"b/{file}", n=3
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _in(data: Any, path: Steps) -> Iterator[tuple[Steps, str]]:
    """Steps and address of each value that is one."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _in(value, (*path, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _in(value, (*path, n))
    elif isinstance(data, str) and (found := _URL.fullmatch(data.strip())):
        yield path, found.group()


def _derived(paper: Paper) -> Iterator[tuple[str, str]]:
    """Addresses that follow from an id."""
    if paper.doi:
        yield "doi", f"https://doi.org/{paper.doi}"
    if paper.preprint:
        yield "arxiv", paper.preprint
