"""The build: the site by MkDocs, the README regions and the schemas; what the commands and `make` call."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

from papershelf import shelf
from papershelf.beside import Undone
from papershelf.export import downloads
from papershelf.model.schema import schemas
from papershelf.problems import Problem
from papershelf.render import generated, handwritten
from papershelf.render.edition import Edition, editions
from papershelf.render.page import SitePage
from papershelf.render.readme import regions
from papershelf.render.shell import Frame, Shell
from papershelf.render.templates import Templates
from papershelf.words import NoWord


class Failed(Exception):
    """The site or a README could not be made; says where and why."""


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


def build(root: Path, made: Sequence[Edition]) -> int:
    """Builds the site and puts it in the place of the old one, whole; how many pages it has.

    Raises ``Failed``, ``shelf.Busy`` and ``shelf.NoSite``.
    """
    _hush()
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config.base import load_config

    with shelf.building(root) as new, _telling(), _few_collections():
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(new))
        plugin = config.plugins.get("papershelf")
        if plugin is not None:
            plugin.root, plugin.editions = root, tuple(made)
        mkdocs_build(config)
        return sum(1 for _ in new.rglob("*.html"))


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


def frame(root: Path, made: Sequence[Edition]) -> Frame:
    """What the theme gives the site; MkDocs renders it once for each kind of page and language.  Raises ``Failed``."""
    _hush()
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config.base import load_config

    with TemporaryDirectory() as place, _telling(StringIO()):
        config = load_config(str(root / "mkdocs.yml"), site_dir=place)
        shells: dict[str, dict[str, Shell]] = {}
        plugin: Any = config.plugins["papershelf"]
        plugin.root, plugin.editions, plugin.frame = root, tuple(made), shells
        mkdocs_build(config)
        files = {file.relative_to(place).as_posix(): file for file in Path(place).rglob("*") if file.is_file()}
        kept = {path: file.read_bytes() for path, file in files.items() if file.name != "index.html"}
        return Frame(shells, kept)


def _hush() -> None:
    """Leaves out the theme's advice to its users, which is not for ours."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"


@contextmanager
def _telling(aside: StringIO | None = None) -> Iterator[None]:
    """Turns a fault of a template or of MkDocs into ``Failed``, and shows MkDocs' warnings, which name the page.

    With ``aside`` they are not shown, but stand before what it failed by.
    """
    shown = logging.StreamHandler(aside)
    shown.setLevel(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.addHandler(shown)
    try:
        yield
    except (TemplateError, NoWord, MkDocsException, Undone) as error:
        raise Failed(f"{aside.getvalue() if aside else ''}{told(error)}") from error
    finally:
        log.removeHandler(shown)


def told(error: Exception) -> str:
    """What a build failed by, in words; of a template's fault, with its place."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if not isinstance(error, TemplateError | NoWord):
        known = isinstance(error, Failed | MkDocsException | Undone)
        return str(error) if known else f"{type(error).__name__}: {error}"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith((".html", ".md", ".xml"))]
    return f"{frames[-1].filename}:{frames[-1].lineno}: {error}" if frames else str(error)
