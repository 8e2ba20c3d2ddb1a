import pytest
from django.test import Client

from comments.models import Comment
from tests.comments.posting import post
from tests.factories import make_article

pytestmark = pytest.mark.django_db


class TestTooFast:
    @pytest.mark.parametrize(
        ("elapsed", "held"),
        [("0", "too_fast"), ("2999", "too_fast"), ("3000", ""), ("86400000", "")],
    )
    def test_under_three_seconds_is_held(self, client: Client, elapsed: str, held: str):
        assert post(client, make_article(), elapsed=elapsed).status_code == 303
        comment = Comment.objects.get()
        assert (comment.status, comment.held_because) == ("pending", held)

    @pytest.mark.parametrize("elapsed", ["", "-1", "1.5", "NaN", "١٢", "1e3", "9" * 30, "\x00"])
    def test_what_says_nothing_is_no_verdict(self, client: Client, elapsed: str):
        assert post(client, make_article(), elapsed=elapsed).status_code == 303
        assert Comment.objects.get().held_because == ""

    def test_a_form_without_script_sends_none(self, client: Client):
        assert post(client, make_article()).status_code == 303
        assert Comment.objects.get().held_because == ""

    def test_a_form_that_comes_back_keeps_counting(self, client: Client):
        html = post(client, make_article(), name="", elapsed="1200").content.decode()
        assert '<input type="hidden" name="elapsed" value="1200"' in html
