from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from comments import moderation
from comments.models import Comment, Report
from tests.comments.reports import report_from, send_report
from tests.factories import HIDDEN, make_article, make_comment

pytestmark = pytest.mark.django_db

TYPED = "سطر كتبته ولا أريد أن أفقده"


def path_of(comment: Comment) -> str:
    return f"/news/{comment.article_id}/comments/{comment.pk}/report/"


class TestForm:
    @pytest.mark.parametrize(("prefix", "heading"), [("", "الإبلاغ عن تعليق"), ("/en", "Report a comment")])
    def test_it_says_which_comment_and_asks_why(self, client: Client, prefix: str, heading: str):
        comment = make_comment(name="رنا", text="نص التعليق")
        answer = client.get(prefix + path_of(comment))
        html = answer.content.decode()
        assert answer.status_code == 200
        assert f"<h1>{heading}</h1>" in html
        assert '<bdi class="comment-name" dir="auto">رنا</bdi>' in html
        assert "نص التعليق" in html
        assert html.count('type="radio"') == len(Report.Reason)
        assert 'maxlength="200"' in html

    def test_it_stays_out_of_caches_and_search_engines(self, client: Client):
        answer = client.get(path_of(make_comment()))
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
        assert not client.cookies

    def test_it_costs_two_queries(self, client: Client, django_assert_num_queries: Any):
        comment = make_comment()
        client.get(path_of(comment))
        with django_assert_num_queries(2):
            client.get(path_of(comment))


class TestSent:
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_a_report_is_thanked_for_with_a_way_back(self, client: Client, prefix: str):
        comment = make_comment()
        answer = send_report(client, comment, prefix=prefix, reason="false", line="  غير\u200b صحيح ")
        assert answer.status_code == 303
        assert answer["Location"] == f"{prefix}{path_of(comment)}?sent=1"
        report = Report.objects.get()
        assert (report.comment, report.reason, report.line) == (comment, "false", "غير صحيح")
        thanks = client.get(answer["Location"])
        assert thanks["Cache-Control"] == "no-store"
        assert f'href="{prefix}/news/{comment.article_id}/comments/{comment.pk}/"' in thanks.content.decode()

    @pytest.mark.parametrize(
        ("address", "network"),
        [("203.0.113.7", "203.0.113.0"), ("2001:db8:1:2:3::4", "2001:db8:1::"), ("", "")],
    )
    def test_no_whole_address_is_kept(self, client: Client, address: str, network: str):
        send_report(client, make_comment(), address=address)
        assert Report.objects.get().network == network

    def test_a_second_report_is_thanked_for_as_well(self, client: Client):
        comment = make_comment()
        first = send_report(client, comment)
        second = send_report(client, comment, address="203.0.113.200", reason="hate")
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
        assert Report.objects.get().reason == "insult"

    def test_the_report_that_holds_is_thanked_for_twice(self, client: Client):
        comment = make_comment()
        report_from(comment, 1, 2)
        for _ in range(2):
            answer = send_report(client, comment)
            assert answer.status_code == 303
        thanks = client.get(answer["Location"])
        assert thanks.status_code == 200
        assert f'href="{comment.article.get_absolute_url()}#comments"' in thanks.content.decode()

    def test_without_a_word_about_its_origin_it_does_not_count(self, client: Client):
        assert send_report(client, make_comment(), headers={}).status_code == 403
        assert not Report.objects.exists()


class TestRefused:
    @pytest.mark.parametrize("changes", [{"reason": ""}, {"reason": "boredom"}, {"line": "أ" * 201}])
    def test_an_invalid_one_comes_back_with_what_was_typed(self, client: Client, changes: dict[str, str]):
        answer = send_report(client, make_comment(), **{"line": TYPED, **changes})
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>لم يُرسل بلاغك – الإبلاغ عن تعليق" in html
        assert "field-error" in html
        assert f'value="{changes.get("line", TYPED)}"' in html
        assert Report.objects.count() == 0

    def test_an_error_leads_to_its_field_and_the_choice_is_kept(self, client: Client):
        html = send_report(client, make_comment(), reason="").content.decode()
        assert 'href="#id_reason_0"' in html
        assert 'aria-describedby="id_reason_error"' in html
        html = send_report(client, make_comment(), reason="hate", line="أ" * 201).content.decode()
        assert 'value="hate" id="id_reason_1" required checked' in html or 'value="hate"' in html.split("checked")[0]
        assert 'href="#id_line"' in html

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_too_many_are_told_when_to_come_back(self, client: Client, prefix: str):
        article = make_article()
        comments = [make_comment(article=article) for _ in range(11)]
        for comment in comments[:-1]:
            assert send_report(client, comment).status_code == 303
        answer = send_report(client, comments[-1], prefix=prefix, line=TYPED)
        assert answer.status_code == 429
        assert 3_500 < int(answer["Retry-After"]) <= 3_600
        assert TYPED in answer.content.decode()
        assert Report.objects.count() == 10

    @pytest.mark.parametrize(
        "headers",
        [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://thief.example"}, {"Referer": "https://thief.example/"}],
    )
    def test_a_form_of_another_site_is_403(self, client: Client, headers: dict[str, str]):
        assert send_report(client, make_comment(), headers=headers).status_code == 403
        assert Report.objects.count() == 0

    def test_an_endless_body_is_not_read(self, client: Client):
        assert send_report(client, make_comment(), line="أ" * 1_000_000).status_code == 413

    @pytest.mark.parametrize(
        ("body", "content_type"),
        [
            (b"reason=insult&line=%FF%00\xff", "application/x-www-form-urlencoded"),
            (b"reason=insult&line=+AA", "application/x-www-form-urlencoded; charset=utf-7"),
            (b"broken", "multipart/form-data"),
            (b"{}", "application/json"),
        ],
    )
    def test_a_broken_body_is_answered(self, client: Client, body: bytes, content_type: str):
        headers = {"Sec-Fetch-Site": "same-origin"}
        answer = client.post(path_of(make_comment()), body, content_type=content_type, headers=headers)
        assert answer.status_code in {303, 422}


class TestNotToBeReported:
    def both(self, client: Client, comment: Comment) -> set[int]:
        return {client.get(path_of(comment)).status_code, send_report(client, comment).status_code}

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_what_readers_do_not_see_is_404(self, client: Client, status: str):
        assert self.both(client, make_comment(status=status)) == {404}

    def test_what_left_the_page_meanwhile_has_no_form_and_is_thanked_for(self, client: Client):
        root = make_comment()
        make_comment(article=root.article, parent=root)
        moderation.refuse(Comment.objects.filter(pk=root.pk), by=None)
        assert send_report(client, root).status_code == 303
        assert client.get(f"/news/{root.article_id}/comments/{root.pk}/report/").status_code == 404
        assert not Report.objects.exists()

    def test_a_comment_of_the_newsroom_is_404(self, client: Client):
        comment = make_comment()
        Comment.objects.filter(pk=comment.pk).update(is_staff=True)
        assert self.both(client, comment) == {404}

    def test_a_comment_of_another_article_is_404(self, client: Client):
        comment = make_comment()
        comment.article = make_article()
        assert self.both(client, comment) == {404}

    def test_a_comment_that_never_was_is_404(self, client: Client):
        assert self.both(client, Comment(pk=999_999, article=make_article())) == {404}

    @pytest.mark.parametrize("changes", HIDDEN)
    def test_a_comment_on_a_hidden_story_is_not_found(self, client: Client, changes: dict[str, Any]):
        comment = make_comment(article=make_article(**changes))
        assert self.both(client, comment) <= {404, 410}
        assert client.get(f"{path_of(comment)}?sent=1").status_code in {404, 410}


def test_where_the_database_fails_the_words_come_back(client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("comments.views.report.report", refuse)
    answer = send_report(client, make_comment(), line=TYPED)
    assert answer.status_code == 503
    assert f'value="{TYPED}"' in answer.content.decode()
