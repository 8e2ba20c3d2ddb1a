"""Whether the score can be learnt here, and the way to the functions that need scikit-learn."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

MISSING = (
    "scikit-learn is not installed, so nothing is learnt and no comment gets a risk. "
    "Install requirements/py311-score.txt, or py313-score.txt, in place of the lock without it."
)


def is_installed() -> bool:
    return find_spec("sklearn") is not None


def model_path() -> Path:
    """Return where the worker keeps what was learnt; where there is no file, the score is off."""
    folder: Path = settings.VAR_DIR
    return folder / "moderation_score.npz"


def learnt(name: str) -> Any:
    """Return a function by its module and name: «learning.fit», «model.save».

    Its module, and scikit-learn with it, is imported now: a process that never asks does not carry it.
    """
    return import_string(f"comments.score.{name}")
