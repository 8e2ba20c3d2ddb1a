"""Each test begins without anything learnt."""

from collections.abc import Iterator

import pytest

from comments.score.library import model_path


@pytest.fixture(autouse=True)
def nothing_learnt() -> Iterator[None]:
    model_path().unlink(missing_ok=True)
    yield
    model_path().unlink(missing_ok=True)
