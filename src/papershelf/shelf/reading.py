"""A folder as a shelf: the draft of what was read, and every problem."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace as replace_
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeGuard

from papershelf import checks
from papershelf.catalogue.index import Catalogue
from papershelf.draft import Draft, Judged, blocks, draft, judged
from papershelf.model import state as robots
from papershelf.problems import Place, Problem, in_order
from papershelf.shelf.docs import Instead, read_docs
from papershelf.shelf.files import read_text
from papershelf.shelf.state import STATE, read_state
from papershelf.source import (
    MAX_DOCUMENT,
    MAX_ENTRIES,
    MAX_FILE,
    Block,
    Registry,
    read_document,
    read_registry,
    too_long,
    too_many,
)

PAPERS = "papers.yaml"
FOLDER = "papers"  # the registry's other files stand in it
CATALOGUE = "catalogue.yaml"


@dataclass(frozen=True)
class Shelf:
    """What was read from a folder: the draft, where it is valid, and every problem."""

    root: Path
    draft: Draft | None
    registries: tuple[Registry, ...]
    problems: list[Problem]

    @property
    def count(self) -> int:
        """How many entries were read, those that are broken too."""
        return len(blocks(self.registries))

    @property
    def errors(self) -> list[Problem]:
        """The problems that are no mere warnings."""
        return [problem for problem in self.problems if problem.level == "error"]

    @property
    def accepted(self) -> int:
        """How many findings on values were accepted on their rows."""
        entries = self.draft.entries if self.draft else ()
        return sum(len(result.allow or ()) for entry in entries for result in entry.paper.results)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue; only of a shelf without errors."""
        assert self.draft is not None
        assert not self.errors
        return Catalogue.of(self.draft)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the cyclic collector: reading makes many objects and no rubbish (a third of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class _Steps:
    """How a file's text becomes entries; ``rereading`` keeps what each step gave."""

    registry: Callable[[str, str], Registry] = read_registry
    document: Callable[[str, str], Block] = read_document
    judge: Callable[[Registry], Judged] = judged


def rereading() -> Callable[[Path], Shelf]:
    """A ``read`` of one folder that parses and judges only what changed since it was last called."""
    registry, document = _kept(read_registry, lambda _, file: file), _kept(read_document, lambda _, file: file)
    steps = _Steps(registry, document, _kept(judged, lambda registry: registry.file))
    return lambda root: read(root, steps=steps)


def _kept(step: Callable[..., Any], file: Callable[..., str]) -> Callable[..., Any]:
    """The step, which gives again what it gave last for a file where it is handed the same."""
    last: dict[str, tuple[Any, Any]] = {}

    def again(*given: Any) -> Any:
        name = file(*given)
        if name not in last or last[name][0] != given:
            last[name] = given, step(*given)
        return last[name][1]

    return again


@_collector_paused()
def read(
    root: Path,
    instead: Instead | None = None,
    steps: _Steps = _Steps(),
    onward: Callable[[int, int], None] = lambda _done, _of: None,
) -> Shelf:
    """Reads and checks a folder; nothing is raised, all is told as problems.

    ``instead``: file → the text to be judged in the place of its own, or none where it is to go; ``onward`` hears how
    many of the registry's files are read.
    """
    texts = instead or {}
    names = dict.fromkeys((*registry_files(root), *sorted(filter(is_registry, texts))))
    registries: list[Registry] = []
    room = MAX_FILE
    for name in names:
        registry, length = _registry(root, name, texts, room, steps.registry)
        registries.append(_within(registries, registry))
        room -= length
        onward(len(registries), len(names))
    about_text, problems = _read_text(root, CATALOGUE, texts, MAX_DOCUMENT)
    problems += _strays(root)
    about = steps.document(about_text, CATALOGUE) if about_text is not None else None
    docs, found = read_docs(root, _languages(about), texts)
    problems += found
    repositories, damaged = read_state(root, robots.REPOSITORIES, robots.Repository)
    made, found = draft(about, registries, docs, repositories, steps.judge, date.today())
    problems += found
    if made is not None:
        problems += [*damaged, *checks.run(made)]
    return Shelf(root, made, tuple(registries), in_order(problems))


@_collector_paused()
def base(root: Path, papers: Path, now: Draft) -> tuple[Draft | None, list[Problem]]:
    """An older registry, with the other files and the catalogue.yaml that stand beside it.

    Without that catalogue.yaml it is judged by what the catalogue is about now.  What stands in the folder itself is of
    now, and not of then.  A file that cannot be read is told by the path that was given.
    """
    text, problems = read_text(Path(), str(papers))
    if text is None:
        return None, problems
    apart = papers.resolve().parent != root.resolve()
    about_text = read_text(papers.parent, CATALOGUE)[0] if apart else None
    beside = about_text is not None
    about = read_document(about_text, CATALOGUE) if about_text is not None else now.about_block
    others = (
        [_registry(papers.parent, name, {}, MAX_FILE)[0] for name in registry_files(papers.parent)[1:]] if apart else []
    )
    made, found = draft(about, (read_registry(text, papers.name), *others), now.docs)
    if unread := [problem for registry in others for problem in registry.problems]:
        return None, unread
    if made is not None and not beside:
        made = replace_(made, about=now.about)
    return made, [] if made is not None else found


def registry_files(root: Path) -> tuple[str, ...]:
    """The files of the registry: papers.yaml, and those in papers/ by name."""
    return (PAPERS, *sorted(f"{FOLDER}/{file.name}" for file in (root / FOLDER).glob("*.yaml")))


def is_registry(name: str) -> bool:
    """Whether a file of that name is one of the registry."""
    return re.fullmatch(rf"{re.escape(PAPERS)}|{FOLDER}/[\w-][\w.-]*\.yaml", name) is not None


def all_texts(found: Shelf) -> tuple[dict[str, str], dict[str, str]]:
    """File → text of the registry, and of all else in the folder that may name an entry."""
    root, pages = found.root, found.draft.pages if found.draft else ()
    others = [CATALOGUE, *(page.file for page in pages)]
    others += [file for page in pages if page.diagram for file in [page.file.removesuffix(".md") + ".svg"]]
    others.append(f"{STATE}/{robots.VENUES}.json")
    registry = registry_files(root)
    read = {name: read_text(root, name)[0] for name in (*registry, *others)}
    known = {name: text for name, text in read.items() if text is not None}
    of_registry = {name: known.pop(name) for name in registry if name in known}
    return of_registry, known


def _strays(root: Path) -> Iterator[Problem]:
    """What stands among the registry's files as if it were one, and is not read."""
    for file in sorted((root / FOLDER).glob("[!.]*")):
        if file.suffix != ".yaml" and (file.is_dir() or file.suffix.lower() in (".yml", ".yaml")):
            yield Problem(Place(f"{FOLDER}/{file.name}"), "stray-file", values={"value": file.name})


def _registry(
    root: Path, name: str, instead: Instead, room: int, parse: Callable[[str, str], Registry] = read_registry
) -> tuple[Registry, int]:
    """A file of the registry, or the text in its place, and its length.

    One that cannot be read, or for which the others leave no room, holds why, so that it is missed.
    """
    text, problems = _read_text(root, name, instead, MAX_FILE)
    if text is not None and len(text) > room:
        text, problems = None, [too_long(name)]
    return (Registry(name, problems=tuple(problems)), 0) if text is None else (parse(text, name), len(text))


def _within(before: Iterable[Registry], registry: Registry) -> Registry:
    """The file, unless the registry has too many entries with it."""
    room = MAX_ENTRIES - len(blocks(before))
    if len(registry.blocks) <= room:
        return registry
    return Registry(registry.file, problems=(too_many(registry.file, registry.blocks[max(room, 0)].line),))


def _languages(about: Block | None) -> list[str]:
    """The languages that catalogue.yaml lists, as far as it can be read."""
    langs = about.data.get("languages") if about is not None and isinstance(about.data, dict) else None
    return list(dict.fromkeys(filter(_is_language, langs if isinstance(langs, list) else [])))


def _read_text(root: Path, name: str, instead: Instead, limit: int | None = None) -> tuple[str | None, list[Problem]]:
    """A file's text, or the one in its place."""
    if name not in instead:
        return read_text(root, name, limit)
    text = instead[name]
    return text, [] if text is not None else [Problem(Place(name), "no-file")]


def _is_language(written: object) -> TypeGuard[str]:
    """Whether it is a language's two letters; of anything else no path is made."""
    return isinstance(written, str) and re.fullmatch("[a-z]{2}", written) is not None
