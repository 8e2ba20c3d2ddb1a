"""Checks of the portal's own settings; newsportal/apps.py registers them."""

import zoneinfo
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from PIL import features

SECRET_KEY_LENGTH = 50


def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Return an error for each setting without which the portal must not start."""
    found: list[checks.CheckMessage] = []
    if not settings.DEBUG and not settings.SITE_URL:
        found.append(
            checks.Error(
                "SITE_URL is not set.",
                hint="Set SITE_URL to the portal's address, such as https://news.example: links in mails and feeds "
                "and the check of where a comment comes from need it.",
                id="newsportal.E001",
            )
        )
    if not settings.DEBUG and len(settings.SECRET_KEY) < SECRET_KEY_LENGTH:
        found.append(
            checks.Error(
                f"SECRET_KEY has {len(settings.SECRET_KEY)} characters.",
                hint=f"Set SECRET_KEY, or the file that SECRET_KEY_FILE names, to at least {SECRET_KEY_LENGTH} random "
                "characters.",
                id="newsportal.E002",
            )
        )
    try:
        zoneinfo.ZoneInfo(settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        found.append(
            checks.Error(
                f"TIME_ZONE={settings.TIME_ZONE!r} is no known time zone.",
                hint="Set a name of the IANA list, such as Asia/Riyadh; a machine without the list needs the package "
                "tzdata.",
                id="newsportal.E003",
            )
        )
    return found


def check_deployment(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Return a warning for each setting that works and is still unwise on a public machine."""
    found: list[checks.CheckMessage] = []
    if settings.SITE_URL and not settings.SITE_URL.startswith("https:"):
        found.append(
            checks.Warning(
                f"SITE_URL={settings.SITE_URL!r} is not HTTPS.",
                hint="Comments and passwords travel in the open. With https: cookies are Secure and HSTS is sent.",
                id="newsportal.W001",
            )
        )
    if any(network.prefixlen == 0 for network in settings.TRUSTED_PROXIES):
        found.append(
            checks.Warning(
                "TRUSTED_PROXIES trusts every address.",
                hint="Anybody can then write any address into X-Forwarded-For. Name your proxies' networks alone.",
                id="newsportal.W002",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            checks.Warning(
                "ALLOWED_HOSTS allows every host.",
                hint="A page at any name that points here could then post comments as our own page does. Name the "
                "hosts; that of SITE_URL is always among them.",
                id="newsportal.W003",
            )
        )
    if not (features.check("raqm") and features.check("fribidi")):
        found.append(
            checks.Warning(
                "No picture can be drawn for sharing stories that have none: Pillow finds no FriBiDi.",
                hint="Install the system's library (libfribidi0 on Debian and Ubuntu). Until then the paper's own "
                "picture stands beside their addresses.",
                id="newsportal.W004",
            )
        )
    return found
