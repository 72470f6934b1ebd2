"""The client: redirects step by step, one limit of time, bytes counted when unpacked, failures by name."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Event, Timer
from time import monotonic
from typing import Any

import pytest

from papershelf.lookup import Unusable
from papershelf.net import client
from papershelf.net.client import Limits, Reply, followed, host_of
from papershelf.net.guard import Guard
from tests.net.manners import Server

HERE = Limits(seconds=20, guard=Guard(loopback=True))
QUICK = replace(HERE, seconds=0.5)


def replies(
    url: str, limits: Limits = HERE, body: bool = True, headers: Mapping[str, str] | None = None
) -> list[Reply]:
    """All replies on the way from an address."""
    return list(followed(url, limits, headers or {}, lambda reply: body))


def failure(url: str, limits: Limits = HERE, body: bool = True) -> tuple[str, dict[str, Any]]:
    """Code and values of why there is no reply."""
    with pytest.raises(Unusable) as failed:
        replies(url, limits, body)
    return failed.value.code, failed.value.values


# --- redirects ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_each_kind_of_redirect_is_followed(status: int, server: Server) -> None:
    """Both replies are given, the second with its body."""
    first, last = replies(f"{server.url}/redirect/{status}")
    assert (first.url, first.status, first.target, first.body) == (
        f"{server.url}/redirect/{status}",
        status,
        "/good",
        b"",
    )
    assert (last.url, last.status, last.target, last.body) == (f"{server.url}/good", 200, "", b"hello")


@pytest.mark.parametrize("path", ["redirect/304", "redirect/200", "nowhere"])
def test_what_leads_nowhere_is_the_end(path: str, server: Server) -> None:
    """Another status, or no target."""
    assert [reply.target for reply in replies(f"{server.url}/{path}", body=False)] == [""]


def test_redirects_are_counted(server: Server) -> None:
    """So many are followed and no more."""
    server.asked.clear()
    code, values = failure(f"{server.url}/chain", replace(HERE, redirects=3))
    assert (code, values["limit"], server.asked[-1]) == ("web-redirects", 3, "GET /chain?3")


def test_a_loop_ends_at_once(server: Server) -> None:
    """A redirect to where we have been is not followed."""
    server.asked.clear()
    assert failure(f"{server.url}/loop", replace(HERE, redirects=4))[0] == "web-redirects"
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("path", "code", "target"),
    [
        ("file", "web-redirect", "file:///etc/passwd"),
        ("password", "web-redirect", "http://a:b@127.0.0.1/"),
        ("brackets", "web-unreachable", None),
        ("private", "web-private", None),
    ],
)
def test_where_no_redirect_leads(path: str, code: str, target: str | None, server: Server) -> None:
    """Each target is judged as a first address is."""
    found, values = failure(f"{server.url}/{path}")
    assert (found, values.get("target")) == (code, target)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "http:///x", "http://a:b@127.0.0.1/"])
def test_a_first_address_is_judged_too(url: str, connected: list[str]) -> None:
    """Only http and https, with a host, without a password."""
    assert failure(url)[0] == "web-redirect"
    assert connected == []


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_from_https_to_http_only_where_that_is_allowed(secure: Server, server: Server) -> None:
    """What was to be secret does not go on in the clear, unless the limits let it."""
    url, target = f"{secure.url}/plain/{server.server_port}", f"{server.url}/good"
    assert [reply.url for reply in replies(url)] == [url, target]
    code, values = failure(url, replace(HERE, downgrade=False))
    assert (code, values) == ("web-redirect", {"host": "127.0.0.1", "target": target})


def test_a_token_goes_to_its_host_only_and_other_headers_go_along(server: Server) -> None:
    """The second host learns what we take, and not who we are to the first."""
    told = {"Authorization": "Bearer secret", "Accept": "text/plain"}
    assert replies(f"{server.url}/token", headers=told)[-1].body == b"Bearer secret"
    assert replies(f"{server.url}/to-token", headers=told)[-1].body == b"none"
    named = replace(HERE, agent="somebody")
    assert replies(f"{server.url}/to-asked", named, headers=told)[-1].body.split(b" | ")[1:3] == [
        b"somebody",
        b"text/plain",
    ]


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_a_token_is_never_shown_in_the_clear(secure: Server, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not where https redirects to http of the same host, nor where http is asked at first, but of a test."""
    told = {"Authorization": "Bearer secret"}
    assert replies(f"{secure.url}/token", headers=told)[-1].body == b"Bearer secret"
    named = replace(HERE, guard=Guard(loopback=True, resolve=lambda host, port: ["127.0.0.1"]))
    url = f"http://name.example:{server.server_port}/token"
    assert replies(url, named, headers=told)[-1].body == b"none"


def test_private_address_is_not_connected_to(server: Server, connected: list[str]) -> None:
    """A public name that leads to this machine is refused before anything is sent."""
    limits = Limits(guard=Guard(resolve=lambda host, port: ["127.0.0.1"]))
    url = server.url.replace("127.0.0.1", "public.example")
    assert failure(f"{url}/good", limits) == ("web-private", {"host": "public.example"})
    assert connected == []


# --- the body -----------------------------------------------------------------------------------------


def test_a_body_is_unpacked_and_then_counted(server: Server) -> None:
    """A hundred bytes on the way may be a hundred thousand here."""
    url = f"{server.url}/packed"
    last = replies(url, replace(HERE, body=100_000))[-1]
    assert (last.body, last.kind) == (b"x" * 100_000, "text/plain")
    code, values = failure(url, replace(HERE, body=99_999))
    assert (code, values["host"]) == ("web-size", "127.0.0.1")
    assert failure(f"{server.url}/huge", replace(HERE, body=2 << 20))[1]["limit"] == "2 MB"


def test_a_body_is_read_only_where_it_is_wanted(server: Server) -> None:
    """Who asks sees status and headers first, and may refuse."""
    assert replies(f"{server.url}/huge", body=False)[-1].body == b""
    seen: list[Reply] = []

    def refuses(reply: Reply) -> bool:
        seen.append(reply)
        raise Unusable("no")

    with pytest.raises(Unusable, match="no"):
        list(followed(f"{server.url}/moved", HERE, {}, refuses))
    assert [(reply.url, reply.body) for reply in seen] == [(f"{server.url}/good", b"")]


# --- time ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body"),
    [("slow", False), ("drip", False), ("drip", True), ("drip-body", True), ("drip-body/unmeasured", True)],
)
def test_whoever_takes_too_long_is_cut(path: str, body: bool, server: Server) -> None:
    """Silence, a head and a body without end: the server would go on for long."""
    found = failure(f"{server.url}/{path}", QUICK, body)
    assert found == ("web-timeout", {"host": "127.0.0.1", "seconds": "0.5"})


def test_a_silent_handshake_is_cut() -> None:
    """A host that takes the connection and says nothing of TLS."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert failure(f"https://127.0.0.1:{silent.getsockname()[1]}/", QUICK)[0] == "web-timeout"


def test_a_silent_name_service_is_not_waited_for() -> None:
    """The time is over for it too."""
    over = Event()

    def silent(host: str, port: int) -> list[str]:
        over.wait(20)
        return ["127.0.0.1"]

    assert failure("http://name.example/", replace(QUICK, guard=Guard(resolve=silent)))[0] == "web-timeout"
    over.set()


def test_a_question_may_be_part_of_a_longer_one(server: Server) -> None:
    """With its end in the past nothing is asked; what was given in all is told."""
    server.asked.clear()
    with pytest.raises(Unusable) as failed:
        list(followed(f"{server.url}/good", HERE, {}, lambda reply: True, until=monotonic() - 1))
    assert (failed.value.code, failed.value.values["seconds"]) == ("web-timeout", "20")
    assert server.asked == []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[socket.socket]:
    """The sockets that are opened, and others that lead to the same end."""
    found: list[socket.socket] = []

    def kept(make: Callable[..., socket.socket]) -> Callable[..., socket.socket]:
        def spy(*given: Any, **more: Any) -> socket.socket:
            found.append(make(*given, **more))
            return found[-1]

        return spy

    monkeypatch.setattr(socket, "create_connection", kept(socket.create_connection))
    monkeypatch.setattr(socket.socket, "dup", kept(socket.socket.dup))
    return found


@pytest.mark.parametrize("path", ["good", "slow", "nonsense", "private"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nothing_stays_open(
    path: str, scheme: str, server: Server, opened: list[socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it ends, a handshake that fails included, the watch is called off and the sockets are closed."""
    watches: list[Timer] = []

    def watch(seconds: float, cut: Any) -> Timer:
        watches.append(Timer(seconds, cut))
        return watches[-1]

    monkeypatch.setattr(client, "Timer", watch)
    try:
        replies(f"{server.url}/{path}".replace("http:", f"{scheme}:"), QUICK if path == "slow" else HERE)
    except Unusable:
        assert (scheme, path) != ("http", "good")
    assert [each.finished.is_set() for each in watches] == [True]
    assert [each.fileno() for each in opened] == [-1, -1]


# --- failures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["nonsense", "short"])
def test_a_damaged_reply_is_broken(path: str, server: Server) -> None:
    """No HTTP, or less than was promised."""
    assert failure(f"{server.url}/{path}")[0] == "web-broken"


def test_an_unreachable_host_is_named_with_the_reason(server: Server) -> None:
    """A closed port, a name that nobody knows, a host that speaks no TLS."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    code, values = failure(f"http://127.0.0.1:{port}/")
    assert (code, values["host"], "refused" in values["why"]) == ("web-unreachable", "127.0.0.1", True)
    code, values = failure("http://a..b/")
    assert (code, values["host"]) == ("web-unreachable", "a..b")
    code, values = failure(server.url.replace("http:", "https:"))
    assert (code, "SSL" in values["why"]) == ("web-unreachable", True)


def test_a_fault_of_ours_is_no_traceback(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody thought of is told like a damaged reply."""

    def faulty() -> dict[str, str]:
        raise KeyError

    monkeypatch.setattr(client, "getproxies", faulty)
    assert failure(f"{server.url}/good", replace(HERE, proxies=True)) == (
        "web-broken",
        {"host": "127.0.0.1", "why": "KeyError"},
    )


def test_tls_asks_for_a_certificate_of_the_name(secure: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server without one is refused; the name that it is told is that of the address."""
    monkeypatch.undo()
    context = client._tls()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    named = replace(HERE, guard=Guard(loopback=True, resolve=lambda host, port: ["127.0.0.1"]))
    code, values = failure(secure.url.replace("127.0.0.1", "name.example"), named)
    assert (code, values["host"], "SSL" in values["why"]) == ("web-unreachable", "name.example", True)
    assert secure.names == ["name.example"]


# --- proxies ------------------------------------------------------------------------------------------


@pytest.fixture
def proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, as the proxy that the environment names."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, re.sub("^http://", "", server.url) if name.startswith("https") else server.url)
    server.asked.clear()
    return server


def nobody(host: str, port: int) -> list[str]:
    """A name service that knows the proxy only."""
    assert host == "127.0.0.1"
    return [host]


BEHIND = Limits(guard=Guard(resolve=nobody), proxies=True)


def test_a_proxy_is_asked_for_a_name_that_it_finds_itself(proxy: Server) -> None:
    """The proxy may stand in a private network; a name is not looked up here."""
    assert replies("http://name.example/good", BEHIND)[-1].body == b"hello"
    assert failure("https://name.example/good", BEHIND)[0] == "web-unreachable"
    assert proxy.asked == ["GET http://name.example/good", "CONNECT name.example:443"]


def test_no_private_address_is_asked_through_a_proxy(proxy: Server) -> None:
    """Neither at first nor by a redirect."""
    assert failure("http://10.0.0.1/good", BEHIND)[0] == "web-private"
    assert failure("http://name.example/private", BEHIND)[0] == "web-private"
    assert proxy.asked == ["GET http://name.example/private"]


def test_a_proxy_is_asked_only_where_the_limits_say_so(proxy: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without proxies, or for a host that the environment excepts, we connect ourselves."""
    assert replies(f"{proxy.url}/good")[-1].body == b"hello"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert replies(f"{proxy.url}/good", replace(HERE, proxies=True))[-1].body == b"hello"
    assert proxy.asked == ["GET /good", "GET /good"]


# --- addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "host"), [("https://Name.example:8/x", "name.example"), ("https://[x", "https://[x"), ("x", "x")]
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    """In lower case; what has none is told whole."""
    assert host_of(url) == host
