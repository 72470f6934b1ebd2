"""The folder as it is now, and as it last was without an error, of which pages and files are made when asked for."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock
from time import perf_counter
from typing import Any

from papershelf import export, shelf, site
from papershelf.problems import as_text
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage
from papershelf.render.shell import Frame, kind
from papershelf.render.templates import Templates


@dataclass(frozen=True)
class Answer:
    """What stands at an address: its type and its bytes."""

    kind: str
    body: bytes


@dataclass(frozen=True)
class Reading:
    """What a look at the folder found: seconds, problems, how many entries, and what no template could make."""

    seconds: float
    found: shelf.Shelf
    failure: str = ""

    def words(self, lang: str) -> str:
        """What keeps it from being shown, or nothing."""
        errors = as_text(self.found.errors, lang) if self.found.errors else ""
        return (errors + self.failure).strip()


@dataclass(frozen=True)
class Made:
    """A site that can be shown: the editions of a folder without errors, and the theme's frame."""

    editions: Sequence[Edition]
    pages: Mapping[str, tuple[Edition, SitePage]]  # path below the site's root → edition and page
    frame: Frame

    def answer(self, path: str) -> Answer | None:
        """What stands at a path below the site's root; raises what a template fails by."""
        page = path.removesuffix("index.html")
        if page in self.pages:
            return Answer("text/html", self.frame.stamped(*self.pages[page]).encode())
        kind = mimetypes.guess_type(path)[0] or "text/plain"
        if path in self.frame.files:
            return Answer(kind, self.frame.files[path])
        first = self.editions[0]
        paths = [path for path, (edition, _) in self.pages.items() if edition is first]
        text = export.file(self.editions, paths, path)
        return None if text is None else Answer(kind, text.encode())


class Live:
    """The site of a folder while it is written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.number = 0  # of the reading
        self.reading: Reading | None = None
        self.made: Made | None = None  # the last without an error
        self.changed = Condition()
        self.rendering = Lock()  # what an edition keeps is made by one thread at a time
        self._read = shelf.rereading()
        self._seen: dict[str, tuple[int, int]] = {}
        self._templates = Templates({})
        self._framed: Any = None  # what the frame was made of

    def look(self) -> Reading | None:
        """Reads again where a file changed; what was found, or nothing where none did."""
        seen = shelf.seen(self.root)
        if seen == self._seen:
            return None
        start, failure, made = perf_counter(), "", None
        found = self._read(self.root)
        if not found.errors:
            try:
                with self.rendering:
                    made = self._make(found, seen)
            except Exception as error:  # whatever a file breaks that was saved half: the next good save mends it
                failure = site.told(error)
        self._seen = seen
        with self.changed:
            self.reading = Reading(perf_counter() - start, found, failure)
            self.made = made or self.made
            self.number += 1
            self.changed.notify_all()
        return self.reading

    def _make(self, found: shelf.Shelf, seen: Mapping[str, Any]) -> Made:
        texts = shelf.templates(self.root)
        templates = self._templates if self._templates.texts == texts else Templates(texts)
        editions = site.editions_of(found, templates, singly=True)
        pages = {each.below + path: (each, page) for each in editions for path, page in site.all_pages(each).items()}
        if templates is not self._templates:
            for page in {(edition.lang, kind(page)): page for edition, page in pages.values()}.values():
                _ = page.content  # a fault is told now, and the pages stay, not when a page is asked for
        made_of = _frame_of(pages, editions, seen)
        same = self.made is not None and made_of == self._framed
        frame = self.made.frame if self.made and same else site.frame(self.root, editions)
        self._templates, self._framed = templates, made_of
        return Made(editions, pages, frame)

    def answer(self, path: str) -> Answer | None:
        """What stands at a path below the site's root, of the last state without an error; raises what it fails by."""
        with self.rendering:
            return self.made.answer(path) if self.made else None


def _frame_of(
    pages: Mapping[str, tuple[Edition, SitePage]], editions: Sequence[Edition], seen: Mapping[str, Any]
) -> tuple[Any, ...]:
    """What the frame is made of: the theme, the words, files beside pages, the catalogue's names, kinds and indexes."""
    parts = ("mkdocs", "templates/theme/", "templates/words/")
    beside = {name: at for name, at in seen.items() if name.startswith("docs/") and not name.endswith(".md")}
    about = editions[0].catalogue.about
    return (
        {name: at for name, at in seen.items() if name.startswith(parts)} | beside,
        [(each.title, each.root, about.licence.in_(each.lang), about.about.in_(each.lang)) for each in editions],
        about.repository,
        {(edition.lang, kind(page)) for edition, page in pages.values()},
        {path: page.title for path, (_, page) in pages.items() if page.path.count("/") < 2},
    )
