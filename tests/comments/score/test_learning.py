"""What is learnt, and what is kept of it."""

import stat
from datetime import timedelta

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from comments import moderation
from comments.models import Comment
from comments.score import model
from comments.score.facts import NAMES, facts_of_text
from comments.score.history import LEAST, LEAST_OF_EACH, Decision, Number, count_decisions, decisions
from comments.score.learning import evaluate, fit
from comments.score.library import model_path
from comments.score.work import score_waiting, train
from tests.comments.score.newsroom import make_decisions
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db


def rows(*comments: Comment) -> object:
    return Comment.objects.filter(pk__in=[comment.pk for comment in comments])


class TestEnough:
    @pytest.mark.parametrize(
        ("approved", "refused", "is_enough"),
        [
            (LEAST - LEAST_OF_EACH, LEAST_OF_EACH, True),
            (LEAST - LEAST_OF_EACH - 1, LEAST_OF_EACH, False),
            (LEAST, LEAST_OF_EACH - 1, False),
            (LEAST_OF_EACH - 1, LEAST, False),
            (0, 0, False),
        ],
    )
    def test_both_kinds_are_needed(self, approved: int, refused: int, is_enough: bool):
        assert Number(approved, refused).is_enough == is_enough

    def test_with_too_few_nothing_is_kept_and_every_risk_goes(self):
        make_decisions(approved=199, refused=49)
        model_path().write_bytes(b"")
        comment = make_comment(status="pending")
        rows(comment).update(risk=80, risk_because="new_name")
        assert train() == (199, 49)
        comment.refresh_from_db()
        assert (comment.risk, comment.risk_because) == (None, "")
        assert not model_path().exists()
        assert score_waiting() == 0


class TestDecisions:
    @pytest.fixture
    def by(self) -> User:
        return make_user()

    @pytest.mark.parametrize(
        ("decide", "number"),
        [
            (moderation.approve, (1, 0)),
            (moderation.refuse, (0, 1)),
            (moderation.mark_spam, (0, 1)),
        ],
    )
    def test_a_decision_of_a_person_counts(self, by: User, decide, number: tuple[int, int]):
        decide(rows(make_comment(status="pending")), by=by)
        assert count_decisions() == number

    @pytest.mark.parametrize("decide", [moderation.approve, moderation.refuse, moderation.mark_spam])
    def test_what_nobody_decided_does_not(self, decide):
        decide(rows(make_comment(status="pending")), by=None)
        assert count_decisions() == (0, 0)

    def test_the_latest_move_counts(self, by: User):
        comment = make_comment(status="pending")
        moderation.refuse(rows(comment), by=by)
        moderation.approve(rows(comment), by=None)
        assert count_decisions() == (0, 0)
        moderation.approve(rows(comment), by=by)
        assert count_decisions() == (0, 0)
        moderation.refuse(rows(comment), by=by)
        assert count_decisions() == (0, 1)

    def test_a_mark_upon_a_decision_is_none(self, by: User):
        comment = make_comment(status="approved")
        moderation.pick(rows(comment), by=by)
        assert count_decisions() == (0, 0)

    def test_what_waits_again_does_not_count(self, by: User):
        comment = make_comment(status="pending")
        moderation.refuse(rows(comment), by=by)
        moderation.hold(rows(comment), by=by)
        assert count_decisions() == (0, 0)

    def test_the_newsroom_itself_is_not_judged(self, by: User):
        moderation.reply(make_comment(), text="شكراً لسؤالك.", by=by)
        assert count_decisions() == (0, 0)

    def test_an_emptied_comment_teaches_nothing(self, by: User):
        comment = make_comment(status="pending")
        moderation.refuse(rows(comment), by=by)
        moderation.blank(rows(comment))
        assert count_decisions() == (0, 0)

    @pytest.mark.parametrize(("kept_days", "number"), [(30, (0, 0)), (0, (1, 0))])
    def test_what_is_older_than_any_refusal_left_is_not_learnt(self, settings, by: User, kept_days: int, number):
        settings.COMMENTS_EMPTY_DAYS = kept_days
        comment = make_comment(status="pending")
        moderation.approve(rows(comment), by=by)
        rows(comment).update(created_at=timezone.now() - timedelta(days=31))
        assert count_decisions() == number

    def test_they_come_in_the_order_of_writing(self):
        made = make_decisions(approved=3, refused=2)
        assert [each.text for each in decisions()] == [each.text for each in made]


class TestModel:
    def test_the_latest_decisions_are_foretold(self):
        make_decisions(approved=200, refused=80)
        quality = evaluate(decisions())
        assert (quality.learnt, quality.tried) == (224, 56)
        assert quality.auc > 0.95
        assert all(0.8 < share <= 1 for share in (*quality.high, *quality.labelled))

    def test_decisions_that_have_no_pattern_are_not_foretold(self):
        make_decisions(approved=200, refused=80)
        shuffled = [each._replace(was_refused=place % 3 == 0) for place, each in enumerate(decisions())]
        assert 0.3 < evaluate(shuffled).auc < 0.7

    def test_a_latest_fifth_of_one_kind_measures_nothing(self):
        assert evaluate([*make_list(200, was_refused=True), *make_list(200, was_refused=False)]) is None

    def test_same_decisions_give_the_same_file(self):
        make_decisions(approved=150, refused=50)
        first, second = fit(decisions()), fit(decisions())
        assert all(np.array_equal(getattr(first, name), getattr(second, name)) for name in vars(first))

    def test_file_is_the_workers_alone_and_holds_no_word(self):
        make_decisions(approved=150, refused=50)
        assert train() == (150, 50)
        assert stat.S_IMODE(model_path().stat().st_mode) == 0o600
        with np.load(model_path(), allow_pickle=False) as stored:
            assert {stored[name].dtype.kind for name in stored} <= {"f", "i"}
        assert [path.name for path in model_path().parent.glob(f"{model_path().name}*")] == [model_path().name]

    def test_a_stored_model_is_read_as_it_was(self):
        make_decisions(approved=150, refused=50)
        learnt = fit(decisions())
        model.save(learnt)
        again = model.load()
        assert all(np.array_equal(getattr(learnt, name), getattr(again, name)) for name in vars(learnt))

    @pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
    def test_a_broken_file_is_no_model(self, caplog, content: bytes):
        model_path().write_bytes(content)
        make_comment(status="pending")
        assert score_waiting() == 0
        assert "cannot be read" in caplog.text

    def test_a_file_of_another_layout_is_no_model(self, monkeypatch):
        make_decisions(approved=150, refused=50)
        train()
        monkeypatch.setattr(model, "LAYOUT", model.LAYOUT + 1)
        model._read.cache_clear()
        assert model.load() is None

    def test_an_object_in_the_file_is_not_opened(self, caplog):
        np.savez(model_path(), layout=np.array(1), rarity=np.array([{"a": 1}], dtype=object))
        assert model.load() is None
        assert "cannot be read" in caplog.text

    def test_weights_fit_the_names(self):
        make_decisions(approved=150, refused=50)
        learnt = fit(decisions())
        assert len(learnt.weights) == len(learnt.rarity) + len(NAMES)


def make_list(number: int, *, was_refused: bool) -> list[Decision]:
    return [Decision(f"نص {place}", facts_of_text("نص"), was_refused) for place in range(number)]
