"""``manage.py seed`` stores in bulk what the newsroom and the readers would have stored one by one."""

import random
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article, SearchDocument, Section
from articles.search.index import document_of, index
from articles.seed.stories import seed_stories
from articles.seed.words import Writer
from comments.models import Comment, Move
from comments.paths import step_of
from comments.seed.threads import seed_threads
from comments.text import build_html, text_digest
from comments.upkeep import recount
from newsportal.arabic.fold import fold
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

COUNTS = ("pk", "comment_count", "thread_count")


def seed(articles: int = 0, comments: int = 0) -> str:
    output = StringIO()
    call_command("seed", articles=articles, comments=comments, stdout=output)
    return output.getvalue().strip()


class TestStories:
    def test_there_are_as_many_as_were_asked_for(self) -> None:
        make_article()
        assert seed(articles=30) == "30 articles, 0 comments"
        assert seed(articles=30) == "30 articles, 0 comments"
        assert seed(articles=20) == "30 articles, 0 comments"

    def test_a_run_that_was_stopped_goes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.seed.stories.BATCH", 10)
        steps = seed_stories(25, timezone.now())
        assert next(steps) == 10
        steps.close()
        assert list(seed_stories(25, timezone.now())) == [20, 25]
        moments = list(
            Article.objects.exclude(published_at=None).order_by("pk").values_list("published_at", flat=True)
        )
        assert moments == sorted(moments)
        assert moments[-1] <= timezone.now()

    def test_saving_one_changes_nothing_of_it(self) -> None:
        seed(articles=12)
        for article in Article.objects.all():
            stored = [article.title, article.slug, article.body, str(article.body_html), article.word_count]
            article.save()
            assert [article.title, article.slug, article.body, article.body_html, article.word_count] == stored
            article.full_clean()

    def test_the_index_is_level_with_them(self) -> None:
        seed(articles=12)
        assert index(list(Article.objects.all())) == 0
        for document in SearchDocument.objects.select_related("article"):
            assert document.body == document_of(document.article).body

    def test_readers_find_and_read_them(self, client: Client) -> None:
        seed(articles=40)
        article = Article.objects.listed().newest_first().first()
        assert article is not None
        assert article.title in client.get("/").content.decode()
        assert client.get(article.get_absolute_url()).status_code == 200
        assert f"/news/{article.pk}/" in client.get("/search/", {"q": article.title}).content.decode()

    def test_the_newsroom_goes_on_after_them(self) -> None:
        seed(articles=5)
        assert make_article().pk > max(Article.objects.exclude(bylines=None).values_list("pk", flat=True))

    def test_the_papers_own_sections_are_taken(self) -> None:
        seed(articles=5)
        number = Section.objects.count()
        seed(articles=9)
        assert Section.objects.count() == number == 8

    @pytest.mark.parametrize(
        "subject", ["politics", "economy", "sport", "culture", "technology", "health", "science", "variety"]
    )
    def test_headlines_keep_to_their_length_and_leave_no_slot_open(self, subject: str) -> None:
        writer, chance = Writer(subject), random.Random(1)  # noqa: S311 - made-up stories, no secret
        for _ in range(300):
            text = writer.write(chance)
            assert 20 <= len(text.title) <= 110
            assert "{" not in text.title + text.blocks[0].html


class TestThreads:
    def test_there_are_as_many_as_were_asked_for(self) -> None:
        make_comment()
        assert seed(articles=10, comments=300) == "10 articles, 300 comments"
        assert seed(comments=300) == "10 articles, 300 comments"

    def test_a_run_that_was_stopped_goes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("comments.seed.threads.BATCH", 100)
        seed(articles=10)
        steps = seed_threads(250, timezone.now())
        assert next(steps) == 100
        steps.close()
        assert list(seed_threads(250, timezone.now())) == [200, 250]

    def test_counting_anew_changes_nothing(self) -> None:
        seed(articles=10, comments=800)
        counts = list(Article.objects.order_by("pk").values_list(*COUNTS))
        below = list(Comment.objects.order_by("pk").values_list("pk", "approved_below"))
        assert any(number for _, number in below)
        recount([pk for pk, *_ in counts])
        assert list(Article.objects.order_by("pk").values_list(*COUNTS)) == counts
        assert list(Comment.objects.order_by("pk").values_list("pk", "approved_below")) == below

    def test_each_is_stored_as_if_it_had_been_received(self) -> None:
        seed(articles=10, comments=300)
        for comment in Comment.objects.select_related("parent", "article"):
            assert comment.path == (comment.parent.path if comment.parent else "") + step_of(comment.pk)
            assert (comment.html, comment.folded) == (build_html(comment.text), text_digest(comment.text))
            assert comment.search_text == fold(f"{comment.name} {comment.text}")
            assert comment.article.published_at is not None
            assert comment.article.published_at <= comment.created_at <= timezone.now()
            if comment.parent:
                assert comment.parent.article_id == comment.article_id
            comment.full_clean()

    def test_each_has_its_record(self) -> None:
        seed(articles=10, comments=300)
        last = {move.comment_id: move.to_status for move in Move.objects.order_by("pk")}
        assert last == dict(Comment.objects.values_list("pk", "status"))
        assert set(Counter(Comment.objects.values_list("status", flat=True))) >= {"approved", "pending", "refused"}

    def test_without_a_story_it_says_what_is_missing(self) -> None:
        with pytest.raises(CommandError, match="--articles"):
            seed(comments=5)
