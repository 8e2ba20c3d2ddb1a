"""The stories offered below a story: picked ones, then ones about the same things, then the section's newest."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, RelatedPick, Tag
from articles.related import MOST_PICKED, OFFERED, pick_related, related_articles
from newsportal.models import Generation
from tests.articles.newsroom import change_of, errors_of, save, typed
from tests.factories import HIDDEN, make_article, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=900)


def offered(article: Article) -> list[Article]:
    return related_articles(article, list(article.tags.all()))


class TestPicked:
    def test_they_come_first_in_their_order(self) -> None:
        tag = make_tag()
        article = make_article(tags=(tag,))
        make_article(tags=(tag,))
        later, older = make_article(), make_article(published_at=LONG_AGO)
        pick_related(article, [older, later])
        assert offered(article)[:2] == [older, later]

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_what_readers_may_not_see_is_not_offered(self, hidden: dict[str, Any]) -> None:
        article, unseen = make_article(), make_article(**hidden)
        pick_related(article, [unseen])
        assert offered(article) == []

    def test_an_archived_one_is_offered(self) -> None:
        article, archived = make_article(), make_article(status=Article.Status.ARCHIVED, published_at=LONG_AGO)
        pick_related(article, [archived])
        assert offered(article) == [archived]

    def test_others_stand_in_for_one_that_is_gone(self) -> None:
        article = make_article()
        gone = make_article(status=Article.Status.WITHDRAWN)
        others = [make_article(published_at=LONG_AGO) for _ in range(OFFERED)]
        pick_related(article, [gone, *others])
        assert offered(article) == others

    def test_withdrawal_takes_one_away_from_the_very_next_page(self, client: Client) -> None:
        article, picked = make_article(), make_article()
        pick_related(article, [picked])
        assert f"/news/{picked.pk}/" in client.get(article.get_absolute_url()).content.decode()
        before = Generation.objects.get(name="site").number if Generation.objects.filter(name="site") else 0
        picked.status = Article.Status.WITHDRAWN
        picked.save()
        assert Generation.objects.get(name="site").number > before
        assert f"/news/{picked.pk}/" not in client.get(article.get_absolute_url()).content.decode()


class TestAlike:
    def test_a_rare_word_of_the_title_comes_before_the_sections_newest(self) -> None:
        article = make_article(title="سد النهضة يمتلئ")
        beside = make_article(title="خبر آخر", section=article.section)
        alike = make_article(title="خلاف حول النهضه", published_at=LONG_AGO)
        make_article(title="مباراة في الدوري")
        assert offered(article) == [alike, beside]

    def test_shared_tags_come_before_it(self) -> None:
        tag = make_tag()
        article = make_article(title="سد النهضة يمتلئ", tags=(tag,))
        alike, tagged = make_article(title="خلاف حول النهضة"), make_article(tags=(tag,), published_at=LONG_AGO)
        assert offered(article) == [tagged, alike]

    def test_a_word_in_a_text_alone_does_not_count(self) -> None:
        article = make_article(title="سد النهضة يمتلئ")
        make_article(title="خبر آخر", body="<p>النهضة</p>")
        assert offered(article) == []

    @pytest.mark.parametrize("title", ["في من على", "؟؟؟ 1", '" OR title:', "')); DROP TABLE x", "NOT AND NEAR"])
    def test_no_title_is_taken_for_a_question_to_the_index(self, title: str) -> None:
        article = make_article(title=title)
        make_article(title=title, status=Article.Status.DRAFT)
        assert offered(article) == []

    @pytest.mark.parametrize("hidden", [*HIDDEN, {"status": Article.Status.ARCHIVED}])
    def test_what_no_list_shows_is_not_offered(self, hidden: dict[str, Any]) -> None:
        article = make_article(title="سد النهضة يمتلئ")
        make_article(**{"title": "سد النهضة يمتلئ", **hidden})
        assert offered(article) == []


class TestUnstored:
    def test_tags_that_are_not_stored_yet_share_nothing(self) -> None:
        tag = make_tag()
        article, tagged = make_article(tags=(tag,)), make_article(tags=(tag,))
        assert related_articles(article, [Tag(name="جديد", slug="جديد"), tag]) == [tagged]


class TestCost:
    def test_the_box_takes_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        tags = [make_tag() for _ in range(3)]
        article = make_article(title="سد النهضة يمتلئ", tags=tuple(tags))
        pick_related(article, [make_article() for _ in range(3)])
        with django_assert_num_queries(1):
            assert len(related_articles(article, tags)) == 3


class TestForm:
    @pytest.fixture
    def editor(self, client: Client) -> None:
        client.force_login(make_user(groups=("Editors",)))

    @pytest.mark.usefixtures("editor")
    def test_picks_are_stored_in_the_order_in_which_they_came(self, client: Client) -> None:
        article, one, other = make_article(), make_article(), make_article()
        save(client, article, related=[other.pk, one.pk])
        assert [pick.picked for pick in article.picks.all()] == [other, one]
        save(client, article, related=[one.pk, other.pk])
        assert [pick.picked for pick in article.picks.all()] == [one, other]

    @pytest.mark.usefixtures("editor")
    def test_the_form_shows_them_in_that_order(self, client: Client) -> None:
        article, one, other = make_article(), make_article(), make_article()
        pick_related(article, [other, one])
        html = client.get(change_of(article)).content.decode()
        assert html.index(f'value="{other.pk}" selected') < html.index(f'value="{one.pk}" selected')

    @pytest.mark.usefixtures("editor")
    def test_saving_it_as_it_is_changes_nothing(self, client: Client) -> None:
        article, picked = make_article(), make_article()
        pick_related(article, [picked])
        before = RelatedPick.objects.get()
        save(client, article, related=[picked.pk])
        assert RelatedPick.objects.get() == before

    @pytest.mark.usefixtures("editor")
    def test_a_story_is_not_related_to_itself(self, client: Client) -> None:
        article = make_article()
        answer = client.post(change_of(article), typed(article, related=[article.pk]))
        assert errors_of(answer) == {"related": ["itself"]}

    @pytest.mark.usefixtures("editor")
    def test_too_many_are_refused(self, client: Client) -> None:
        article = make_article()
        many = [make_article().pk for _ in range(MOST_PICKED + 1)]
        answer = client.post(change_of(article), typed(article, related=many))
        assert errors_of(answer) == {"related": ["too_many"]}

    @pytest.mark.usefixtures("editor")
    @pytest.mark.parametrize("value", ["999999", "x", "1' OR '1", "<script>"])
    def test_what_is_no_story_is_refused(self, client: Client, value: str) -> None:
        article = make_article()
        answer = client.post(change_of(article), typed(article, related=[value]))
        assert list(errors_of(answer)) == ["related"]

    @pytest.mark.usefixtures("editor")
    def test_another_spelling_finds_a_story(self, client: Client) -> None:
        found = make_article(title="أُسـرة الإمارات تحتفل")
        asked = {"app_label": "articles", "model_name": "article", "field_name": "related", "term": "اسره الامارات"}
        answer = client.get("/admin/autocomplete/", asked)
        assert [row["id"] for row in answer.json()["results"]] == [str(found.pk)]

    def test_a_reporter_picks_for_an_own_draft(self, client: Client) -> None:
        reporter, picked = make_user(groups=("Reporters",)), make_article()
        client.force_login(reporter)
        article = make_article(status="draft", published_at=None, created_by=reporter, section=make_section())
        save(client, article, related=[picked.pk])
        assert [pick.picked for pick in article.picks.all()] == [picked]

    def test_a_reporter_does_not_pick_for_other_stories(self, client: Client) -> None:
        client.force_login(make_user(groups=("Reporters",)))
        article = make_article()
        assert client.post(change_of(article), typed(article, related=[make_article().pk])).status_code == 403
        assert not RelatedPick.objects.exists()
