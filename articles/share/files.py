"""The files of share pictures."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction


def share_path(key: str) -> str:
    """Return the place of a share picture below the media folder; its key changes with what it says."""
    return f"share/{key}.jpg"


def write_file(key: str, data: bytes) -> None:
    """Store the picture; under one key there is never another content, so what stands there already stays."""
    if not default_storage.exists(share_path(key)):
        default_storage.save(share_path(key), ContentFile(data))


def remove_files_on_commit(keys: Iterable[str]) -> None:
    """Remove the pictures under these keys once the transaction has succeeded; empty keys stand for none.

    A store that does not answer then is logged and nothing more.
    """
    paths = [share_path(key) for key in keys if key]

    def remove() -> None:
        for path in paths:
            default_storage.delete(path)

    if paths:
        transaction.on_commit(remove, robust=True)
