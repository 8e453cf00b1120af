"""Who is calling. What a visitor writes in a header is believed only when a proxy that the settings name hands it on."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNIX = "unix"  # in PORTICI_PROXIES: the proxy speaks over a socket of the machine, which has no address
UNKNOWN = "0.0.0.0"  # noqa: S104 - said of a caller without an address, not listened on


def address_of(request: HttpRequest) -> str:
    """The visitor's address: the last one of X-Forwarded-For that is not a trusted proxy's, when one calls.

    Anything that is no address stops the reading there: what stands before it was written by the visitor.
    """
    nearest = request.META.get("REMOTE_ADDR", "")
    if not _is_trusted(nearest):
        return nearest or UNKNOWN
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    for address in reversed(said):
        if not _is_address(address):
            break
        nearest = address
        if not _is_trusted(address):
            break
    return nearest or UNKNOWN


def _is_trusted(address: str) -> bool:
    trusted = settings.TRUSTED_PROXIES
    if not address:
        return UNIX in trusted
    networks = _networks(tuple(word for word in trusted if word != UNIX))
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8)
def _networks(words: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(word, strict=False) for word in words)
