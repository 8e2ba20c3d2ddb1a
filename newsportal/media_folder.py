"""Media on this machine's disk."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class MediaFolder(FileSystemStorage):
    """Files that appear whole or not at all, in place of those of the same name.

    What is served from here is cached for ever, and a process may be killed at any line.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: Any) -> str:
        unfinished = super()._save(f"unfinished/{secrets.token_hex(16)}", content)  # type: ignore[misc]  # because the stubs know public names alone
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.path(unfinished), place)
        return name
