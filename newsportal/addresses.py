"""Addresses of rows and files. A page names forty of them, and ``reverse()`` walks the map of the portal for each."""

from functools import cache, lru_cache
from urllib.parse import quote

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

# What reverse() leaves as it is (RFC 3986, section 3.3).
UNQUOTED = "!$&'()*+,;=/~:@"


def address_of(name: str, *parts: object) -> str:
    """Return what ``reverse(name, args=parts)`` does in the active language, for parts that the named address takes.

    A name is looked up once in a process. Raises NoReverseMatch for one that is none.
    """
    return _shape(name, len(parts), get_language()) % tuple([_quoted(str(part)) for part in parts])


@cache
def static_address(name: str) -> str:
    """Return the address of a static file, with the hash of its content; known for as long as the process lives."""
    return static(name)


@cache
def _shape(name: str, count: int, language: str | None) -> str:
    """Return a named address with a place for each part."""
    # Keys and slugs may both be numbers, and no part of a path is one of these.
    places = [str(10**17 + number) for number in range(count)]
    shape = reverse(name, args=places).replace("%", "%%")
    for place in places:
        shape = shape.replace(place, "%s")
    return shape


@lru_cache(maxsize=10_000)
def _quoted(part: str) -> str:
    return quote(part, safe=UNQUOTED)
