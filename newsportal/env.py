"""Readers for the settings that come from the environment; each refuses nonsense and says what to set."""

import ipaddress
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


def env_str(name: str, default: str = "") -> str:
    """Return the variable without surrounding space, or ``default`` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool = False) -> bool:
    """Return a yes or no.

    Raises ImproperlyConfigured for any other word.
    """
    if name not in os.environ:
        return default
    word = os.environ[name].strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name}={word!r} is neither yes nor no: set 1 or 0.")


def env_int(name: str, default: int, *, minimum: int = 0, maximum: int = 1_000_000) -> int:
    """Return a whole number between ``minimum`` and ``maximum``.

    Raises ImproperlyConfigured for anything else.
    """
    word = env_str(name, str(default))
    if not word.isascii() or not word.isdigit() or not minimum <= int(word) <= maximum:
        raise ImproperlyConfigured(f"{name}={word!r}: set a whole number from {minimum} to {maximum}.")
    return int(word)


def env_list(name: str) -> list[str]:
    """Return the comma-separated words of the variable, without empty ones."""
    return [word.strip() for word in env_str(name).split(",") if word.strip()]


def env_networks(name: str) -> tuple[Network, ...]:
    """Return the IP networks of a comma-separated list such as ``10.0.0.0/8,::1``.

    Raises ImproperlyConfigured where a word is no network.
    """
    try:
        return tuple(ipaddress.ip_network(word) for word in env_list(name))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}. Set networks such as 10.0.0.0/8.") from error


def env_site_url(name: str) -> str:
    """Return ``scheme://host[:port]`` without a closing slash, or an empty string where unset.

    A host in Arabic letters comes back as browsers send it (Punycode, RFC 3490). Raises ImproperlyConfigured for
    an address with a path or a user, without a host or with another scheme.
    """
    address = env_str(name).rstrip("/")
    if not address:
        return ""
    wrong = ImproperlyConfigured(f"{name}={address!r}: set scheme and host alone, such as https://news.example.")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        raise wrong
    if parts.path or parts.query or parts.fragment:
        raise wrong
    return f"{parts.scheme}://[{host}]{port}" if ":" in host else f"{parts.scheme}://{host}{port}"


def env_secret(name: str) -> str:
    """Return the secret of the variable, or of the file that ``<name>_FILE`` names.

    Raises ImproperlyConfigured where neither is set or the file cannot be read.
    """
    if secret := env_str(name):
        return secret
    path = env_str(f"{name}_FILE")
    if not path:
        raise ImproperlyConfigured(f"Set {name} to at least 50 random characters, or {name}_FILE to a file of them.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read: {error.strerror}.") from error


def mailer(mail: dict[str, Any], *, directory: Path, timeout: int) -> dict[str, Any]:
    """Return the entry of MAILERS, as Django 6.1 wants it, for what django-environ read from EMAIL_URL."""
    options: dict[str, Any] = {}
    if mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        options = {
            "host": mail["EMAIL_HOST"] or "localhost",
            "port": mail["EMAIL_PORT"],
            "username": mail["EMAIL_HOST_USER"],
            "password": mail["EMAIL_HOST_PASSWORD"],
            "use_tls": mail.get("EMAIL_USE_TLS", False),
            "use_ssl": mail.get("EMAIL_USE_SSL", False),
            "timeout": timeout,
        }
    elif mail["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        options = {"file_path": directory}
    return {"BACKEND": mail["EMAIL_BACKEND"], "OPTIONS": options}
