"""A clock that stands at noon of a Thursday."""

import pytest
from django.utils import timezone

from tests.articles.planning.plans import NOW


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
