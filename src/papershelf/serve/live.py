"""The folder as it is now, and as it last was without an error, of which pages and files are made when asked for."""

from __future__ import annotations

import gc
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition, Lock
from time import perf_counter

from papershelf import export, shelf, site
from papershelf.problems import Problem, as_text
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
    """A site that can be shown: that of a folder without errors, in each language, the first one first."""

    wholes: Sequence[site.Whole]

    def answer(self, path: str) -> Answer | None:
        """What stands at a path below the site's root; raises what a template fails by."""
        found = (self._of(one, path) for one in reversed(self.wholes))
        body = next((each for each in found if each is not None), None)
        if body is None:
            body = export.file([one.edition for one in self.wholes], [*self.wholes[0].pages], path)
        if body is None:
            return None
        kind = "text/html" if path.endswith("/") or not path else mimetypes.guess_type(path)[0]
        return Answer(kind or "text/plain", body.encode() if isinstance(body, str) else body)

    @staticmethod
    def _of(one: site.Whole, path: str) -> str | bytes | None:
        below = one.edition.below
        return one.file(path.removeprefix(below)) if path.startswith(below) else None


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
        self._untidy = False
        self._seen: dict[str, tuple[int, int]] = {}
        self._templates = Templates({})

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
                    made, problems = self._make(found)
                found = replace(found, problems=[*found.problems, *problems])
            except Exception as error:  # whatever a file breaks that was saved half: the next good save mends it
                failure = site.told(error)
        self._seen, self._untidy = seen, True
        with self.changed:
            self.reading = Reading(perf_counter() - start, found, failure)
            self.made = made or self.made
            self.number += 1
            self.changed.notify_all()
        return self.reading

    def rest(self) -> None:
        """Clears away what earlier readings left, in a moment in which nobody waits."""
        if self._untidy:
            self._untidy = False
            gc.collect()

    def _make(self, found: shelf.Shelf) -> tuple[Made | None, list[Problem]]:
        """The site of a folder without errors; none, and why, where its pages link to nothing."""
        texts = shelf.templates(self.root)
        templates = self._templates if self._templates.texts == texts else Templates(texts)
        editions = site.editions_of(found, templates, singly=True)
        wholes = [site.whole(self.root, edition, editions) for edition in editions]
        if templates is not self._templates:
            for one in wholes:
                one.make_ready()  # a fault is told now, and the pages stay, not when a page is asked for
        self._templates = templates
        problems = site.lost_links(wholes)
        return None if problems else Made(wholes), problems

    def answer(self, path: str) -> Answer | None:
        """What stands at a path below the site's root, of the last state without an error; raises what it fails by."""
        with self.rendering:
            return self.made.answer(path) if self.made else None
