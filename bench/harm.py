"""Harm done to builds of the shipped catalogue: kills, full disks, two at once. The site is old or new, never less."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_PARTS = ("catalogue.yaml", "papers.yaml", "README.md", "README.zh.md", "docs", "templates", "schema")

# Runs a command and ends it, as ``kill -9`` does, at the n-th thing that it does to the tree in the making (to the old
# one, too, which stands there after the exchange); where it is not ended it says how many there were.
KILLER = """
import atexit, os, signal, sys
left, seen = int(sys.argv.pop(1)), 0
def hook(event, args):
    global seen
    made = event in ("open", "os.mkdir", "os.rename") and "site.new" in str(args[0])
    if made or event in ("os.remove", "os.rmdir"):
        seen += 1
        if seen == left:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
atexit.register(lambda: print(f"{seen} events"))
from papershelf.cli import main
main(prog_name="papershelf")
"""
PLAIN = "from papershelf.cli import main; main(prog_name='papershelf')"


def built_until(root: Path, event: int) -> tuple[int, str]:
    """Exit status and output of a build that is killed at an event; at none where it is 0."""
    return _ran(root, KILLER, str(event), "build")


def _ran(root: Path, code: str, *words: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", code, *words], check=False, preexec_fn=before, **_options(root))
    return done.returncode, done.stdout.decode()


def _options(root: Path) -> dict[str, Any]:
    told = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "PAPERSHELF_LANG": "en"}
    told["PYTHONDONTWRITEBYTECODE"] = "1"  # on a full disk half of it would be kept, and trusted later
    return {"cwd": root, "env": told, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}


class _Site:
    """A copy of the catalogue, of which two versions are built by turns."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in _PARTS:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
        self.text = (root / "catalogue.yaml").read_text("utf-8")
        self.whole = [self._built(version) for version in (1, 0)][::-1]
        self.found: Counter[str] = Counter()

    def write(self, version: int) -> None:
        """Changes what every page says."""
        head, line, rest = self.text.partition("\ntitle:")
        title = f"{{en: T{version}, zh: T{version}}}"
        (self.root / "catalogue.yaml").write_text(f"{head}{line} {title} #{rest}", "utf-8")

    def _built(self, version: int) -> str:
        self.write(version)
        status, said = _ran(self.root, PLAIN, "build")
        if status:
            raise SystemExit(said)
        return self.digest()

    def digest(self) -> str:
        """One digest of every file of the site."""
        found = hashlib.sha256()
        for file in sorted(file for file in (self.root / "site").rglob("*") if file.is_file()):
            found.update(file.relative_to(self.root).as_posix().encode() + b"\0" + file.read_bytes())
        return found.hexdigest()

    def turn(self) -> str:
        """Changes the catalogue to the version that the site is not, so that there is something to build."""
        version = 1 - self.whole.index(self.digest())
        self.write(version)
        return self.whole[version]

    def judge(self) -> None:
        """Counts what the site is now, and whether the next command clears up."""
        now = self.digest()
        self.found["old or new" if now in self.whole else "LESS"] += 1
        status, _ = _ran(self.root, PLAIN, "check")
        left = {file.name for file in (self.root / ".papershelf").iterdir()} - {"lock", "built"}
        self.found["LEFT OVER" if status or left or self.digest() != now else "cleared"] += 1

    def told(self, what: str) -> int:
        """Prints the counts, and gives how many are bad."""
        print(f"{what}: {', '.join(f'{count} {name}' for name, count in sorted(self.found.items()))}")
        bad = self.found["LESS"] + self.found["LEFT OVER"] + self.found["UNLIKE"]
        self.found.clear()
        return bad


def harm(kills: int, disks: int, pairs: int) -> int:
    """Prints how many were old or new, and gives how many were less."""
    with tempfile.TemporaryDirectory() as folder:
        site = _Site(Path(folder))
        return _kills(site, kills) + _disks(site, disks) + _pairs(site, pairs)


def _kills(site: _Site, count: int) -> int:
    """Ends builds at events evenly spread from the first to the last."""
    site.turn()
    status, said = built_until(site.root, 0)
    assert status == 0, said
    events = int(said.split()[-2])
    for n in range(count):
        site.turn()
        status, said = built_until(site.root, 1 + n * (events - 1) // max(count - 1, 1))
        site.found["killed" if status == -signal.SIGKILL else "ended before" if status == 0 else "UNLIKE"] += 1
        site.judge()
    return site.told(f"{count} kills among {events} events")


def _disks(site: _Site, count: int) -> int:
    """Has builds write on a disk that is full: no file may be longer than so many bytes."""
    for n in range(count):
        site.turn()
        size = 100 * 2**n if n < 12 else 40_000 * (n - 11)
        status, said = _ran(site.root, PLAIN, "build", before=lambda size=size: _limit(size))  # type: ignore[misc]
        one = status == 0 or (status == 1 and "Traceback" not in said and len(said.splitlines()) <= 2)
        site.found["one sentence" if one and status else "built" if one else "UNLIKE"] += 1
        site.judge()
    return site.told(f"{count} full disks")


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _pairs(site: _Site, count: int) -> int:
    """Has two builds begin at once: one builds, the other builds, finds nothing to do, or is refused."""
    for _ in range(count):
        wanted = site.turn()
        both = [subprocess.Popen([sys.executable, "-c", PLAIN, "build"], **_options(site.root)) for _ in range(2)]
        said = [(each.communicate()[0].decode(), each.returncode)[::-1] for each in both]
        fine = all(not status or "another build" in words for status, words in said)
        fine = fine and any(status == 0 for status, _ in said)
        site.found["one at a time" if fine and site.digest() == wanted else "UNLIKE"] += 1
        site.judge()
    return site.told(f"{count} pairs of builds")
