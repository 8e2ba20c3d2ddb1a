"""Links by which somebody without an account reads a draft: made, ended, revoked, and never a leak."""

import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from articles.admin.preview import LiveLink
from articles.models import Article
from articles.previews.links import LASTS, MOST_LIVE, make_link, revoke
from articles.previews.models import PreviewLink
from newsportal.page_cache.rules import place_of
from newsportal.tokens import WithoutTokens, digest_of, make_token
from tests.articles.newsroom import change_of
from tests.factories import make_article, make_author, make_comment, make_picture, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

HIDDEN_STATUSES = ["draft", "in_review", "ready"]


@pytest.fixture
def editor() -> User:
    return make_user(groups=("Editors",))


@pytest.fixture
def draft() -> Article:
    return make_article(title="مسودة لم تُنشر", status="draft", published_at=None)


def address_of(token: str) -> str:
    return f"/preview/{token}/"


def links_of(article: Article) -> str:
    return reverse("admin:articles_article_preview_links", args=[article.pk])


class TestPage:
    def test_it_shows_the_draft_as_it_is_stored_now(self, client: Client, editor: User) -> None:
        draft = make_article(
            status="draft",
            published_at=None,
            source=make_source(),
            lead_picture=make_picture(),
            tags=(make_tag(),),
            authors=(make_author(),),
        )
        token = make_link(draft, by=editor)
        draft.title = "عنوان أحدث"
        draft.save()
        html = client.get(address_of(token)).content.decode()
        for shown in ["عنوان أحدث", draft.standfirst, draft.bylines.get().author.name, draft.tags.get().name]:
            assert shown in html
        assert "معاينة: لم يُنشر هذا الخبر" in html

    def test_english_chrome_says_so_too(self, client: Client, editor: User, draft: Article) -> None:
        html = client.get(f"/en{address_of(make_link(draft, by=editor))}").content.decode()
        assert "Preview: this story is not published." in html
        assert draft.title in html

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_it_stays_out_of_caches_search_and_logs_of_others(
        self, client: Client, editor: User, draft: Article, prefix: str
    ) -> None:
        address = prefix + address_of(make_link(draft, by=editor))
        answer = client.get(address)
        html = answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert re.findall(r'<meta name="robots" content="([^"]*)">', html) == ["noindex, nofollow, noarchive"]
        for absent in [
            "og:",
            "ld+json",
            "canonical",
            "wa.me",
            "x.com/intent",
            "t.me/share",
            "facebook.com",
            f"/n/{draft.pk}",
        ]:
            assert absent not in html
        assert answer["X-Frame-Options"] == "DENY"
        assert not answer.cookies
        assert place_of(address) is None

    def test_nothing_on_it_can_be_sent(self, client: Client, editor: User) -> None:
        archived = make_article(status="ready", published_at=None)
        make_comment(article=archived, text="تعليق قديم")
        html = client.get(address_of(make_link(archived, by=editor))).content.decode()
        assert "<form" not in html
        assert "تعليق قديم" not in html

    def test_it_costs_at_most_six_queries(
        self, client: Client, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        draft = make_article(status="draft", published_at=None, tags=(make_tag(),), authors=(make_author(),))
        token = make_link(draft, by=editor)
        client.get(address_of(token))
        with django_assert_max_num_queries(6):
            page = client.get(address_of(token))
        assert draft.title in page.content.decode()

    def test_opening_it_changes_nothing(self, client: Client, editor: User, draft: Article) -> None:
        token = make_link(draft, by=editor)
        before = list(PreviewLink.objects.values()), list(Article.objects.values())
        for _ in range(2):
            assert client.get(address_of(token)).status_code == 200
            assert client.head(address_of(token)).status_code == 200
        assert client.post(address_of(token)).status_code == 405
        assert (list(PreviewLink.objects.values()), list(Article.objects.values())) == before

    def test_scheduled_story_is_shown_until_its_time(self, client: Client, editor: User) -> None:
        story = make_article(published_at=timezone.now() + timedelta(hours=1))
        token = make_link(story, by=editor)
        assert client.get(address_of(token)).status_code == 200
        with patch("django.utils.timezone.now", return_value=story.published_at):
            assert client.get(address_of(token)).status_code == 301


class TestEnd:
    def test_it_works_to_the_last_second_and_not_at_the_end(
        self, client: Client, editor: User, draft: Article
    ) -> None:
        token = make_link(draft, by=editor)
        end = PreviewLink.objects.get().made_at + timedelta(hours=48)
        assert timedelta(hours=48) == LASTS
        with patch("django.utils.timezone.now", return_value=end - timedelta(seconds=1)):
            assert client.get(address_of(token)).status_code == 200
            assert draft.preview_links.live().exists()
        with patch("django.utils.timezone.now", return_value=end):
            answer = client.get(address_of(token))
            assert not draft.preview_links.live().exists()
        assert answer.status_code == 410
        assert answer["Cache-Control"] == "no-store"
        assert draft.title not in answer.content.decode()

    def test_revoked_link_is_gone_at_once(self, client: Client, editor: User, draft: Article) -> None:
        token, other = make_link(draft, by=editor), make_link(draft, by=editor)
        link = PreviewLink.objects.get(token_hash=digest_of(token))
        revoke(link, by=editor)
        answer = client.get(address_of(token))
        assert answer.status_code == 410
        assert draft.title not in answer.content.decode()
        assert client.get(address_of(other)).status_code == 200

    def test_revoking_twice_keeps_the_first_time(self, editor: User, draft: Article) -> None:
        make_link(draft, by=editor)
        link = PreviewLink.objects.get()
        revoke(link, by=editor)
        first = PreviewLink.objects.get().revoked_at
        revoke(link, by=editor)
        assert PreviewLink.objects.get().revoked_at == first

    def test_published_story_moves_permanently(self, client: Client, editor: User, draft: Article) -> None:
        token = make_link(draft, by=editor)
        draft.status, draft.published_at = "published", timezone.now()
        draft.save()
        answer = client.get(address_of(token))
        assert (answer.status_code, answer["Location"]) == (301, draft.get_absolute_url())
        assert answer["Cache-Control"] == "no-store"
        assert client.get(f"/en{address_of(token)}")["Location"] == f"/en{draft.get_absolute_url()}"

    def test_link_that_ended_leads_to_the_published_story(self, client: Client, editor: User) -> None:
        token = make_link(story := make_article(), by=editor)
        PreviewLink.objects.update(expires_at=timezone.now() - timedelta(days=30))
        assert client.get(address_of(token))["Location"] == story.get_absolute_url()

    def test_revoked_link_leads_nowhere_even_then(self, client: Client, editor: User) -> None:
        token = make_link(make_article(), by=editor)
        revoke(PreviewLink.objects.get(), by=editor)
        assert client.get(address_of(token)).status_code == 410

    @pytest.mark.parametrize(
        "fields",
        [{"status": "withdrawn"}, {"unpublished_at": timezone.now() - timedelta(minutes=1)}],
    )
    def test_story_that_was_taken_down_is_not_shown(
        self, client: Client, editor: User, fields: dict[str, Any]
    ) -> None:
        story = make_article(title="خبر مسحوب", **fields)
        answer = client.get(address_of(make_link(story, by=editor)))
        assert answer.status_code == 410
        assert "خبر مسحوب" not in answer.content.decode()

    def test_deleted_story_takes_its_links_along(self, client: Client, editor: User, draft: Article) -> None:
        token = make_link(draft, by=editor)
        draft.delete()
        assert client.get(address_of(token)).status_code == 404


class TestSecrecy:
    @pytest.mark.parametrize("status", HIDDEN_STATUSES)
    def test_guessed_address_shows_no_draft(self, client: Client, editor: User, status: str) -> None:
        draft = make_article(title="سر التحرير", status=status, published_at=None)
        make_link(draft, by=editor)
        digest = PreviewLink.objects.get().token_hash
        for guess in [str(draft.pk), digest, "a" * 43, make_token()[0], "سر", "x" * 2_000, "%00", "%ff"]:
            answer = client.get(f"/preview/{guess}/")
            assert answer.status_code == 404
            assert "سر التحرير" not in answer.content.decode()

    def test_token_of_another_purpose_opens_nothing(self, client: Client, editor: User, draft: Article) -> None:
        comment = make_comment()
        assert client.get(f"/comments/{comment.token}/").status_code == 200
        assert client.get(address_of(comment.token)).status_code == 404
        assert client.get(f"/comments/{make_link(draft, by=editor)}/").status_code == 404

    def test_token_itself_is_not_stored(self, editor: User, draft: Article) -> None:
        token = make_link(draft, by=editor)
        link = PreviewLink.objects.get()
        assert link.token_hash == digest_of(token)
        assert token not in str(PreviewLink.objects.values().get())

    def test_no_digest_stands_twice(self, editor: User, draft: Article) -> None:
        make_link(draft, by=editor)
        link = PreviewLink.objects.get()
        link.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            link.save(force_insert=True)

    def test_no_log_opens_it(self, client: Client, editor: User, draft: Article, caplog: Any) -> None:
        token = make_link(draft, by=editor)
        revoke(PreviewLink.objects.get(), by=editor)
        caplog.handler.addFilter(WithoutTokens())
        client.get(address_of(token))
        client.get(f"/en{address_of(token)}")
        assert "/preview/…/" in caplog.text
        assert token not in caplog.text

    def test_robots_are_kept_out(self, client: Client) -> None:
        assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()


class TestMaking:
    def test_address_is_shown_in_full_this_once(self, client: Client, editor: User, draft: Article) -> None:
        client.force_login(editor)
        answer = client.post(links_of(draft))
        (address,) = re.findall(r'value="(http://testserver/preview/[\w-]{43}/)"', answer.content.decode())
        assert "no-store" in answer["Cache-Control"]
        assert client.get(address).status_code == 200
        assert "/preview/" not in re.sub(r"/\d+/preview/", "", client.get(change_of(draft)).content.decode())
        assert address not in client.get(links_of(draft)).content.decode()

    def test_no_more_than_some_work_at_a_time(self, client: Client, editor: User, draft: Article) -> None:
        for _ in range(MOST_LIVE):
            make_link(draft, by=editor)
        client.force_login(editor)
        page = client.post(links_of(draft)).content.decode()
        assert "لا يمكن إنشاء روابط أخرى" in page
        assert PreviewLink.objects.count() == MOST_LIVE
        revoke(PreviewLink.objects.first(), by=editor)
        assert "fresh-preview-link" in client.post(links_of(draft)).content.decode()

    def test_list_says_by_whom_and_how_long(self, client: Client, editor: User, draft: Article) -> None:
        make_link(draft, by=editor)
        client.force_login(editor)
        html = client.get(change_of(draft)).content.decode()
        assert "ينتهي بعد 48 ساعة" in html
        assert editor.username in html

    @pytest.mark.parametrize(
        ("left", "told"),
        [
            (timedelta(hours=1), "ينتهي بعد ساعة واحدة"),
            (timedelta(hours=2), "ينتهي بعد ساعتين"),
            (timedelta(hours=3), "ينتهي بعد 3 ساعات"),
            (timedelta(hours=11), "ينتهي بعد 11 ساعة"),
            (timedelta(minutes=59), "ينتهي بعد 59 دقيقة"),
            (timedelta(minutes=2), "ينتهي بعد دقيقتين"),
            (timedelta(seconds=1), "ينتهي بعد دقيقة واحدة"),
        ],
    )
    def test_end_is_told_in_words(self, left: timedelta, told: str) -> None:
        now = timezone.now()
        with patch("django.utils.timezone.now", return_value=now), override("ar"):
            assert LiveLink(PreviewLink(expires_at=now + left)).ends_in == told

    def test_ended_and_revoked_ones_are_not_listed(self, client: Client, editor: User, draft: Article) -> None:
        make_link(draft, by=editor)
        PreviewLink.objects.update(expires_at=timezone.now())
        make_link(draft, by=editor)
        revoke(PreviewLink.objects.latest("pk"), by=editor)
        client.force_login(editor)
        assert "preview-links/1" not in client.get(change_of(draft)).content.decode()
        assert 'class="preview-links"' not in client.get(change_of(draft)).content.decode()

    def test_button_revokes(self, client: Client, editor: User, draft: Article) -> None:
        token = make_link(draft, by=editor)
        client.force_login(editor)
        address = reverse("admin:articles_article_revoke_link", args=[draft.pk, PreviewLink.objects.get().pk])
        assert client.get(address).status_code == 405
        assert client.get(address_of(token)).status_code == 200
        answer = client.post(address)
        assert (answer.status_code, answer["Location"]) == (303, links_of(draft))
        assert client.get(address_of(token)).status_code == 410

    def test_link_is_revoked_at_its_own_article_alone(self, client: Client, editor: User, draft: Article) -> None:
        make_link(draft, by=editor)
        client.force_login(editor)
        other = make_article()
        address = reverse("admin:articles_article_revoke_link", args=[other.pk, PreviewLink.objects.get().pk])
        assert client.post(address).status_code == 404
        assert PreviewLink.objects.get().revoked_at is None

    def test_form_costs_the_same_for_one_link_and_for_twenty(
        self, client: Client, editor: User, draft: Article
    ) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(change_of(draft))
            return len(queries)

        client.force_login(editor)
        make_link(draft, by=editor)
        cost()
        for_one = cost()
        for _ in range(19):
            make_link(draft, by=editor)
        assert cost() == for_one


class TestRights:
    def test_reporter_makes_and_revokes_links_to_an_own_draft(self, client: Client) -> None:
        reporter = make_user(groups=("Reporters",))
        own = make_article(status="draft", published_at=None, created_by=reporter)
        client.force_login(reporter)
        assert client.post(links_of(own)).status_code == 200
        link = PreviewLink.objects.get()
        address = reverse("admin:articles_article_revoke_link", args=[own.pk, link.pk])
        assert client.post(address).status_code == 303
        link.refresh_from_db()
        assert link.revoked_at

    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    def test_others_make_and_revoke_none(self, client: Client, editor: User, draft: Article, group: str) -> None:
        other = make_user(groups=(group,))
        make_link(draft, by=editor)
        link = PreviewLink.objects.get()
        client.force_login(other)
        assert client.get(links_of(draft)).status_code == 403
        assert client.post(links_of(draft)).status_code == 403
        address = reverse("admin:articles_article_revoke_link", args=[draft.pk, link.pk])
        assert client.post(address).status_code == 403
        with pytest.raises(PermissionDenied):
            make_link(draft, by=other)
        with pytest.raises(PermissionDenied):
            revoke(link, by=other)
        assert PreviewLink.objects.get().revoked_at is None

    def test_panel_is_for_those_who_may_change_the_article(self, client: Client, draft: Article) -> None:
        client.force_login(make_user(groups=("Reporters",)))
        assert 'id="panel-preview"' not in client.get(change_of(draft)).content.decode()
        client.force_login(make_user(groups=("Editors",)))
        assert 'id="panel-preview"' in client.get(change_of(draft)).content.decode()

    def test_foreign_form_makes_none(self, editor: User, draft: Article) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(links_of(draft)).status_code == 403
        assert not PreviewLink.objects.exists()

    def test_panel_s_own_forms_carry_their_token(self, editor: User, draft: Article) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        html = client.get(change_of(draft)).content.decode()
        panel = html[html.index('id="panel-preview"') :].partition("</section>")[0]
        (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', panel)
        assert client.post(links_of(draft), {"csrfmiddlewaretoken": token}).status_code == 200
