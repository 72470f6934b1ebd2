"""A server of good and bad manners, on this machine."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


class Server(ThreadingHTTPServer):
    """A server of good and bad manners; it counts what it is asked."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.over = threading.Event()
        self.scheme = "https" if tls else "http"
        self.names: list[str | None] = []  # that TLS was asked for
        if tls:
            tls.sni_callback = lambda line, name, context: self.names.append(name)
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news here."""


class Handler(BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        name = urlsplit(self.path).path.strip("/").replace("-", "_").split("/")[0]
        getattr(self, f"on_{name}")()

    do_HEAD = do_GET  # noqa: N815 — http.server calls it so

    def do_CONNECT(self) -> None:
        """As a proxy that leads nowhere."""
        self.server.asked.append(f"{self.command} {self.path}")
        self.say(403)

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def on_good(self) -> None:
        self.say(200, b"hello")

    def on_dead(self) -> None:
        self.say(404)

    def on_removed(self) -> None:
        self.say(410)

    def on_forbidden(self) -> None:
        self.say(403)

    def on_broken(self) -> None:
        self.say(500)

    def on_later(self) -> None:
        self.say(429, Retry_After="120")

    def on_later_that_day(self) -> None:
        self.say(503, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")

    def on_later_some_time(self) -> None:
        self.say(429)

    def on_spent(self) -> None:
        self.say(403, X_RateLimit_Remaining="0")

    def on_no_head(self) -> None:
        self.say(404 if self.command == "HEAD" else 200)

    def on_redirect(self) -> None:
        self.say(int(self.path.rpartition("/")[2]), Location="/good")

    def on_nowhere(self) -> None:
        self.say(302)

    def on_moved(self) -> None:
        self.say(301, Location="/good")

    def on_moved_twice(self) -> None:
        self.say(308, Location="/moved")

    def on_moved_to_dead(self) -> None:
        self.say(301, Location="/dead")

    def on_moved_then_login(self) -> None:
        self.say(301, Location="/elsewhere")

    def on_elsewhere(self) -> None:
        self.say(302, Location="/good?login")

    def on_elsewhere_then_moved(self) -> None:
        self.say(302, Location="/moved")

    def on_odd(self) -> None:
        self.say(301, Location='/good?a=`b`"c<d>')

    def on_loop(self) -> None:
        self.say(302, Location="/loop-back")

    def on_loop_back(self) -> None:
        self.say(302, Location="/loop")

    def on_chain(self) -> None:
        n = int(self.path.partition("?")[2] or 0)
        self.say(302, Location=f"/chain?{n + 1}")

    def on_private(self) -> None:
        self.say(302, Location="http://10.0.0.1/")

    def on_metadata(self) -> None:
        self.say(301, Location="http://169.254.169.254/latest/meta-data/")

    def on_file(self) -> None:
        self.say(302, Location="file:///etc/passwd")

    def on_password(self) -> None:
        self.say(302, Location="http://a:b@127.0.0.1/")

    def on_brackets(self) -> None:
        self.say(302, Location="http://[::1")

    def on_plain(self) -> None:
        self.say(302, Location=f"http://127.0.0.1:{self.path.rpartition('/')[2]}/good")

    def on_slow(self) -> None:
        self.server.over.wait(20)

    def on_drip(self) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.over.wait(0.05):
                self.wfile.write(b"X-Drip: 1")
                self.wfile.flush()

    def on_drip_body(self) -> None:
        self.send_response(200)
        if not self.path.endswith("unmeasured"):
            self.send_header("Content-Length", "1000000")
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.server.over.wait(0.05):
                self.wfile.write(b"x")

    def on_packed(self) -> None:
        self.say(200, gzip.compress(b"x" * 100_000), Content_Encoding="gzip", Content_Type="Text/Plain; charset=utf-8")

    def on_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "10")
        self.end_headers()
        self.wfile.write(b"hello")
        self.close_connection = True

    def on_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while self.command == "GET" and not self.server.over.is_set():
                self.wfile.write(b"x" * 65536)

    def on_nonsense(self) -> None:
        self.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")
        self.close_connection = True

    def on_token(self) -> None:
        self.say(200, (self.headers.get("Authorization") or "none").encode())

    def on_asked(self) -> None:
        names = ("Host", "User-Agent", "Accept", "Accept-Encoding")
        self.say(200, " | ".join(self.headers.get(name) or "none" for name in names).encode())

    def on_to_asked(self) -> None:
        self.say(302, Location=f"http://localhost:{self.server.server_port}/asked")

    def on_to_token(self) -> None:
        self.say(302, Location=f"http://localhost:{self.server.server_port}/token")

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""
