"""A change shows on the very next request, in any process, and no other page pays for it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article
from articles.workflow import moving
from comments import moderation
from comments.models import Comment
from newsportal import generations
from newsportal.page_cache.page import LAG_SECONDS
from tests.factories import make_article, make_author, make_comment, make_settings, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(new_process):
    """Two processes, and a function that asks both for an address."""
    readers = new_process(), new_process()
    return lambda address: [each.get(address) for each in readers]


def states(answers) -> list[str]:
    return [answer.came_from for answer in answers]


class TestChange:
    def test_approved_comment_shows_in_both_processes(self, both, commit):
        comment = make_comment(status="pending", text="رأي يُنتظر")
        address = comment.article.get_absolute_url()
        both(address)
        assert all("رأي يُنتظر" not in answer.text for answer in both(address))
        with commit():
            moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
        after = both(address)
        assert all("رأي يُنتظر" in answer.text for answer in after)
        assert states(after) == ["miss", "hit"]

    def test_refused_comment_leaves_both(self, both, commit):
        comment = make_comment(text="رأي سيُرفض")
        address = comment.article.get_absolute_url()
        assert all("رأي سيُرفض" in answer.text for answer in both(address))
        with commit():
            moderation.refuse(Comment.objects.filter(pk=comment.pk), by=None)
        assert not any("رأي سيُرفض" in answer.text for answer in both(address))

    def test_pages_of_other_articles_and_lists_stay_warm(self, both, commit):
        comment, other = make_comment(status="pending"), make_article()
        warm = [other.get_absolute_url(), "/", "/latest/", "/feeds/latest.rss"]
        for address in warm:
            both(address)
        with commit():
            moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
        for address in warm:
            assert states(both(address)) == ["hit", "hit"]

    def test_edited_title_shows_on_its_page_and_on_lists(self, both, commit):
        article = make_article(title="قبل التعديل")
        addresses = [article.get_absolute_url(), "/", "/latest/", article.section.get_absolute_url()]
        for address in addresses:
            both(address)
        with commit():
            article.title = "بعد التعديل"
            article.save()
        for address in addresses:
            assert all("بعد التعديل" in answer.text for answer in both(address))

    def test_published_draft_shows_where_it_was_missing(self, both, commit):
        draft = make_article(status="draft", title="مسودة تُنشر")
        assert [answer.status for answer in both(draft.get_absolute_url())] == [404, 404]
        both("/")
        with commit():
            moving.publish(draft, by=make_user(is_superuser=True))
        assert all("مسودة تُنشر" in answer.text for answer in both("/"))
        assert [answer.status for answer in both(draft.get_absolute_url())] == [200, 200]

    def test_withdrawn_story_leaves_every_page(self, both, commit):
        story, beside = make_article(title="خبر يُسحب"), make_article()
        Article.objects.filter(pk=beside.pk).update(section=story.section)
        addresses = ["/", "/latest/", story.section.get_absolute_url(), beside.get_absolute_url(), "/feeds/latest.rss"]
        for address in addresses:
            assert all("خبر يُسحب" in answer.text for answer in both(address))
        with commit():
            moving.withdraw(story, by=make_user(is_superuser=True))
        for address in addresses:
            assert not any("خبر يُسحب" in answer.text for answer in both(address))
        assert [answer.status for answer in both(story.get_absolute_url())] == [410, 410]

    def test_deleted_story_leaves_its_address(self, both, commit):
        story = make_article()
        address = story.get_absolute_url()
        both(address)
        with commit():
            story.delete()
        assert [answer.status for answer in both(address)] == [404, 404]

    def test_renamed_author_shows_everywhere(self, both, commit):
        author = make_author(name="اسم قديم")
        address = make_article(authors=(author,)).get_absolute_url()
        both(address)
        with commit():
            author.name = "اسم جديد"
            author.save()
        assert all("اسم جديد" in answer.text for answer in both(address))

    def test_new_tag_leaves_every_page_warm_and_has_its_own_at_once(self, both, commit):
        assert [answer.status for answer in both("/tag/جديد/")] == [404, 404]
        both("/")
        with commit():
            tag = make_tag(name="جديد")
        assert states(both("/")) == ["hit", "hit"]
        assert [answer.status for answer in both("/tag/جديد/")] == [200, 200]
        with commit():
            tag.name = "أجدّ"
            tag.save()
        assert all("أجدّ" in answer.text for answer in both("/tag/جديد/"))

    def test_setting_shows_everywhere(self, both, commit):
        both("/about/")
        with commit():
            make_settings(digits="eastern")
        assert all("©" in answer.text and "٢٠" in answer.text for answer in both("/about/"))

    def test_change_during_the_rendering_is_seen_by_the_next_request(self, new_process, commit):
        article = make_article(title="عنوان أول")
        address = article.get_absolute_url()
        changes = iter([True])

        def change_meanwhile(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            if "articles_article" in sql and next(changes, False):
                article.title = "عنوان ثانٍ"
                with commit():
                    article.save()
            return result

        reader = new_process()
        with connection.execute_wrapper(change_meanwhile):
            assert "عنوان أول" in reader.get(address).text
        assert "عنوان ثانٍ" in reader.get(address).text


class TestLifetime:
    def test_scheduled_story_appears_at_its_moment(self, both, clock):
        make_article(title="خبر الغد", published_at=clock.moment() + timedelta(minutes=10))
        assert not any("خبر الغد" in answer.text for answer in both("/"))
        clock.move(minutes=10, seconds=-1)
        assert states(both("/")) == ["hit", "hit"]
        clock.move(seconds=1)
        assert all("خبر الغد" in answer.text for answer in both("/"))

    def test_story_goes_at_its_moment(self, both, clock):
        story = make_article(title="عرض ينتهي", unpublished_at=clock.moment() + timedelta(minutes=10))
        address = story.get_absolute_url()
        assert all("عرض ينتهي" in answer.text for answer in [*both("/"), *both(address)])
        clock.move(minutes=10, seconds=1)
        assert not any("عرض ينتهي" in answer.text for answer in both("/"))
        assert [answer.status for answer in both(address)] == [410, 410]

    def test_comments_close_at_their_moment(self, both, clock):
        story = make_article(published_at=clock.moment() - timedelta(days=14) + timedelta(minutes=10))
        address = story.get_absolute_url()
        assert all('name="comment"' in answer.text for answer in both(address))
        clock.move(minutes=10, seconds=-1)
        assert states(both(address)) == ["hit", "hit"]
        clock.move(seconds=1)
        assert not any('name="comment"' in answer.text for answer in both(address))

    def test_second_moment_counts_when_the_first_is_past(self, both, clock):
        for minutes in (10, 20):
            make_article(title=f"بعد {minutes} دقيقة", published_at=clock.moment() + timedelta(minutes=minutes))
        both("/")
        clock.move(minutes=15)
        both("/")
        clock.move(minutes=6)
        assert all("بعد 20 دقيقة" in answer.text for answer in both("/"))

    def test_moments_beyond_those_known_are_asked_for(self, both, clock, monkeypatch):
        monkeypatch.setattr("articles.upcoming.KNOWN", 1)
        self.test_second_moment_counts_when_the_first_is_past(both, clock)

    def test_story_that_appears_while_a_page_is_made_is_on_the_next_one(self, reader, clock):
        make_article(title="خبر هذه الثانية", published_at=clock.moment() + timedelta(seconds=1))

        def take_long(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            if "articles_article" in sql:
                clock.move(seconds=2)
            return result

        with connection.execute_wrapper(take_long):
            assert "خبر هذه الثانية" not in reader.get("/latest/").text
        assert "خبر هذه الثانية" in reader.get("/latest/").text

    def test_masthead_changes_its_date_at_local_midnight(self, both, clock):
        # Half past eleven in the evening in Riyadh.
        clock.start = datetime(2026, 11, 24, 20, 30, tzinfo=UTC).timestamp()
        assert all('datetime="2026-11-24"' in answer.text for answer in both("/about/"))
        clock.move(minutes=29)
        assert states(both("/about/")) == ["hit", "hit"]
        clock.move(minutes=1)
        assert all('datetime="2026-11-25"' in answer.text for answer in both("/about/"))

    def test_related_stories_lag_behind_by_a_minute_at_most(self, both, clock, commit):
        story = make_article()
        address = story.get_absolute_url()
        both(address)
        with commit():
            make_article(section=story.section, title="خبر مجاور")
        assert states(both(address)) == ["hit", "hit"]
        clock.move(seconds=LAG_SECONDS)
        assert all("خبر مجاور" in answer.text for answer in both(address))

    def test_article_stays_warm_while_no_list_changes(self, both, clock):
        address = make_article().get_absolute_url()
        both(address)
        for _ in range(3):
            clock.move(seconds=LAG_SECONDS + 1)
            assert states(both(address)) == ["hit", "hit"]


class TestGenerations:
    def test_kill_between_commit_and_raise_is_made_good(self, both):
        comment = make_comment(status="pending", text="قُتلت العملية بعده")
        address = comment.article.get_absolute_url()
        both(address)
        # Without the commit's callbacks: as if the process had been killed before them.
        moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
        assert states(both(address)) == ["hit", "hit"]
        generations.level()
        assert all("قُتلت العملية بعده" in answer.text for answer in both(address))

    def test_page_made_under_a_newer_number_than_this_machine_knows_is_true(self, new_process, reader, commit):
        comment = make_comment(status="pending")
        address = comment.article.get_absolute_url()
        with commit():
            moderation.approve(Comment.objects.filter(pk=comment.pk), by=None)
        reader.get(address)
        generations.forget()
        assert new_process().get(address).came_from == "hit"

    def test_restored_database_needs_one_word(self, both, commit):
        article = make_article(title="من النسخة الحديثة")
        both(article.get_absolute_url())
        # As after a restore: other rows, and no generation moved.
        Article.objects.filter(pk=article.pk).update(title="من النسخة القديمة")
        assert states(both(article.get_absolute_url())) == ["hit", "hit"]
        with commit():
            call_command("clear_pages")
        assert all("من النسخة القديمة" in answer.text for answer in both(article.get_absolute_url()))
