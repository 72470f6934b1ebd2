"""For the commands that ask other hosts: the web on this machine, a shelf that leads there, and a day that stays."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import Result

from tests.conftest import Run

TODAY, BEFORE = date(2026, 3, 10), date(2026, 3, 3)


class Web(ThreadingHTTPServer):
    """Everything that the toy shelf leads to, GitHub's and Crossref's services included."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.says: dict[str, tuple[int, str, str]] = {}  # path → status, location, body
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """Its address for what leads to it; no number of this machine may stand in a registry."""
        return f"http://web.test:{self.server_port}"

    @property
    def service(self) -> str:
        """Its address for a command that asks it as a service."""
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    """Answers what the test laid down, else 200."""

    server: Web

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        status, location, body = self.server.says.get(urlsplit(self.path).path, (200, "", "{}"))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body.encode())

    do_HEAD = do_GET  # noqa: N815 — http.server calls it so

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def web() -> Iterator[Web]:
    """The web, on this machine."""
    with Web() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day on which links and refresh run, midnight or not."""
    for command in ("links", "refresh"):
        monkeypatch.setattr(f"papershelf.cli.{command}.date", SimpleNamespace(today=lambda: TODAY))
    return TODAY


def look(run: Run, folder: Path, *words: str, env: dict[str, str] | None = None, lang: str = "en") -> Result:
    """A command with the switch of the tests, in no hurry to be polite."""
    name, *rest = words
    return run(folder, name, "--pause", "0", *rest, lang=lang, env={"PAPERSHELF_TEST_LOOPBACK": "1", **(env or {})})


def state(folder: Path, name: str) -> dict[str, Any]:
    """A file of state/."""
    found: dict[str, Any] = json.loads((folder / "state" / f"{name}.json").read_text("utf-8"))
    return found
