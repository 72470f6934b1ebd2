"""The site while one writes: rendered when asked for, as it would be built; after each change, and through each fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from papershelf.serve import Live, serving
from tests.bilingual import lay_bilingual, replace
from tests.conftest import Run

LIMIT = 120_000  # milliseconds: no machine is so busy; a test that waits so long has failed


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A shelf in two languages, to be changed at will."""
    return lay_bilingual(tmp_path / "toy")


@contextmanager
def shown(folder: Path) -> Iterator[tuple[Live, str]]:
    """The folder while it is served, and the address."""
    live = Live(folder)
    live.look()
    with serving(live, 0, "en", "Problems") as address:
        yield live, address


def fetched(address: str, **headers: str) -> tuple[int, str, str]:
    """Status, type and text of what stands at an address."""
    try:
        with urlopen(Request(address, headers=headers)) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def bare(html: str) -> str:
    """A page without the script of the server."""
    before, _, after = html.rpartition("<script")
    return before + after.partition("</script>")[2]


def test_everything_is_as_it_would_be_built(bilingual: Path, run: Run) -> None:
    """Each page, hand-written ones too, and each file: the same bytes, but for the script of the server."""
    assert run(bilingual, "build").exit_code == 0
    with shown(bilingual) as (_, address):
        for file in sorted((bilingual / "site").rglob("*")):
            if file.is_file() and file.suffix not in (".png", ".woff2"):
                path = file.relative_to(bilingual / "site").as_posix()
                status, _, text = fetched(address + path)
                assert status == 200, path
                assert (bare(text) if path.endswith(".html") else text) == file.read_bytes().decode(), path


def test_addresses(bilingual: Path) -> None:
    """A page without its slash leads to it; what is not there says so; another host's page learns nothing."""
    with shown(bilingual) as (_, address):
        assert fetched(f"{address}papers/bert")[0] == 200
        assert fetched(f"{address}papers/bert?x=1")[1] == "text/html; charset=utf-8"
        status, _, text = fetched(f"{address}papers/nobody/")
        assert (status, "Page not found" in text or "not found" in text.lower()) == (404, True)
        assert fetched(f"{address}../../etc/passwd")[0] == 404
        assert fetched(address, Host="evil.example.org")[0] == 403


def test_a_folder_that_was_never_whole_shows_why_and_mends_itself(bilingual: Path) -> None:
    """From the first moment."""
    replace(bilingual / "papers.yaml", "venue: iclr", "venue: icrl")
    with shown(bilingual) as (live, address):
        assert "did you mean &#x27;iclr&#x27;" in fetched(address)[2]
        replace(bilingual / "papers.yaml", "venue: icrl", "venue: iclr")
        live.look()
        assert "Toy Shelf" in fetched(address)[2]
        assert "papershelf-problems" not in fetched(address)[2]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("templates/site/paper.html", "<article", "{% if %}<article", "templates/site/paper.html:"),
        ("templates/site/paper.html", "<article", "{{ nothing }}<article", "templates/site/paper.html:"),
        ("templates/theme/main.html", "<body>", "{% if %}<body>", "main.html"),
        ("templates/words/en.yaml", "language:", "language: [", "words/en.yaml:"),
        ("docs/en/index.md", "Two papers", "[x](nowhere.md) Two papers", "docs/en/index.md:"),
    ],
)
def test_what_else_is_broken_is_told_and_the_pages_stay(
    bilingual: Path, file: str, old: str, new: str, told: str
) -> None:
    """A template, the theme, the words, the configuration: where, over the page; no request hangs, and all is mended."""
    with shown(bilingual) as (live, address):
        text = (bilingual / file).read_text("utf-8")
        (bilingual / file).write_text(text.replace(old, new, 1), "utf-8")
        live.look()
        status, _, page = fetched(f"{address}papers/bert/")
        assert (status, "<h1>BERT</h1>" in page) == (200, True)
        assert told in page.partition("papershelf-problems")[2]
        (bilingual / file).write_text(text, "utf-8")
        live.look()
        status, _, page = fetched(f"{address}papers/bert/")
        assert (status, "papershelf-problems" in page) == (200, False)


@pytest.mark.browser
def test_the_open_page_follows_twenty_edits_ten_of_them_broken(bilingual: Path, browser: Browser) -> None:
    """A good save shows, a broken one leaves the page and tells problem, place and remedy; nothing is clicked."""
    registry, stop = bilingual / "papers.yaml", Event()
    text = registry.read_text("utf-8")
    slips = (
        ("venue: iclr", "venue: icrl"),
        ("kind: method", "kind: methods"),
        ("  title: Attention", "title: Attention"),
    )
    with shown(bilingual) as (live, address):

        def follow() -> None:
            while not stop.wait(0.05):
                live.look()

        follower = Thread(target=follow)
        follower.start()
        try:
            page = browser.new_page()
            page.goto(f"{address}papers/transformer/")
            panel = page.locator(".papershelf-problems")
            for n in range(10):
                old, new = slips[n % len(slips)]
                registry.write_text(
                    text.replace("Attention Is All", f"Attention {n} Is All").replace(old, new), "utf-8"
                )
                expect(panel).to_contain_text("papers.yaml:", timeout=LIMIT)
                expect(panel).to_contain_text("help:")
                expect(page.locator("p.title")).to_contain_text(
                    "Attention Is All" if n == 0 else f"Attention {n - 1} Is All"
                )
                registry.write_text(text.replace("Attention Is All", f"Attention {n} Is All"), "utf-8")
                expect(panel).to_have_count(0, timeout=LIMIT)
                expect(page.locator("p.title")).to_contain_text(f"Attention {n} Is All", timeout=LIMIT)
            page.close()
        finally:
            stop.set()
            follower.join()
