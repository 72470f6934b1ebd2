"""Whether a host is one of the open internet, as far as its name or number tells.

Numbers are judged by IANA's special-purpose registries as ``ipaddress`` has them, and by RFC 4291, 6052, 3056.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# Beside what Python counts as such in each of its versions: protocol assignments, relays of 6to4, documentation.
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))
_UNICAST = IPv6Network("2000::/3")  # all that IANA gives out; NAT64, site-local and multicast addresses are not of it
_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$|:", re.I)  # what a browser takes for a number, or tries to
_OWN_NAME = re.compile(r"(?:^|\.)(?:local|localhost|internal|home\.arpa)\.?$", re.I)  # only its own hosts know it


def is_open(number: IPv4Address | IPv6Address) -> bool:
    """Whether a number is that of one host which all the world can reach.

    Numbers that carry another one inside (6to4, NAT64) are not, since who they lead to is not theirs to say;
    an IPv4 number written as IPv6 is what it is.

    >>> [is_open(ip_address(each)) for each in ("8.8.8.8", "::ffff:10.0.0.1", "2002:808:808::1", "224.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(number, IPv6Address) and number.ipv4_mapped:
        return is_open(number.ipv4_mapped)
    if not number.is_global or any(number in each for each in _SPECIAL):
        return False
    if isinstance(number, IPv6Address):
        return number in _UNICAST and not number.sixtofour
    return not (number.is_multicast or number.is_reserved)


def seems_open(host: str) -> bool:
    """Whether a host is a name of the open internet, or an open number; a number in no usual form is neither.

    >>> [seems_open(each) for each in ("arxiv.org", "127.1", "0x7f.0.0.1", "printer.local")]
    [True, False, False, False]
    """
    if not _NUMBER.search(host):
        return not _OWN_NAME.search(host)
    try:
        return is_open(ip_address(host))
    except ValueError:
        return False
