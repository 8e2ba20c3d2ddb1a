"""The tick below a story: what is sent with it reaches the editors, and no page."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, Move, ReaderCorrection
from comments.privacy import truncate_evidence
from tests.comments.corrections import WRONG, make_correction, send
from tests.comments.posting import post
from tests.comments.test_bad_input import HOSTILE
from tests.factories import HIDDEN, make_article, make_comment, make_restriction

pytestmark = pytest.mark.django_db

State = ReaderCorrection.State
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def without_pauses(settings: Any) -> None:
    settings.COMMENTS_FLOOD_SECONDS = 0


class TestForm:
    def test_tick_says_what_it_does_and_is_empty(self, client: Client):
        html = client.get(make_article().get_absolute_url()).content.decode()
        assert "هذا تصحيح</label>" in html
        assert "يصل نصك إلى محرري المقال ولا يُنشر." in html
        box = html[html.index('name="correction"') :].partition(">")[0]
        assert "checked" not in box
        assert 'aria-describedby="id_correction_helptext"' in box

    def test_english_chrome_says_it_in_english(self, client: Client):
        html = client.get(f"/en{make_article().get_absolute_url()}").content.decode()
        assert "This is a correction</label>" in html

    def test_closed_story_has_no_form_and_takes_none(self, client: Client):
        article = make_article(comments_open=False)
        assert 'name="correction"' not in client.get(article.get_absolute_url()).content.decode()
        assert send(client, article).status_code == 403
        assert not ReaderCorrection.objects.exists()


class TestSending:
    def test_it_is_stored_for_the_editors(self, client: Client):
        article = make_article()
        answer = client.post(
            f"/news/{article.pk}/comments/",
            {"comment": WRONG, "name": "سلمى", "email": "Salma@Example.com", "correction": "on"},
            headers={**SAME, "User-Agent": "Browser 1"},
            REMOTE_ADDR="198.51.100.77",
        )
        assert answer.status_code == 303
        found = ReaderCorrection.objects.get()
        assert (found.article_id, found.text, found.name, found.email) == (
            article.pk, WRONG, "سلمى", "salma@example.com",
        )  # fmt: skip
        assert (found.state, found.may_be_named) == (State.OPEN, False)
        assert (found.ip_address, found.network, found.user_agent) == ("198.51.100.77", "198.51.100.77", "Browser 1")
        assert client.get(answer["Location"]).status_code == 200

    def test_it_becomes_no_comment(self, client: Client):
        article = make_article()
        send(client, article)
        assert not Comment.objects.exists()
        assert not Move.objects.exists()
        article.refresh_from_db()
        assert (article.comment_count, article.thread_count) == (0, 0)

    @pytest.mark.parametrize("state", State)
    def test_it_leaks_onto_no_page(self, client: Client, state: str):
        at = timezone.now() if state in {"corrected", "unneeded"} else None
        article = make_article()
        make_correction(article, text="نص سري", name="اسم سري", state=state, answered_at=at, answer="رد سري")
        story = article.get_absolute_url()
        lists = ["/", "/latest/", "/feeds/latest.rss", "/news-sitemap.xml", "/search/?q=سري"]
        for path in [story, f"/en{story}", *lists]:
            html = client.get(path).content.decode()
            for secret in ("نص سري", "اسم سري", "رد سري", "salma@example.com"):
                assert secret not in html

    @pytest.mark.parametrize("value", ["", "false"])
    def test_without_the_tick_it_is_a_comment(self, client: Client, value: str):
        send(client, make_article(), correction=value)
        assert (Comment.objects.count(), ReaderCorrection.objects.count()) == (1, 0)

    def test_a_reply_that_is_ticked_is_a_correction(self, client: Client):
        comment = make_comment()
        assert send(client, comment.article, parent=comment.pk).status_code == 303
        assert (Comment.objects.count(), ReaderCorrection.objects.count()) == (1, 1)

    def test_naming_needs_a_tick_of_its_own(self, client: Client):
        send(client, make_article(), may_be_named="on")
        assert ReaderCorrection.objects.get().may_be_named

    def test_english_address_leads_to_an_english_page(self, client: Client):
        answer = send(client, make_article(), prefix="/en")
        assert answer["Location"].startswith("/en/comments/")
        assert "Your correction has reached the editors." in client.get(answer["Location"]).content.decode()


class TestRefusals:
    @pytest.mark.parametrize("name", ["comment", "name", "email"])
    def test_missing_field_gives_the_text_and_the_ticks_back(self, client: Client, name: str):
        answer = send(client, make_article(), may_be_named="on", **{name: ""})
        html = answer.content.decode()
        assert answer.status_code == 422
        for box in ("correction", "may_be_named"):
            assert " checked" in html[html.index(f'name="{box}"') :].partition(">")[0]
        assert name == "comment" or WRONG in html
        assert not ReaderCorrection.objects.exists()

    @pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
    @pytest.mark.parametrize("name", ["comment", "name", "may_be_named", "correction"])
    def test_any_text_in_any_field_is_answered_readably(self, client: Client, name: str, value: str):
        answer = send(client, make_article(), **{name: value})
        assert answer.status_code in {303, 422}
        page = client.get(answer["Location"]) if answer.status_code == 303 else answer
        assert "<script>alert" not in page.content.decode()

    def test_another_sites_form_is_refused(self, client: Client):
        assert send(client, make_article(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403

    def test_too_long_a_request_is_refused(self, client: Client):
        assert send(client, make_article(), comment="أ" * 200_000).status_code == 413

    def test_same_words_are_taken_once(self, client: Client):
        article = make_article()
        send(client, article)
        answer = send(client, article, comment=f"  {WRONG}\n", email="other@example.com")
        assert answer.status_code == 409
        assert "وصل هذا التصحيح إلى المحررين من قبل" in answer.content.decode()
        assert ReaderCorrection.objects.count() == 1

    def test_words_that_were_sent_as_a_comment_are_taken(self, client: Client):
        article = make_article()
        post(client, article, comment=WRONG)
        assert send(client, article).status_code == 303

    def test_too_many_from_one_address_wait(self, client: Client, settings: Any):
        settings.COMMENTS_FLOOD_SECONDS = 15
        article = make_article()
        send(client, article)
        answer = send(client, article, comment="خطأ آخر في المادة.")
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 15

    def test_too_many_from_one_network_wait(self, client: Client, settings: Any):
        settings.COMMENTS_PER_MINUTE = 2
        article = make_article()
        answers = [
            send(client, article, comment=f"خطأ رقم {number}", email=f"r{number}@example.com").status_code
            for number in range(3)
        ]
        assert answers == [303, 303, 429]

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_hidden_story_takes_none(self, client: Client, hidden: dict[str, Any]):
        assert send(client, make_article(**hidden)).status_code in {404, 410}
        assert not ReaderCorrection.objects.exists()


class TestKeptOut:
    @pytest.mark.parametrize("way", ["ban by e-mail", "ban by network", "trap"])
    def test_it_is_kept_from_the_desk_and_its_sender_reads_that_it_arrived(self, client: Client, way: str):
        if way == "ban by e-mail":
            make_restriction(kind="ban")
        elif way == "ban by network":
            make_restriction(kind="ban", network="127.0.0.1")
        answer = send(client, make_article(), topic="cheap watches" if way == "trap" else "")
        assert answer.status_code == 303
        assert ReaderCorrection.objects.get().state == State.KEPT_OUT
        assert "وصل تصحيحك إلى المحررين." in client.get(answer["Location"]).content.decode()

    def test_whoever_is_only_held_reaches_the_editors(self, client: Client):
        make_restriction(kind="hold")
        send(client, make_article())
        assert ReaderCorrection.objects.get().state == State.OPEN


class TestEvidence:
    def test_it_is_blurred_like_that_of_comments(self):
        old = timezone.now() - timedelta(days=31)
        found = make_correction(created_at=old, ip_address="198.51.100.77", network="n", user_agent="Browser 1")
        young = make_correction(ip_address="198.51.100.77", network="n", user_agent="Browser 1")
        assert truncate_evidence() == 1
        found.refresh_from_db(), young.refresh_from_db()
        assert (found.ip_address, found.network, found.user_agent) == ("198.51.100.0", "", "")
        assert (young.ip_address, young.network) == ("198.51.100.77", "n")


class TestConstraints:
    @pytest.mark.parametrize(
        "wrong", [{"state": "corrected"}, {"state": "unneeded"}, {"state": "open", "answered_at": timezone.now()}]
    )
    def test_answer_and_its_time_come_together(self, wrong: dict[str, Any]):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_correction(**wrong)
        row = ReaderCorrection(article=make_article(), name="أ", text="ب", status_digest="c", **wrong)
        with pytest.raises(ValidationError) as caught:
            row.validate_constraints()
        assert caught.value.messages

    def test_two_never_share_a_status_page(self):
        make_correction(status_digest="a")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_correction(status_digest="a")

    def test_it_goes_with_its_story(self):
        Article.objects.filter(pk=make_correction().article_id).delete()
        assert not ReaderCorrection.objects.exists()
