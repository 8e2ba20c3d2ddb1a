"""Breaking news and the page cache: on the very next request everywhere, and gone at its moment."""

from datetime import timedelta

import pytest

from articles.site.breaking.setting import end_news, set_news
from articles.workflow import moving
from tests.factories import make_article, make_breaking_news, make_user

pytestmark = pytest.mark.django_db

WORDS = "خبر عاجل للجميع"


@pytest.fixture
def both(new_process):
    """Two processes, and a function that tells of an address which of them show the words."""
    readers = new_process(), new_process()
    return lambda address: [WORDS in each.get(address).text for each in readers]


@pytest.fixture
def addresses() -> list[str]:
    article = make_article()
    return ["/", "/en/", "/latest/", "/about/", article.section.get_absolute_url(), article.get_absolute_url()]


class TestBreaking:
    def test_it_comes_and_goes_in_both_processes(self, both, commit, addresses):
        assert not any(shown for address in addresses for shown in both(address))
        with commit():
            news = make_breaking_news(words=WORDS)
        assert all(shown for address in addresses for shown in both(address))
        with commit():
            end_news(news)
        assert not any(shown for address in addresses for shown in both(address))

    def test_a_new_one_takes_its_place(self, both, commit):
        old = make_breaking_news(words=WORDS)
        assert both("/") == [True, True]
        with commit():
            set_news(type(old)(words="خبر أعجل", ends_at=old.ends_at), by=make_user())
        assert both("/") == [False, False]

    def test_it_falls_away_at_its_moment(self, both, clock, addresses):
        make_breaking_news(words=WORDS, set_at=clock.moment(), ends_at=clock.moment() + timedelta(minutes=10))
        assert all(shown for address in addresses for shown in both(address))
        clock.move(minutes=10, seconds=-1)
        assert all(shown for address in addresses for shown in both(address))
        clock.move(seconds=1)
        assert not any(shown for address in addresses for shown in both(address))

    def test_it_falls_away_with_its_story(self, both, clock):
        story = make_article(unpublished_at=clock.moment() + timedelta(minutes=10))
        make_breaking_news(words=WORDS, article=story)
        assert both("/about/") == [True, True]
        clock.move(minutes=10)
        assert both("/about/") == [False, False]

    def test_it_appears_with_its_story(self, both, clock):
        story = make_article(published_at=clock.moment() + timedelta(minutes=10))
        make_breaking_news(words=WORDS, article=story)
        assert both("/about/") == [False, False]
        clock.move(minutes=10)
        assert both("/about/") == [True, True]

    def test_withdrawal_takes_it_away(self, both, commit):
        story = make_article()
        make_breaking_news(words=WORDS, article=story)
        assert both("/about/") == [True, True]
        with commit():
            moving.withdraw(story, by=make_user(is_superuser=True))
        assert both("/about/") == [False, False]

    def test_another_way_out_of_sight_takes_it_away(self, both, commit, clock):
        story = make_article()
        make_breaking_news(words=WORDS, article=story)
        assert both("/about/") == [True, True]
        with commit():
            story.published_at = clock.moment() + timedelta(days=1)
            story.save()
        assert both("/about/") == [False, False]
