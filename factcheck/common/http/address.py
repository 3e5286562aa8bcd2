"""From which address somebody asks, as far as it can be known."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.http import HttpRequest


def client(request: HttpRequest, proxy_header: str = "") -> str:
    """The network that counts as one client: an IPv4 address, or a /64 of IPv6, which is what one household gets.

    proxy_header: by which a trusted proxy says who asked it, as a name in META; of several entries the last, which the
    proxy wrote itself. The ones before it anybody could have.
    """
    written = [request.META.get("REMOTE_ADDR", "")]
    if proxy_header:
        written.insert(0, request.META.get(proxy_header, "").rpartition(",")[2])
    return next(filter(None, map(_network, written)), "unknown")


@lru_cache(maxsize=4096)
def _network(text: str) -> str:
    """The network that an address is in, "" for what is no address."""
    address = _read(text.strip())
    if address is None or address.version == 4:
        return str(address or "")
    return str(ip_network((address, 64), strict=False))


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """An address, without the port that some proxies write; one of IPv4 in IPv6's clothes as what it is."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
