from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from articles.models import Article, Transition
from tests.articles.newsroom import LIST, make_at
from tests.factories import make_article

pytestmark = pytest.mark.django_db

BULK = [
    ("submit", "draft", "in_review"),
    ("return", "in_review", "draft"),
    ("ready", "in_review", "ready"),
    ("publish", "ready", "published"),
    ("archive", "published", "archived"),
]


def act(client: Client, name: str, *articles: Article, **fields: Any) -> list[str]:
    """Send an action of the list for some stories, and return what is told."""
    ticked = {"action": f"{name}_selected", "_selected_action": [article.pk for article in articles]}
    answer = client.post(LIST, {**ticked, **fields}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def statuses(*articles: Article) -> list[str]:
    return [Article.objects.get(pk=article.pk).status for article in articles]


class TestBulk:
    @pytest.mark.parametrize(("name", "before", "after"), BULK)
    def test_editor_moves_many(self, client: Client, editor: User, name: str, before: str, after: str):
        articles = [make_at(before) for _ in range(3)]
        (told,) = act(client, name, *articles)
        with override("ar"):
            assert told == f"3 أخبار حالتها الآن: {Article.Status(after).label}."
        assert statuses(*articles) == [after] * 3
        assert Transition.objects.filter(by=editor, to_status=after).count() == 3

    @pytest.mark.parametrize(("name", "before", "after"), BULK[1:])
    def test_reporter_does_not(self, client: Client, reporter: User, name: str, before: str, after: str):
        article = make_at(before, created_by=reporter)
        act(client, name, article)
        assert statuses(article) == [before]

    def test_reporter_submits_their_own_alone(self, client: Client, reporter: User):
        own, others = make_at("draft", created_by=reporter), make_at("draft")
        told = act(client, "submit", own, others)
        assert told == ["خبر واحد حالته الآن: قيد المراجعة.", "بقي خبر واحد على حاله: ليس لك أن تنقلها."]
        assert statuses(own, others) == ["in_review", "draft"]

    def test_what_stays_is_told_with_its_reason(self, client: Client, editor: User):
        told = act(client, "publish", make_article(), make_at("ready", body=""), make_at("ready", body=""))
        assert told == ["بقي خبر واحد على حاله: هذه حالته أصلاً.", "بقي خبران على حالهما: بلا نص."]

    def test_what_is_planned_is_told_as_scheduled(self, client: Client, editor: User):
        planned = make_article(status="ready", published_at=timezone.now() + timedelta(days=1))
        told = act(client, "publish", planned, make_at("ready"), make_at("ready"))
        assert told == ["خبران حالتهما الآن: منشور.", "خبر واحد حالته الآن: مجدول."]

    def test_reporter_sees_no_other_move(self, client: Client, reporter: User):
        html = client.get(LIST).content.decode()
        assert "submit_selected" in html
        assert "publish_selected" not in html
        assert "return_selected" not in html


class TestWithdrawal:
    def test_it_asks_for_the_reason_first(self, client: Client, editor: User):
        article = make_article(title="<b>عنوان</b>")
        answer = client.post(LIST, {"action": "withdraw_selected", "_selected_action": [article.pk]})
        assert answer.status_code == 200
        assert "&lt;b&gt;عنوان&lt;/b&gt;" in answer.content.decode()
        assert statuses(article) == ["published"]

    def test_it_names_what_will_go_and_counts_what_stays(self, client: Client, editor: User):
        known = [make_article(title="معروف"), make_article(title="قديم", status="archived")]
        unknown = [make_at("draft"), make_at("withdrawn"), make_article(published_at=timezone.now() + timedelta(1))]
        ticked = {"action": "withdraw_selected", "_selected_action": [story.pk for story in [*known, *unknown]]}
        answer = client.post(LIST, ticked)
        assert answer.context["named"] == ["معروف", "قديم"]
        told = "تبقى 3 أخبار مما حددته على حالها: لا يعرفها القراء أو سبق سحبها."
        assert told in answer.content.decode()
        assert "على حال" not in client.post(LIST, ticked | {"_selected_action": [known[0].pk]}).content.decode()

    def test_where_nothing_can_go_nothing_is_asked(self, client: Client, editor: User):
        draft = make_at("draft")
        html = client.post(LIST, {"action": "withdraw_selected", "_selected_action": [draft.pk]}).content.decode()
        assert "يبقى خبر واحد مما حددته على حاله" in html
        assert "reason" not in html.split("<main")[-1]

    def test_it_withdraws_with_the_reason(self, client: Client, editor: User):
        articles = [make_article(), make_article()]
        act(client, "withdraw", *articles, confirmed="yes", reason="خبر مكرر")
        assert statuses(*articles) == ["withdrawn"] * 2
        assert set(Article.objects.values_list("withdrawal_reason", flat=True)) == {"خبر مكرر"}

    def test_a_reason_that_is_too_long_comes_back(self, client: Client, editor: User):
        article = make_article()
        data = {"action": "withdraw_selected", "_selected_action": [article.pk], "confirmed": "yes"}
        # A ligature of two letters is stored as both.
        for reason in ("س" * 301, "ﻻ" * 151):
            answer = client.post(LIST, {**data, "reason": reason})
            assert reason in answer.content.decode()
            assert statuses(article) == ["published"]

    def test_reporter_gets_no_page(self, client: Client, reporter: User):
        article = make_article()
        act(client, "withdraw", article, confirmed="yes")
        assert statuses(article) == ["published"]
