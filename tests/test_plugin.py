"""MkDocs' own commands build and serve the whole site, and its strict mode sees dead links."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT, Built, copy_checkout, digests

LIMIT = 150.0  # seconds: a rebuild of the whole site on a busy machine; requests wait for it


def mkdocs(*words: str) -> list[str]:
    """The call of a MkDocs command."""
    return [sys.executable, "-m", "mkdocs", *words]


def environment() -> dict[str, str]:
    """The environment of a MkDocs command: this checkout's engine."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "NO_MKDOCS_2_WARNING": "1"}


def build(folder: Path) -> tuple[int, str]:
    """Exit status and output of a strict build."""
    done = subprocess.run(
        mkdocs("build", "--strict"), cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_strict_build_gives_both_languages(built: Built, tmp_path: Path) -> None:
    """``mkdocs build --strict`` gives the same site as ``papershelf build``, both languages, without a warning."""
    folder = built.copy(tmp_path / "copy")
    status, said = build(folder)
    assert status == 0, said
    assert "WARNING" not in said
    assert digests(folder / "site") == digests(built.site)
    assert (folder / "site/zh/papers/moce-ir/index.html").exists()


DEAD = {
    "[[id]]": ("[[no-such-paper]]", "no-such-paper"),
    "Markdown link": ("[x](nowhere.md)", "nowhere.md"),
    "generated page": ("[x](papers/nobody/index.md)", "papers/nobody/index.md"),
    "anchor": ("[x](#nowhere)", "#nowhere"),
    "anchor of another page": ("[x](other.md#nowhere)", "other.md#nowhere"),
    "anchor of a generated page": ("[x](papers/bert/index.md#nowhere)", "#nowhere"),
    "absolute link": ("[x](/papers/)", "/papers/"),
}
ALIVE = "[[bert]] [[techniques/pre-training]] [x](papers/bert/index.md) [x](#head) [x](other.md#there) [x](papers/bert/index.md#cite)"


def write(folder: Path, words: str) -> None:
    """A front page with these words, and another page."""
    (folder / "docs/en/index.md").write_text(f"# Toy\n\n## Head\n\n[[adam]] {words}\n", "utf-8")
    (folder / "docs/en/other.md").write_text("# Other\n\n## There\n", "utf-8")


@pytest.mark.parametrize("kind", DEAD)
def test_dead_link_fails_the_build(toy_site: Path, kind: str) -> None:
    """A dead link in a hand-written page fails the strict build, which names it and its page."""
    words, named = DEAD[kind]
    write(toy_site, words)
    status, said = build(toy_site)
    assert status != 0
    assert named in said
    assert "index.md" in said


def test_living_links_pass(toy_site: Path) -> None:
    """Links to papers, terms, pages and sections, generated ones too, pass."""
    write(toy_site, ALIVE)
    status, said = build(toy_site)
    assert status == 0, said


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the checkout with ``mkdocs serve`` running in it, and the address that it tells."""
    folder = copy_checkout(tmp_path / "checkout")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}"), cwd=folder, env=environment(), stdout=out, stderr=out
        )
        try:
            soon(lambda: "Serving on" in log.read_text() or process.poll() is not None)
            found = re.search(r"Serving on (\S+)", log.read_text())
            assert found, log.read_text()
            yield folder, found.group(1)
        finally:
            process.terminate()
            process.wait(10)


def soon(holds: Callable[[], bool]) -> None:
    """Waits until something holds; fails after the limit."""
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, "not within the time limit"
        time.sleep(0.2)


def page(address: str) -> str:
    """The text of a page, or nothing."""
    try:
        with urlopen(address, timeout=LIMIT) as answer:
            return str(answer.read().decode())
    except (URLError, TimeoutError):
        return ""


def test_serve_shows_both_languages_and_follows_changes(serving: tuple[Path, str]) -> None:
    """``mkdocs serve`` answers / and /zh/ under the address it tells, and shows a changed papers.yaml soon."""
    folder, address = serving
    assert '<html lang="en">' in page(address)
    assert '<html lang="zh">' in page(f"{address}zh/")
    assert "All papers" in page(f"{address}papers/")
    file = folder / "papers.yaml"
    text = file.read_text("utf-8")
    assert "Chain-of-Thought Reasoning" in text
    file.write_text(text.replace("Chain-of-Thought Reasoning", "Changed Reasoning", 1), "utf-8")
    soon(lambda: "Changed Reasoning" in page(f"{address}papers/cotir/"))
    soon(lambda: "Changed Reasoning" in page(f"{address}zh/papers/cotir/"))
