"""Every row of a list stands on one page, on the way there and on the way back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin import ModelAdmin, site
from django.test import Client

from articles.models import Article, Tag
from comments.models import Comment
from tests.articles.search.archive import make_story
from tests.factories import make_article, make_comment, make_picture, make_section, make_source, make_tag, make_user
from tests.newsportal.desk.walking import LISTS, flat, keys, last_page, link, read, walk

pytestmark = pytest.mark.django_db

STORIES, TAGS, QUEUE = LISTS[0], LISTS[3], LISTS[6]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def chief(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign in someone who may do anything, and make pages of three rows."""
    client.force_login(make_user(is_superuser=True))
    for admin in site._registry.values():
        monkeypatch.setattr(admin, "list_per_page", 3)


def there_and_back(client: Client, path: str) -> list[int]:
    """Return the keys in their order; a walk back from the end has to show the same pages."""
    forward = walk(client, path)
    backward = walk(client, path, rel="prev", start=last_page(client, path))
    assert backward[::-1] == forward
    found = flat(forward)
    assert len(found) == len(set(found))
    return found


def make_stories() -> list[Article]:
    """Return stories of which several share a status, a time or a number of comments, and some have no time."""
    section = make_section()
    times = [NOON, None, NOON, NOON + timedelta(microseconds=1), None, NOON - timedelta(days=1), NOON, None]
    statuses = ["published", "draft", "archived", "published", "in_review", "withdrawn", "published", "draft"]
    return [
        make_article(section=section, published_at=moment, status=status)
        for moment, status in zip(times, statuses, strict=True)
    ]


class TestStories:
    def test_the_latest_stands_first(self, client: Client) -> None:
        stories = make_stories()
        assert there_and_back(client, STORIES) == [story.pk for story in stories][::-1]

    @pytest.mark.parametrize("order", ["4", "-4"])
    def test_by_time_what_has_none_stands_last(self, client: Client, order: str) -> None:
        stories = make_stories()
        dated = sorted((story for story in stories if story.published_at), key=lambda one: (one.published_at, one.pk))
        dateless = [story for story in stories if not story.published_at]
        if order == "-4":
            dated, dateless = dated[::-1], dateless[::-1]
        assert there_and_back(client, f"{STORIES}?o={order}") == [story.pk for story in [*dated, *dateless]]

    @pytest.mark.parametrize("order", ["2", "-2", "6", "-6"])
    def test_ties_follow_the_direction_of_the_column(self, client: Client, order: str) -> None:
        stories = make_stories()
        for story in stories[::3]:
            make_comment(article=story)
        name = "status" if order[-1] == "2" else "comment_count"
        wanted = Article.objects.order_by(name, "pk").values_list("pk", flat=True)
        found = there_and_back(client, f"{STORIES}?o={order}")
        assert found == [*wanted][:: -1 if order[0] == "-" else 1]

    @pytest.mark.parametrize("query", ["status__exact=draft", "published_at__isnull=True", "status__exact=published"])
    def test_within_a_filter(self, client: Client, query: str) -> None:
        make_stories()
        name, _, value = query.partition("=")
        wanted = Article.objects.filter(**{name: value == "True" or value}).order_by("-pk")
        assert there_and_back(client, f"{STORIES}?{query}") == [*wanted.values_list("pk", flat=True)]

    def test_within_a_section_and_a_source(self, client: Client) -> None:
        section, source = make_section(), make_source()
        wanted = [make_article(section=section, source=source).pk for _ in range(7)]
        make_stories(), make_article(section=section), make_article(source=source)
        query = f"section__id__exact={section.pk}&source__id__exact={source.pk}"
        assert there_and_back(client, f"{STORIES}?{query}") == wanted[::-1]

    def test_within_a_search(self, client: Client) -> None:
        wanted = [make_story(f"قمر {number}").pk for number in range(7)]
        make_stories()
        assert there_and_back(client, f"{STORIES}?q=قمر") == wanted[::-1]
        assert there_and_back(client, f"{STORIES}?q=قمر&o=4") == wanted

    def test_one_page_and_none_have_no_links(self, client: Client) -> None:
        for _ in range(4):
            html = read(client, STORIES).content.decode()
            assert ('rel="next"' in html) == (Article.objects.count() > 3)
            make_article()


class TestQueue:
    def test_what_waits_and_what_is_decided(self, client: Client) -> None:
        statuses = ["pending", "approved", "pending", "spam", "refused", "pending", "approved", "pending", "withdrawn"]
        comments = [make_comment(status=status) for status in statuses]
        # Two of each kind came in the same moment.
        for hours, comment in zip([5, 3, 5, 3, 9, 1, 2, 8, 4], comments, strict=True):
            Comment.objects.filter(pk=comment.pk).update(created_at=NOON - timedelta(hours=hours))
        waiting = Comment.objects.filter(status="pending").order_by("created_at", "pk")
        decided = Comment.objects.exclude(status="pending").order_by("-created_at", "-pk")
        wanted = [comment.pk for comment in [*waiting, *decided]]
        assert there_and_back(client, QUEUE) == wanted
        decided_keys = [key for key in wanted if key not in {comment.pk for comment in waiting}]
        assert there_and_back(client, f"{QUEUE}?status__exact=pending") == [comment.pk for comment in waiting]
        approved = [key for key in decided_keys if key in {comments[1].pk, comments[6].pk}]
        assert there_and_back(client, f"{QUEUE}?status__exact=approved") == approved

    @pytest.mark.parametrize(("order", "sign"), [("oldest", ""), ("newest", "-")])
    def test_by_time_whatever_the_status(self, client: Client, order: str, sign: str) -> None:
        for status in ["pending", "approved", "pending", "spam", "pending"]:
            make_comment(status=status)
        wanted = Comment.objects.order_by(f"{sign}created_at", f"{sign}pk").values_list("pk", flat=True)
        assert there_and_back(client, f"{QUEUE}?order={order}") == [*wanted]

    def test_within_section_story_and_search(self, client: Client) -> None:
        story = make_article()
        wanted = [make_comment(article=story, status="pending", text=f"بدر {number}").pk for number in range(5)]
        for _ in range(3):
            make_comment(status="pending", text="شمس")
        for query in (f"article__section__id__exact={story.section_id}", f"article={story.pk}", "q=بدر"):
            assert there_and_back(client, f"{QUEUE}?{query}") == wanted


class TestOthers:
    def test_names_in_their_order(self, client: Client) -> None:
        for name in "ثبتأجدر":
            make_tag(name=name)
        wanted = [*Tag.objects.order_by("name").values_list("pk", flat=True)]
        assert there_and_back(client, TAGS) == wanted
        assert there_and_back(client, f"{TAGS}?o=-1") == wanted[::-1]

    def test_pictures(self, client: Client) -> None:
        pictures = [make_picture().pk for _ in range(7)]
        assert there_and_back(client, LISTS[1]) == pictures[::-1]
        assert there_and_back(client, f"{LISTS[1]}?o=4") == pictures

    def test_sections_by_any_column(self, client: Client) -> None:
        sections = [make_section(position=place % 2).pk for place in range(5)]
        for order in ("2", "-2", "3", "4"):
            assert sorted(there_and_back(client, f"{LISTS[5]}?o={order}")) == sections


class TestMeanwhile:
    def test_a_new_row_moves_no_other(self, client: Client) -> None:
        stories = [make_article().pk for _ in range(7)]
        first = read(client, STORIES)
        new = make_article().pk
        second = read(client, STORIES + link(first, "next"))
        assert keys(first) + keys(second) == stories[::-1][:6]
        back = read(client, STORIES + link(second, "prev"))
        assert keys(back) == keys(first)
        # What came meanwhile stands before it.
        assert keys(read(client, STORIES + link(back, "prev"))) == [new]

    def test_rows_that_go_move_no_other(self, client: Client) -> None:
        stories = [make_article().pk for _ in range(9)][::-1]
        address = STORIES + link(read(client, STORIES), "next")
        # The row that the cursor names goes as well.
        Article.objects.filter(pk__in=stories[1:3]).delete()
        assert keys(read(client, address)) == stories[3:6]
        assert keys(read(client, STORIES + link(read(client, address), "prev"))) == stories[:1]

    def test_a_decided_comment_leaves_the_place_of_the_others(self, client: Client) -> None:
        waiting = [make_comment(status="pending").pk for _ in range(7)]
        address = QUEUE + link(read(client, f"{QUEUE}?status__exact=pending"), "next")
        assert keys(read(client, address)) == waiting[3:6]
        Comment.objects.filter(pk__in=waiting[:4]).update(status="approved")
        assert keys(read(client, address)) == waiting[4:7]

    def test_where_all_that_followed_is_gone_the_last_page_is_shown(self, client: Client) -> None:
        stories = [make_article().pk for _ in range(5)][::-1]
        address = STORIES + link(read(client, STORIES), "next")
        Article.objects.filter(pk__in=stories[3:]).delete()
        assert keys(read(client, address)) == stories[:3]

    def test_where_all_before_is_gone_the_first_page_is_shown(self, client: Client) -> None:
        stories = [make_article().pk for _ in range(5)][::-1]
        address = STORIES + link(read(client, last_page(client, STORIES)), "prev")
        Article.objects.filter(pk__in=stories[:3]).delete()
        assert keys(read(client, address)) == stories[3:]


class TestLast:
    @pytest.mark.parametrize("path", [STORIES, f"{STORIES}?o=-4", f"{STORIES}?o=2"])
    def test_the_end_is_one_step_away(self, client: Client, path: str) -> None:
        make_stories()
        wanted = flat(walk(client, path))
        answer = read(client, f"{path}{'&' if '?' in path else '?'}p=last")
        assert keys(answer) == wanted[-3:]
        assert not link(answer, "next")
        assert flat(walk(client, path, rel="prev", start=STORIES + link(answer, "prev"))[::-1]) == wanted[:-3]


class TestColumns:
    def test_an_order_that_no_index_holds_is_not_offered_or_taken(self, client: Client) -> None:
        stories = [make_article(title=title).pk for title in ("ب", "أ", "ج")]
        for order in ("1", "-1", "3", "5", "0", "99", "-", "٣", "1.3", "x"):
            assert keys(read(client, f"{STORIES}?o={order}")) == stories[::-1], order

    def test_one_column_orders_a_list(self, client: Client) -> None:
        make_stories()
        assert keys(read(client, f"{STORIES}?o=1.4.2")) == keys(read(client, f"{STORIES}?o=4"))
        assert read(client, f"{STORIES}?o=1.-4.2").context["cl"].get_ordering_field_columns() == {4: "desc"}

    def test_each_sortable_column_has_an_index(self) -> None:
        for model, admin in site._registry.items():
            if not admin.sortable_by or type(admin).get_changelist is ModelAdmin.get_changelist:
                continue
            firsts = [index.expressions[0] for index in model._meta.indexes]
            indexed = {getattr(first, "expression", first).name for first in firsts}
            for column in admin.sortable_by:
                shown = column if callable(column) else getattr(admin, column, None)
                name = getattr(shown, "admin_order_field", column)
                assert name in indexed or model._meta.get_field(name).unique, (model, name)
