"""The address that the newsroom's forms show while a title or a name is typed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Tag
from tests.articles.newsroom import ADD, change_of, save, typed
from tests.factories import make_article, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

VIEW = reverse("admin:articles_article_slug")
TITLES = ["قِمّــة الرياض: «عامٌ جديد»؟", "النبي محمد ﷺ في ٢٠٢٦", "ﻣﺠﻠﺲ ﺍﻟﻤﺪﻳﻨﺔ", "comments", "كلمة " * 39, "أ\u200bب"]
HOOK = "data-slug-view"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user(groups=("Editors",)))
    return client


def follows(client: Client, path: str) -> bool:
    return HOOK in client.get(path).content.decode()


class TestAnswer:
    @pytest.mark.parametrize("title", TITLES)
    def test_it_is_the_slug_that_saving_stores(self, desk: Client, title: str):
        shown = desk.post(VIEW, {"title": title}).json()["slug"]
        desk.post(ADD, typed(title=title, section=make_section().pk))
        assert Article.objects.get().slug == shown

    def test_it_is_so_for_names_too(self, desk: Client):
        name = "الطاقــة الشمسيّة ٢٤"
        shown = desk.post(reverse("admin:articles_tag_slug"), {"title": name}).json()["slug"]
        desk.post(reverse("admin:articles_tag_add"), {"name": name})
        assert Tag.objects.get().slug == shown == "الطاقة-الشمسية-24"

    def test_title_without_letters_gets_what_the_model_gives(self, desk: Client):
        assert desk.post(VIEW, {"title": "؟!"}).json()["slug"] == make_article(title="؟!").slug

    @pytest.mark.parametrize("query", [{}, {"title": ""}, {"title": "  "}])
    def test_nothing_typed_is_no_address(self, desk: Client, query: dict[str, str]):
        assert desk.post(VIEW, query).json() == {"slug": ""}

    def test_words_in_an_address_would_stand_in_access_logs(self, desk: Client):
        assert desk.get(VIEW, {"title": "أ"}).status_code == 405


class TestRights:
    def test_the_token_of_the_form_is_asked_for(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user(groups=("Editors",)))
        assert client.post(VIEW, {"title": "أ"}).status_code == 403
        token = client.get(ADD).context["csrf_token"]
        assert client.post(VIEW, {"title": "أ"}, headers={"X-CSRFToken": str(token)}).status_code == 200

    @pytest.mark.parametrize("group", ["Reporters", "Editors"])
    def test_writers_may_ask(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        assert client.post(VIEW, {"title": "أ"}).status_code == 200

    def test_moderators_may_not(self, client: Client):
        client.force_login(make_user(groups=("Moderators",)))
        assert client.post(VIEW, {"title": "أ"}).status_code == 403

    def test_visitors_learn_nothing(self, client: Client):
        answer = client.post(VIEW, {"title": "أ"})
        assert answer.status_code == 403
        assert not answer["Content-Type"].startswith("application/json")


class TestForm:
    @pytest.mark.parametrize("status", ["draft", "in_review", "ready"])
    def test_it_follows_the_title_of_a_story_that_nobody_read(self, desk: Client, status: str):
        assert follows(desk, ADD)
        assert follows(desk, change_of(make_article(status=status, published_at=None)))

    def test_it_follows_until_the_hour_of_publication(self, desk: Client):
        assert follows(desk, change_of(make_article(published_at=timezone.now() + timedelta(hours=1))))

    @pytest.mark.parametrize("status", ["published", "archived", "withdrawn"])
    def test_address_that_readers_know_stays(self, desk: Client, status: str):
        article = make_article(title="عنوان أول", status=status)
        assert not follows(desk, change_of(article))
        assert save(desk, article, title="عنوان ثان").slug == "عنوان-أول"

    def test_unread_story_takes_the_address_of_its_new_title(self, desk: Client):
        article = make_article(title="عنوان أول", status="draft")
        form = desk.get(change_of(article)).context["adminform"].form
        assert form["slug"].value() == ""
        assert save(desk, article, title="عنوان ثان", slug="").slug == "عنوان-ثان"

    def test_address_typed_by_hand_stands_in_its_field(self, desk: Client):
        article = make_article(title="عنوان أول", slug="مختار", status="draft")
        assert desk.get(change_of(article)).context["adminform"].form["slug"].value() == "مختار"

    @pytest.mark.parametrize("name", ["section", "tag", "author", "source"])
    def test_names_have_it_while_they_are_new(self, desk: Client, client: Client, name: str):
        assert follows(desk, reverse(f"admin:articles_{name}_add"))

    def test_name_that_readers_know_keeps_its_address(self, desk: Client):
        assert not follows(desk, reverse("admin:articles_tag_change", args=[make_tag().pk]))

    def test_it_shows_the_arabic_path_around_the_slug(self, desk: Client):
        article = make_article(status="draft")
        assert f'data-slug-before="/news/{article.pk}/"' in desk.get(change_of(article)).content.decode()
        assert 'data-slug-before="/news/…/"' in desk.get(ADD).content.decode()
        assert 'data-slug-before="/tag/"' in desk.get(reverse("admin:articles_tag_add")).content.decode()
        assert 'data-slug-before=""' in desk.get(reverse("admin:articles_source_add")).content.decode()
