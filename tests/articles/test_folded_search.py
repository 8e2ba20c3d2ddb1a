"""The newsroom's search boxes: a hamza, a mark or a tatweel more or less does not matter to them."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author, Picture, Section, Source, Tag
from newsportal.arabic.fold import fold
from tests.articles.search.archive import make_story
from tests.factories import make_article, make_author, make_picture, make_section, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

SPELLINGS = ["إدارة المدرسة", "اداره المدرسه", "إِدَارَةُ", "إدارـــة", "المدرسه ادار", "ادارۀ"]
NAMED: list[tuple[type[models.Model], dict[str, str]]] = [
    (Tag, {"name": "إدارة المدرسة"}),
    (Author, {"name": "إدارة المدرسة"}),
    (Author, {"biography": "كتبت عن إدارة المدرسة"}),
    (Author, {"title": "إدارة المدرسة"}),
    (Source, {"name": "إدارة المدرسة"}),
    (Section, {"name": "إدارة المدرسة"}),
    (Section, {"description": "إدارة المدرسة"}),
    (Picture, {"alternative_text": "إدارة المدرسة"}),
    (Picture, {"caption": "إدارة المدرسة"}),
    (Picture, {"credit": "إدارة المدرسة"}),
]
MAKE: dict[type[models.Model], Any] = {
    Author: make_author,
    Picture: make_picture,
    Section: make_section,
    Source: make_source,
    Tag: make_tag,
}


@pytest.fixture(autouse=True)
def administrator(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))


def listed(client: Client, model: type[models.Model], **parameters: str) -> list[int]:
    """Return the keys of the rows that a list of the newsroom shows."""
    answer = client.get(reverse(f"admin:articles_{model._meta.model_name}_changelist"), parameters)
    assert answer.status_code == 200
    return [row.pk for row in answer.context["cl"].result_list]


def completed(client: Client, model: type[models.Model], field: str, term: str) -> list[str]:
    """Return what a box that completes names offers."""
    names = {"app_label": "articles", "model_name": model._meta.model_name, "field_name": field}
    answer = client.get(reverse("admin:autocomplete"), {**names, "term": term})
    assert answer.status_code == 200
    return [result["text"] for result in answer.json()["results"]]


class TestNamesAndPictures:
    @pytest.mark.parametrize(("model", "fields"), NAMED)
    def test_a_row_is_found_in_any_spelling(
        self, client: Client, model: type[models.Model], fields: dict[str, str]
    ) -> None:
        wanted, _ = MAKE[model](**fields), MAKE[model]()
        for spelling in SPELLINGS:
            assert listed(client, model, q=spelling) == [wanted.pk], spelling

    @pytest.mark.parametrize("model", list(MAKE))
    def test_other_words_find_nothing(self, client: Client, model: type[models.Model]) -> None:
        MAKE[model]()
        assert listed(client, model, q="غيب") == []

    def test_a_changed_name_is_found_by_the_new_one_alone(self, client: Client) -> None:
        tag = make_tag(name="أمطار")
        tag.name = "إعصار"
        tag.save()
        assert listed(client, Tag, q="اعصار") == [tag.pk]
        assert listed(client, Tag, q="امطار") == []

    @pytest.mark.parametrize("typed", ["%00", "%ED%A0%80", "%25", "%22", "%5C", "_", "%D9%80", "x" * 3_000])
    def test_anything_may_be_typed(self, client: Client, typed: str) -> None:
        for model in (*MAKE, Article):
            address = reverse(f"admin:articles_{model._meta.model_name}_changelist")
            assert client.get(f"{address}?q={typed}").status_code in {200, 302}

    def test_more_words_than_a_database_takes_are_left_out(self, client: Client) -> None:
        wanted = make_tag(name="إدارة المدرسة")
        for model in MAKE:
            listed(client, model, q="ادار " * 1_500)
        assert listed(client, Tag, q="ادار " * 1_500) == [wanted.pk]
        assert listed(client, Tag, q="ادار " * 16 + "غيب") == [wanted.pk]
        assert listed(client, Tag, q="ادار " * 15 + "غيب") == []
        assert completed(client, Article, "tags", "ادار " * 1_500) == ["إدارة المدرسة"]


class TestLookups:
    @pytest.mark.parametrize("lookup", ["name__regex=(((", "name__iregex=a", "pk__regex=1", "name__contains=%00"])
    def test_patterns_and_nul_are_refused(self, client: Client, lookup: str) -> None:
        address = reverse("admin:articles_tag_changelist")
        assert client.get(f"{address}?{lookup}").status_code == 400

    @pytest.mark.parametrize("lookup", ["username__regex=(((", "username__contains=%00"])
    def test_in_the_list_of_accounts_too(self, client: Client, lookup: str) -> None:
        assert client.get(reverse("admin:auth_user_changelist") + f"?{lookup}").status_code == 400

    def test_others_are_answered(self, client: Client) -> None:
        tag = make_tag(name="قمر")
        make_tag(name="شمس")
        assert listed(client, Tag, name__contains="قم") == [tag.pk]


class TestCompletion:
    @pytest.mark.parametrize("term", SPELLINGS)
    def test_it_is_folded(self, client: Client, term: str) -> None:
        make_tag(name="إدارة المدرسة")
        make_author(name="إدارة المدرسة")
        make_picture(alternative_text="إدارة المدرسة")
        for make_other in (make_tag, make_author, make_picture):
            make_other()
        assert completed(client, Article, "tags", term) == ["إدارة المدرسة"]
        assert completed(client, Article, "lead_picture", term) == ["إدارة المدرسة"]
        names = {"app_label": "articles", "model_name": "byline", "field_name": "author"}
        answer = client.get(reverse("admin:autocomplete"), {**names, "term": term})
        assert [result["text"] for result in answer.json()["results"]] == ["إدارة المدرسة"]

    @pytest.mark.parametrize("term", ["%00", "%ED%A0%80", "%D9%82%00"])
    def test_anything_may_be_typed(self, client: Client, term: str) -> None:
        make_tag(name="قمر")
        address = reverse("admin:autocomplete") + "?app_label=articles&model_name=article&field_name=tags&term="
        assert client.get(address + term).status_code == 200


class TestArticles:
    @pytest.mark.parametrize("status", Article.Status.values)
    @pytest.mark.parametrize("typed", ["المدرسة", "مدرسه", "مَدرســة", "ادارة المد", "مياه الوادي"])
    def test_a_story_of_every_status_is_found(self, client: Client, status: str, typed: str) -> None:
        article = make_story("إدارة المدرسة", "مياه الوادى", status=status)
        make_story("غيره")
        assert listed(client, Article, q=typed) == [article.pk]

    def test_filters_hold_beside_it(self, client: Client) -> None:
        draft = make_story("قمر", status="draft")
        make_story("قمر")
        assert listed(client, Article, q="قمر", status__exact="draft") == [draft.pk]

    @pytest.mark.parametrize("typed", ["غيب", "؟!", '"', "قمر غيب"])
    def test_other_words_find_nothing(self, client: Client, typed: str) -> None:
        make_story("قمر")
        assert listed(client, Article, q=typed) == []

    def test_the_latest_are_found_where_there_are_too_many(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("articles.search.begun.MOST_HELD", 2)
        pks = [make_story("قمر").pk for _ in range(3)]
        assert sorted(listed(client, Article, q="قمر")) == pks[1:]

    def test_its_words_stand_in_the_title_of_the_page(self, client: Client) -> None:
        make_article()
        address = reverse("admin:articles_article_changelist")
        html = client.get(address).content.decode()
        (title,) = re.findall("<title>(.*)</title>", html)
        found = client.get(address, {"q": "قمر <b>"}).content.decode()
        assert f"<title>«\u2068قمر &lt;b&gt;\u2069» | {title}</title>" in found

    def test_an_empty_box_lists_everything(self, client: Client) -> None:
        make_article()
        make_article()
        assert len(listed(client, Article, q="")) == 2

    def test_it_costs_two_queries_more_than_the_list(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        story = make_story("قمر")
        with django_assert_max_num_queries(100) as plain:
            listed(client, Article)
        with django_assert_max_num_queries(len(plain) + 2):
            assert listed(client, Article, q="قمر") == [story.pk]

    def test_an_account_without_the_right_sees_nothing(self, client: Client) -> None:
        make_story("قمر", status="draft")
        client.force_login(make_user())
        assert client.get(reverse("admin:articles_article_changelist"), {"q": "قمر"}).status_code == 403


def migration() -> Any:
    return import_module("articles.migrations.0008_fill_search_texts")


class TestMigration:
    def test_it_holds_one_batch_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(migration(), "BATCH", 2)
        for _ in range(5):
            make_tag()
        wanted = dict(Tag.objects.values_list("pk", "search_text"))
        Tag.objects.update(search_text="")
        with CaptureQueriesContext(connection) as queries:
            migration().fill(apps, connection.schema_editor())
        read = [query["sql"] for query in queries if query["sql"].startswith('SELECT "articles_tag"')]
        # Three batches, and a look that finds no more.
        assert len(read) == 4
        assert not any("slug" in sql for sql in read)
        assert dict(Tag.objects.values_list("pk", "search_text")) == wanted

    @pytest.mark.parametrize(("model", "fields"), NAMED)
    def test_rows_from_before_are_filled(self, model: type[models.Model], fields: dict[str, str]) -> None:
        for each in (fields, {}, {}):
            MAKE[model](**each)
        wanted = dict(model.objects.values_list("pk", "search_text"))
        model.objects.update(search_text="")
        migration().fill(apps, connection.schema_editor())
        assert dict(model.objects.values_list("pk", "search_text")) == wanted
        assert all(fold(str(row)) in wanted[row.pk] for row in model.objects.all())
