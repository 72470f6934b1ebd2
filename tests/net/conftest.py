"""What the tests of the network share."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from papershelf.net import client
from tests.net.manners import Server


@contextmanager
def running(made: Server) -> Iterator[Server]:
    """A server, while it answers."""
    with made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.over.set()
        made.shutdown()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The server, on this machine."""
    with running(Server()) as made:
        yield made


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server behind TLS without certificates, which for this test the client accepts."""
    sides = [ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)]
    for side in sides:
        side.check_hostname, side.verify_mode = False, ssl.CERT_NONE
        side.maximum_version = ssl.TLSVersion.TLSv1_2  # the last with ciphers that need no certificate
        side.set_ciphers("aNULL:@SECLEVEL=0")
    monkeypatch.setattr(client, "_tls", lambda: sides[1])
    with running(Server(sides[0])) as made:
        yield made


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses to which a connection is opened."""
    found: list[str] = []
    true = socket.create_connection

    def spy(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        found.append(address[0])
        return true(address, *rest, **more)

    monkeypatch.setattr(socket, "create_connection", spy)
    return found
