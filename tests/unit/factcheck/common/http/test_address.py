"""Who counts as one client: by the connection, or by what a trusted proxy wrote."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from factcheck.common.http.address import client

HEADER = "HTTP_X_FORWARDED_FOR"


def asked(connected: str, forwarded: str | None = None, header: str = "") -> str:
    extra = {} if forwarded is None else {HEADER: forwarded}
    return client(RequestFactory().get("/", REMOTE_ADDR=connected, **extra), header)


@pytest.mark.parametrize(
    ("connected", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:50000", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix:/run/socket", "unknown"),
    ],
)
def test_a_client_is_an_address_or_a_household(connected: str, network: str) -> None:
    assert asked(connected) == network


def test_what_the_client_says_of_itself_counts_for_nothing_without_a_trusted_proxy() -> None:
    assert asked("192.0.2.7", "198.51.100.1") == "192.0.2.7"


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("forged, 203.0.113.9,198.51.100.1:1234", "198.51.100.1"),
        ("203.0.113.9, [2001:db8::1]:80", "2001:db8::/64"),
        ("198.51.100.1, nonsense", "192.0.2.7"),
        ("", "192.0.2.7"),
        (None, "192.0.2.7"),
    ],
)
def test_of_a_trusted_proxys_header_the_entry_counts_that_it_wrote_itself(forwarded: str | None, network: str) -> None:
    assert asked("192.0.2.7", forwarded, HEADER) == network
