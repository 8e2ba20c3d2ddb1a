"""``manage.py moderation_score``, and installations without scikit-learn."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from comments.models import Comment
from comments.score import library
from comments.score.library import is_installed, model_path
from comments.score.work import score_waiting, train
from tests.comments.score.newsroom import make_decisions
from tests.factories import make_comment

pytestmark = pytest.mark.django_db
OPTIONS = [[], ["--train"], ["--evaluate"]]


def run(capsys, *options: str) -> str:
    call_command("moderation_score", *options)
    return capsys.readouterr().out


class TestCommand:
    @pytest.mark.parametrize("options", OPTIONS)
    def test_with_too_few_decisions_it_says_so(self, capsys, options: list[str]):
        make_decisions(approved=180, refused=49)
        said = run(capsys, *options)
        assert "229 decisions of moderators: 180 approved, 49 refused." in said
        assert "Too few to learn from: 200 are needed, and 50 of either kind. The score stays off." in said
        assert "AUC" not in said
        assert not model_path().exists()

    def test_it_learns_and_says_that_the_score_is_on(self, capsys):
        make_decisions(approved=150, refused=50)
        assert "The score is off." in run(capsys)
        assert "The score is on." in run(capsys, "--train")
        assert "The score is on." in run(capsys)

    def test_it_prints_how_well_the_latest_are_foretold_and_keeps_nothing(self, capsys):
        make_decisions(approved=200, refused=80)
        lines = run(capsys, "--evaluate").splitlines()
        assert lines[1] == "Learnt from 224; tried on 56 that were written after these."
        assert lines[2].startswith("AUC 0.9") or lines[2] == "AUC 1.000"
        assert lines[3].startswith("high risk, from 60 percent on: precision ")
        assert lines[4].startswith("medium or high risk, from 40 percent on: precision ")
        assert not model_path().exists()

    def test_a_latest_fifth_of_one_kind_is_no_trial(self, capsys):
        make_decisions(approved=0, refused=150, created_at=timezone.now() - timedelta(days=2))
        make_decisions(approved=150, refused=0)
        assert "Too few of either kind are among the latest fifth" in run(capsys, "--evaluate")

    def test_only_one_option_at_a_time(self):
        with pytest.raises(CommandError):
            call_command("moderation_score", "--train", "--evaluate")


class TestWithoutTheLibrary:
    @pytest.fixture(autouse=True)
    def _missing(self, monkeypatch) -> None:
        make_decisions(approved=150, refused=50)
        monkeypatch.setattr(library, "find_spec", lambda name: None)

    @pytest.mark.parametrize("options", OPTIONS)
    def test_command_says_what_to_install(self, options: list[str]):
        with pytest.raises(CommandError, match=r"Install requirements/py311-score\.txt"):
            call_command("moderation_score", *options)

    def test_worker_does_nothing(self, django_assert_num_queries):
        comment = make_comment(status="pending")
        Comment.objects.filter(pk=comment.pk).update(risk=70)
        model_path().write_bytes(b"learnt elsewhere")
        with django_assert_num_queries(0):
            assert not is_installed()
            assert train() is None
            assert score_waiting() == 0
        assert Comment.objects.get(pk=comment.pk).risk == 70


def test_no_page_imports_the_library():
    code = (
        "import django; django.setup(); import newsportal.urls, newsportal.wsgi, comments.score.work; "
        "import comments.score.words, sys; print(sorted({'sklearn', 'numpy', 'scipy'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
