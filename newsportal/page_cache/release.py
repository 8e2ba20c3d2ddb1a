"""Which pages may be shared: those that the same program, with the same settings, made of the same database."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

# What a page shows of them, or how it is kept.
SHOWN_SETTINGS = (
    "SITE_URL",
    "SITE_NAME",
    "TIME_ZONE",
    "MEDIA_URL",
    "STATIC_URL",
    "EMAIL_IS_ON",
    "CDN_MAX_AGE",
    "COMMENTS_MAX_DEPTH",
    "COMMENTS_PER_PAGE",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
)
PROGRAM = ("newsportal", "articles", "comments", "templates", "locale")
SUFFIXES = {".py", ".html", ".xml", ".mo", ".toml"}


@lru_cache(maxsize=1)
def release() -> str:
    """Return a name for the running program, its settings and its database; reads each file of the program once."""
    digest = hashlib.blake2b(digest_size=8)
    digest.update(repr([(name, getattr(settings, name)) for name in SHOWN_SETTINGS]).encode())
    database = settings.DATABASES["default"]
    digest.update(f"{database['ENGINE']} {database['NAME']}".encode())
    for path in sorted(_files()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> list[Path]:
    program = [
        path
        for folder in PROGRAM
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in SUFFIXES and path.is_file()
    ]
    # The hashed names of styles and scripts.
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    return [*program, *([manifest] if manifest.is_file() else [])]
