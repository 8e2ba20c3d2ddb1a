"""Networks as comments and restrictions name them: an IPv4 address, 64 bits of an IPv6 address, or more."""

import ipaddress
from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsportal.arabic.conventions import western
from newsportal.origin import network_of

# The shortest prefixes that may be named, by version, and the longest: as wide as a country's carrier, as a household.
WIDEST = {4: 16, 6: 32}
NARROWEST = {4: 32, 6: 64}


class Reach(NamedTuple):
    """The beginning of addresses that a network holds: the first ``bits`` of them, as a number."""

    version: int
    bits: int
    prefix: int


def network_from(typed: str) -> str:
    """Return the network that somebody typed as an address or with its bits, as Comment.network names it.

    Raises ValidationError for anything else, and for a network so wide that whole countries would stand in it.
    """
    word = western(typed).strip()
    message = _("Write an address such as 203.0.113.7, or a network such as 203.0.113.0/24.")
    # A zone names an interface of this machine alone.
    if "%" in word:
        raise ValidationError(message, code="invalid")
    try:
        network = ipaddress.ip_network(word, strict=False)
    except ValueError:
        raise ValidationError(message, code="invalid") from None
    if network.prefixlen < WIDEST[network.version]:
        message = _("So wide a network holds whole countries. Name 16 bits at least, or 32 of an IPv6 address.")
        raise ValidationError(message, code="too_wide")
    if network.prefixlen >= NARROWEST[network.version]:
        return network_of(str(network.network_address))
    return str(network)


def reach_of(network: str) -> Reach:
    """Return what a network holds. Raises ValueError for a text that names none."""
    parsed = ipaddress.ip_network(network)
    return Reach(
        parsed.version, parsed.prefixlen, int(parsed.network_address) >> parsed.max_prefixlen - parsed.prefixlen
    )


def names_around(network: str) -> Iterator[str]:
    """Yield the names of all networks that hold this one and may be restricted, itself first; nothing for none."""
    if not network:
        return
    yield network
    parsed = ipaddress.ip_network(network)
    for bits in range(parsed.prefixlen - 1, WIDEST[parsed.version] - 1, -1):
        yield str(parsed.supernet(new_prefix=bits))
