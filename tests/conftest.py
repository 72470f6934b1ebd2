"""Fixtures for all tests: the toy shelf, the repository's root, two ways to run a command."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import click
import lxml.html
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from hypothesis import HealthCheck, Phase, settings
from lxml.html import HtmlElement
from playwright.sync_api import Browser, sync_playwright

from papershelf import shelf
from papershelf.catalogue.index import Catalogue
from papershelf.cli import main

ROOT = Path(__file__).parent.parent
TOY = Path(__file__).parent / "shelves" / "toy"

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("ci")
settings.register_profile("unshrunk", settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate])

Run = Callable[..., Result]
RunProcess = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy shelf, to be changed at will."""
    return shutil.copytree(TOY, tmp_path / "toy")


@pytest.fixture
def run() -> Run:
    """Runs a command in this process: ``run(folder, "check", "--form", "json")``; what it does not foresee is kept."""

    def runs(folder: Path, *words: str, lang: str = "en", env: dict[str, str] | None = None) -> Result:
        runner = CliRunner(env={"PAPERSHELF_LANG": lang, **(env or {})})
        return runner.invoke(main, ["--root", str(folder), "--debug", *words])

    return runs


@pytest.fixture
def run_process() -> RunProcess:
    """Runs a command in a process of its own, as a contributor does."""

    def runs(folder: Path, *words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        told = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **(env or {})}
        call = [sys.executable, "-c", "from papershelf.cli import main; main(prog_name='papershelf')", *words]
        return subprocess.run(call, cwd=folder, env=told, capture_output=True, text=True, encoding="utf-8", check=False)

    return runs


# --- the built site, a server for it, a browser ------------------------------------------


@dataclass(frozen=True)
class Built:
    """A folder in which ``papershelf build`` ran, and what it was made of."""

    root: Path
    catalogue: Catalogue = field(repr=False)

    @property
    def site(self) -> Path:
        """The site's folder."""
        return self.root / "site"

    def copy(self, target: Path) -> Path:
        """A copy of the folder as it was before the build, but for READMEs and schemas."""
        out = [str(self.root / name) for name in ("site", ".papershelf")]
        return shutil.copytree(
            self.root, target, ignore=lambda folder, names: [n for n in names if str(Path(folder, n)) in out]
        )

    @property
    def languages(self) -> dict[str, str]:
        """Language → its folder below the site's root: ``""``, ``"zh/"``."""
        return {lang: f"{lang}/" if n else "" for n, lang in enumerate(self.catalogue.about.languages)}

    @cached_property
    def pages(self) -> dict[str, HtmlElement]:
        """Path below the site (``zh/papers/index.html``) → the parsed page."""
        files = sorted(self.site.rglob("*.html"))
        return {
            file.relative_to(self.site).as_posix(): lxml.html.document_fromstring(file.read_bytes()) for file in files
        }


def command_of(name: str) -> click.Command:
    """A command of papershelf by its name."""
    found = main.get_command(click.Context(main), name)
    assert found is not None, name
    return found


def copy_checkout(target: Path) -> Path:
    """A copy of the checkout as git would commit it: tracked and new files, nothing ignored."""
    call = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(call, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in names:
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


def papershelf(folder: Path, *words: str, env: dict[str, str] | None = None) -> list[Any]:
    """The arguments of ``subprocess`` for a command in ``folder``, in a process of its own."""
    told = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "PAPERSHELF_LANG": "en", **(env or {})}
    call = [sys.executable, "-c", "from papershelf.cli import main; main(prog_name='papershelf')", *words]
    return [call, {"cwd": folder, "env": told, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}]


def call(folder: Path, *words: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Exit status and output of a command in ``folder``, in a process of its own."""
    arguments, settings_ = papershelf(folder, *words, env=env)
    done = subprocess.run(arguments, **settings_, check=False)
    return done.returncode, done.stdout.decode()


def digests(folder: Path) -> dict[str, str]:
    """Path → digest of every file below a folder; nothing where there is no folder."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


TOY_SITE = """\
site_name: Toy Shelf
docs_dir: docs/en
strict: true
theme: {name: material, custom_dir: templates/theme, language: en, font: false}
plugins: [papershelf]
validation:
  nav: {omitted_files: info}
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
"""
TOY_README = """\
# Toy

By hand: `x  y`\x20\x20
<!-- papershelf:counts -->
<!-- /papershelf:counts -->

<!-- papershelf:methods -->
<!-- /papershelf:methods -->

<!-- papershelf:papers -->
<!-- /papershelf:papers -->
The end, without a line break"""


def lay_toy_site(target: Path) -> Path:
    """The toy shelf with the repository's templates, an mkdocs.yml of its own and a README with regions."""
    shutil.copytree(TOY, target)
    shutil.copytree(ROOT / "templates", target / "templates")
    (target / "mkdocs.yml").write_text(TOY_SITE, "utf-8")
    (target / "README.md").write_text(TOY_README, "utf-8")
    return target


@pytest.fixture
def toy_site(tmp_path: Path) -> Path:
    """A copy of the toy shelf that can be built, to be changed at will."""
    return lay_toy_site(tmp_path / "toy")


def built_once(factory: pytest.TempPathFactory, name: str, lay: Callable[[Path], Path]) -> Built:
    """A folder that is laid and built once a run, by the first of its workers that asks; not to be changed."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            made = lay(folder.with_name(f"{name}.new"))
            status, said = call(made, "build")
            assert status == 0, said
            made.rename(folder)
    return Built(folder, shelf.read(folder).catalogue)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped catalogue, built in a copy of the checkout: for tests of what its pages hold."""
    return built_once(tmp_path_factory, "built", copy_checkout)


@pytest.fixture(scope="session")
def built_cut(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A part of the shipped catalogue, built in a copy of the checkout: for tests of how a site is made."""
    from tests.cut import lay_cut

    return built_once(tmp_path_factory, "cut", lay_cut)


@contextmanager
def serving(built: Built) -> Iterator[str]:
    """The address of a built site, served under its real path on this machine while the block runs."""
    below = urlsplit(built.catalogue.about.site_url).path

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inside = path.startswith(below)
            return super().translate_path("/" + path.removeprefix(below) if inside else "/outside/the/site")

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(built.site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{below}"
        server.shutdown()


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    """The address of the shipped site."""
    with serving(built) as address:
        yield address


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_NO_BROWSER = "no chromium, chromium-browser or google-chrome here; get one with: apt-get install chromium"
_NO_LATEX = "no pdflatex here; get it with: apt-get install texlive-latex-recommended"
_JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_MARKUP = shutil.which("java") if _JAR.exists() else None
_NO_MARKUP = "no Java runtime or no vnu-jar here; get them with: apt-get install default-jre-headless npm; npm ci"
_NO_BIBLIOGRAPHY = "no biber or no bibtex here; get them with: apt-get install biber texlive-latex-recommended"
_NO_XMLLINT = "no xmllint here; get it with: apt-get install libxml2-utils"
# Marker → whether what it needs is here, and what to say where it is not.
NEEDS = {
    "browser": (CHROMIUM, _NO_BROWSER),
    "latex": (shutil.which("pdflatex"), _NO_LATEX),
    "bibliography": (shutil.which("biber") and shutil.which("bibtex"), _NO_BIBLIOGRAPHY),
    "xmllint": (shutil.which("xmllint"), _NO_XMLLINT),
    "markup": (_MARKUP, _NO_MARKUP),
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system."""
    if CHROMIUM is None:
        pytest.fail(_NO_BROWSER)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips tests whose tool is not here; the browser's come first.

    These take longest: a worker that came to them last would work on alone.
    """
    for marker, (tool, how) in NEEDS.items():
        for item in items:
            if tool is None and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=how))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a test that is skipped has failed: there everything is to be had."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome, report.longrepr = "failed", reason_of(report)
    return report


def reason_of(report: pytest.TestReport) -> str:
    """Why a test was skipped."""
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr).removeprefix("Skipped: ")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
    """Says after all else how many tests were left out and why, whichever worker left them out."""
    yield
    for reason, count in Counter(map(reason_of, terminalreporter.stats.get("skipped", ()))).items():
        terminalreporter.write_line(f"{count} left out: {reason}", yellow=True)


def without_scopes(folder: Path) -> None:
    """Takes the scopes out of a shelf: those listed, and those of its entries."""
    for name, pattern in (("catalogue.yaml", r"^scopes:\n(?:- .*\n)+"), ("papers.yaml", r"^  scope: .*\n")):
        file = folder / name
        file.write_text(re.sub(pattern, "", file.read_text("utf-8"), flags=re.M), "utf-8")
