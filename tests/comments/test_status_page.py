import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from comments.models import Comment
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def page_of(client: Client, comment: Comment, prefix: str = "") -> str:
    return client.get(f"{prefix}/comments/{comment.token}/").content.decode()


def heading_of(html: str) -> str:
    (heading,) = re.findall(r"<h1>(.*?)</h1>", html)
    return heading


class TestStatus:
    def test_waiting(self, client: Client):
        html = page_of(client, make_comment(status="pending", text="نصي"))
        assert heading_of(html) == "تعليقك في انتظار المراجعة."
        assert '<p dir="auto">نصي</p>' in html

    def test_published_leads_to_the_comment(self, client: Client):
        comment = make_comment()
        html = page_of(client, comment)
        assert heading_of(html) == gettext("Your comment is published.")
        assert f'href="/news/{comment.article_id}/comments/{comment.pk}/"' in html

    def test_published_below_a_story_that_is_gone_leads_nowhere(self, client: Client):
        comment = make_comment()
        comment.article.status = "withdrawn"
        comment.article.save()
        html = page_of(client, comment)
        assert f"/news/{comment.article_id}/" not in html
        assert comment.article.title not in html

    def test_spam_reads_like_refused(self, client: Client):
        pages = []
        for status in ("refused", "spam"):
            comment = make_comment(status=status, name="سلمى", text="نص", created_at=timezone.now())
            html = page_of(client, comment)
            assert heading_of(html) == gettext("Your comment was not published.")
            main = html[html.index("<main") : html.index("</main>")]
            pages.append(
                re.sub(rf'/news/{comment.article_id}/[^"]*|<time.*?</time>|{comment.article.title}', "", main)
            )
        assert pages[0] == pages[1]

    def test_withdrawn_shows_the_text_no_more(self, client: Client):
        html = page_of(client, make_comment(status="withdrawn", text="نص غاب"))
        assert heading_of(html) == gettext("Your comment was deleted at your request.")
        assert "نص غاب" not in html

    def test_english(self, client: Client):
        html = page_of(client, make_comment(status="pending"), "/en")
        assert heading_of(html) == "Your comment is waiting for review."


class TestLink:
    def test_it_lives_for_ninety_days(self, client: Client):
        young = make_comment(created_at=timezone.now() - timedelta(days=89, hours=23))
        old = make_comment(created_at=timezone.now() - timedelta(days=90, hours=1))
        assert client.get(f"/comments/{young.token}/").status_code == 200
        assert client.get(f"/comments/{old.token}/").status_code == 410

    def test_a_near_miss_is_404(self, client: Client):
        comment = make_comment()
        for token in (comment.token[:-1], comment.token + "a", comment.token.swapcase(), comment.status_digest):
            assert client.get(f"/comments/{token}/").status_code == 404

    def test_it_stays_out_of_caches_logs_and_search_engines(self, client: Client):
        answer = client.get(f"/comments/{make_comment().token}/")
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "strict-origin"
        html = answer.content.decode()
        assert "og:" not in html
        assert 'rel="canonical"' not in html

    def test_only_our_own_pages_are_linked(self, client: Client):
        html = page_of(client, make_comment(status="pending", text="بلا رابط"))
        assert not re.findall(r'(?:href|src)="(?:https?:)?//', html)

    def test_asking_changes_nothing_and_head_is_allowed(self, client: Client):
        comment = make_comment(status="pending")
        before = Comment.objects.values().get(pk=comment.pk)
        assert client.head(f"/comments/{comment.token}/").status_code == 200
        assert client.post(f"/comments/{comment.token}/").status_code == 405
        assert Comment.objects.values().get(pk=comment.pk) == before
        assert not client.cookies
