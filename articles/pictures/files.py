"""The files of a picture: one master, from which everything is cut, and the renditions that readers get."""

import secrets
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction

if TYPE_CHECKING:
    # The model removes its files through this module, so it cannot be imported when the program runs.
    from articles.models.picture import Picture


def new_key() -> str:
    """Return a new name for a picture's files; a name never stands for other content, so caches keep it for ever."""
    return secrets.token_hex(16)


def master_path(key: str) -> str:
    """Return the place of the master, outside the folder that the media view serves."""
    return f"masters/{key}.webp"


def remove_files(key: str) -> None:
    """Remove the master and every rendition below ``key``; what is gone already is no error."""
    folder = f"pictures/{key}"
    if default_storage.exists(master_path(key)):
        default_storage.delete(master_path(key))
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def remove_files_on_commit(*pictures: "Picture") -> None:
    """Remove the files under the pictures' present keys once the transaction has succeeded.

    A store that does not answer then is logged and nothing more: the change itself is made.
    """
    keys = [picture.key for picture in pictures if picture.key]

    def remove() -> None:
        for key in keys:
            remove_files(key)

    transaction.on_commit(remove, robust=True)
