"""Content encodings: which one a reader takes, and the packing itself."""

import gzip
from functools import lru_cache

import brotli

# A page is packed once and sent often, but its first reader waits for it.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Best first. Brotli packs Arabic HTML tighter than zstd does, and every browser that takes zstd takes it.
OFFERED = ("br", "gzip")
# Browsers send less than a fifth of it. Who sends more gets the plain page, and nothing of it is remembered.
LONGEST_HEADER = 200


def compress(body: bytes, encoding: str) -> bytes:
    """Return the body packed as ``br`` or ``gzip``."""
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def decompress(packed: bytes) -> bytes:
    """Return what ``compress(…, "br")`` packed.

    Raises ValueError for anything else.
    """
    try:
        return bytes(brotli.decompress(packed))
    except brotli.error as error:
        raise ValueError("These bytes are no Brotli stream.") from error


def negotiate(accepted: str) -> str:
    """Return ``br``, ``gzip`` or ``identity`` for an Accept-Encoding header (RFC 9110, 12.5.3).

    The reader's weights decide, and our order between equals. Whoever takes nothing of it gets the plain page.
    """
    return _negotiated(accepted) if len(accepted) <= LONGEST_HEADER else "identity"


@lru_cache(maxsize=256)
def _negotiated(accepted: str) -> str:
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    best = max(OFFERED, key=lambda encoding: weights.get(encoding, weights.get("*", 0.0)))
    weight = weights.get(best, weights.get("*", 0.0))
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else "identity"


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
