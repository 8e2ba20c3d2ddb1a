"""Whether the score can be learnt here, and the way to the functions that need scikit-learn."""

import time
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

MISSING = (
    "scikit-learn is not installed, so nothing is learnt and no comment gets a risk. "
    "Install requirements/py311-score.txt, or py313-score.txt, in place of the lock without it."
)

# The worker learns once a day.
FRESH = timedelta(days=2)


def is_installed() -> bool:
    return find_spec("sklearn") is not None


def model_path() -> Path:
    """Return where the worker keeps what was learnt."""
    folder: Path = settings.VAR_DIR
    return folder / "moderation_score.npz"


def is_on() -> bool:
    """Return whether this machine can judge: scikit-learn is installed, and what was learnt is still fresh.

    Of several workers another may learn tomorrow, and find that there is too little to learn from.
    """
    try:
        learnt_at = model_path().stat().st_mtime
    except FileNotFoundError:
        return False
    return is_installed() and time.time() - learnt_at < FRESH.total_seconds()


def learnt(name: str) -> Any:
    """Return a function by its module and name: «learning.fit», «model.save».

    Its module, and scikit-learn with it, is imported now: a process that never asks does not carry it.
    """
    return import_string(f"comments.score.{name}")
