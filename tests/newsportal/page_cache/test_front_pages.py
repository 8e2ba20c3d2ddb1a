"""Arrangements, the most read and the page cache: seen by the next request everywhere, and gone at their moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.front_page.arrangement import Arrangement
from articles.front_page.arranging import arrange, front_of
from articles.models import StoryReads
from newsportal import generations
from tests.articles.front_page.arranging import pinned
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

TITLE = "خبر مثبت في الصدارة"
LEAD = 'class="card card-lead'


@pytest.fixture
def editor():
    return make_user(groups=("Editors",))


@pytest.fixture
def readers(new_process):
    return new_process(), new_process()


@pytest.fixture
def stories(clock):
    """Return one story that is pinned in the tests, and a newer one that leads by itself."""
    old = make_article(title=TITLE, published_at=clock.moment() - timedelta(days=3))
    return old, make_article(published_at=clock.moment() - timedelta(hours=1), section=old.section)


def leads(readers, address="/"):
    """Return of which processes the pinned story leads a page."""
    return [TITLE in each.get(address).text.partition(LEAD)[2].partition("</article>")[0] for each in readers]


class TestArrangements:
    @pytest.mark.parametrize("has_section", [False, True], ids=["home", "section"])
    def test_they_come_and_go_in_both_processes(self, readers, commit, stories, editor, has_section):
        section = stories[0].section if has_section else None
        address = section.get_absolute_url() if section else "/"
        key = section.pk if section else None
        assert leads(readers, address) == [False, False]
        with commit():
            arrange(Arrangement(key, pins=(pinned("lead-1", stories[0]),)), version=0, by=editor)
        assert leads(readers, address) == [True, True]
        with commit():
            arrange(Arrangement(key), version=front_of(key).version, by=editor)
        assert leads(readers, address) == [False, False]

    def test_a_pin_falls_away_at_its_moment(self, readers, commit, clock, stories, editor):
        ends_at = clock.moment() + timedelta(minutes=10)
        with commit():
            arrange(Arrangement(pins=(pinned("lead-1", stories[0], ends_at),)), version=0, by=editor)
        assert leads(readers) == [True, True]
        clock.move(minutes=10, seconds=-1)
        assert leads(readers) == [True, True]
        clock.move(seconds=1)
        assert leads(readers) == [False, False]

    def test_a_scheduled_story_takes_its_slot_at_its_moment(self, readers, commit, clock, editor):
        make_article(published_at=clock.moment() - timedelta(hours=1))
        story = make_article(title=TITLE, published_at=clock.moment() + timedelta(minutes=10))
        with commit():
            arrange(Arrangement(pins=(pinned("lead-1", story),)), version=0, by=editor)
        assert leads(readers) == [False, False]
        clock.move(minutes=10)
        assert leads(readers) == [True, True]


class TestMostRead:
    def test_another_ranking_is_shown_within_a_minute(self, readers, commit, clock):
        stories = [make_article(published_at=clock.moment() - timedelta(days=1)) for _ in range(4)]
        assert not any("most-read" in each.get("/").text for each in readers)
        with commit():
            for story in stories:
                StoryReads.objects.create(article=story, day=timezone.localdate(clock.moment()), count=story.pk)
            generations.advance("reads")
        clock.move(seconds=61)
        assert all("most-read" in each.get("/").text for each in readers)
