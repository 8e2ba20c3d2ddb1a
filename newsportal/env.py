"""Readers for the settings that come from the environment; each refuses nonsense and says what to set."""

import ipaddress
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}

CACHE_SCHEMES = {"redis", "rediss", "unix"}
# The schemes of MEDIA_STORAGE_URL: how the store is spoken to.
STORE_SCHEMES = {"s3": "https", "s3+http": "http"}
STORE_OPTIONS = {"region": "region_name", "addressing": "addressing_style"}


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


def env_choice(name: str, *choices: str) -> str:
    """Return one of the words, the first where the variable is unset.

    Raises ImproperlyConfigured for any other word.
    """
    word = env_str(name, choices[0])
    if word not in choices:
        raise ImproperlyConfigured(f"{name}={word!r}: set {' or '.join(choices)}.")
    return word


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


def env_cache_url(name: str) -> str:
    """Return the address of a Redis or Valkey server, or an empty string where unset.

    Raises ImproperlyConfigured for any other address; the message never shows it, since a password may be in it.
    """
    address = env_str(name)
    try:
        parts = urlsplit(address)
        is_server = parts.scheme in CACHE_SCHEMES and parts.port != 0
    except ValueError:
        is_server = False
    if address and not is_server:
        raise ImproperlyConfigured(f"{name}: set redis://host:6379/0, rediss:// for TLS, or unix:///path.")
    return address


def env_media_url(name: str, default: str) -> str:
    """Return the address below which readers' browsers find media, with a closing slash.

    Raises ImproperlyConfigured for anything but ``default`` and an http or https address.
    """
    address = env_str(name, default).rstrip("/") + "/"
    parts = urlsplit(address)
    if address != default and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query):
        raise ImproperlyConfigured(f"{name}={address!r}: set an address such as https://media.example/.")
    return address


def env_media_storage(name: str) -> dict[str, Any]:
    """Return the entry of STORAGES for media: an S3 bucket, or this machine's disk where the variable is unset.

    Raises ImproperlyConfigured for an address that names no bucket; the message never shows it, since a key is in it.
    """
    address = env_str(name)
    if not address:
        return {"BACKEND": "newsportal.media_folder.MediaFolder"}
    wrong = ImproperlyConfigured(
        f"{name}: set s3://key:secret@host/bucket (s3+http:// without TLS), with ?region= and ?addressing= if need be."
    )
    try:
        parts = urlsplit(address)
        query = parse_qs(parts.query, strict_parsing=bool(parts.query))
        options = {STORE_OPTIONS[option]: values[-1] for option, values in query.items()}
        endpoint = f"{STORE_SCHEMES[parts.scheme]}://{parts.netloc.rpartition('@')[2]}"
    except (KeyError, ValueError):
        # Without "from": the error that led here quotes the address.
        raise wrong from None
    bucket = parts.path.strip("/")
    if not parts.hostname or not bucket or "/" in bucket or bool(parts.username) != bool(parts.password):
        raise wrong
    # Keys may hold slashes and signs, and are percent-encoded in the address. Without any, the machine's own role
    # or configuration is used.
    keys = {"access_key": parts.username, "secret_key": parts.password}
    options = {"region_name": "us-east-1", "addressing_style": "path", **options}
    options |= {key: unquote(value) for key, value in keys.items() if value}
    options |= {"endpoint_url": endpoint, "bucket_name": bucket}
    return {"BACKEND": "newsportal.object_store.ObjectStore", "OPTIONS": options}


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
