"""Which hosts are of the open internet."""

from __future__ import annotations

import doctest
from ipaddress import ip_address

import pytest
from pydantic import TypeAdapter, ValidationError

from papershelf import hosts
from papershelf.model.fields import Url

PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
    *(
        "224.0.0.1",
        "240.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "255.255.255.255",
        "192.88.99.1",
        "203.0.113.9",
        "192.0.0.8",
    ),
)
PRIVATE_6 = (
    *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "64:ff9b::808:808"),
    *("64:ff9b:1::808:808", "2002:808:808::1", "2001::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::8.8.8.8", "100::1"),
)
OPEN = ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "2a00:1450::1")


def test_the_examples_are_true() -> None:
    """Those in the docstrings."""
    assert doctest.testmod(hosts).failed == 0


@pytest.mark.parametrize("number", [*PRIVATE, *PRIVATE_6])
def test_a_number_that_not_all_the_world_reaches_is_not_open(number: str) -> None:
    """Private, local, shared, reserved, for documents, multicast, or with another one inside."""
    assert not hosts.is_open(ip_address(number))


@pytest.mark.parametrize("number", OPEN)
def test_a_global_number_is_open(number: str) -> None:
    """Of one host that all the world reaches."""
    assert hosts.is_open(ip_address(number))


@pytest.mark.parametrize(
    "host",
    [
        *(each for each in PRIVATE),
        *(f"[{each}]" for each in PRIVATE_6),
        *("127.1", "0x7f.0.0.1", "0177.0.0.1", "1.2.3.4.5", "0x7f.1", "10.0.0.1.", "2130706433.1"),
        *("printer.local", "x.localhost", "db.internal", "router.home.arpa", "X.LOCAL."),
    ],
)
def test_an_address_that_not_all_the_world_reaches_is_none(host: str) -> None:
    """Of a link it is told as bad-url."""
    with pytest.raises(ValidationError, match="bad-url"):
        TypeAdapter(Url).validate_python(f"http://{host}/x")


@pytest.mark.parametrize(
    "host",
    [
        *("x.org", "1.example.org", "3dv.org:8080", "xn--fiqs8s.cn", "arxiv.org.", "8.8.8.8", "mylocal.dev"),
        "internal.example.org",
    ],
)
def test_an_address_that_all_reach_passes(host: str) -> None:
    """A name, or the number of an open host."""
    assert TypeAdapter(Url).validate_python(f"http://{host}/x")
