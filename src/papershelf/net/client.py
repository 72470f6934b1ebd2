"""One HTTP request, strict about what it takes.

A request ends within its total time, whatever the other side does; a reply is read up to
its size limit, counted after decompression; redirects are counted, each target is checked
again, and none leads into a private network; only the kinds of content that were asked
for are taken.  Every failure is an ``Unusable`` with a code, which the command turns into
one sentence.
"""

from __future__ import annotations

import queue
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from ipaddress import ip_address
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from papershelf.lookup import Unusable

BYTES = 2 * 1024 * 1024  # of a reply, after decompression; arXiv's longest author lists need a tenth
REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
_WAIT = (429, 503)
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Reply:
    """What a service replied, decompressed."""

    status: int
    kind: str  # the content type without its parameters
    body: bytes


class Asked:
    """One request: what it may take, and the sockets that it opened."""

    def __init__(
        self, kinds: tuple[str, ...], also: tuple[int, ...], end: float, own: tuple[str, int | None] | None
    ) -> None:
        self.kinds = kinds
        self.also = also
        self.end = end
        self.own = own  # host and port of a test's server, the one private address that is allowed
        self.sockets: list[socket.socket] = []

    def hang_up(self) -> None:
        """Ends what still waits on a socket."""
        for each in self.sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def opened(self, connection: HTTPConnection) -> None:
        """Looks at the address that a connection really has, so that no name can lead into a private network."""
        self.sockets.append(connection.sock)
        peer = ip_address(connection.sock.getpeername()[0].partition("%")[0])
        if not peer.is_global and (connection.host, connection.port) != self.own:
            raise Unusable("web-private", host=connection.host)

    def manager(self, url: str) -> urllib3.PoolManager:
        """A client for one address; through the proxy of the environment where there is one."""
        parts = urlsplit(url)
        proxy = None if self.own else getproxies().get(parts.scheme)
        if proxy and not proxy_bypass(parts.hostname or ""):
            return urllib3.ProxyManager(proxy if "://" in proxy else f"http://{proxy}")
        asked = self

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                asked.opened(self)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                asked.opened(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        manager = urllib3.PoolManager()
        manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
        return manager


def ask(url: str, asked: Asked, seconds: float) -> Reply:
    """The reply at an address, by the end that ``asked`` tells, whatever the other side does; else ``Unusable``."""
    outcome: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()
    Thread(target=_answer, args=(asked, url, outcome), daemon=True).start()
    try:
        found = outcome.get(timeout=max(0.0, asked.end - monotonic()))
    except queue.Empty:
        asked.hang_up()
        found = TimeoutError()
    if isinstance(found, (TimeoutError, urllib3.exceptions.TimeoutError)):
        raise Unusable("web-timeout", host=_host(url), seconds=f"{seconds:g}") from found
    if isinstance(found, Exception):
        raise found
    return found


def _answer(asked: Asked, url: str, outcome: queue.SimpleQueue[Reply | Exception]) -> None:
    """Asks, in a thread of its own, and puts down the reply or why there is none."""
    try:
        outcome.put(_followed(asked, url))
    except urllib3.exceptions.NewConnectionError as error:  # a kind of time-out to urllib3
        outcome.put(Unusable("web-unreachable", host=error.conn.host, why=_cause(error)))
    except (Unusable, TimeoutError, urllib3.exceptions.TimeoutError) as error:
        outcome.put(error)
    except (urllib3.exceptions.DecodeError, urllib3.exceptions.ProtocolError) as error:
        outcome.put(Unusable("web-broken", host=_host(url), why=_cause(error)))
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        outcome.put(Unusable("web-unreachable", host=_host(url), why=_cause(error)))
    except Exception as error:
        outcome.put(Unusable("web-broken", host=_host(url), why=type(error).__name__))


def _followed(asked: Asked, url: str) -> Reply:
    """The reply at an address or where it redirects to."""
    for _ in range(REDIRECTS + 1):
        left = asked.end - monotonic()
        if left <= 0:
            raise TimeoutError
        response = asked.manager(url).request(
            "GET",
            url,
            headers={
                "Accept": ", ".join(asked.kinds),
                "Accept-Encoding": "gzip",
                "User-Agent": f"papershelf/{version('papershelf')}",
            },
            timeout=urllib3.Timeout(connect=left, read=left),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            if response.status not in _MOVED:
                return _taken(asked, url, response)
            url = _next(asked, url, response.headers.get("Location", ""))
        finally:
            response.close()
    raise Unusable("web-redirects", host=_host(url), limit=REDIRECTS)


def _next(asked: Asked, url: str, location: str) -> str:
    """The target of a redirect: http or https, never from https back to http, never with a password."""
    target = urljoin(url, location)
    parts = urlsplit(target)
    downgrade = url.startswith("https:") and parts.scheme == "http"
    if not location or parts.scheme not in ("http", "https") or downgrade or "@" in parts.netloc or not parts.hostname:
        raise Unusable("web-redirect", host=_host(url), target=location or "–")
    with suppress(ValueError):  # a name is looked at when it is connected to
        if not ip_address(parts.hostname).is_global and origin(target) != asked.own:
            raise Unusable("web-private", host=parts.hostname)
    return target


def _taken(asked: Asked, url: str, response: urllib3.BaseHTTPResponse) -> Reply:
    """The reply of a response whose status, kind and size are as wanted."""
    host, status = _host(url), response.status
    if status in _WAIT:
        wait = response.headers.get("Retry-After", "")
        raise Unusable("web-wait", host=host, status=status, wait=wait if wait.isdecimal() and len(wait) < 7 else "?")
    if status in (404, 410):
        raise Unusable("web-not-found", host=host, status=status)
    if status != 200 and status not in asked.also:
        raise Unusable("web-status", host=host, status=status)
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in asked.kinds:
        raise Unusable("web-type", host=host, kind=kind or "–", wanted=asked.kinds[0])
    return Reply(status, kind, _body(asked, host, response))


def _body(asked: Asked, host: str, response: urllib3.BaseHTTPResponse) -> bytes:
    body = bytearray()
    for piece in response.stream(_PIECE, decode_content=True):
        body += piece
        if len(body) > BYTES:
            raise Unusable("web-size", host=host, limit=f"{BYTES // 1024 // 1024} MB")
        if monotonic() > asked.end:
            raise TimeoutError
    return bytes(body)


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def origin(url: str) -> tuple[str, int | None]:
    """Host and port of an address."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port


def _cause(error: BaseException) -> str:
    """The innermost reason of an error, in a few words."""
    inner: Callable[[BaseException], Any] = lambda e: getattr(e, "reason", None) or e.__cause__  # noqa: E731
    while isinstance(inner(error), BaseException):
        error = inner(error)
    words = " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
    return words[:120]
