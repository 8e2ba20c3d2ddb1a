"""Which addresses may stand in a text as a block of their own, and what each of them names.

The forms of address are those that the three sites themselves hand out when somebody shares a video or a post.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlencode, urlsplit

from articles.body.addresses import safe_address
from articles.body.tokens import Start, read_tokens

YOUTUBE_HOSTS = frozenset({"youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"})
X_HOSTS = frozenset({"x.com", "twitter.com"})
FACEBOOK_HOSTS = frozenset({"facebook.com", "fb.com", "fb.watch"})
# The same site for telephones and for old browsers.
SIDE_DOORS = re.compile(r"(?:www|m|mobile|web|mbasic|l|business)\.")

FRAME = re.compile(r"<iframe\b[^>]{0,1000}?\bsrc=[\"']([^\"'>]{1,2000})[\"']", re.IGNORECASE)
WITHOUT_SCHEME = re.compile(r"[^\s/?#:@]+\.[^\s/?#:@.]{2,}(?:[/?#:]|$)")
VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
START = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?", re.ASCII)
X_POST = re.compile(r"/(\w{1,15})/status(?:es)?/(\d{1,20})(?:/.*)?", re.ASCII)
X_POST_OF_NOBODY = re.compile(r"/i/(?:web/)?status/(\d{1,20})(?:/.*)?", re.ASCII)
FACEBOOK_PATHS = tuple(
    re.compile(pattern)
    for pattern in (
        r"/(?P<owner>[^/]+)/posts/(?:[^/]+/)?(?P<key>\w+)/?",
        r"/(?P<owner>[^/]+)/videos/(?:[^/]+/)?(?P<key>\d+)/?",
        r"/(?P<owner>[^/]+)/photos/(?:[^/]+/)?(?P<key>\d+)/?",
        r"/reel/(?P<key>\d+)/?",
        r"/groups/[^/]+/(?:posts|permalink)/(?P<key>\d+)/?",
        r"/share/(?:[prv]/)?(?P<key>\w{6,})/?",
    )
)
# Path: the fields of its query that name the post.
FACEBOOK_QUERIES = {
    "/watch": ("v",),
    "/watch/live": ("v",),
    "/video.php": ("v",),
    "/story.php": ("story_fbid", "id"),
    "/permalink.php": ("story_fbid", "id"),
    "/photo": ("fbid",),
    "/photo.php": ("fbid",),
}


@dataclass(frozen=True)
class Embed:
    """``provider`` is youtube, x, facebook or link; ``address`` the one to store and to lead readers to.

    ``owner`` names whose post it is, where the address says so. ``start`` counts seconds.
    """

    provider: str
    address: str
    key: str = ""
    owner: str = ""
    start: int = 0


def embed_addresses(body: str) -> tuple[str, ...]:
    """Return the addresses that a body, sanitised or as it was typed, embeds: in order, each once."""
    figures = [token for token in read_tokens(body) if isinstance(token, Start) and token.name == "figure"]
    named = [token.attributes["data-embed"] for token in figures if "data-embed" in token.attributes]
    return tuple(dict.fromkeys(named))


def as_address(typed: str) -> str:
    """Return the address that somebody meant who typed it without its scheme, or pasted the code of a frame."""
    typed = typed.strip()
    if frame := FRAME.match(typed):
        typed = html.unescape(frame[1])
    return f"https://{typed}" if WITHOUT_SCHEME.match(typed) else typed


def provider_of(address: str) -> str:
    """Return which of the three sites an address belongs to, or ``link``."""
    host = host_without_doors(address)
    for provider, hosts in (("youtube", YOUTUBE_HOSTS), ("x", X_HOSTS), ("facebook", FACEBOOK_HOSTS)):
        if host in hosts:
            return provider
    return "link"


def recognise(address: str) -> Embed | None:
    """Return what an address names, or None where nothing can stand there.

    None are: what is no address of the web, an address of YouTube that names no video, and one of X or Facebook that
    names no post, such as a profile. Any other page of the web is a link.
    """
    safe = safe_address(address, web_only=True)
    if safe is None or "." not in host_without_doors(safe):
        return None
    return READERS[provider_of(safe)](safe, urlsplit(safe))


def host_without_doors(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return SIDE_DOORS.sub("", host.rstrip("."), count=1)


def read_youtube(address: str, parts: SplitResult) -> Embed | None:
    query = parse_qs(parts.query)
    names = [name for name in parts.path.split("/") if name]
    if host_without_doors(address) == "youtu.be":
        key = names[0] if names else ""
    elif names[:1] == ["watch"]:
        key = query.get("v", names[1:])[0] if query.get("v", names[1:]) else ""
    else:
        key = names[1] if len(names) > 1 and names[0] in {"embed", "live", "shorts", "v"} else ""
    if not VIDEO.fullmatch(key):
        return None
    told = query.get("t") or query.get("start") or parse_qs(parts.fragment).get("t") or [""]
    start = seconds(told[0])
    canonical = f"https://www.youtube.com/watch?v={key}" + (f"&t={start}" if start else "")
    return Embed("youtube", canonical, key=key, start=start)


def seconds(told: str) -> int:
    """Return "90", "90s" or "1m30s" as seconds; 0 for anything else."""
    found = START.fullmatch(told)
    if not found:
        return 0
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def read_x(_address: str, parts: SplitResult) -> Embed | None:
    if found := X_POST_OF_NOBODY.fullmatch(parts.path):
        return Embed("x", f"https://x.com/i/status/{found[1]}", key=found[1])
    if found := X_POST.fullmatch(parts.path):
        return Embed("x", f"https://x.com/{found[1]}/status/{found[2]}", key=found[2], owner=found[1])
    return None


def read_facebook(address: str, parts: SplitResult) -> Embed | None:
    host = host_without_doors(address)
    if host == "fb.watch":
        key = parts.path.strip("/")
        return Embed("facebook", f"https://fb.watch/{key}/", key=key) if re.fullmatch(r"[\w-]{5,}", key) else None
    path = unquote(parts.path)
    for pattern in FACEBOOK_PATHS:
        if found := pattern.fullmatch(path):
            owner = found.groupdict().get("owner") or ""
            canonical = f"https://www.facebook.com{quote(path)}"
            return Embed("facebook", canonical, key=found["key"], owner=owner if not owner.isdigit() else "")
    query = parse_qs(parts.query)
    # Whatever else the query holds follows who shared the address.
    named = {field: query[field][0] for field in FACEBOOK_QUERIES.get(path.rstrip("/"), ()) if field in query}
    if not named:
        return None
    return Embed("facebook", f"https://www.facebook.com{path}?{urlencode(named)}", key=next(iter(named.values())))


def read_link(address: str, _parts: SplitResult) -> Embed | None:
    return Embed("link", address)


READERS = {"youtube": read_youtube, "x": read_x, "facebook": read_facebook, "link": read_link}
