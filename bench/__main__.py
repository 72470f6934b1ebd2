"""python -m bench [weights | lighthouse | speed | mutate | fuzz | harm]: prints what bench/README.md records.

Needs a built site (``make site``); ``lighthouse`` also needs a Chromium and ``npm ci --ignore-scripts`` in this
folder, ``speed`` and ``mutate`` what bench/requirements.lock names.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bench.fuzz import fuzz
from bench.harm import harm
from bench.mutate import mutate
from bench.speed import SIZES, speed

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"
UNDER = "/Awesome-ImageRestoration/"
PAGES = ("", "papers/", "papers/moce-ir/", "benchmarks/three-task/")


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site as its host does: below a folder, compressed, to be kept for ten minutes."""

    def do_GET(self) -> None:
        """Answers with a file of the site."""
        file = SITE / self.path.split("?")[0].removeprefix(UNDER)
        file = file / "index.html" if file.is_dir() else file
        if not self.path.startswith(UNDER) or not file.is_file():
            self.send_error(404)
            return
        data = gzip.compress(file.read_bytes())
        self.send_response(200)
        for name, value in (("Content-Type", self.guess_type(str(file))), ("Content-Encoding", "gzip")):
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def _served() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{UNDER}"
    finally:
        server.shutdown()


def weights() -> None:
    """Compressed kilobytes of a page with its styles and scripts, and of the search data."""
    for path in (f"{lang}{page}" for lang in ("", "zh/") for page in PAGES):
        page = SITE / path / "index.html"
        html = page.read_text("utf-8")
        loaded = re.findall(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]* src)="([^"]+)"', html)
        files = [page, *((page.parent / address).resolve() for address in loaded)]
        whole = sum(len(gzip.compress(file.read_bytes())) for file in files)
        alone = len(gzip.compress(html.encode()))
        print(f"{'/' + path:34} {alone / 1000:6.1f} kB, with all it loads {whole / 1000:6.1f} kB")
    print(f"{'search data':34} {len(gzip.compress((SITE / 'search.json').read_bytes())) / 1000:6.1f} kB")


def lighthouse() -> None:
    """Lighthouse's four scores of each page, mobile as it comes."""
    chrome = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
    with _served() as base:
        for path in (f"{lang}{page}" for lang in ("", "zh/") for page in PAGES):
            command = [str(ROOT / "bench/node_modules/.bin/lighthouse"), base + path, "--quiet", "--output=json"]
            command += [f"--chrome-flags={flags}"]
            told = subprocess.run(
                command, capture_output=True, check=True, timeout=180, env={**os.environ, "CHROME_PATH": chrome}
            )
            scores = {name: each["score"] for name, each in json.loads(told.stdout)["categories"].items()}
            print(
                f"{'/' + path:34} " + "  ".join(f"{name} {round((score or 0) * 100)}" for name, score in scores.items())
            )


FIGURES = (weights, lighthouse)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Prints what the site and the engine weigh, score, and take."""
    if context.invoked_subcommand is None:
        for figure in FIGURES:
            figure()


for figure in FIGURES:
    main.command(figure.__name__)(figure)


@main.command("speed")
@click.option("--size", "sizes", type=int, multiple=True, help="Papers; may be repeated.")
@click.option("--runs", default=5, show_default=True, help="Runs of which the median is told.")
def _speed(sizes: tuple[int, ...], runs: int) -> None:
    """Processor seconds of our builds and Hugo's of the same records; takes half an hour."""
    speed(sizes or SIZES, runs)


@main.command("fuzz")
@click.option("--seconds", default=3600, show_default=True, help="Seconds of processor.")
@click.option("--seed", default=1, show_default=True, help="What the first fault is drawn by.")
def _fuzz(seconds: int, seed: int) -> None:
    """Structural faults in the files of a shelf: nothing uncaught, none over five seconds."""
    sys.exit(1 if fuzz(seconds, seed) else 0)


@main.command("harm")
@click.option("--kills", default=200, show_default=True, help="Builds that are killed.")
@click.option("--disks", default=20, show_default=True, help="Builds on a full disk.")
@click.option("--pairs", default=20, show_default=True, help="Pairs of builds at once.")
def _harm(kills: int, disks: int, pairs: int) -> None:
    """Kills, full disks, and pairs of builds of the shipped catalogue: the site is old or new; takes ten minutes."""
    sys.exit(1 if harm(kills, disks, pairs) else 0)


@main.command("mutate")
@click.option("--count", default=200, show_default=True, help="Faults drawn in Python.")
@click.option("--seed", default=1, show_default=True, help="What they are drawn by.")
def _mutate(count: int, seed: int) -> None:
    """How many small faults the tests catch; takes an hour or more."""
    mutate(count, seed)


if __name__ == "__main__":
    main(prog_name="python -m bench")
