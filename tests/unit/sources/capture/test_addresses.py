from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.capture.addresses import parse, why_refused


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::6810:85e5", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_public_address_is_let_pass(address: str):
    assert why_refused(ip_address(address)) == ""


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.0.9", "loopback"),
        ("10.0.0.1", "private"),
        ("172.16.5.5", "private"),
        ("192.168.0.1", "private"),
        ("169.254.169.254", "link-local"),  # where clouds hand out credentials
        ("100.64.0.1", "not a public"),  # carrier-grade NAT
        ("0.0.0.0", "unspecified"),
        ("255.255.255.255", "private"),
        ("224.0.0.1", "multicast"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("fe80::1", "link-local"),
        ("fd00::1", "private"),
        ("fec0::1", "site-local"),
        ("ff0e::1", "multicast"),
        ("::10.0.0.1", "not a public"),  # IPv4-compatible, deprecated, and global to Python
        ("::ffff:10.0.0.1", "private"),
        ("2002:a00:1::1", "private"),  # 6to4
        ("64:ff9b::7f00:1", "loopback"),  # NAT64
        ("64:ff9b:1::a00:1", "not a public"),  # local NAT64, RFC 8215
    ],
)
def test_an_address_that_is_not_public_is_refused_by_kind(address: str, kind: str):
    assert kind in why_refused(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_in_every_ipv6_dress(address: IPv4Address):
    dresses = (
        IPv6Address(f"::ffff:{address}"),
        IPv6Address(int(IPv6Address("64:ff9b::")) | int(address)),
        IPv6Address(int(IPv6Address("2002::")) | int(address) << 80),
    )
    refused = bool(why_refused(address))
    assert [bool(why_refused(dress)) for dress in dresses] == [refused] * 3


@given(st.ip_addresses())
def test_whatever_python_calls_not_global_is_refused(address: IPv4Address | IPv6Address):
    # Python before 3.12.4 judges mapped addresses by the outside alone.
    if not address.is_global and not (isinstance(address, IPv6Address) and address.ipv4_mapped):
        assert why_refused(address)


def test_what_the_caller_vouches_for_is_let_pass_and_nothing_beside_it():
    permitted = (ip_network("127.0.0.2/32"), ip_network("fd00::/64"))
    assert why_refused(ip_address("127.0.0.2"), permitted) == ""
    assert why_refused(ip_address("fd00::5"), permitted) == ""
    assert why_refused(ip_address("127.0.0.1"), permitted)


def test_the_zone_of_a_link_local_address_is_no_way_round():
    assert why_refused(parse("fe80::1%eth0")) == "a link-local address"
