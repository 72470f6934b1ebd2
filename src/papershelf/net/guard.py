"""Connections that cannot be led astray: the address is resolved once, judged, and that very address is used.

A host whose name leads to any address that is not global is refused whole, so a name that
answers differently the second time (DNS rebinding) gains nothing: there is no second time.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer

Resolve = Callable[[str, int], list[str]]  # host and port → its addresses


class Refused(Exception):
    """We do not connect there; says why."""


class UnknownHost(Exception):
    """The name service says that there is no such host."""


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system's name service gives them; UnknownHost where it says there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise UnknownHost(host) from error
        raise
    except UnicodeError as error:
        raise UnknownHost(host) from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def permitted(address: str, loopback: bool = False) -> bool:
    """Whether an address is one of the open internet; ``loopback`` is the switch of the tests.

    Addresses that carry another one inside (IPv4-mapped, 6to4, Teredo, NAT64) are refused
    with it: IANA's special-purpose registries count some of them as global.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return permitted(str(ip.ipv4_mapped), loopback)
        if ip.sixtofour or ip.teredo or ip in _NAT64:
            return False
    if ip.is_loopback:
        return loopback
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not _link_local(ip)


def opened(
    scheme: str, host: str, port: int, seconds: float, resolve: Resolve = addresses, loopback: bool = False
) -> tuple[http.client.HTTPConnection, Timer]:
    """A connection to a permitted address of the host, and the watch that cuts it after so many seconds."""
    found = resolve(host, port)
    if not found:
        raise UnknownHost(host)
    if not all(permitted(address, loopback) for address in found):
        raise Refused(host)
    raw = _first(found, port, seconds)
    # The handshake comes after the watch, so that it too is cut when the time is over.
    wrapped = _TLS.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False) if scheme == "https" else raw
    watch = Timer(seconds, _cut, (wrapped,))
    watch.daemon = True
    watch.start()
    try:
        if isinstance(wrapped, ssl.SSLSocket):
            wrapped.do_handshake()
    except BaseException:
        watch.cancel()
        wrapped.close()
        raise
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.auto_open = 0  # it would look the name up again
    connection.sock = wrapped
    return connection, watch


def _first(found: list[str], port: int, seconds: float) -> socket.socket:
    """A socket to the first address that takes it."""
    failure: OSError = OSError("no address")
    for address in found:
        try:
            return socket.create_connection((address, port), timeout=seconds / len(found))
        except OSError as error:
            failure = error
    raise failure


def _cut(stream: socket.socket) -> None:
    """Ends a connection from outside: whoever reads from it is told so at once."""
    with suppress(OSError):
        socket.socket.shutdown(stream, socket.SHUT_RDWR)


def _link_local(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_link_local or ip.is_unspecified


_NAT64 = ip_network("64:ff9b::/96")
_TLS = ssl.create_default_context()
