import sys

import pytest

from newsportal.progress import WIDTH, Progress


class TestProgress:
    def test_a_log_gets_the_last_line_alone(self, capsys: pytest.CaptureFixture[str]) -> None:
        progress = Progress("articles", 4)
        for done in (1, 2, 3):
            progress.show(done)
        assert capsys.readouterr().err == ""
        progress.show(4)
        line = capsys.readouterr().err
        assert f"{'█' * WIDTH} 100% 4 articles, " in line
        assert line.endswith(" a second\n")

    def test_a_terminal_sees_the_bar_grow(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        Progress("articles", 4).show(1)
        assert capsys.readouterr().err.startswith(f"\r{'█' * 8}{'░' * (WIDTH - 8)}  25% 1 articles")

    def test_what_stood_before_counts_as_done_and_not_as_fast(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moments = iter([100.0, 102.0])
        monkeypatch.setattr("newsportal.progress.time.monotonic", lambda: next(moments))
        Progress("comments", 1_000, begun=900).show(1_000)
        assert capsys.readouterr().err == f"\r{'█' * WIDTH} 100% 1,000 comments, 50 a second\n"

    def test_nothing_to_do_is_done(self, capsys: pytest.CaptureFixture[str]) -> None:
        Progress("articles", 0).show(0)
        assert "0 articles" in capsys.readouterr().err
