"""The server of the site while one writes: on this machine only; a page that is open is told of every change."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import TemplateError

from papershelf import site
from papershelf.serve.live import Answer, Live
from papershelf.words import NoWord

OWN = "_papershelf/"  # below it stands what belongs to the server and not to the site
_BEAT = 15.0  # seconds after which a page that waits is told that nothing changed, to see whether it is still there
_FILES = {"panel.js": "text/javascript", "panel.css": "text/css"}


@contextmanager
def serving(live: Live, port: int, lang: str, heading: str) -> Iterator[str]:
    """Serves at the address that it gives.

    ``lang`` is the language of the problems over a page; ``heading`` stands above them.

    Raises ``OSError`` where the port cannot be had.
    """
    gc.disable()  # it would look through the whole catalogue while a page is waited for; ``Live.rest`` does so later
    handler = type("Handler", (_Handler,), {"live": live, "lang": lang, "heading": heading})
    with _Server(("127.0.0.1", port), handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{_below(live)}"
        finally:
            server.shutdown()
            gc.enable()


class _Server(ThreadingHTTPServer):
    """A thread for each request, which ends with the process."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves before it is answered is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _below(live: Live) -> str:
    """The path of the site's address."""
    return urlsplit(live.made.wholes[0].edition.root).path if live.made else "/"


class _Handler(BaseHTTPRequestHandler):
    """Answers one request after the other of a browser."""

    live: Live
    lang: str
    heading: str
    protocol_version = "HTTP/1.1"

    @property
    def below(self) -> str:
        """The path of the site's address, which may change while it is served."""
        return _below(self.live)

    def do_GET(self) -> None:
        """Answers with a page, a file, or the news of a change."""
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in ("127.0.0.1", "localhost"):
            return self._send(HTTPStatus.FORBIDDEN, Answer("text/plain", b""))  # a page of another host asks
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self.below):
            return self._lead(self.below)
        path = path.removeprefix(self.below)
        if path == f"{OWN}changes" and self.command == "GET":
            return self._changes()
        if path.removeprefix(OWN) in _FILES:
            name = path.removeprefix(OWN)
            return self._send(HTTPStatus.OK, Answer(_FILES[name], files(__package__).joinpath(name).read_bytes()))
        return self._show(path)

    do_HEAD = do_GET  # noqa: N815 — as above

    def _show(self, path: str) -> None:
        failure, status, number = "", HTTPStatus.OK, self.live.number
        try:
            found = self.live.answer(path)
            if found is None and self.live.answer(f"{path}/"):
                return self._lead(f"{self.below}{path}/")
            if found is None:
                status, found = HTTPStatus.NOT_FOUND, self.live.answer("404.html")
        except (TemplateError, NoWord) as error:
            failure, status, found = site.told(error), HTTPStatus.INTERNAL_SERVER_ERROR, None
        if found is None:  # nothing could be made since the server began, or this page cannot be
            found = Answer("text/html", b"<!doctype html><meta charset=utf-8><title>papershelf</title><body></body>")
        if found.kind == "text/html":
            words = failure or (self.live.reading.words(self.lang) if self.live.reading else "")
            found = Answer(found.kind, self._with_panel(found.body.decode(), words, number).encode())
        self._send(status, found)

    def _with_panel(self, html: str, words: str, number: int) -> str:
        """A page with the script that waits for changes and, over it, the problems of now."""
        own = self.below + OWN
        panel = ""
        if words:
            told = f"<h2>{escape(self.heading)}</h2><pre>{escape(words)}</pre>"
            panel = f'<link rel="stylesheet" href="{own}panel.css">'
            panel += f'<aside class="papershelf-problems" role="alert">{told}</aside>'
        script = f'<script src="{own}panel.js" data-changes="{own}changes" data-number="{number}"></script>'
        before, end, after = html.rpartition("</body>")
        return f"{before}{panel}{script}{end}{after}"

    def _changes(self) -> None:
        """Tells the number of each reading, the present one first, until the page is closed.

        The form is that of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
        """
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        told = -1
        try:
            while True:
                with self.live.changed:
                    if self.live.number == told:
                        self.live.changed.wait(_BEAT)
                    number = self.live.number
                self.wfile.write(f"data: {number}\n\n".encode() if number != told else b": \n\n")
                self.wfile.flush()
                told = number
        except OSError:
            self.close_connection = True

    def _lead(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, answer: Answer) -> None:
        text = answer.kind.startswith("text/") or answer.kind.endswith(("json", "xml", "javascript"))
        self.send_response(status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8" if text else answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of a request: the terminal is for what changed."""
