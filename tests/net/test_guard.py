"""Whom we connect to: never to a private network, however its address is written."""

from __future__ import annotations

import socket
from time import monotonic
from typing import Any

import pytest

from papershelf.lookup import Unusable
from papershelf.net.ask import ask, read
from papershelf.net.client import Limits
from papershelf.net.guard import Guard, UnknownHost, addresses, left
from tests.net.manners import Server

HERE = Limits(seconds=10, guard=Guard(loopback=True))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/good",
        "http://localhost:{port}/good",
        "http://[::1]:{port}/good",
        "http://0.0.0.0:{port}/good",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]:{port}/good",
        "http://[64:ff9b::7f00:1]:{port}/good",
        "http://[2002:7f00:1::]:{port}/good",
        "http://2130706433:{port}/good",
        "http://0x7f.1:{port}/good",
        "http://user@127.0.0.1:{port}/good",
        "ftp://127.0.0.1:{port}/good",
    ],
)
def test_nothing_connects_to_this_machine_or_a_private_network(url: str, server: Server, connected: list[str]) -> None:
    """In whatever way the address is written: no connection is opened, and nothing is told of it."""
    before = len(server.asked)
    answer = ask(url.format(port=server.server_port), Limits(seconds=5))
    assert answer.found in ("unclear", "gone")
    assert answer.answered is False
    assert connected == []
    assert len(server.asked) == before


def test_the_switch_of_the_tests_opens_this_machine_alone(server: Server, connected: list[str]) -> None:
    """With it a redirect into a private network is still refused."""
    for path in ("private", "metadata"):
        assert ask(f"{server.url}/{path}", HERE).why == "refused"
    assert set(connected) == {"127.0.0.1"}


def test_a_name_that_changes_its_answer_gains_nothing(server: Server, connected: list[str]) -> None:
    """DNS rebinding: the name is looked up once a connection, and the address that was judged is the one used."""
    answers = [["93.184.215.14", "127.0.0.1"], ["127.0.0.1"]]
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return answers[min(len(looked), len(answers)) - 1]

    limits = Limits(seconds=5, guard=Guard(resolve=resolve))
    for _ in range(2):  # global and private together, then private alone
        assert ask(f"http://rebind.example:{server.server_port}/good", limits).why == "refused"
    assert connected == []
    assert looked == ["rebind.example"] * 2


def test_the_judged_address_is_the_one_that_is_used(server: Server, connected: list[str]) -> None:
    """The connection goes to the address that the judge saw, and the server is told the name."""
    limits = Limits(seconds=5, guard=Guard(loopback=True, resolve=lambda host, port: ["127.0.0.1"]))
    name = f"name.example:{server.server_port}"
    assert read(f"http://{name}/asked", limits).body.decode().split(" | ")[0] == name
    assert connected == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("address", "open_"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("198.51.100.1", False),
        ("fe80::1%eth0", False),
        ("64:ff9b::808:808", False),
        ("2002:808:808::1", False),
        ("::ffff:8.8.8.8", True),
        ("::ffff:10.0.0.1", False),
        ("2001::1", False),
        ("::", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("64:ff9b:1::1", False),
        ("::8.8.8.8", False),
        ("0.0.0.0", False),
        ("192.0.0.8", False),
    ],
)
def test_which_addresses_are_permitted(address: str, open_: bool) -> None:
    """Global unicast only."""
    assert Guard().permits(address) is open_


def test_of_a_name_with_a_private_address_none_is_asked(server: Server, connected: list[str]) -> None:
    """Though others of its addresses are open, or of this machine, which is permitted."""
    guard = Guard(loopback=True, resolve=lambda host, port: ["127.0.0.1", "10.0.0.1"])
    with pytest.raises(Unusable, match="web-private"):
        guard.opened("name.example", server.server_port, monotonic() + 20)
    assert connected == []


def test_this_machine_is_here_only_by_its_number_and_where_it_may_be() -> None:
    """A name may mean another one."""
    here = [Guard(loopback=True).is_here(each) for each in ("127.0.0.1", "::1", "localhost", "8.8.8.8")]
    assert here == [True, True, False, False]
    assert not Guard().is_here("127.0.0.1")


def test_a_proxy_is_not_judged(server: Server, connected: list[str]) -> None:
    """It may stand anywhere."""
    Guard().opened("127.0.0.1", server.server_port, monotonic() + 20, judged=False).close()
    assert connected == ["127.0.0.1"]


def test_the_next_address_is_tried(server: Server, connected: list[str]) -> None:
    """Where the first does not take the connection; where none does, the last failure is told."""
    both = Guard(loopback=True, resolve=lambda host, port: ["::1", "127.0.0.1"])
    both.opened("name.example", server.server_port, monotonic() + 20).close()
    assert connected == ["::1", "127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        both.opened("name.example", port, monotonic() + 20)


def test_the_first_address_does_not_use_up_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may take its share of what is left."""
    shares: list[float] = []

    def slow(address: tuple[str, int], timeout: float) -> socket.socket:
        shares.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", slow)
    with pytest.raises(TimeoutError):
        Guard(resolve=lambda host, port: ["8.8.8.8", "8.8.4.4"]).opened("name.example", 80, monotonic() + 1000)
    assert 0 < shares[0] <= 500 < shares[1] <= 1000


def test_no_address_is_no_host() -> None:
    """A name service that knows the name and no address of it."""
    with pytest.raises(UnknownHost):
        Guard(resolve=lambda host, port: []).opened("name.example", 80, monotonic() + 20)


def test_the_time_may_be_over() -> None:
    """Then nothing is looked up."""
    assert 0 < left(monotonic() + 20) <= 20
    with pytest.raises(TimeoutError):
        left(monotonic())
    with pytest.raises(TimeoutError):
        Guard(resolve=lambda host, port: ["127.0.0.1"], loopback=True).opened("name.example", 80, monotonic() - 1)


# --- the name service ---------------------------------------------------------------------------------


def failing(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A name service that fails."""

    def fails(*given: Any, **more: Any) -> None:
        raise socket.gaierror(number, "because")

    monkeypatch.setattr(socket, "getaddrinfo", fails)


@pytest.mark.parametrize("name", ["EAI_NONAME", "EAI_NODATA"])
def test_there_is_no_such_host(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this answer tells something of the host."""
    failing(monkeypatch, getattr(socket, name, socket.EAI_NONAME))
    with pytest.raises(UnknownHost, match="because"):
        addresses("name.example", 80)


@pytest.mark.parametrize("name", ["EAI_AGAIN", "EAI_FAIL"])
def test_a_failing_name_service_knows_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host may well be there."""
    failing(monkeypatch, getattr(socket, name))
    with pytest.raises(socket.gaierror, match="because"):
        addresses("name.example", 80)


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example"])
def test_what_cannot_be_a_name_is_no_host(host: str) -> None:
    """An empty label, and one that is too long."""
    with pytest.raises(UnknownHost):
        addresses(host, 80)


def test_each_address_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the name service."""
    told = [(2, 1, 6, "", (address, 80)) for address in ("192.0.2.2", "192.0.2.1", "192.0.2.2")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: told)
    assert addresses("name.example", 80) == ["192.0.2.2", "192.0.2.1"]
