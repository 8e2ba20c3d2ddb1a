from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import Comment
from tests.comments.posting import fields, post
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

TYPED = "نص كتبته ولا أريد أن أفقده"


def gone_article() -> Article:
    return make_article(status="withdrawn")


def closed_article() -> Article:
    return make_article(comments_open=False)


class TestAccepted:
    def test_it_leads_to_the_comments_own_page(self, client: Client):
        article = make_article()
        answer = post(client, article)
        assert answer.status_code == 303
        assert answer["Location"].startswith("/comments/")
        page = client.get(answer["Location"]).content.decode()
        assert "تعليقك في انتظار المراجعة." in page
        assert "تعليق من قارئة." in page

    def test_it_is_stored_as_it_was_typed(self, client: Client):
        article = make_article()
        post(client, article, website="example.com/a", email="Salma@Example.COM")
        comment = Comment.objects.get()
        assert (comment.article, comment.text, comment.name, comment.email, comment.website) == (
            article, "تعليق من قارئة.", "سلمى", "salma@example.com", "https://example.com/a",
        )  # fmt: skip
        assert (comment.status, comment.parent, comment.held_because) == ("pending", None, "")

    def test_where_it_came_from_is_kept_as_evidence(self, client: Client):
        client.post(
            f"/news/{make_article().pk}/comments/",
            fields(),
            headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Browser\t" + "9" * 400},
            REMOTE_ADDR="2001:db8:1:2:3::4",
        )
        comment = Comment.objects.get()
        assert (comment.ip_address, comment.network) == ("2001:db8:1:2:3::4", "2001:db8:1:2::/64")
        assert comment.user_agent == ("Browser " + "9" * 400)[:300]

    def test_a_post_without_any_word_about_its_origin_is_held_for_that(self, client: Client):
        assert post(client, make_article(), headers={}).status_code == 303
        assert Comment.objects.get().held_because == "origin"

    def test_a_filled_trap_is_spam(self, client: Client):
        answer = post(client, make_article(), topic="cheap watches")
        assert answer.status_code == 303
        comment = Comment.objects.get()
        assert (comment.status, comment.held_because) == ("spam", "trap")
        assert "لم يُنشر تعليقك." in client.get(answer["Location"]).content.decode()

    def test_the_remember_box_changes_nothing(self, client: Client):
        assert post(client, make_article(), remember="1").status_code == 303

    def test_in_english_it_stays_in_english(self, client: Client):
        answer = post(client, make_article(), prefix="/en")
        assert answer["Location"].startswith("/en/comments/")
        assert "Your comment is waiting for review." in client.get(answer["Location"]).content.decode()

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_nobody_gets_a_cookie(self, client: Client, prefix: str):
        article = make_article()
        for changes in ({}, {"name": ""}, {}):
            post(client, article, prefix=prefix, **changes)
        client.get(f"{prefix}/news/{article.pk}/comments/", follow=True)
        assert not client.cookies


class TestRefused:
    def test_an_invalid_form_comes_back_in_place_with_its_text(self, client: Client):
        article = make_article()
        answer = post(client, article, comment=TYPED, name="", email="salma@", website="a b")
        assert answer.status_code == 422
        html = answer.content.decode()
        assert "<title>لم يُرسل تعليقك – " in html
        assert article.title in html
        assert f">\n{TYPED}</textarea>" in html
        assert 'value="salma@"' in html
        assert html.count('aria-invalid="true"') == 3
        assert Comment.objects.count() == 0

    def test_a_duplicate_is_told_with_its_text(self, client: Client):
        article = make_article()
        post(client, article)
        answer = post(client, article, comment="تعليقٌ  مـــن قارئه.", email="b@example.com")
        assert answer.status_code == 409
        assert "تعليقٌ  مـــن قارئه.</textarea>" in answer.content.decode()

    def test_too_fast_says_when_to_come_back(self, client: Client):
        article = make_article()
        post(client, article)
        answer = post(client, article, comment=TYPED)
        assert answer.status_code == 429
        assert 1 <= int(answer["Retry-After"]) <= 15
        assert f"{TYPED}</textarea>" in answer.content.decode()

    @pytest.mark.parametrize("changes", [{"comments_open": False}, {"status": "archived"}])
    def test_a_closed_article_gives_the_text_back(self, client: Client, changes: dict):
        answer = post(client, make_article(**changes), comment=TYPED)
        assert answer.status_code == 403
        html = answer.content.decode()
        assert "<title>لم يُرسل تعليقك – " in html
        assert f"{TYPED}</textarea>" in html
        assert "<form" not in html

    @pytest.mark.parametrize(
        "changes",
        [
            {"status": "draft"},
            {"status": "in_review"},
            {"status": "ready"},
            {"published_at": timezone.now() + timedelta(hours=1)},
        ],
    )
    def test_an_article_that_readers_never_saw_is_404(self, client: Client, changes: dict):
        assert post(client, make_article(**changes)).status_code == 404

    def test_an_article_that_was_taken_down_is_410(self, client: Client):
        assert post(client, gone_article()).status_code == 410

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "https://thief.example"},
            {"Origin": "null"},
            {"Referer": "https://thief.example/"},
        ],
    )
    def test_a_form_of_another_site_is_403(self, client: Client, headers: dict[str, str]):
        answer = post(client, make_article(), headers=headers)
        assert answer.status_code == 403
        assert Comment.objects.count() == 0

    def test_an_endless_body_is_not_read(self, client: Client):
        answer = post(client, make_article(), comment="أ" * 1_000_000)
        assert answer.status_code == 413
        assert Comment.objects.count() == 0

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_every_answer_is_a_page_in_the_pages_language(self, client: Client, prefix: str):
        article, closed = make_article(), closed_article()
        post(client, article, comment="أول")
        foreign = {"Sec-Fetch-Site": "cross-site"}
        answers = [
            post(client, article, prefix=prefix, comment="أ" * 300_000),
            post(client, article, prefix=prefix, headers=foreign),
            post(client, closed, prefix=prefix),
            post(client, article, prefix=prefix, name=""),
            post(client, article, prefix=prefix, comment="أول"),
            post(client, article, prefix=prefix, comment="ثان"),
            post(client, gone_article(), prefix=prefix),
            client.post(f"{prefix}/news/999999/comments/", fields(), headers={"Sec-Fetch-Site": "same-origin"}),
        ]
        assert [answer.status_code for answer in answers] == [413, 403, 403, 422, 409, 429, 410, 404]
        opening = '<html lang="en" dir="ltr">' if prefix else '<html lang="ar" dir="rtl">'
        for answer in answers:
            assert opening in answer.content.decode()
            assert "<h1" in answer.content.decode()


class TestOrder:
    """Each post deserves the answer that is tested and every later one as well."""

    FOREIGN = {"Sec-Fetch-Site": "cross-site"}

    def test_413_before_403(self, client: Client):
        assert post(client, gone_article(), comment="أ" * 300_000, headers=self.FOREIGN).status_code == 413

    def test_forged_before_404_and_410(self, client: Client):
        assert post(client, gone_article(), headers=self.FOREIGN).status_code == 403
        answer = client.post("/news/999999/comments/", fields(), headers=self.FOREIGN)
        assert answer.status_code == 403

    def test_410_before_closed(self, client: Client):
        assert post(client, make_article(status="withdrawn", comments_open=False), name="").status_code == 410

    def test_closed_before_invalid(self, client: Client):
        assert post(client, closed_article(), name="").status_code == 403

    def test_invalid_before_duplicate(self, client: Client):
        article = make_article()
        post(client, article)
        assert post(client, article, name="").status_code == 422

    def test_duplicate_before_too_fast(self, client: Client):
        article = make_article()
        post(client, article)
        assert post(client, article).status_code == 409


class TestGet:
    @pytest.mark.parametrize("prefix", ["", "/en"])
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_it_leads_to_the_comments(self, client: Client, prefix: str, method: str):
        article = make_comment().article
        answer = getattr(client, method)(f"{prefix}/news/{article.pk}/comments/")
        assert (answer.status_code, answer["Location"]) == (302, f"{prefix}{article.get_absolute_url()}#comments")

    def test_no_article_no_way(self, client: Client):
        assert client.get("/news/999999/comments/").status_code == 404
        assert client.get(f"/news/{gone_article().pk}/comments/").status_code == 410

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods_are_not_allowed(self, client: Client, method: str):
        assert getattr(client, method)(f"/news/{make_article().pk}/comments/").status_code == 405


class TestDatabaseDown:
    def fail(self, execute, sql, params, many, context):
        raise OperationalError("connection refused")

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_the_text_comes_back_in_a_form_that_sends_it_again(self, client: Client, prefix):
        article = make_article()
        with connection.execute_wrapper(self.fail):
            answer = post(client, article, prefix=prefix, comment=TYPED, name="سلمى <b>", website="example.com")
        html = answer.content.decode()
        assert answer.status_code == 503
        assert (answer["Retry-After"], answer["Cache-Control"]) == ("30", "no-store")
        assert '<div class="notice" role="alert" tabindex="-1" autofocus>' in html
        assert ("لم يُحفظ ما كتبته بعد" if not prefix else "What you wrote was not saved yet") in html
        assert TYPED in html
        assert "سلمى &lt;b&gt;" in html
        assert 'value="salma@example.com"' in html
        assert f'action="{prefix}/news/{article.pk}/comments/"' in html
        assert not Comment.objects.exists()

    def test_a_reply_stays_a_reply(self, client: Client):
        article = make_article()
        parent = make_comment(article=article)
        with connection.execute_wrapper(self.fail):
            answer = post(client, article, parent=str(parent.pk), comment=TYPED)
        assert f'value="{parent.pk}"' in answer.content.decode()

    # A full disk; a story deleted meanwhile; tables that a new version of the portal changed a moment ago.
    @pytest.mark.parametrize("error", [OperationalError, IntegrityError, ProgrammingError])
    def test_failure_while_it_is_stored_gives_it_back_and_is_logged(self, client: Client, caplog, error):
        article = make_article()

        def fail_to_write(execute, sql, params, many, context):
            if sql.startswith("INSERT"):
                raise error("cannot be written\nDETAIL:  Failing row contains (salma@example.com).")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(fail_to_write):
            answer = post(client, article, comment=TYPED)
        assert answer.status_code == 503
        assert TYPED in answer.content.decode()
        assert "cannot be written" in caplog.text
        assert "salma@example.com" not in caplog.text
