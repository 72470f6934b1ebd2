"""serve as a command: what it says, and that it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path
from urllib.request import urlopen

from tests.bilingual import lay_bilingual, replace
from tests.conftest import Run, papershelf

LIMIT = 600.0  # seconds: no machine is so busy; a test that waits so long has failed


def test_it_tells_its_address_and_every_change(tmp_path: Path) -> None:
    """And problems with place and remedy; Ctrl-C ends it without a word of complaint."""
    folder = lay_bilingual(tmp_path / "toy")
    arguments, settings = papershelf(folder, "serve", "--port", "0", env={"PYTHONUNBUFFERED": "1"})
    # A job in the background ignores Ctrl-C, and so would what it starts.
    process = subprocess.Popen(arguments, **settings, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith(b"read again in ")
        line = process.stdout.readline().decode()
        assert line.startswith("the site is at http://127.0.0.1:"), line
        address = line.split()[4].rstrip(";")
        with urlopen(f"{address}papers/bert/") as answer:
            assert "BERT" in answer.read().decode()
        replace(folder / "papers.yaml", "venue: iclr", "venue: icrl")
        assert process.stdout.readline().startswith(b"read again in ")
        assert b"unknown-venue" in process.stdout.readline()
        assert b"help: did you mean 'iclr'" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.communicate(timeout=LIMIT)[0]
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()


def test_a_port_is_a_number(toy: Path, run: Run) -> None:
    """Anything else is wrong use."""
    assert run(toy, "serve", "--port", "http").exit_code == 2


def test_a_port_that_cannot_be_had(tmp_path: Path, run: Run) -> None:
    """Is told in a sentence."""
    folder = lay_bilingual(tmp_path / "toy")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(folder, "serve", "--port", str(taken.getsockname()[1]))
    assert done.exit_code == 1
    assert "cannot be had" in done.output


def test_a_build_beside_it_is_whole_and_so_is_what_it_shows(tmp_path: Path) -> None:
    """Three builds of three versions while pages are asked for: each site is whole, each page the one of its version."""
    folder = lay_bilingual(tmp_path / "toy")
    arguments, settings = papershelf(folder, "serve", "--port", "0", env={"PYTHONUNBUFFERED": "1"})
    process = subprocess.Popen(arguments, **settings)
    assert process.stdout is not None
    try:
        process.stdout.readline()
        address = process.stdout.readline().decode().split()[4].rstrip(";")
        page = folder / "docs" / "en" / "index.md"
        text = page.read_text("utf-8")
        versions = [f"Version {n}." for n in range(3)]
        for words in versions:
            page.write_text(f"{text}\n{words}\n", "utf-8")
            build, options = papershelf(folder, "build")
            building = subprocess.Popen(build, **options)
            shown = 0
            while building.poll() is None or not shown:
                with urlopen(address) as answer:
                    html = answer.read().decode()
                assert html.rstrip().endswith("</html>")
                assert sum(each in html for each in versions) <= 1
                shown += 1
            assert building.communicate()[0].startswith(b"site/ built")
            assert building.returncode == 0
            assert words in (folder / "site" / "index.html").read_text("utf-8")
            assert {file.name for file in (folder / ".papershelf").iterdir()} == {"lock", "built"}
    finally:
        process.kill()
        process.wait()
