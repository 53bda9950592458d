"""Which addresses may be spoken to: those of the open internet, and networks that the owner names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from houndstooth.domain.errors import InvalidInput

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""The prefix of RFC 6052, under which a network without IPv4 reaches it: the last 32 bits are the address meant."""


def may_be_reached(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Whether an address is of the open internet, with every address hidden inside it, or in an allowed network.

    Private, loopback, link-local, shared, multicast and reserved addresses are not (IANA special-purpose registries),
    and so neither are ``169.254.169.254`` of the clouds, nor ``::ffff:127.0.0.1`` and its like.
    """
    if any(address.version == network.version and address in network for network in allowed):
        return True
    address = _meant(address)
    return _is_public(address) and all(_is_public(inner) for inner in _inside(address))


def read_networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Networks such as ``10.1.0.0/16`` or ``192.168.7.9``.

    Raises:
        InvalidInput: one of them is none.
    """
    try:
        return tuple(ip_network(text) for text in texts)
    except ValueError as error:
        raise InvalidInput(f"{error}; write for example 10.1.0.0/16") from error


def _is_public(address: Address) -> bool:
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return address.is_global and not (isinstance(address, IPv6Address) and address.is_site_local)


def _meant(address: Address) -> Address:
    """The IPv4 address that a mapped or translated one stands for."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else address


def _inside(address: Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that a tunnel (6to4, Teredo) would speak to."""
    if isinstance(address, IPv6Address):
        yield from () if address.sixtofour is None else (address.sixtofour,)
        yield from address.teredo or ()
