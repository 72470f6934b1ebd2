"""One address: every kind of answer is told rightly, within its limits."""

from __future__ import annotations

import socket

import pytest

from papershelf.net.ask import ask, read
from papershelf.net.client import Limits
from papershelf.net.guard import Guard, UnknownHost
from tests.net.manners import Server

HERE = Limits(seconds=10, guard=Guard(loopback=True))
QUICK = Limits(seconds=0.7, guard=Guard(loopback=True))


@pytest.mark.parametrize(
    ("path", "found", "why"),
    [
        ("good", "ok", "200"),
        ("no-head", "ok", "200"),
        ("dead", "gone", "404"),
        ("removed", "gone", "410"),
        ("moved-to-dead", "gone", "404"),
        ("forbidden", "unclear", "403"),
        ("broken", "unclear", "500"),
        ("later", "unclear", "429"),
        ("moved", "moved", "200"),
        ("loop", "unclear", "redirects"),
        ("chain", "unclear", "redirects"),
        ("private", "unclear", "refused"),
        ("metadata", "unclear", "refused"),
        ("file", "unclear", "refused"),
        ("nonsense", "unclear", "network"),
        ("huge", "ok", "200"),
    ],
)
def test_each_answer_is_told_rightly(path: str, found: str, why: str, server: Server) -> None:
    """Gone is 404 and 410 only; what may be a refusal, a fault or a trap tells nothing."""
    answer = ask(f"{server.url}/{path}", HERE)
    assert (answer.found, answer.why) == (found, why)
    assert answer.answered == (why != "network")


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_a_host_that_takes_its_time_is_cut(path: str, server: Server) -> None:
    """Silence, and a header that never ends, end in the limit; that it ends at all is what this test shows."""
    answer = ask(f"{server.url}/{path}", QUICK)
    assert (answer.found, answer.why) == ("unclear", "timeout")


def test_a_body_is_read_no_farther_than_wanted(server: Server) -> None:
    """An endless body ends at its limit of bytes."""
    answer = read(f"{server.url}/huge", Limits(seconds=20, body=200_000, guard=Guard(loopback=True)))
    assert (answer.found, answer.why, answer.body) == ("unclear", "too-large", b"")
    assert read(f"{server.url}/good", HERE).body == b"hello"


def test_where_an_address_has_moved(server: Server) -> None:
    """Only the steps that are for good count; a way that ends in a login does not become the new address."""
    assert ask(f"{server.url}/moved-twice", HERE).to == f"{server.url}/good"
    assert ask(f"{server.url}/moved-then-login", HERE).to == f"{server.url}/elsewhere"
    assert ask(f"{server.url}/good", HERE).to == ""


def test_a_new_address_has_no_character_that_could_end_a_quote(server: Server) -> None:
    """What a server names as its new address goes into files and reports: it is quoted first."""
    assert ask(f"{server.url}/odd", HERE).to == f"{server.url}/good?a=%60b%60%22c%3Cd%3E"


def test_a_token_goes_to_its_own_host_only(server: Server) -> None:
    """A redirect to another host takes no headers along."""
    told = {"Authorization": "Bearer secret"}
    assert read(f"{server.url}/token", HERE, told).body == b"Bearer secret"
    assert read(f"{server.url}/to-token", HERE, told).body == b"none"


def test_unknown_host_is_gone_but_a_failing_name_service_is_not() -> None:
    """Only the answer "there is no such host" tells something of the host."""

    def nobody(host: str, port: int) -> list[str]:
        raise UnknownHost(host)

    def failing(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    assert ask("https://gone.example/", Limits(guard=Guard(resolve=nobody))).why == "unknown-host"
    assert ask("https://gone.example/", Limits(guard=Guard(resolve=nobody))).found == "gone"
    assert ask("https://gone.example/", Limits(guard=Guard(resolve=failing))).found == "unclear"
