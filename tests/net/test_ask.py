"""One address: every kind of answer is told rightly, within its limits."""

from __future__ import annotations

import socket
from dataclasses import replace

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
        ("redirect/301", "moved", "200"),
        ("redirect/302", "ok", "200"),
        ("redirect/303", "ok", "200"),
        ("redirect/307", "ok", "200"),
        ("redirect/308", "moved", "200"),
        ("nowhere", "unclear", "302"),
        ("loop", "unclear", "redirects"),
        ("chain", "unclear", "redirects"),
        ("private", "unclear", "refused"),
        ("metadata", "unclear", "refused"),
        ("file", "unclear", "refused"),
        ("brackets", "unclear", "network"),
        ("nonsense", "unclear", "network"),
        ("huge", "ok", "200"),
    ],
)
def test_each_answer_is_told_rightly(path: str, found: str, why: str, server: Server) -> None:
    """Gone is 404 and 410 only; what may be a refusal, a fault or a trap tells nothing."""
    answer = ask(f"{server.url}/{path}", HERE)
    assert (answer.found, answer.why) == (found, why)
    assert answer.answered == (path != "nonsense")


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_a_host_that_takes_its_time_is_cut(path: str, server: Server) -> None:
    """Silence, and a header that never ends, end in the limit; that it ends at all is what this test shows."""
    answer = ask(f"{server.url}/{path}", QUICK)
    assert (answer.found, answer.why) == ("unclear", "timeout")


def test_a_body_is_read_no_farther_than_wanted(server: Server) -> None:
    """An endless body ends at its limit of bytes."""
    answer = read(f"{server.url}/huge", Limits(seconds=20, body=200_000, guard=Guard(loopback=True)))
    assert (answer.found, answer.why, answer.answered, answer.body) == ("unclear", "too-large", True, b"")
    assert read(f"{server.url}/good", HERE).body == b"hello"


def test_where_an_address_has_moved(server: Server) -> None:
    """Only the steps that are for good count; a way that ends in a login does not become the new address."""
    assert ask(f"{server.url}/moved-twice", HERE).to == f"{server.url}/good"
    assert ask(f"{server.url}/moved-then-login", HERE).to == f"{server.url}/elsewhere"
    assert ask(f"{server.url}/elsewhere-then-moved", HERE).to == ""  # behind a step that is not for good
    assert ask(f"{server.url}/good", HERE).to == ""


def test_a_new_address_has_no_character_that_could_end_a_quote(server: Server) -> None:
    """What a server names as its new address goes into files and reports: it is quoted first."""
    assert ask(f"{server.url}/odd", HERE).to == f"{server.url}/good?a=%60b%60%22c%3Cd%3E"


def test_an_address_is_asked_for_its_head_first(server: Server) -> None:
    """And whole only where that is refused for no reason of manners."""
    for path in ("good", "no-head", "later"):
        server.asked.clear()
        ask(f"{server.url}/{path}", HERE)
        assert server.asked == [f"HEAD /{path}", *(["GET /no-head"] if path == "no-head" else [])]


@pytest.mark.parametrize(
    ("path", "wait"),
    [
        ("later", 120),
        ("later-that-day", 3600),
        ("later-some-time", 60),
        ("spent", 60),
        ("forbidden", 0),
        ("good", 0),
    ],
)
def test_how_long_a_host_wants_to_be_left_alone(path: str, wait: float, server: Server) -> None:
    """Seconds; a date is taken for an hour; without either a minute, also where a quota is spent."""
    assert ask(f"{server.url}/{path}", HERE).wait == wait


def test_what_is_said_to_the_host(server: Server) -> None:
    """Who asks, for anything, not packed; more where more is given."""
    limits = replace(HERE, agent="papershelf (+https://example.org)")
    said = read(f"{server.url}/asked", limits, {"Accept": "text/plain"}).body.decode().split(" | ")[1:]
    assert said == ["papershelf (+https://example.org)", "text/plain", "identity"]
    assert read(f"{server.url}/asked", limits).body.decode().split(" | ")[2] == "*/*"


def test_a_token_goes_to_its_own_host_only(server: Server) -> None:
    """A redirect to another host does not take it along."""
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


def test_an_unknown_host_behind_a_redirect_tells_nothing_of_the_first(server: Server) -> None:
    """The address answered, and leads to nowhere for now."""

    def resolve(host: str, port: int) -> list[str]:
        if host == "localhost":
            raise UnknownHost(host)
        return ["127.0.0.1"]

    answer = ask(f"{server.url}/to-token", Limits(guard=Guard(loopback=True, resolve=resolve)))
    assert (answer.found, answer.why, answer.answered) == ("unclear", "unknown-host", True)


def test_a_host_without_tls_is_told_as_that(server: Server) -> None:
    """It may be mended."""
    answer = ask(server.url.replace("http:", "https:"), HERE)
    assert (answer.found, answer.why, answer.answered) == ("unclear", "tls", False)


def test_what_is_no_address_is_no_traceback() -> None:
    """Pages may hold anything behind https://."""
    assert ask("https://[x", HERE).why == "network"
    assert ask("https://a b/", HERE).found == "unclear"
