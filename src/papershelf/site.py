"""The build: the site, the README regions and the schemas; what the commands and `make` call."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from traceback import extract_tb

from jinja2 import TemplateError, TemplateSyntaxError

from papershelf import export, shelf
from papershelf.beside import Beside, Undone
from papershelf.export import downloads
from papershelf.model.schema import schemas
from papershelf.problems import LANGUAGES, Problem, as_text, in_order
from papershelf.render import generated, handwritten
from papershelf.render.edition import Edition, editions
from papershelf.render.frame import Frame
from papershelf.render.lost import lost
from papershelf.render.page import SitePage
from papershelf.render.readme import regions
from papershelf.render.shell import kind
from papershelf.render.templates import Templates
from papershelf.words import NoWord


class Failed(Exception):
    """The site or a README could not be made; says where and why."""


class Lost(Exception):
    """Links in hand-written pages lead nowhere."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(as_text(problems, LANGUAGES[0]))
        self.problems = problems


File = tuple[str, str | bytes]  # path below the site's root, text or bytes
Onward = Callable[[int, int], None]  # hears how many of so many are done


def _nobody(_done: int, _of: int) -> None:
    """Hears nothing."""


def pages(edition: Edition) -> Iterator[SitePage]:
    """Every page of a language that no hand wrote, one at a time."""
    yield from generated(edition)
    yield downloads.page(edition)


def all_pages(edition: Edition) -> dict[str, SitePage]:
    """Path → page of a language; a hand-written page goes before a generated one."""
    found = {page.path: page for page in pages(edition)}
    return found | {page.path: page for page in handwritten.pages(edition)}


def editions_of(found: shelf.Shelf, templates: Templates | None = None, singly: bool = False) -> tuple[Edition, ...]:
    """Every edition of a shelf without errors, with the shelf's templates, where none are at hand.

    ``singly``: citations are formatted when one is asked for, and not all at once.
    """
    return editions(found.catalogue, templates or Templates(shelf.templates(found.root)), singly)


def files(root: Path, made: Sequence[Edition]) -> tuple[dict[str, str], list[Problem]]:
    """Path → text of every generated file outside the site, and damaged markers as problems."""
    texts = schemas(made[0].catalogue.about)
    problems = []
    for edition in made:
        name = "README.md" if edition.first else f"README.{edition.lang}.md"
        if (root / name).exists():
            text, wrong = shelf.raw_text(root, name)
            problems += wrong
            if text is not None:
                with _telling():
                    told = regions(edition)
                texts[name], wrong = shelf.splice(text, told, name)
                problems += wrong
    return texts, problems


@dataclass(frozen=True)
class Whole:
    """The pages of a language, its frame, and the files beside its pages."""

    edition: Edition
    pages: dict[str, SitePage]
    frame: Frame
    assets: Mapping[str, Path]  # path below the language's root → file

    def make_ready(self) -> None:
        """Renders a page of each kind, so that what all need is made, and compiled; raises what a template fails by."""
        for page in {kind(page): page for page in self.pages.values()}.values():
            self.frame.stamped(page)

    def file(self, path: str) -> str | bytes | None:
        """What stands at a path below the language's root, if anything does; raises what a template fails by."""
        page = path.removesuffix("index.html")
        if page in self.pages:
            return self.frame.stamped(self.pages[page])
        if path == "404.html":
            return self.frame.not_found()
        return self.assets[path].read_bytes() if path in self.assets else None

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """Path below the site's root and text or bytes of each page and file; what a page says is let go after it."""
        below = self.edition.below
        for path in [*self.pages]:
            yield f"{below}{path}index.html", self.frame.stamped(self.pages.pop(path))
        yield f"{below}404.html", self.frame.not_found()
        for path, file in self.assets.items():
            yield below + path, file.read_bytes()


def whole(root: Path, edition: Edition, made: Sequence[Edition]) -> Whole:
    """What the site of a folder is made of in one of its languages, before any of it is rendered."""
    pages = all_pages(edition)
    frame = Frame(edition, made, {path: page.title for path, page in pages.items()})
    return Whole(edition, pages, frame, shelf.assets(root, edition.lang))


def lost_links(wholes: Sequence[Whole]) -> list[Problem]:
    """The links in hand-written pages that lead nowhere; raises what a template fails by."""
    return in_order([each for one in wholes for each in lost(one.edition, one.pages, one.assets)])


def links(found: shelf.Shelf) -> list[Problem]:
    """The links in the hand-written pages of a shelf without errors that lead nowhere."""
    made = editions_of(found, singly=True)
    with _telling():
        return lost_links([whole(found.root, edition, made) for edition in made])


def build(root: Path, made: Sequence[Edition], onward: Onward = _nobody, fewer: bool = False) -> int:
    """Builds the site and puts it in the place of the old one, whole; how many pages it has.

    The other languages are made beside the first, of whose pages ``onward`` hears.  Raises ``Failed``, ``Lost``,
    and what ``shelf.building`` raises, to which ``fewer`` is handed on.
    """
    with shelf.building(root, fewer) as new, _telling(), _few_collections():
        first, *others = (whole(root, edition, made) for edition in made)
        if problems := lost_links((first, *others)):
            raise Lost(problems)
        first.make_ready()  # before there are two processes
        paths = [*first.pages]
        beside = Beside(partial(_lay_all, new, others), told)
        del others
        try:
            shelf.lay(new, _heard(first.files(), onward, len(paths)))
            beside.wait()
        except BaseException:
            beside.stop()
            raise
        shelf.lay(new, export.files(made, paths))
        return sum(1 for _ in new.rglob("*.html"))


def _lay_all(new: Path, wholes: Sequence[Whole]) -> None:
    for each in wholes:
        shelf.lay(new, each.files())


def _heard(files: Iterable[File], onward: Onward, count: int) -> Iterator[File]:
    for done, file in enumerate(files, 1):
        yield file
        onward(done, max(done, count))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Has the cyclic collector look seldom, and never at what is there already: the catalogue, which stays to the end.

    A tenth of a build's time, for a few MB of memory.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _telling() -> Iterator[None]:
    """Turns a fault of a template into ``Failed``."""
    try:
        yield
    except (TemplateError, NoWord, Undone) as error:
        raise Failed(told(error)) from error


def told(error: Exception) -> str:
    """What a build failed by, in words; of a template's fault, with its place."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if isinstance(error, OSError):
        return ": ".join(filter(None, (error.filename, error.strerror or str(error))))
    if not isinstance(error, TemplateError | NoWord):
        known = isinstance(error, Failed | Undone)
        return str(error) if known else f"{type(error).__name__}: {error}"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith((".html", ".md", ".xml"))]
    return f"{frames[-1].filename}:{frames[-1].lineno}: {error}" if frames else str(error)
