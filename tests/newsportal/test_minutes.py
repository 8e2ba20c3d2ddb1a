import logging

import pytest

from newsportal import minutes, throttle


class TestMinute:
    @pytest.mark.django_db
    def test_what_fails_keeps_nothing_else_from_being_done(self, caplog: pytest.LogCaptureFixture) -> None:
        throttle.forget()
        done: list[str] = []

        def fail() -> None:
            raise RuntimeError("the database is away")

        with caplog.at_level(logging.WARNING):
            minutes.do([fail, lambda: done.append("stored")])
        assert done == ["stored"]
        assert "the database is away" in caplog.text
