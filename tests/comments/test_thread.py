import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles.models import Article
from comments import moderation
from comments.models import Comment
from newsportal.arabic.bidi import isolate
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def html_of(client: Client, article: Article, query: str = "", prefix: str = "") -> str:
    answer = client.get(f"{prefix}{article.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def keys_in(html: str) -> list[int]:
    return [int(key) for key in re.findall(r'<li class="comment depth-\d+" id="comment-(\d+)"', html)]


def make_thread(article: Article, roots: int, **fields: Any) -> list[Comment]:
    return [make_comment(article=article, **fields) for _ in range(roots)]


@pytest.fixture
def pages_of_two(settings: Any) -> None:
    settings.COMMENTS_PER_PAGE = 2


class TestComment:
    def test_it_shows_name_time_text_and_reply(self, client: Client):
        comment = make_comment(name="رنا", text="أول\n\nثان", website="https://rana.example")
        html = html_of(client, comment.article)
        assert (
            '<a href="https://rana.example" rel="nofollow ugc noopener">'
            '<bdi class="comment-name" dir="auto">رنا</bdi></a>' in html
        )
        assert f'<a class="comment-link" href="/news/{comment.article_id}/comments/{comment.pk}/"><time' in html
        assert '<div class="comment-text"><p dir="auto">أول</p><p dir="auto">ثان</p></div>' in html
        assert f'href="?reply={comment.pk}#comment-form" rel="nofollow" data-reply="{comment.pk}"' in html
        assert re.search(r'<span class="avatar avatar-\d+" aria-hidden="true">ر</span>', html)

    @pytest.mark.parametrize("comments_open", [True, False])
    def test_a_reader_s_comment_may_be_reported(self, client: Client, comments_open: bool):
        comment = make_comment(name="رنا", article=make_article(comments_open=comments_open))
        html = html_of(client, comment.article)
        path = f"/news/{comment.article_id}/comments/{comment.pk}/report/"
        label = f"الإبلاغ عن تعليق {isolate('رنا')}"
        assert f'<a href="{path}" rel="nofollow" aria-label="{label}">الإبلاغ</a>' in html
        assert client.get(path).status_code == 200
        assert (">رد</a>" in html) == comments_open

    def test_a_comment_of_the_newsroom_carries_its_badge_and_is_not_reported(self, client: Client):
        comment = make_comment()
        Comment.objects.filter(pk=comment.pk).update(is_staff=True)
        html = html_of(client, comment.article)
        assert '<span class="badge badge-staff">هيئة التحرير</span>' in html
        assert "/report/" not in html

    def test_a_pick_carries_its_badge(self, client: Client):
        comment = make_comment()
        assert "اختيار المحرر" not in html_of(client, comment.article)
        Comment.objects.filter(pk=comment.pk).update(is_pick=True)
        assert '<span class="badge">اختيار المحرر</span>' in html_of(client, comment.article)

    def test_a_reply_names_whom_it_answers(self, client: Client):
        parent = make_comment(name="رنا")
        make_comment(article=parent.article, parent=parent)
        html = html_of(client, parent.article)
        assert f'<a href="#comment-{parent.pk}"><bdi dir="auto">رنا</bdi></a></p>' in html
        assert 'class="comment depth-2"' in html

    def test_what_was_typed_is_escaped(self, client: Client):
        comment = make_comment(name="<b>رنا</b>", text="<script>1</script>")
        html = html_of(client, comment.article)
        assert "<b>رنا" not in html
        assert "<script>1" not in html

    def test_the_address_of_its_author_is_nowhere(self, client: Client):
        comment = make_comment(email="salma@example.com")
        make_comment(article=comment.article, parent=comment, email="rana@example.com")
        pages = [comment.article.get_absolute_url(), f"/comments/{comment.token}/", "/", "/feeds/latest.rss"]
        for page in pages:
            html = client.get(page).content.decode()
            assert "salma@" not in html
            assert "rana@" not in html


class TestHeading:
    @pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103])
    def test_it_counts_in_the_pages_language(self, client: Client, count: int):
        article = make_article()
        Article.objects.filter(pk=article.pk).update(comment_count=count)
        with translation.override("ar"):
            wanted = (
                translation.ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
                if count
                else translation.gettext("Comments")
            )
        assert f'<h2 id="comments-title">{wanted}</h2>' in html_of(client, article)

    def test_an_empty_thread_invites(self, client: Client):
        html = html_of(client, make_article())
        assert translation.gettext("No comments yet. Write the first one.") in html


class TestStatuses:
    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_what_is_not_approved_leaks_nowhere(self, client: Client, status: str):
        comment = make_comment(status=status, text="سرٌّ لا يظهر", name="اسم لا يظهر")
        article = comment.article
        pages = [
            *("/", "/latest/", article.section.get_absolute_url(), "/feeds/latest.rss", "/sitemap.xml"),
            article.get_absolute_url(),
            f"{article.get_absolute_url()}?reply={comment.pk}",
            f"{article.get_absolute_url()}?order=newest",
            f"/en{article.get_absolute_url()}",
        ]
        for page in pages:
            html = client.get(page).content.decode()
            assert "لا يظهر" not in html
            assert keys_in(html) == []
        assert client.get(f"/news/{article.pk}/comments/{comment.pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            ("refused", "حُذف هذا التعليق."),
            ("spam", "حُذف هذا التعليق."),
            ("pending", "حُذف هذا التعليق."),
            ("withdrawn", "حذف صاحب التعليق تعليقه."),
        ],
    )
    def test_a_place_with_approved_replies_stays_without_its_content(self, client: Client, status: str, words: str):
        root = make_comment(text="نص غاب", name="اسم غاب", website="https://gone.example")
        child = make_comment(article=root.article, parent=root)
        deed = {
            "refused": moderation.refuse,
            "spam": moderation.mark_spam,
            "pending": moderation.hold,
            "withdrawn": moderation.withdraw,
        }[status]
        deed(Comment.objects.filter(pk=root.pk), by=None)
        html = html_of(client, root.article)
        assert keys_in(html) == [root.pk, child.pk]
        assert f'<p class="comment-deleted" data-actions>{words}</p>' in html
        for gone in ("غاب", "gone.example", f"reply={root.pk}"):
            assert gone not in html


class TestOrder:
    def test_threads_from_older_to_newer_and_replies_below_their_parents(self, client: Client):
        article = make_article()
        first, second = make_thread(article, 2)
        late = make_comment(article=article, parent=first)
        later = make_comment(article=article, parent=late)
        latest = make_comment(article=article, parent=first)
        assert keys_in(html_of(client, article)) == [first.pk, late.pk, later.pk, latest.pk, second.pk]

    def test_newest_first_turns_the_threads_and_not_the_replies(self, client: Client):
        article = make_article()
        first, second = make_thread(article, 2)
        early = make_comment(article=article, parent=first)
        late = make_comment(article=article, parent=first)
        wanted = [second.pk, first.pk, early.pk, late.pk]
        assert keys_in(html_of(client, article, "?order=newest")) == wanted

    def test_the_usual_order_is_a_setting(self, client: Client, settings: Any):
        settings.COMMENTS_ORDER = "newest"
        article = make_article()
        first, second = make_thread(article, 2)
        assert keys_in(html_of(client, article)) == [second.pk, first.pk]
        assert keys_in(html_of(client, article, "?order=oldest")) == [first.pk, second.pk]
        html = html_of(client, article)
        assert f'href="{article.get_absolute_url()}?order=oldest#comments"' in html
        answer = client.get(f"/news/{article.pk}/comments/{first.pk}/")
        assert answer["Location"] == f"{article.get_absolute_url()}?order=oldest#comment-{first.pk}"

    @pytest.mark.parametrize("order", ["oldest", "", "sideways", "NEWEST", "\x00"])
    def test_anything_else_is_oldest_first(self, client: Client, order: str):
        article = make_article()
        roots = make_thread(article, 2)
        answer = client.get(article.get_absolute_url(), {"order": order})
        assert keys_in(answer.content.decode()) == [root.pk for root in roots]


@pytest.mark.usefixtures("pages_of_two")
class TestPages:
    def test_each_page_holds_its_threads_whole(self, client: Client):
        article = make_article()
        roots = make_thread(article, 5)
        replies = [make_comment(article=article, parent=root) for root in roots]
        pages = [keys_in(html_of(client, article, f"?page={number}")) for number in (1, 2, 3)]
        assert pages == [
            [roots[0].pk, replies[0].pk, roots[1].pk, replies[1].pk],
            [roots[2].pk, replies[2].pk, roots[3].pk, replies[3].pk],
            [roots[4].pk, replies[4].pk],
        ]

    def test_newest_first_has_the_same_comments_in_other_places(self, client: Client):
        article = make_article()
        roots = make_thread(article, 5)
        reply = make_comment(article=article, parent=roots[2])
        pages = [keys_in(html_of(client, article, f"?page={number}&order=newest")) for number in (1, 2, 3)]
        assert pages == [[roots[4].pk, roots[3].pk], [roots[2].pk, reply.pk, roots[1].pk], [roots[0].pk]]

    def test_hidden_threads_take_no_place(self, client: Client):
        article = make_article()
        roots = [make_comment(article=article, status=status) for status in ["approved", "spam", "pending"] * 3]
        pages = [keys_in(html_of(client, article, f"?page={number}")) for number in (1, 2)]
        assert pages == [[roots[0].pk, roots[3].pk], [roots[6].pk]]

    def test_links_lead_to_the_neighbours_and_keep_the_order(self, client: Client):
        article = make_article()
        make_thread(article, 5)
        address = article.get_absolute_url()
        html = html_of(client, article, "?page=2")
        assert f'rel="prev" href="{address}#comments"' in html
        assert f'rel="next" href="{address}?page=3#comments"' in html
        html = html_of(client, article, "?page=2&order=newest")
        assert f'rel="prev" href="{address}?order=newest#comments"' in html
        assert f'rel="next" href="{address}?page=3&amp;order=newest#comments"' in html
        assert re.search(r'href="\?page=2&amp;order=newest&amp;reply=\d+#comment-form"', html)

    @pytest.mark.parametrize("page", ["", "0", "-1", "4", "x", "1.5", "9" * 5000, "\x00", "٢٫"])
    def test_nonsense_is_the_first_page(self, client: Client, page: str):
        article = make_article()
        roots = make_thread(article, 5)
        answer = client.get(article.get_absolute_url(), {"page": page})
        assert keys_in(answer.content.decode()) == [roots[0].pk, roots[1].pk]

    def test_a_permalink_finds_its_page(self, client: Client):
        article = make_article()
        roots = make_thread(article, 5)
        reply = make_comment(article=article, parent=roots[2])
        make_comment(article=article, status="spam")
        answer = client.get(f"/news/{article.pk}/comments/{reply.pk}/")
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"{article.get_absolute_url()}?page=2#comment-{reply.pk}",
        )
        assert reply.pk in keys_in(html_of(client, article, "?page=2"))
        first = client.head(f"/en/news/{article.pk}/comments/{roots[0].pk}/")
        assert first["Location"] == f"/en{article.get_absolute_url()}#comment-{roots[0].pk}"

    def test_a_permalink_of_another_article_is_404(self, client: Client):
        comment = make_comment()
        assert client.get(f"/news/{make_article().pk}/comments/{comment.pk}/").status_code == 404


class TestQueries:
    def queries_of(self, client: Client, address: str) -> list[str]:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return [query["sql"] for query in queries if "comments_comment" in query["sql"]]

    @pytest.mark.parametrize("query", ["", "?page=2", "?page=3", "?order=newest", "?page=2&order=newest"])
    def test_a_page_of_any_shape_is_one_query(self, client: Client, pages_of_two: None, query: str):
        article = make_article()
        for root in make_thread(article, 5):
            parent = root
            for _ in range(4):
                parent = make_comment(article=article, parent=parent)
        assert len(self.queries_of(client, article.get_absolute_url() + query)) == 1
