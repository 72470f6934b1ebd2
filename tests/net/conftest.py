"""What the tests of the network share."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.net.manners import Server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The server, on this machine."""
    with Server() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.over.set()
        made.shutdown()


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
