"""What shared caches in front of the portal are told about keeping a page (RFC 9111, RFC 5861)."""

from django.conf import settings

STALE_SECONDS = 60
ERROR_SECONDS = 86_400


def whole_time() -> int:
    """Return for how many seconds a CDN may keep a page, with those in which it renews it; 0 where none is told."""
    return int(settings.CDN_MAX_AGE) + STALE_SECONDS if settings.CDN_MAX_AGE else 0


def control(left: int) -> str:
    """Return the Cache-Control of a page that changes by itself in ``left`` seconds; nothing where no CDN is told."""
    if not settings.CDN_MAX_AGE:
        return ""
    fresh = min(settings.CDN_MAX_AGE, left)
    return (
        f"public, max-age=0, must-revalidate, s-maxage={fresh}, "
        f"stale-while-revalidate={min(STALE_SECONDS, left - fresh)}, stale-if-error={ERROR_SECONDS}"
    )


def tags(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the headers by which a page is purged, for the generations on which it depends."""
    if not settings.CDN_MAX_AGE:
        return []
    words = [name.replace(":", "-") for name in names]
    return [("Surrogate-Key", " ".join(words)), ("Cache-Tag", ",".join(words))]
