"""What a build was made of and what it made, as one digest: where it is the same, there is nothing to build."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from papershelf.shelf.exchange import SITE, WORK

_MADE_OF = ("*.yaml", "*.yml", "*.md", "papers/*", "docs/**/*", "templates/**/*", "state/*", "schema/*")
_ENGINE = Path(__file__).parent.parent


def unchanged(root: Path) -> bool:
    """Whether the folder, its site, the engine and what is installed beside it are as the last build left them."""
    try:
        kept = (root / WORK / "built").read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return False
    return kept == _digest(root)


def remember(root: Path) -> None:
    """Keeps how everything is, after a build."""
    (root / WORK / "built").write_text(_digest(root), "ascii")


def seen(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file that a site is made of, by path: what differs from look to look was changed."""
    found = {}
    for file in sorted({file for pattern in _MADE_OF for file in root.glob(pattern)}):
        with suppress(OSError):  # gone between the two
            stat = file.stat()
            found[file.relative_to(root).as_posix()] = (stat.st_size, stat.st_mtime_ns)
    return found


def _digest(root: Path) -> str:
    """One digest of every file that a build reads, and of the names, sizes and times of those that it wrote."""
    found = hashlib.sha256(f"{sys.version}\n".encode())
    for part in (*_installed(), *_texts(root, _MADE_OF), *_texts(_ENGINE, ("**/*.py", "**/*.yaml")), *_site(root)):
        found.update(part)
    return found.hexdigest()


def _installed() -> Iterator[bytes]:
    """Name and version of whatever is installed, as its folder tells it."""
    names = {each.name for place in sys.path for each in Path(place or ".").glob("*.dist-info")}
    yield from (f"{name}\n".encode() for name in sorted(names))


def _texts(root: Path, patterns: tuple[str, ...]) -> Iterator[bytes]:
    """Path and digest of each file that a pattern finds."""
    for file in sorted({file for pattern in patterns for file in root.glob(pattern)}):
        if file.is_file():
            yield f"{file.relative_to(root).as_posix()}\n".encode()
            yield hashlib.sha256(file.read_bytes()).digest()


def _site(root: Path) -> Iterator[bytes]:
    """Path, size and time of each file of the site; reading them all would take as long as a check."""
    site = str(root / SITE)
    for folder, folders, files in os.walk(site):
        folders.sort()
        for name in sorted(files):
            stat = os.stat(f"{folder}/{name}")  # noqa: PTH116 — a Path each costs as much again
            yield f"{folder.removeprefix(site)}/{name} {stat.st_size} {stat.st_mtime_ns}\n".encode()
