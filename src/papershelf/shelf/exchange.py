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

SITE = "site"
WORK = ".papershelf"  # lock, journal and the tree in the making; ignored by git

_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # fcntl.h


class Busy(Exception):
    """Another build is under way in this folder."""


class NoSite(Exception):
    """What was built has no front page; it does not take the old site's place."""


@contextmanager
def building(root: Path) -> Iterator[Path]:
    """The folder for a new site, empty; on leaving without an error it takes the old site's place.

    One build at a time: raises ``Busy`` for a second, and ``NoSite`` where nothing worth the
    name was built.  A build that was killed leaves the old site whole, and what it left over
    is cleared here.
    """
    from filelock import FileLock, Timeout  # slow to load, and only builds need it

    root = root.absolute()  # whoever builds may understand a relative folder otherwise
    work = root / WORK
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
        if not (new / "index.html").is_file():
            raise NoSite
        swap(new, root / SITE, work)
    finally:
        lock.release()


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
