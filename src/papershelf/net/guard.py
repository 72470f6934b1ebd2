"""Connections that cannot be led astray: a host is resolved once, judged, and connected to at that very address.

A name that answers differently the second time (DNS rebinding) gains nothing: there is no second time.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Thread
from time import monotonic

from papershelf.hosts import is_open
from papershelf.lookup import Unusable

Resolve = Callable[[str, int], list[str]]  # host and port → its addresses


class UnknownHost(OSError):
    """The name service says that there is no such host."""


def left(until: float) -> float:
    """The seconds until a time of the monotonic clock; ``TimeoutError`` where it is over."""
    seconds = until - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system's name service gives them; ``UnknownHost`` where it says there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise UnknownHost(*error.args) from error
        raise
    except UnicodeError as error:
        raise UnknownHost(str(error)) from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class Guard:
    """Whom we connect to."""

    loopback: bool = False  # the switch of the tests: this machine too; private networks stay shut
    resolve: Resolve = addresses

    def permits(self, address: str) -> bool:
        """Whether an address is one that all the world can reach, or of this machine where that is allowed."""
        number = ip_address(address.partition("%")[0])
        return self.loopback if number.is_loopback else is_open(number)

    def is_here(self, host: str) -> bool:
        """Whether a host is this machine, by its number, and may be asked."""
        return self.loopback and host in ("127.0.0.1", "::1")

    def opened(self, host: str, port: int, until: float, judged: bool = True) -> socket.socket:
        """A socket to the first address of a host that takes it, by a time of the monotonic clock.

        Only a proxy is not judged: it is whom this machine's own settings name.  Raises
        ``Unusable`` (web-private), ``UnknownHost``, ``TimeoutError``, or another ``OSError``.
        """
        found = self._looked_up(host, port, until)
        if not found:
            raise UnknownHost("no address")
        if judged and not all(map(self.permits, found)):
            raise Unusable("web-private", host=host)
        failure = OSError()
        for n, address in enumerate(found):
            try:
                return socket.create_connection((address, port), timeout=left(until) / (len(found) - n))
            except OSError as error:
                failure = error
        raise failure

    def _looked_up(self, host: str, port: int, until: float) -> list[str]:
        """The addresses of a host; asked in a thread, since nothing ends a name service that does not answer."""
        found: Future[list[str]] = Future()

        def look() -> None:
            try:
                found.set_result(self.resolve(host, port))
            except Exception as error:  # told to whoever waits
                found.set_exception(error)

        Thread(target=look, daemon=True).start()
        return found.result(timeout=left(until))
