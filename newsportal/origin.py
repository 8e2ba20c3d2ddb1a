"""Where a request comes from: the client's address behind proxies, and whether our own page sent it."""

import enum
import ipaddress
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}
# So much of a forwarding header is read, from the right, where the proxies wrote: more than a hundred of them.
LONGEST_HEADER = 4_000


class Origin(enum.Enum):
    """What the headers say about the page that sent a request."""

    OWN = "own"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


class ProxyMiddleware:
    """Set ``REMOTE_ADDR`` and the scheme to the client's, as far as TRUSTED_PROXIES vouch for them.

    Forwarding headers never reach a view: what nobody trusted has set is worth nothing, and the rest is used here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        meta["REMOTE_ADDR"], meta["wsgi.url_scheme"] = _client_and_scheme(*_said_of_client(meta))
        for name in [name for name in meta if name.startswith("HTTP_X_FORWARDED_")]:
            del meta[name]
        meta.pop("HTTP_FORWARDED", None)
        return self.get_response(request)


def scheme_of(environ: Mapping[str, Any]) -> str:
    """Return the scheme by which the client came, as far as TRUSTED_PROXIES vouch for it."""
    return _client_and_scheme(*_said_of_client(environ))[1]


def client_address(request: HttpRequest) -> str:
    """Return the client's IP address in its shortest form, or an empty string where the server tells none."""
    address = _address(request.META.get("REMOTE_ADDR", ""))
    return "" if address is None else str(address)


def network_of(address: str) -> str:
    """Return what one household or office shares: an IPv4 address whole, the /64 network of an IPv6 address.

    Anything that is no address gives an empty string.
    """
    parsed = _address(address)
    if parsed is None:
        return ""
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.IPv6Network((parsed, 64), strict=False))


def origin_of(request: HttpRequest) -> Origin:
    """Return whether one of our own pages sent the request, by the first of three headers that is there.

    Browsers set Sec-Fetch-Site and Origin themselves (https://www.w3.org/TR/fetch-metadata/, RFC 6454); a page
    cannot forge them. ``Origin: null`` (sandboxed frames, some redirects) is foreign.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return Origin.OWN if site == "same-origin" else Origin.FOREIGN
    origin = request.headers.get("origin")
    if origin is not None:
        return Origin.OWN if _normal_origin(origin) in _own_origins(request) else Origin.FOREIGN
    referer = request.headers.get("referer")
    if referer:
        return Origin.OWN if _normal_origin(referer) in _own_origins(request) else Origin.FOREIGN
    return Origin.UNKNOWN


def absolute(path: str) -> str:
    """Return the address of a path of ours for feeds, mails and metadata: SITE_URL and the path, in ASCII.

    What has a host already, as a picture has where MEDIA_URL names one, stays there.
    """
    base = "" if path.startswith(("https://", "http://")) else settings.SITE_URL
    return base + (iri_to_uri(path) or "")


def _said_of_client(meta: Mapping[str, Any]) -> tuple[str, str, str, str, tuple[Network, ...]]:
    """Return who asks by which scheme, who the proxies say asks by which, and which proxies are believed."""
    address, scheme, trusted = meta.get("REMOTE_ADDR", ""), meta["wsgi.url_scheme"], settings.TRUSTED_PROXIES
    if not trusted:
        return address, scheme, "", "", trusted
    forwarded_for = meta.get("HTTP_X_FORWARDED_FOR", "")[-LONGEST_HEADER:]
    return address, scheme, forwarded_for, meta.get("HTTP_X_FORWARDED_PROTO", "")[-LONGEST_HEADER:], trusted


# A reader asks many times, and the page cache needs the answer each time.
@lru_cache(maxsize=4_096)
def _client_and_scheme(
    address: str, scheme: str, forwarded_for: str, forwarded_proto: str, trusted: tuple[Network, ...]
) -> tuple[str, str]:
    """Walk from the nearest machine outward while each is a trusted proxy; the first other one is the client.

    What stands left of the client's address is whatever it wrote itself. A proxy that adds an address adds a scheme
    as well, or replaces the one scheme, so both lists are read to the same depth.
    """
    client = _address(address)
    if client is None or not _is_among(client, trusted):
        return address, scheme
    depth = 0
    for word in reversed(_words(forwarded_for)):
        entry = _address(word) if _is_among(client, trusted) else None
        if entry is None:
            break
        client = entry
        depth += 1
    schemes = _words(forwarded_proto.lower())
    said = schemes[-min(max(depth, 1), len(schemes))] if schemes else ""
    return str(client), said if said in DEFAULT_PORTS else scheme


def _is_among(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)


def _words(header: str) -> list[str]:
    return [word.strip() for word in header.split(",") if word.strip()]


def _address(word: str) -> Address | None:
    """Return the address that a word means, without a port, a zone or the wrapping of IPv4 in IPv6."""
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        address = ipaddress.ip_address(word.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _own_origins(request: HttpRequest) -> set[str]:
    """Return SITE_URL and the address that the request itself was sent to, where ALLOWED_HOSTS knows it."""
    own = {_normal_origin(settings.SITE_URL)}
    with suppress(DisallowedHost):
        own.add(_normal_origin(f"{request.scheme}://{request.get_host()}"))
    return own - {""}


def _normal_origin(address: str) -> str:
    """Return scheme, host and port of an address for comparison; nothing for an opaque or broken one."""
    try:
        parts = urlsplit(address)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
    except (ValueError, KeyError):
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname else ""
