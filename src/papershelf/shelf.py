"""The folder of a catalogue: reads it, and writes into it whole or not at all.

The only module that opens files.  ``papers.yaml`` and ``catalogue.yaml`` stand in the
folder, hand-written pages in ``docs/<language>/``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace as replace_
from functools import cached_property
from pathlib import Path

from papershelf import checks, robots
from papershelf.catalogue import Catalogue, Draft, Page, draft
from papershelf.problems import Place, Problem, in_order
from papershelf.source import Block, Registry, read_document, read_registry

PAPERS = "papers.yaml"
CATALOGUE = "catalogue.yaml"
SITE = "site"
STATE = "state"
MAX_NOTE = 200 * 1024  # bytes of a hand-written page
MAX_STATE = 16 * 1024 * 1024  # bytes of a file of robots

_MARKER = re.compile(r"^<!-- (/?)papershelf:([a-z]+) -->\r?$", re.M)
_WORK = ".papershelf"  # lock, journal and the tree in the making; ignored by git
_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # fcntl.h


class Busy(Exception):  # noqa: N818 — a state of the folder, told to the user
    """Another build is under way in this folder."""


@dataclass(frozen=True)
class Shelf:
    """What was read from a folder: the draft, where it is valid, and every problem."""

    root: Path
    draft: Draft | None
    registry: Registry
    problems: list[Problem]

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


def read(root: Path, papers: str | None = None) -> Shelf:
    """Reads and checks a folder; nothing is raised, all is told as problems.

    ``papers`` is a text to be judged in the place of the folder's registry.
    """
    problems: list[Problem] = []
    if papers is None:
        papers, problems = read_text(root, PAPERS)
    registry = read_registry(papers, PAPERS) if papers is not None else Registry(PAPERS, "", [])
    about_text, found = read_text(root, CATALOGUE)
    problems += found
    about = read_document(about_text, CATALOGUE) if about_text is not None else None
    pages, found = _pages(root, about)
    problems += found
    made, found = draft(about, registry, pages)
    problems += found
    if made is not None:
        repositories, found = state(root, robots.REPOSITORIES, robots.Repository)
        problems += found
        made = replace_(made, repositories=repositories)
        problems += checks.run(made)
    return Shelf(root, made, registry, in_order(problems))


def base(root: Path, papers: Path, now: Draft) -> tuple[Draft | None, list[Problem]]:
    """An older registry, with the catalogue.yaml that stands beside it, else with what the catalogue is about now."""
    text, problems = read_text(papers.parent, papers.name)
    if text is None:
        return None, problems
    about_text, _ = read_text(papers.parent, CATALOGUE)
    beside = about_text is not None and papers.resolve().parent != root.resolve()
    about = read_document(about_text, CATALOGUE) if beside and about_text is not None else now.about_block
    made, found = draft(about, read_registry(text, papers.name), now.pages)
    if made is not None and not beside:
        made = replace_(made, about=now.about)
    return made, [] if made is not None else found


def state(root: Path, name: str, kind: type[robots.K]) -> tuple[dict[str, robots.K], list[Problem]]:
    """A file of ``state/``, which may be absent."""
    file = f"{STATE}/{name}.json"
    text, problems = read_text(root, file, MAX_STATE)
    if text is None:
        return {}, [problem for problem in problems if problem.code != "no-file"]
    try:
        return robots.loaded(kind, text), []
    except ValueError as error:
        return {}, [Problem(Place(file), "bad-state", values={"what": error})]


def begun(root: Path, name: str) -> list[str]:
    """The lines that an interrupted run left in its journal."""
    return text_of(root / _WORK / name).split("\n")[:-1]  # the last one may be half a line


def journal(root: Path, name: str, line: str) -> None:
    """Adds a line to a run's journal."""
    file = root / _WORK / name
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(f"{line}\n")


def done(root: Path, name: str) -> None:
    """Clears a run's journal."""
    (root / _WORK / name).unlink(missing_ok=True)


def is_text(file: Path, text: str) -> bool:
    """Whether a file holds this very text, byte for byte."""
    return file.exists() and file.read_bytes() == text.encode()


def replace(file: Path, text: str) -> bool:
    """Replaces a file as a whole where its text changes; whether it did."""
    if is_text(file, text):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(text.encode())
    os.replace(new, file)
    return True


def splice(text: str, regions: Mapping[str, str], file: str) -> tuple[str, list[Problem]]:
    """The text with each region's words between its two marker lines; hand-written words stay byte for byte.

    A region is opened by a line ``<!-- papershelf:name -->`` and closed by
    ``<!-- /papershelf:name -->``.  Missing, doubled or crossed markers are problems, and
    then the text is returned as it was.
    """
    problems = []
    marks = [(m.group(1) == "", m.group(2), m) for m in _MARKER.finditer(text)]
    lines = {id(m): text.count("\n", 0, m.start()) + 1 for _, _, m in marks}
    for name in regions:
        mine = [(opens, m) for opens, region, m in marks if region == name]
        if [opens for opens, _ in mine] != [True, False]:
            what = "none" if not mine else ", ".join("open" if opens else "close" for opens, _ in mine)
            line = lines[id(mine[0][1])] if mine else 1
            problems.append(Problem(Place(file, line), "bad-marker", values={"region": name, "what": what}))
    open_region = ""
    for opens, region, m in marks:
        if region not in regions or (opens and open_region) or (not opens and region != open_region):
            values = {"region": region, "what": f"{open_region or '-'} / {region}"}
            problems.append(Problem(Place(file, lines[id(m)]), "bad-marker", values=values))
        open_region = region if opens else ""
    if problems:
        return text, in_order(problems)[:1]
    for (_, region, start), (_, _, end) in reversed([*zip(marks[::2], marks[1::2], strict=True)]):
        newline = "\r\n" if start.group().endswith("\r") else "\n"
        words = f"\n{regions[region].rstrip()}\n".replace("\n", newline).removeprefix("\r")
        text = text[: start.end()] + words + text[end.start() :]
    return text, []


def text_of(file: Path) -> str:
    """A file's text, or nothing where there is no file."""
    return file.read_text("utf-8") if file.exists() else ""


def hand_written(root: Path, name: str) -> tuple[str | None, list[Problem]]:
    """The text of a file that is in part hand-written, its line ends and byte order mark as they are."""
    text, problems = read_text(root, name)
    return (None if text is None else (root / name).read_bytes().decode("utf-8")), problems


def spliced_in(raw: str, old: str, new: str) -> str:
    """A file's raw text with the lines that ``new`` has and ``old``, its plain text, has not; the rest byte for byte.

    A byte order mark and every line end stay; the new lines end as the first line does.
    """
    end = "\r" if raw.split("\n", 1)[0].endswith("\r") else ""
    lines, before, after = (
        (text if text.endswith("\n") else f"{text}{stop}\n").split("\n")[:-1]
        for text, stop in ((raw, end), (old, ""), (new, ""))
    )
    count = len(after) - len(before)
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    if count >= 0 and before[at:] == after[at + count :] and len(lines) == len(before):
        after = [*lines[:at], *(line + end for line in after[at : at + count]), *lines[at:]]
    else:
        after = [line + end for line in after]
    return "".join(f"{line}\n" for line in after)


def templates(root: Path) -> dict[str, str]:
    """The templates of a folder as texts by path, words included; the theme's are MkDocs' own matter."""
    folder = root / "templates"
    parts = ("words", "readme", "site", "citations", "summary")
    files = sorted(file for part in parts for file in (folder / part).glob("*.*"))
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


@contextmanager
def building(root: Path) -> Iterator[Path]:
    """The folder for a new site, empty; on leaving without an error it takes the old site's place.

    One build at a time: raises ``Busy`` for a second.  A build that was killed leaves the
    old site whole, and what it left over is cleared here.
    """
    from filelock import FileLock, Timeout  # slow to load, and only builds need it

    work = root / _WORK
    work.mkdir(exist_ok=True)
    lock = FileLock(work / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy from None
    try:
        recover(root)
        new = work / "site.new"
        new.mkdir()
        yield new
        swap(new, root / SITE, work)
    finally:
        lock.release()


def settle(root: Path) -> None:
    """Clears up after a build that was killed; leaves alone one that is under way."""
    work = root / _WORK
    if not any((work / name).exists() for name in ("site.new", "site.old")):
        return
    from filelock import FileLock, Timeout

    try:
        with FileLock(work / "lock", timeout=0):
            recover(root)
    except (Timeout, OSError):
        return  # under way, or a folder that may only be read


def recover(root: Path) -> None:
    """Finishes or undoes a swap that was interrupted, and clears what a killed build left."""
    work = root / _WORK
    old, site = work / "site.old", root / SITE
    if old.exists() and not site.exists():
        os.rename(old, site)  # between the two renames: undo
    for left in (old, work / "site.new"):
        shutil.rmtree(left, ignore_errors=True)


def swap(new: Path, site: Path, work: Path) -> None:
    """Puts the tree ``new`` in the place of ``site`` by one exchange, else by two renames.

    A folder cannot be renamed over a full one.  Linux exchanges two names in one step;
    elsewhere the folder ``site.old`` is the journal from which ``recover`` undoes the first
    of the two renames.
    """
    if not site.exists():
        os.rename(new, site)
    elif _exchange(new, site):
        shutil.rmtree(new)
    else:
        old = work / "site.old"
        os.rename(site, old)
        os.rename(new, site)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two names in one step; False where the system or the file system cannot (renameat2(2))."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code), str(one))


def stale(root: Path, files: Mapping[str, str], code: str = "stale") -> list[Problem]:
    """The files whose text is not the given one, each as a problem at its first other line."""
    found = []
    for name, text in files.items():
        now, text = text_of(root / name), text.replace("\r\n", "\n")
        if now != text:
            pairs = zip((*now.split("\n"), None), (*text.split("\n"), None), strict=False)
            line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 1)
            found.append(Problem(Place(name, line), code))
    return found


def read_text(root: Path, name: str, limit: int | None = None) -> tuple[str | None, list[Problem]]:
    """A file's text without byte order mark, its line ends as ``LF``; none, and why, where it cannot be read."""
    try:
        data = (root / name).read_bytes()
        if limit is not None and len(data) > limit:
            return None, [Problem(Place(name), "text-too-long", values={"field": name, "limit": f"{limit:,}"})]
        return data.decode("utf-8-sig").replace("\r\n", "\n"), []
    except FileNotFoundError:
        return None, [Problem(Place(name), "no-file")]
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(Place(name, line), "not-utf8", values={"byte": error.start + 1})]


def _pages(root: Path, about: Block | None) -> tuple[list[Page], list[Problem]]:
    """The hand-written pages of every language's folder, in order."""
    pages: list[Page] = []
    problems: list[Problem] = []
    langs = about.data.get("languages") if about is not None and isinstance(about.data, dict) else None
    for lang in langs if isinstance(langs, list) else []:
        folder = root / "docs" / str(lang)
        for file in sorted(folder.rglob("*.md")):
            name = file.relative_to(root).as_posix()
            text, found = read_text(root, name, MAX_NOTE)
            problems += found
            diagram, found = read_text(root, name.removesuffix(".md") + ".svg", MAX_NOTE)
            problems += [problem for problem in found if problem.code != "no-file"]
            if text is not None:
                pages.append(Page(str(lang), file.relative_to(folder).as_posix(), name, text, diagram or ""))
    return pages, problems
