"""Addresses made of Arabic words."""

import re
import unicodedata


def slugify(text: str, *, max_length: int) -> str:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).replace("_", " ").replace("ـ", ""))
    slug = "-".join(words).lower()
    return slug if len(slug) <= max_length else slug[: max_length + 1].rsplit("-", 1)[0][:max_length]
