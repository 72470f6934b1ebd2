"""A real HTTP server on this machine that plays arXiv, Crossref, doi.org and GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, unquote, urlsplit

from tests.conftest import ROOT

REPLIES = ROOT / "tests" / "replies"
ATOM, JSON, BIBTEX = "application/atom+xml; charset=utf-8", "application/json", "application/x-bibtex"

Answer = Callable[["Handler"], None]


@dataclass
class Service:
    """Answers by service and id: ``("arxiv", "2306.13090")`` → what to do with the request."""

    url: str = ""
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    over: Event = field(default_factory=Event)  # set when the test is over, so that hanging answers end

    @property
    def env(self) -> dict[str, str]:
        """The environment in which the client asks here."""
        names = ("arxiv", "crossref", "doi", "github")
        return {f"PAPERSHELF_{name.upper()}_URL": f"{self.url}/{name}" for name in names}

    def sends(self, service: str, id: str, body: bytes, kind: str, status: int = 200, **headers: str) -> None:
        """Answers with these bytes."""

        def answer(handler: Handler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[service, id] = answer


class Handler(BaseHTTPRequestHandler):
    """Finds the answer by the path: ``/arxiv?id_list=…``, ``/crossref/<doi>``, ``/github/repos/<owner>/<name>``."""

    service: Service
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers, and closes the connection after it."""
        parts = urlsplit(self.path)
        name, _, rest = parts.path.removeprefix("/").partition("/")
        key = (name, parse_qs(parts.query).get("id_list", [unquote(rest)])[0])
        self.service.asked.append(key)
        self.close_connection = True
        with suppress(OSError):  # the client hung up, as it should
            self.service.answers.get(key, _nothing)(self)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def _nothing(handler: Handler) -> None:
    handler.send_error(404)


@contextmanager
def serving() -> Iterator[Service]:
    """The server, while a test runs."""
    service = Service()
    handler = type("Bound", (Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        service.url = f"http://127.0.0.1:{server.server_port}"
        yield service
        service.over.set()
        server.shutdown()
