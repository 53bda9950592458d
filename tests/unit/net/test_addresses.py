"""Which addresses are of the open internet."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidInput
from houndstooth.net.addresses import may_be_reached, read_networks

PRIVATE = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.1",
    "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
    "64:ff9b:1::169.254.169.254", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::", "fc00::1", "fd12:3456::1",
    "fe80::1", "fec0::1", "ff02::1", "2001:db8::1",
)  # fmt: skip


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_not_of_the_open_internet_is_not_reached(text):
    assert not may_be_reached(ip_address(text))


@pytest.mark.parametrize("text", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::1.1.1.1", "::ffff:8.8.8.8"])
def test_the_open_internet_is_reached(text):
    assert may_be_reached(ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_like_itself(inner):
    """Whatever a gateway or a socket would make of it."""
    for form in (f"::ffff:{inner}", f"64:ff9b::{inner}"):
        assert may_be_reached(ip_address(form)) <= may_be_reached(inner)


def test_an_owner_may_allow_a_network():
    """That one, and no other."""
    allowed = read_networks(["10.1.0.0/16", "192.168.7.9"])
    assert allowed == (ip_network("10.1.0.0/16"), ip_network("192.168.7.9/32"))
    reached = [may_be_reached(ip_address(text), allowed) for text in ("10.1.2.3", "10.2.0.1", "192.168.7.9", "::1")]
    assert reached == [True, False, True, False]
    with pytest.raises(InvalidInput, match=r"10\.1\.0\.0/16"):
        read_networks(["my network"])
