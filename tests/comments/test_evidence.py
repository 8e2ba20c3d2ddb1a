from datetime import timedelta

import pytest
from django.utils import timezone

from comments import privacy
from comments.models import Comment
from comments.privacy import truncate_evidence
from tests.factories import make_comment

pytestmark = pytest.mark.django_db

EVIDENCE = ("ip_address", "network", "user_agent")


def make_old(days: float, address: str | None, network: str = "n") -> Comment:
    return make_comment(
        created_at=timezone.now() - timedelta(days=days), ip_address=address, network=network, user_agent="Browser 1"
    )


def evidence_of(comment: Comment) -> tuple[str | None, str, str]:
    return Comment.objects.values_list(*EVIDENCE).get(pk=comment.pk)


class TestTruncateEvidence:
    @pytest.mark.parametrize(
        ("address", "kept"),
        [("198.51.100.77", "198.51.100.0"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"), (None, None)],
    )
    def test_old_evidence_is_blurred(self, address: str | None, kept: str | None):
        comment = make_old(30.1, address)
        assert truncate_evidence() == 1
        assert evidence_of(comment) == (kept, "", "")

    def test_young_evidence_stays(self):
        comment = make_old(29.9, "198.51.100.77")
        assert truncate_evidence() == 0
        assert evidence_of(comment) == ("198.51.100.77", "n", "Browser 1")

    def test_a_second_run_finds_nothing(self):
        make_old(31, "198.51.100.77")
        make_old(31, None, network="")
        assert truncate_evidence() == 2
        assert truncate_evidence() == 0

    def test_more_than_one_batch(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(privacy, "BATCH", 2)
        for _ in range(5):
            make_old(31, "198.51.100.77")
        assert truncate_evidence() == 5
        assert set(Comment.objects.values_list(*EVIDENCE)) == {("198.51.100.0", "", "")}

    def test_the_days_are_a_setting(self, settings):
        settings.COMMENTS_EVIDENCE_DAYS = 5
        make_old(6, "198.51.100.77")
        assert truncate_evidence() == 1
