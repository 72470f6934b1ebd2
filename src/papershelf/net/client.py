"""The one HTTP client: it asks an address and follows its redirects, a step at a time, within limits.

Every socket is opened by a guard.  All of a question, its redirects included, ends by one time, at which its
sockets are cut, whatever the other side does.  Of redirects each target is judged like the first address.  Only a
body that is wanted is read, up to its limit, counted after decompression.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from ipaddress import ip_address
from threading import Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, DecodeError, HTTPError, ProtocolError

from papershelf.lookup import Unusable
from papershelf.net.guard import Guard, left

REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 64 * 1024
_SAFE = "%!$&()*+,;=:@/?~-._"  # RFC 3986, 3.3 and 3.4, but the quote, which would end our own


@dataclass(frozen=True)
class Limits:
    """How far we go for one address, and whom we ask."""

    seconds: float = 20.0  # for all of it
    body: int = 64 * 1024  # bytes, after decompression
    redirects: int = 8
    agent: str = "papershelf"
    guard: Guard = field(default_factory=Guard)
    proxies: bool = False  # the proxies of the environment are asked
    downgrade: bool = True  # a redirect from https to http is followed


@dataclass(frozen=True)
class Reply:
    """What an address replied; names of headers are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def target(self) -> str:
        """Where it redirects to, as it says so itself; nothing where it does not."""
        return self.headers.get("location", "") if self.status in REDIRECTS else ""

    @property
    def kind(self) -> str:
        """The type of its content, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def host_of(url: str) -> str:
    """The host of an address, or the address where it has none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:  # brackets without an address in them
        return url


def followed(
    url: str,
    limits: Limits,
    headers: Mapping[str, str],
    wanted: Callable[[Reply], bool],
    method: str = "GET",
    until: float | None = None,
) -> Iterator[Reply]:
    """Each reply on the way from an address to where it redirects in the end, that of the end included.

    ``wanted`` is shown the last one without its body and says whether that is read, or raises.
    ``until`` is a time of the monotonic clock, for a question that is part of a longer one.
    Of the headers, ``Authorization`` goes to the first host only, and never over http but to this machine in a test.

    Raises ``Unusable``: web-timeout, web-unreachable, web-broken, web-size, web-redirects,
    web-redirect (to what is no address of the web), web-private (refused by the guard).
    """
    asked = _Question(limits, method, wanted, monotonic() + limits.seconds if until is None else until)
    watch = Timer(asked.until - monotonic(), asked.cut)
    watch.daemon = True
    watch.start()
    try:
        yield from _steps(url, asked, dict(headers))
    except Unusable:
        raise
    except Exception as error:
        raise _unusable(error, url, asked) from error
    finally:
        watch.cancel()
        asked.cut()


def _steps(url: str, asked: _Question, headers: dict[str, str]) -> Iterator[Reply]:
    here, before, seen = url, url, {url}
    for _ in range(asked.limits.redirects + 1):
        parts = urlsplit(here)
        falls = parts.scheme == "http" and urlsplit(before).scheme == "https" and not asked.limits.downgrade
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or falls:
            raise Unusable("web-redirect", host=host_of(before), target=here)
        if parts[:2] != urlsplit(url)[:2] or (
            parts.scheme == "http" and not asked.limits.guard.is_here(parts.hostname)
        ):
            headers.pop("Authorization", None)
        reply = asked.reply(here, headers)
        yield reply
        if not reply.target:
            return
        before, here = here, _joined(here, reply.target)
        if here in seen:
            break
        seen.add(here)
    raise Unusable("web-redirects", host=host_of(here), limit=asked.limits.redirects)


@dataclass
class _Question:
    """One question under way, and the sockets that it opened."""

    limits: Limits
    method: str
    wanted: Callable[[Reply], bool]
    until: float
    sockets: list[socket.socket] = field(default_factory=list)

    def reply(self, url: str, headers: Mapping[str, str]) -> Reply:
        """What one address replies; nothing is followed."""
        seconds = left(self.until)
        response = self.manager(url).request(
            self.method,
            url,
            headers={"User-Agent": self.limits.agent, "Connection": "close", **headers},
            timeout=urllib3.Timeout(connect=seconds, read=seconds),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            found = Reply(url, response.status, {name.lower(): value for name, value in response.headers.items()})
            left(self.until)  # what was cut may look whole
            if not found.target and self.wanted(found):
                found = replace(found, body=self.body(url, response))
            return found
        finally:
            response.close()

    def body(self, url: str, response: urllib3.BaseHTTPResponse) -> bytes:
        """The body of a response."""
        body, limit = bytearray(), self.limits.body
        for piece in response.stream(_PIECE, decode_content=True):
            body += piece
            if len(body) > limit:
                raise Unusable("web-size", host=host_of(url), limit=f"{limit / 1024 / 1024:g} MB")
        left(self.until)
        return bytes(body)

    def manager(self, url: str) -> urllib3.PoolManager:
        """A client for one address, whose sockets we open ourselves; through a proxy where one is to be asked."""
        host, proxy, tls = host_of(url), self.proxy(url), _tls()

        def guarded(pool: type, line: type) -> type:
            """A pool whose connections get their socket at the place where those of urllib3's own SOCKS do."""
            opened = {"_new_conn": lambda it: self.opened(it, host)}
            return type("Guarded", (pool,), {"ConnectionCls": type("Guarded", (line,), opened)})

        manager = urllib3.ProxyManager(proxy, ssl_context=tls) if proxy else urllib3.PoolManager(ssl_context=tls)
        manager.pool_classes_by_scheme = {
            "http": guarded(urllib3.HTTPConnectionPool, HTTPConnection),
            "https": guarded(urllib3.HTTPSConnectionPool, HTTPSConnection),
        }
        return manager

    def proxy(self, url: str) -> str:
        """The proxy of the environment for an address, or nothing; a private address is not asked through one."""
        host, proxy = host_of(url), getproxies().get(urlsplit(url).scheme) if self.limits.proxies else None
        if not proxy or proxy_bypass(host):
            return ""
        with suppress(ValueError):  # the proxy finds the address of a name
            if not self.limits.guard.permits(str(ip_address(host))):
                raise Unusable("web-private", host=host)
        return proxy if "://" in proxy else f"http://{proxy}"

    def opened(self, line: HTTPConnection, host: str) -> socket.socket:
        """A socket for a connection, on the way to a host."""
        try:
            opened = self.limits.guard.opened(line.host, line.port, self.until, judged=line.proxy is None)
            self.sockets.append(opened.dup())  # TLS takes the socket itself into another object
            left(self.until)  # else it is too late for the watch
        except TimeoutError as error:
            raise ConnectTimeoutError from error
        except OSError as error:
            raise Unusable("web-unreachable", host=host, why=_cause(error)) from error
        return opened

    def cut(self) -> None:
        """Ends whatever still waits on a socket."""
        for each in self.sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@cache
def _tls() -> ssl.SSLContext:
    """What TLS asks of the other side: a certificate of its name that this machine trusts."""
    return ssl.create_default_context()


def _joined(here: str, target: str) -> str:
    """Where a redirect leads, without its fragment, and only in characters that an address may have."""
    where = urljoin(here, target.encode("latin-1", "replace").decode("utf-8", "replace").strip())
    parts = urlsplit(where)
    return urlunsplit((parts.scheme, parts.netloc, quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


def _unusable(error: Exception, url: str, asked: _Question) -> Unusable:
    """What a failure on the way from an address is to who asked."""
    host = host_of(url)
    if isinstance(error, (TimeoutError, urllib3.exceptions.TimeoutError)) or monotonic() >= asked.until:
        return Unusable("web-timeout", host=host, seconds=f"{asked.limits.seconds:g}")
    broken = isinstance(error, (DecodeError, ProtocolError)) or not isinstance(error, (HTTPError, OSError, ValueError))
    return Unusable("web-broken" if broken else "web-unreachable", host=host, why=_cause(error))


def _cause(error: BaseException) -> str:
    """The innermost reason of an error, in a few words."""
    while isinstance(inner := getattr(error, "reason", None) or error.__cause__, BaseException):
        error = inner
    words = " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
    return words[:120]
