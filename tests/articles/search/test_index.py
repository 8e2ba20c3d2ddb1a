"""The index is level with the articles after every commit, and after every rollback."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Article, SearchDocument, SearchWord
from articles.pictures.library import save_picture
from articles.search.index import MOST_WORDS, document_of, index, remove
from articles.search.models import ALL
from articles.workflow.moving import withdraw
from tests.articles.newsroom import ADD, LIST, change_of, typed
from tests.articles.search.archive import make_story, titles
from tests.comments.test_concurrency import run_together, wait_for_a_blocked_connection
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db

WORDS = [
    "قمر", "نجم", "شمس", "بحر", "ريح", "مطر", "سحاب", "جبل", "واد", "نهر", "سهل",
    "رمل", "ثلج", "ضباب", "برق", "رعد", "water", "wind", "2026", "من", "في",
]  # fmt: skip
DEEDS = ["create", "create", "edit", "edit", "delete", "delete many", "roll back", "resanitize"]


def counted() -> dict[str, tuple[int, int]]:
    """Return the numbers of each word, counted from scratch from the articles themselves."""
    documents: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    for article in Article.objects.all():
        document = document_of(article)
        words = f"{document.title} {document.body}".split()
        documents.update({*words, ALL})
        occurrences.update([*words, *[ALL] * document.length])
    return {stem: (documents[stem], occurrences[stem]) for stem in documents}


def stored() -> dict[str, tuple[int, int]]:
    rows = SearchWord.objects.exclude(documents=0, occurrences=0)
    return {row.stem: (row.documents, row.occurrences) for row in rows}


def check_integrity() -> None:
    """Fail where SQLite's index differs from the documents: FTS5's own check raises an error."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO articles_fulltext(articles_fulltext, rank) VALUES ('integrity-check', 1)")


def is_level() -> bool:
    check_integrity()
    for article in Article.objects.all():
        document, wanted = SearchDocument.objects.get(pk=article.pk), document_of(article)
        for field in ("title", "body", "length", "keys"):
            if getattr(document, field) != getattr(wanted, field):
                return False
    return stored() == counted() and SearchDocument.objects.count() == Article.objects.count()


class TestDocument:
    def test_it_holds_the_stems_of_title_standfirst_and_text(self) -> None:
        article = make_article(title="قانون المياه", standfirst="من يدفع؟", body="<h2>سؤال</h2><p>لا <b>أح</b>د.</p>")
        document = SearchDocument.objects.get(pk=article.pk)
        assert (document.title, document.body, document.length) == ("قان ميا", "من يدفع سوال لا احد", 7)
        assert is_level()

    def test_blocks_part_words(self) -> None:
        document = document_of(make_article(standfirst="", body="<p>ليل</p><p>نهار</p><ul><li>شمس</li></ul>"))
        assert document.body == "ليل نهار شمس"

    def test_a_text_of_endless_words_is_indexed_by_its_beginning(self) -> None:
        article = make_story("خبر طويل", "قمر " * (MOST_WORDS + 10))
        assert SearchDocument.objects.get(pk=article.pk).length == MOST_WORDS + 2
        assert is_level()

    def test_a_story_without_text_has_its_title(self) -> None:
        make_story("قمر", "")
        assert is_level()
        assert titles("قمر") == ["قمر"]


class TestSaving:
    def test_a_new_story_is_found(self) -> None:
        make_story("قمر", "نجم")
        assert titles("نجم") == ["قمر"]
        assert is_level()

    def test_an_edited_one_is_found_by_its_new_words_alone(self) -> None:
        article = make_story("قمر", "نجم")
        article.title, article.body = "شمس", "<p>بحر</p>"
        article.save()
        assert (titles("قمر"), titles("نجم"), titles("شمس"), titles("بحر")) == ([], [], ["شمس"], ["شمس"])
        assert is_level()

    def test_an_edit_that_changes_no_word_writes_nothing(self) -> None:
        article = make_story("قمر", "نجم")
        article.dateline = "الرياض"
        assert index([article]) == 0

    def test_a_moved_status_keeps_the_document(self) -> None:
        article = make_story("قمر", "نجم")
        withdraw(article, by=make_user(is_superuser=True))
        assert titles("قمر") == []
        assert is_level()

    def test_a_picture_with_another_caption_brings_its_stories_level(self) -> None:
        picture = make_picture(caption="قمر")
        make_article(title="خبر", body=f'<figure data-picture="{picture.pk}"></figure>')
        picture.caption = "نجم"
        save_picture(picture)
        assert (titles("قمر"), titles("نجم")) == ([], ["خبر"])
        assert is_level()


class TestDeleting:
    def test_a_deleted_story_is_not_found(self) -> None:
        kept, gone = make_story("قمر صيف"), make_story("قمر شتاء")
        gone.delete()
        assert titles("قمر") == [kept.title]
        assert is_level()

    def test_a_deleted_queryset_is_not_found(self) -> None:
        kept = make_story("قمر صيف")
        for _ in range(3):
            make_story("قمر شتاء")
        Article.objects.exclude(pk=kept.pk).delete()
        assert titles("قمر") == [kept.title]
        assert is_level()

    def test_what_was_never_indexed_is_removed_in_peace(self) -> None:
        remove([12345])
        assert not SearchWord.objects.exists()


class TestRollback:
    @pytest.mark.parametrize("deed", ["create", "edit", "delete"])
    def test_index_and_words_go_back_with_the_story(self, deed: str) -> None:
        article = make_story("قمر", "نجم")
        before = stored()

        def act() -> None:
            if deed == "create":
                make_story("شمس", "بحر")
            elif deed == "edit":
                article.title = "شمس"
                article.save()
            else:
                Article.objects.all().delete()
            assert stored() != before

        with transaction.atomic():
            act()
            transaction.set_rollback(True)
        assert stored() == before
        assert is_level()
        assert (titles("قمر"), titles("شمس")) == (["قمر"], [])


class TestNewsroom:
    @pytest.fixture
    def administrator(self, client: Client) -> User:
        user = make_user(is_superuser=True)
        client.force_login(user)
        return user

    @pytest.mark.usefixtures("administrator")
    def test_a_story_is_created_edited_and_deleted(self, client: Client) -> None:
        client.post(ADD, typed(title="قمر جديد", status="published", section=make_section().pk))
        assert titles("قمر") == ["قمر جديد"]
        article = Article.objects.get()
        client.post(change_of(article), typed(article, title="شمس جديدة"))
        assert (titles("قمر"), titles("شمس")) == ([], ["شمس جديدة"])
        assert is_level()
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        assert not Article.objects.exists()
        assert is_level()

    @pytest.mark.usefixtures("administrator")
    def test_ticked_stories_are_deleted(self, client: Client) -> None:
        gone = [make_story("قمر").pk for _ in range(3)]
        kept = make_story("قمر باق")
        client.post(LIST, {"action": "delete_selected", "_selected_action": gone, "post": "yes"})
        assert titles("قمر") == [kept.title]
        assert is_level()

    @pytest.mark.usefixtures("administrator")
    def test_no_page_of_a_deletion_shows_the_index(self, client: Client) -> None:
        article = make_story("قمر")
        html = client.get(reverse("admin:articles_article_delete", args=[article.pk])).content.decode()
        for model in (SearchDocument, SearchWord):
            assert str(model._meta.verbose_name) not in html


class TestWordTable:
    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_its_numbers_equal_a_count_from_scratch_after_any_series_of_changes(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - seeded test data, no secret

        def some_words(most: int) -> str:
            return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))

        section = make_section()
        for _ in range(60):
            article = Article.objects.order_by("?").first()
            deed = chance.choice(DEEDS)
            if deed == "create" or article is None:
                make_story(some_words(4), some_words(30), section=section)
            elif deed == "edit":
                article.title, article.body = some_words(4), f"<p>{some_words(30)}</p>"
                article.save()
            elif deed == "delete":
                article.delete()
            elif deed == "delete many":
                Article.objects.filter(pk__in=Article.objects.order_by("pk").values("pk")[:2]).delete()
            elif deed == "roll back":
                with transaction.atomic():
                    article.title = some_words(4)
                    article.save()
                    transaction.set_rollback(True)
            else:
                Article.objects.filter(pk=article.pk).update(body=f"<p>{some_words(9)}</p>")
                call_command("resanitize", stdout=StringIO())
            assert stored() == counted()
        assert is_level()
        Article.objects.all().delete()
        assert stored() == {}
        check_integrity()


class TestResanitize:
    def test_texts_that_change_are_indexed_anew(self) -> None:
        article = make_story("خبر", "قمر")
        Article.objects.filter(pk=article.pk).update(body="<p>نجم</p><script>شمس</script>")
        call_command("resanitize", stdout=StringIO())
        assert (titles("قمر"), titles("نجم"), titles("شمس")) == ([], ["خبر"], [])
        assert is_level()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestTwoEditors:
    def test_words_are_right_after_many_saves_at_once(self) -> None:
        articles = [make_story(f"قمر {number}", "نجم شمس") for number in range(4)]

        def edit(article: Article) -> None:
            chance = random.Random(article.pk)  # noqa: S311 - seeded test data, no secret
            for _ in range(10):
                article.title = " ".join(chance.sample(WORDS, 4))
                article.save()

        deeds: list[Callable[[], object]] = [lambda each=each: edit(each) for each in articles]
        assert run_together(*deeds) == [None] * 4
        assert is_level()

    @pytest.mark.parametrize("way", ["instance", "queryset"])
    def test_a_story_that_is_edited_while_it_is_deleted_leaves_no_words(self, way: str) -> None:
        article = make_story("قمر", "نجم")
        is_saved = threading.Event()

        def edit_slowly() -> None:
            edited = Article.objects.get(pk=article.pk)
            with transaction.atomic():
                edited.title = "شمس"
                edited.save()
                is_saved.set()
                wait_for_a_blocked_connection()

        def delete_meanwhile() -> None:
            is_saved.wait(20)
            (Article.objects.get(pk=article.pk) if way == "instance" else Article.objects.all()).delete()

        assert run_together(edit_slowly, delete_meanwhile) == [None, None]
        assert not Article.objects.exists()
        assert stored() == {}
