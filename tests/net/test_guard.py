"""Whom we connect to: never to a private network, however its address is written."""

from __future__ import annotations

import pytest

from papershelf.net.ask import ask
from papershelf.net.client import Limits
from papershelf.net.guard import Guard
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
    assert ask(f"http://name.example:{server.server_port}/good", limits).found == "ok"
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
        ("2001::1", False),
        ("::", False),
    ],
)
def test_which_addresses_are_permitted(address: str, open_: bool) -> None:
    """Global unicast only."""
    assert Guard().permits(address) is open_
