"""A revision for each save that changed something, by hand and through the form."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from articles.models import Article, RelatedPick, Revision
from articles.revisions.recording import keep_what_stands, record
from tests.articles.newsroom import ADD, change_of, save, typed
from tests.factories import make_article, make_author, make_picture, make_section, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db


def kinds(article: Article) -> list[str]:
    return [*article.revisions.order_by("number").values_list("kind", flat=True)]


@pytest.mark.usefixtures("editor")
class TestForm:
    def test_a_new_story_gets_its_first_revision(self, client: Client, editor: User) -> None:
        client.post(ADD, typed(section=make_section().pk))
        revision = Revision.objects.get()
        assert (revision.number, revision.kind, revision.by) == (1, "edit", editor)
        assert revision.fields["title"] == "عنوان جديد"
        assert Article.objects.get().version == 1

    def test_each_save_gets_one_with_what_changed(self, client: Client) -> None:
        client.post(ADD, typed(section=make_section().pk))
        article = save(client, Article.objects.get(), title="عنوان أدق", body="<p>نص أطول قليلا</p>")
        revision = article.revisions.get(number=2)
        assert revision.changed == {"names": ["title", "body"], "words": 2}
        assert article.version == 2

    def test_a_save_that_changes_nothing_gets_none_and_raises_the_version(self, client: Client) -> None:
        client.post(ADD, typed(section=make_section().pk))
        article = save(client, Article.objects.get())
        assert (article.revisions.count(), article.version) == (1, 2)

    def test_a_story_from_before_is_kept_as_it_stood(self, client: Client, editor: User) -> None:
        tag, author = make_tag(), make_author()
        article = make_article(title="كما كان", tags=(tag,), authors=(author,))
        saved_at = article.saved_at
        save(client, article, title="كما صار")
        first, second = article.revisions.order_by("number")
        assert (first.number, first.kind, first.by, first.made_at) == (1, "stood", None, saved_at)
        assert first.fields["title"] == "كما كان"
        assert first.fields["tags"] == [{"key": tag.pk, "name": tag.name}]
        assert first.fields["authors"] == [{"key": author.pk, "name": author.name}]
        assert (second.kind, second.by) == ("spelling", editor)
        assert second.changed["names"] == ["title", "tags"]

    def test_what_changed_by_another_way_is_kept_too(self, client: Client) -> None:
        client.post(ADD, typed(section=make_section().pk))
        Article.objects.update(title="من الاستيراد")
        save(client, Article.objects.get(), title="بيد المحرر")
        article = Article.objects.get()
        assert kinds(article) == ["edit", "stood", "edit"]
        assert article.revisions.get(number=2).fields["title"] == "من الاستيراد"

    def test_bylines_and_tags_of_the_same_save_are_in_it(self, client: Client) -> None:
        section, tag, author = make_section(), make_tag(), make_author()
        rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-position": 0}
        client.post(ADD, typed(section=section.pk, tags=[tag.pk], **rows))
        fields = Revision.objects.get().fields
        assert [row["key"] for row in fields["authors"]] == [author.pk]
        assert [row["key"] for row in fields["tags"]] == [tag.pk]

    def test_a_refused_save_writes_nothing(self, client: Client) -> None:
        article = make_article()
        client.post(change_of(article), typed(article, title=""))
        assert not Revision.objects.exists()
        assert Article.objects.get().version == 0

    def test_deletion_takes_the_revisions_along(self, client: Client) -> None:
        article = save(client, make_article(), title="عنوان أدق")
        article.delete()
        assert not Revision.objects.exists()


class TestRecord:
    def test_every_field_and_row_is_held(self) -> None:
        picture, source, other = make_picture(), make_source(), make_article(title="خبر قريب")
        article = make_article(lead_picture=picture, source=source, dateline="الرياض", sponsor="بنك النيل")
        RelatedPick.objects.create(article=article, picked=other)
        fields = record(article, by=None).fields
        assert fields["lead_picture"] == {"key": picture.pk, "name": str(picture)}
        assert fields["source"] == {"key": source.pk, "name": source.name}
        assert fields["related"] == [{"key": other.pk, "name": "خبر قريب"}]
        assert (fields["dateline"], fields["sponsor"], fields["comments_open"]) == ("الرياض", "بنك النيل", True)

    def test_it_raises_the_version_of_row_and_instance(self) -> None:
        article = make_article()
        for version in (1, 2):
            record(article, by=None)
            assert article.version == Article.objects.get().version == version

    def test_a_stale_instance_gets_the_next_version_all_the_same(self) -> None:
        article = make_article()
        stale = Article.objects.get(pk=article.pk)
        record(article, by=None)
        keep_what_stands(stale)
        assert stale.version == 1
        record(stale, by=None)
        assert stale.version == 2

    def test_a_renamed_section_is_no_change(self) -> None:
        article = make_article()
        record(article, by=None)
        article.section.name = "اسم آخر"
        article.section.save()
        assert record(article, by=None).number == 1

    def test_kind_and_origin_are_told(self) -> None:
        article = make_article()
        record(article, by=None)
        Article.objects.update(title="آخر")
        revision = record(article, by=None, kind=Revision.Kind.CORRECTION, restores=1)
        assert (revision.kind, revision.restores, revision.number) == ("correction", 1, 2)

    def test_a_number_stands_once(self) -> None:
        article = make_article()
        record(article, by=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.create(article=article, number=1, fields={})

    def test_a_deleted_account_leaves_its_revisions(self) -> None:
        user = make_user()
        record(make_article(), by=user)
        user.delete()
        assert Revision.objects.get().by is None

    def test_it_costs_the_same_with_many_revisions(self, django_assert_num_queries: object) -> None:
        article = make_article()
        for number in range(5):
            Article.objects.update(title=f"عنوان {number}")
            record(article, by=None)
        Article.objects.update(title="آخر")
        with django_assert_num_queries(9):  # type: ignore[operator]  # because pytest-django's type is its own
            made = record(article, by=None)
        assert (made.number, made.fields["title"]) == (6, "آخر")
