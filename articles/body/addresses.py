"""Which addresses a body may link to."""

import re
from urllib.parse import urlsplit

from django.conf import settings

WEB_SCHEMES = frozenset({"http", "https"})
SCHEMES = WEB_SCHEMES | {"mailto"}
LONGEST = 2_000

# WHATWG URL, section 4.4: browsers strip these around an address and drop tab and line ends inside it.
AROUND = "".join(map(chr, range(0x21)))
DROPPED_INSIDE = re.compile(r"[\t\n\r]")
# A backslash is read as a slash by browsers and as a letter by Python; no honest address needs one.
REFUSED_INSIDE = re.compile(r"[\x00-\x1f\x7f-\x9f\\<>\"`\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# One slash, no second: "//other.site" is an address of another host.
OWN = re.compile(r"/(?!/)|[#?]")


def safe_address(value: str, *, web_only: bool = False) -> str | None:
    """Return the address as it may stand in ``href``, or None where it may not.

    Allowed are http and https with a host, mailto, and addresses of this site that begin with ``/``, ``#`` or ``?``.
    ``web_only`` leaves http and https alone. An address without a scheme ("other.site/page") is None too: a browser
    would look for it on this site.
    """
    address = DROPPED_INSIDE.sub("", value.strip(AROUND)).replace(" ", "%20")
    if not address or len(address) > LONGEST or REFUSED_INSIDE.search(address):
        return None
    if scheme := SCHEME.match(address):
        return address if has_place(scheme[1].lower(), address, web_only=web_only) else None
    return address if OWN.match(address) and not web_only else None


def has_place(scheme: str, address: str, *, web_only: bool) -> bool:
    """Tell whether an absolute address has an allowed scheme and something to go to."""
    if scheme not in (WEB_SCHEMES if web_only else SCHEMES):
        return False
    if scheme == "mailto":
        return "@" in address
    return host_of(address) != ""


def host_of(address: str) -> str:
    """Return the host in lower case without a port; empty where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def leads_outside(address: str) -> bool:
    """Tell whether a web address belongs to another host than ``SITE_URL``."""
    host = host_of(address)
    return host not in ("", host_of(settings.SITE_URL))
