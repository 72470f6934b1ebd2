"""What lies in docs/: the hand-written pages with their diagrams, pictures, and what may not lie there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from papershelf.draft import Docs, Page
from papershelf.problems import Place, Problem
from papershelf.shelf.files import read_text, too_large

DOCS = "docs"
MAX_PAGE = 200 * 1024  # bytes of a hand-written page or a diagram
MAX_PICTURE = 2 * 1024 * 1024  # bytes of a picture
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")  # beside diagrams, which are .svg

_NAME = re.compile(r"[A-Za-z0-9][\w. -]*", re.A)  # of a file or folder, as it is in an address

Instead = Mapping[str, str | None]  # file → the text in the place of its own, or none


def read_docs(root: Path, langs: Iterable[str], instead: Instead) -> tuple[Docs, list[Problem]]:
    """The pages and pictures of every language's folder, in order, and what may not lie there."""
    pages: list[Page] = []
    drawings: dict[str, str] = {}
    pictures: list[str] = []
    langs = tuple(langs)
    problems = [*_beside(root, langs)]
    for lang in langs:
        listed = _listed(root, lang, problems) | {name for name in instead if name.startswith(f"{DOCS}/{lang}/")}
        for name in sorted(listed - {name for name, text in instead.items() if text is None}, key=PurePosixPath):
            kind = PurePosixPath(name).suffix
            if kind in (".md", ".svg"):
                text, found = _read(root, name, instead)
                problems += found
                if text is not None and kind == ".svg":
                    drawings[name] = text
                elif text is not None:
                    pages.append(Page(lang, name.removeprefix(f"{DOCS}/{lang}/"), name, text))
            else:
                pictures.append(name)
                problems += too_large(root, name, MAX_PICTURE)
    whole = [page.with_diagram(drawings.get(page.file.removesuffix(".md") + ".svg", "")) for page in pages]
    return Docs(tuple(whole), drawings, tuple(pictures)), problems


def _read(root: Path, name: str, instead: Instead) -> tuple[str | None, list[Problem]]:
    if name not in instead:
        return read_text(root, name, MAX_PAGE)
    return instead[name], []


def _listed(root: Path, lang: str, problems: list[Problem]) -> set[str]:
    """The files of a language's folder that are pages or pictures; what is neither becomes a problem."""
    listed = set()
    for folder, folders, files in os.walk(root / DOCS / lang):
        base = Path(folder).relative_to(root)
        for name in sorted((*folders, *files)):
            file = (base / name).as_posix()
            if (root / file).is_symlink():
                problems.append(Problem(Place(file), "linked-file", values={"value": file}))
            elif _is_hidden(name):
                continue
            elif not _NAME.fullmatch(name) or (name in files and not _is_shown(name)):
                problems.append(Problem(Place(file), "stray-doc", values={"value": file}))
            elif _is_shown(name):  # a folder of such a name cannot be read, and that is told
                listed.add(file)
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
    return listed


def _beside(root: Path, langs: tuple[str, ...]) -> Iterator[Problem]:
    """What stands in docs/ beside the folders of the languages, and the folders that are links."""
    if not langs:
        return  # they cannot be told
    for file in (root / DOCS, *sorted((root / DOCS).glob("*"))):
        name = file.relative_to(root).as_posix()
        if file.is_symlink():
            yield Problem(Place(name), "linked-file", values={"value": name})
        elif name != DOCS and not _is_hidden(file.name) and not (file.name in langs and file.is_dir()):
            yield Problem(Place(name), "stray-doc", values={"value": name})


def _is_shown(name: str) -> bool:
    return name.endswith((".md", ".svg", *PICTURES))


def _is_hidden(name: str) -> bool:
    """Whether a file is for those who write: hidden ones and readmes."""
    return name.startswith(".") or name.partition(".")[0] == "readme"
