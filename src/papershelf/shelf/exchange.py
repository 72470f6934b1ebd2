"""A new site takes the old one's place, whole or not at all; one build at a time."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from papershelf.shelf.files import flush

SITE = "site"
WORK = ".papershelf"  # lock, journal and the tree in the making; ignored by git

_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # fcntl.h


class Busy(Exception):
    """Another build is under way in this folder."""


class NoSite(Exception):
    """What was built has no front page; it does not take the old site's place."""


class Fewer(Exception):
    """What was built has less than half the pages of the old site, which nobody said is meant."""

    def __init__(self, pages: int, before: int) -> None:
        super().__init__(f"{pages} of {before}")
        self.pages, self.before = pages, before


class Elsewhere(Exception):
    """A name under which a build writes is a link, which may lead out of the folder."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@contextmanager
def building(root: Path, fewer: bool = False) -> Iterator[Path]:
    """The folder for a new site, empty; on leaving without an error it takes the old site's place, on the disk.

    One build at a time: raises ``Busy`` for a second, ``Elsewhere`` where it would write through a link, ``NoSite``
    where nothing worth the name was built, and ``Fewer`` where half the pages are gone, unless ``fewer`` says that it
    is meant.  A build that was killed leaves the old site whole, and what it left over is cleared here.
    """
    from filelock import FileLock, Timeout  # slow to load, and only builds need it

    root = root.absolute()  # whoever builds may understand a relative folder otherwise
    work, site = root / WORK, root / SITE
    for name in (WORK, SITE):
        if (root / name).is_symlink():
            raise Elsewhere(name)
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
        try:
            yield new
            _judge(new, site, fewer)
            _flush(new)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        swap(new, site, work)
        flush(root)
    finally:
        lock.release()


def _judge(new: Path, site: Path, fewer: bool) -> None:
    """Raises ``NoSite`` or ``Fewer`` where a tree is not to take the place of the old one."""
    if not (new / "index.html").is_file():
        raise NoSite
    pages, before = _pages(new), _pages(site)
    if pages * 2 < before and not fewer:
        raise Fewer(pages, before)


def _pages(tree: Path) -> int:
    return sum(name.endswith(".html") for _, _, files in os.walk(tree) for name in files)


def _flush(tree: Path) -> None:
    """Has a whole tree on the disk: in one call, since one a file would take as long as the build (syncfs(2))."""
    opened = os.open(tree, os.O_RDONLY)
    try:
        syncfs = (
            getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if sys.platform.startswith("linux") else None
        )
        if syncfs is None:
            os.sync()
        elif syncfs(opened) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(tree))
    finally:
        os.close(opened)


def settle(root: Path) -> None:
    """Clears up after a build that was killed; leaves alone one that is under way."""
    work = root / WORK
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
    work = root / WORK
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
