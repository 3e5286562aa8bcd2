"""Which network addresses a capture may connect to: public ones, and those that the caller vouches for."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# Name and port in, addresses in text out; raises OSError where there are none.
Resolver = Callable[[str, int], Sequence[str]]

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the operating system gives for a name, each once, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def parse(address: str) -> Address:
    """An address without its IPv6 zone. Raises ValueError."""
    return ip_address(address.split("%", 1)[0])


def why_refused(address: Address, permitted: Sequence[Network] = ()) -> str:
    """What kind of address it is that we don't connect to ("a loopback address"), or "" if we do.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, NAT64) are judged by it: Python's `is_global` calls
    2002:a00:1:: and 64:ff9b::a00:1 global, though both lead to 10.0.0.1.
    """
    if any(address.version == network.version and address in network for network in permitted):
        return ""
    carried = _carried(address)
    if carried is not None:
        reason = why_refused(carried, permitted)
        return f"{reason} ({carried}) inside IPv6" if reason else ""
    kinds = (
        (address.is_loopback, "a loopback address"),
        (address.is_unspecified, "the unspecified address"),
        (address.is_link_local, "a link-local address"),
        (address.is_multicast, "a multicast address"),
        (isinstance(address, IPv6Address) and address.is_site_local, "a site-local address"),
        (address.is_private, "a private address"),
        (address.is_reserved or not address.is_global, "not a public address"),
    )
    return next((name for applies, name in kinds if applies), "")


def _carried(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
