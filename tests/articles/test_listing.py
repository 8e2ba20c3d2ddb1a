import random
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.listing import Place
from articles.models import Article, Author, Byline, Tag, Tagging
from articles.workflow import moving
from articles.workflow.moving import NotMovedError
from tests.articles.newsroom import change_of, typed
from tests.comments.test_concurrency import run_together, wait_for_a_blocked_connection
from tests.factories import make_article, make_author, make_tag, make_user

pytestmark = pytest.mark.django_db

Status = Article.Status
LINES = (Byline, Tagging)


def stored() -> list[Any]:
    """Return what the lines say of the places of their stories."""
    return [sorted(lines.objects.values_list("pk", "listed_at")) for lines in LINES]


def wanted() -> list[Any]:
    """Return what the articles themselves say of them."""
    return [
        sorted(
            (line.pk, line.article.published_at if line.article.status == Status.PUBLISHED else None)
            for line in lines.objects.select_related("article")
        )
        for lines in LINES
    ]


def listed(row: Author | Tag) -> list[int]:
    """Return what the page of an author or a tag shows, by the plain way through all of its stories."""
    stories = Article.objects.listed().filter(pk__in=row.articles.values("pk")).newest_first()
    return list(stories.values_list("pk", flat=True))


def shown(row: Author | Tag) -> list[int]:
    lines = row.taggings if isinstance(row, Tag) else row.bylines
    return [article.pk for article in lines.listed().newest(100)]


def make_one(**fields: Any) -> Article:
    return make_article(authors=(make_author(),), tags=(make_tag(),), **fields)


def by(*groups: str) -> Any:
    return make_user(groups=groups)


def withdraw(article: Article) -> None:
    with suppress(NotMovedError):
        moving.withdraw(article, by=by("Editors"))


CHANGES: dict[str, Callable[[Article], object]] = {
    "published": lambda article: moving.publish(article, by=by("Editors")),
    "withdrawn": withdraw,
    "archived": lambda article: set_and_save(article, status=Status.ARCHIVED),
    "scheduled": lambda article: set_and_save(article, published_at=timezone.now() + timedelta(days=1)),
    "dated back": lambda article: set_and_save(article, published_at=timezone.now() - timedelta(days=9)),
    "one field saved": lambda article: set_and_save(article, status=Status.DRAFT, update_fields=["status"]),
    "many at once": lambda article: Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN),
    "rows by hand": lambda article: bulk_update(article, status=Status.ARCHIVED),
    "tag added": lambda article: article.tags.add(make_tag(), make_tag()),
    "tags set": lambda article: article.tags.set([make_tag(), *article.tags.all()]),
    "tag taken off": lambda article: article.tags.remove(*article.tags.all()),
    "tags cleared": lambda article: article.tags.clear(),
    "added from the tag": lambda article: make_tag().articles.set([article]),
    "tag made for it": lambda article: article.tags.create(name="وسم جديد"),
    "byline added": lambda article: article.bylines.create(author=make_author()),
    "bylines added": lambda article: article.authors.add(make_author(), make_author()),
    "byline given away": lambda article: set_and_save(article.bylines.first(), author=make_author()),
    "tag deleted": lambda article: article.tags.all().delete(),
    "story deleted": lambda article: article.delete(),
    "stories deleted": lambda article: Article.objects.filter(pk=article.pk).delete(),
    "resanitized": lambda article: call_command("resanitize", stdout=StringIO()),
}


def set_and_save(row: Any, *, update_fields: list[str] | None = None, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=update_fields)


def bulk_update(article: Article, **values: Any) -> None:
    for name, value in values.items():
        setattr(article, name, value)
    Article.objects.bulk_update([article], values)


class TestLevel:
    @pytest.mark.parametrize("status", [Status.PUBLISHED, Status.READY, Status.WITHDRAWN])
    @pytest.mark.parametrize("change", CHANGES)
    def test_lines_are_level_after_a_change(self, change: str, status: str) -> None:
        article, other = make_one(status=status), make_one()
        CHANGES[change](article)
        assert stored() == wanted()
        assert listed(other.tags.get()) == shown(other.tags.get()) == [other.pk]

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_lines_are_level_after_any_series_of_changes(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - seeded test data, no secret
        for _ in range(40):
            article = chance.choice(list(Article.objects.all()) or [make_one()])
            CHANGES[chance.choice(list(CHANGES.keys() - {"tag made for it"}))](article)
            make_one(status=chance.choice([Status.PUBLISHED, Status.DRAFT]))
        assert stored() == wanted()
        for row in [*Tag.objects.all(), *Author.objects.all()]:
            assert shown(row) == listed(row)

    def test_a_change_that_is_rolled_back_leaves_them_as_they_were(self) -> None:
        article = make_one()
        with transaction.atomic():
            set_and_save(article, status=Status.WITHDRAWN)
            transaction.set_rollback(True)
        assert stored() == wanted()

    def test_lines_are_level_after_the_newsrooms_form(self, client: Client) -> None:
        article = make_one(status=Status.DRAFT, published_at=None)
        client.force_login(by("Editors"))
        kept, added, author = article.tags.get(), make_tag(), make_author()
        line = article.bylines.get()
        rows = {
            "bylines-TOTAL_FORMS": 2,
            "bylines-INITIAL_FORMS": 1,
            "bylines-0-id": line.pk,
            "bylines-0-author": line.author_id,
            "bylines-0-position": 0,
            "bylines-1-author": author.pk,
            "bylines-1-position": 1,
        }
        fields = typed(article, status="published", tags=[kept.pk, added.pk], **rows)
        answer = client.post(change_of(article), fields)
        assert answer.status_code == 302
        assert stored() == wanted()
        assert shown(kept) == shown(added) == shown(author) == [article.pk]
        client.post(change_of(article), typed(Article.objects.get(), tags=[added.pk]))
        assert (shown(kept), shown(added)) == ([], [article.pk])
        assert stored() == wanted()

    def test_lines_are_level_after_the_lists_actions(self, client: Client) -> None:
        article = make_one(status=Status.READY)
        client.force_login(by("Editors"))
        for action in ("publish_selected", "withdraw_selected"):
            data = {"action": action, "_selected_action": [article.pk], "confirmed": "yes"}
            client.post("/admin/articles/article/", data)
            assert stored() == wanted()
        assert Article.objects.get().status == Status.WITHDRAWN

    def test_lines_of_a_seeded_archive_are_level(self) -> None:
        call_command("seed", articles=60, stdout=StringIO())
        assert stored() == wanted()
        assert {None} < {listed_at for _, listed_at in stored()[0]}

    def test_a_story_wears_a_tag_once(self) -> None:
        article = make_one()
        with pytest.raises(IntegrityError), transaction.atomic():
            Tagging.objects.create(article=article, tag=article.tags.get())


class TestTime:
    def test_a_scheduled_story_appears_at_its_moment_and_nothing_runs(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = timezone.now()
        article = make_one(published_at=now + timedelta(hours=1), unpublished_at=now + timedelta(hours=3))
        pages = [article.tags.get().get_absolute_url(), article.authors.get().get_absolute_url()]
        for hours, is_seen in [(0, False), (2, True), (4, False)]:
            monkeypatch.setattr(timezone, "now", lambda hours=hours: now + timedelta(hours=hours))
            for page in pages:
                assert (article.title in client.get(page).content.decode()) == is_seen

    def test_a_line_that_ran_ahead_of_its_story_leaks_nothing(self) -> None:
        article = make_one(published_at=timezone.now() + timedelta(hours=1))
        Tagging.objects.update(listed_at=timezone.now() - timedelta(hours=1))
        assert shown(article.tags.get()) == []
        withdrawn = make_one(status=Status.WITHDRAWN)
        Byline.objects.update(listed_at=timezone.now() - timedelta(hours=1))
        assert shown(withdrawn.authors.get()) == []


class TestPlaces:
    def test_what_comes_after_a_place_is_the_rest_of_the_list(self) -> None:
        tag, moment = make_tag(), timezone.now() - timedelta(days=1)
        moments = [moment, moment, moment, moment - timedelta(hours=1), moment + timedelta(hours=1)]
        for each in moments:
            make_article(tags=(tag,), published_at=each)
        whole = Article.objects.listed().newest(9)
        for number, article in enumerate(whole, 1):
            place = Place(article.published_at, article.pk)
            assert Article.objects.listed(place).newest(9) == whole[number:]
            assert tag.taggings.listed(place).newest(9) == whole[number:]

    def test_a_place_in_the_future_shows_nothing_that_readers_may_not_see(self) -> None:
        article = make_one(published_at=timezone.now() + timedelta(hours=1))
        place = Place(timezone.now() + timedelta(days=1), article.pk + 1)
        assert Article.objects.listed(place).newest(9) == []
        assert article.tags.get().taggings.listed(place).newest(9) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestTwoEditors:
    @pytest.mark.parametrize(("before", "after"), [(Status.READY, Status.PUBLISHED), (Status.PUBLISHED, "archived")])
    def test_a_tag_that_is_given_while_the_status_changes_is_listed_by_the_new_one(
        self, before: str, after: str
    ) -> None:
        article, tag = make_one(status=before), make_tag()
        is_saved = threading.Event()

        def change_slowly() -> None:
            with transaction.atomic():
                set_and_save(Article.objects.get(pk=article.pk), status=after)
                is_saved.set()
                wait_for_a_blocked_connection()

        def tag_meanwhile() -> None:
            is_saved.wait(20)
            Article.objects.get(pk=article.pk).tags.add(tag)

        assert run_together(change_slowly, tag_meanwhile) == [None, None]
        assert stored() == wanted()
