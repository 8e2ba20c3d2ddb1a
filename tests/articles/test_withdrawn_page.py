from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.workflow import moving
from tests.articles.newsroom import LIST
from tests.factories import make_article, make_author, make_comment, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

REASON = "نفت الوزارة الخبر."


def withdrawn(reason: str = "") -> Article:
    article = make_article(title="عنوان لا يظهر", body="<p>نص لا يظهر</p>")
    moving.withdraw(article, by=make_user(groups=("Editors",)), reason=reason)
    return article


class TestGonePage:
    @pytest.mark.parametrize(("prefix", "said"), [("", "سُحب هذا الخبر"), ("/en", "This story was withdrawn")])
    def test_says_that_the_paper_withdrew_it_when_and_why(self, client: Client, prefix: str, said: str):
        article = withdrawn(REASON)
        answer = client.get(prefix + article.get_absolute_url())
        html = answer.content.decode()
        assert answer.status_code == 410
        assert said in html
        assert f'<blockquote class="notice-reason" lang="ar" dir="auto">{REASON}</blockquote>' in html
        assert str(timezone.localtime().year) in html
        assert '<meta name="robots" content="noindex, follow">' in html
        assert "لا يظهر" not in html

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_without_a_reason_it_gives_none(self, client: Client, prefix: str):
        html = client.get(prefix + withdrawn().get_absolute_url()).content.decode()
        assert "notice-reason" not in html

    def test_a_reason_is_text(self, client: Client):
        html = client.get(withdrawn("<script>alert(1)</script>").get_absolute_url()).content.decode()
        assert "<script>alert(1)" not in html

    @pytest.mark.parametrize(("prefix", "said"), [("", "لم يعد هذا الخبر متاحاً"), ("/en", "no longer available")])
    def test_a_story_whose_time_ended_was_not_withdrawn(self, client: Client, prefix: str, said: str):
        article = make_article(unpublished_at=timezone.now() - timedelta(minutes=1))
        html = client.get(prefix + article.get_absolute_url()).content.decode()
        assert said in html
        assert "سُحب" not in html
        assert "was withdrawn" not in html

    def test_a_story_withdrawn_before_records_began_says_no_time(self, client: Client):
        article = make_article(status="withdrawn")
        assert "سُحب هذا الخبر" in client.get(article.get_absolute_url()).content.decode()

    def test_it_costs_few_queries(self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries):
        address = withdrawn(REASON).get_absolute_url()
        client.get(address)
        with django_assert_max_num_queries(6):
            client.get(address)

    def test_a_story_that_comes_back_is_there(self, client: Client):
        article = withdrawn(REASON)
        moving.publish(article, by=make_user(groups=("Editors",)))
        assert client.get(article.get_absolute_url()).status_code == 200
        assert Article.objects.get().withdrawal_reason == ""


class TestArchived:
    def test_it_leaves_home_lists_and_feeds_and_stays_at_its_address_and_in_search(self, client: Client):
        section, tag, author = make_section(), make_tag(), make_author()
        article = make_article(title="قمر المحفوظات", section=section, tags=(tag,), authors=(author,))
        lists = ["/", "/latest/", *(each.get_absolute_url() for each in (section, tag, author)), "/feeds/latest.rss"]
        assert all(article.title in client.get(path).content.decode() for path in lists)
        moving.archive(article, by=make_user(groups=("Editors",)))
        assert not any(article.title in client.get(path).content.decode() for path in lists)
        assert client.get(article.get_absolute_url()).status_code == 200
        found = client.get("/search/", {"q": "المحفوظات"}).content.decode()
        assert article.get_absolute_url() in found

    def test_its_comments_are_closed_and_still_read(self, client: Client):
        article = make_article()
        comment = make_comment(article=article)
        moving.archive(article, by=make_user(groups=("Editors",)))
        html = client.get(article.get_absolute_url()).content.decode()
        assert comment.text in html
        assert "أُغلق باب التعليق على هذا المقال." in html
        assert "<textarea" not in html


class TestTimeAlone:
    @pytest.mark.parametrize(("published", "unpublished", "code"), [(1, None, 404), (-2, -1, 410), (-2, 1, 200)])
    def test_time_publishes_and_takes_down(self, client: Client, published: int, unpublished: int | None, code: int):
        now = timezone.now()
        ends = now + timedelta(hours=unpublished) if unpublished else None
        article = make_article(published_at=now + timedelta(hours=published), unpublished_at=ends)
        assert client.get(article.get_absolute_url()).status_code == code
        assert (article.title in client.get("/latest/").content.decode()) == (code == 200)


class TestListFilters:
    def test_scheduled_ones_come_in_the_order_of_their_time(self, client: Client):
        client.force_login(make_user(groups=("Editors",)))
        late, soon = (make_article(published_at=timezone.now() + timedelta(days=days)) for days in (2, 1))
        make_article(), make_article(status="ready", published_at=timezone.now() + timedelta(days=1))
        found = client.get(LIST, {"status__exact": "scheduled"}).context["cl"].result_list
        assert [article.pk for article in found] == [soon.pk, late.pk]

    def test_mine_are_what_i_began(self, client: Client):
        user = make_user(groups=("Reporters",))
        client.force_login(user)
        own = make_article(created_by=user)
        make_article()
        assert [article.pk for article in client.get(LIST, {"mine": "yes"}).context["cl"].result_list] == [own.pk]
