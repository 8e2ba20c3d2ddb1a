"""The number that a list shows, and what may be done to as many rows."""

import re

import pytest
from django.contrib.admin import site
from django.core.paginator import InvalidPage
from django.test import Client

from articles.models import Article, Tag
from comments.models import Comment
from newsportal.desk.counting import BoundedPaginator, Number, count_some
from tests.factories import make_article, make_comment, make_settings, make_tag, make_user
from tests.newsportal.desk.walking import LISTS, read

pytestmark = pytest.mark.django_db

STORIES, TAGS, QUEUE = LISTS[0], LISTS[3], LISTS[6]


@pytest.fixture(autouse=True)
def chief(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign in someone who may do anything; pages hold two rows, and six of a list are counted."""
    client.force_login(make_user(is_superuser=True))
    for admin in site._registry.values():
        monkeypatch.setattr(admin, "list_per_page", 2)
    for module in ("counting", "lists"):
        monkeypatch.setattr(f"newsportal.desk.{module}.MOST", 6)


def below(client: Client, path: str) -> str:
    """Return the words below a list."""
    html = read(client, path).content.decode()
    return " ".join(re.sub("<[^>]*>", " ", html[html.index('class="pager"') + 14 :].split("</div>")[0]).split())


class TestCount:
    @pytest.mark.parametrize(
        ("rows", "number"), [(0, Number(0)), (5, Number(5)), (6, Number(6)), (7, Number(6, True))]
    )
    def test_it_is_exact_up_to_a_bound(self, rows: int, number: Number) -> None:
        for _ in range(rows):
            make_tag()
        assert count_some(Tag.objects.all()) == number
        assert count_some(Tag.objects.order_by("name")) == number

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            (1, "عدد الأخبار: 1"),
            (6, "عدد الأخبار: 6 عرض الكل التالي › الأخير"),
            (7, "عدد الأخبار: أكثر من 6 التالي › الأخير"),
        ],
    )
    def test_a_list_says_so(self, client: Client, rows: int, words: str) -> None:
        for _ in range(rows):
            make_article()
        assert below(client, STORIES) == words

    def test_a_filter_counts_its_own_rows(self, client: Client) -> None:
        for status in ["draft"] * 3 + ["published"] * 7:
            make_article(status=status)
        assert "عدد الأخبار: 3 " in below(client, f"{STORIES}?status__exact=draft")
        assert "عدد الأخبار: أكثر من 6 " in below(client, f"{STORIES}?status__exact=published")
        assert "عدد الأخبار: 3 " in below(client, f"{STORIES}?status__exact=draft&p=last")

    def test_so_does_a_search_beside_its_box(self, client: Client) -> None:
        for number in range(7):
            make_tag(name=f"قمر {number}")
        make_tag(name="شمس")
        assert "أكثر من 6 نتيجة" in read(client, f"{TAGS}?q=قمر").content.decode()
        assert "نتيجة واحدة" in read(client, f"{TAGS}?q=شمس").content.decode()
        assert "نتيجة" not in read(client, TAGS).content.decode()

    def test_it_stands_in_the_papers_digits(self, client: Client) -> None:
        make_settings(digits="eastern")
        for _ in range(7):
            make_tag()
        assert "عدد الوسوم: أكثر من ٦ " in below(client, TAGS)

    def test_the_queue_says_how_many_wait(self, client: Client) -> None:
        make_comment(), make_comment(status="pending"), make_comment(status="pending")
        assert "بانتظار المراجعة <span>2</span></a>" in read(client, f"{QUEUE}?status__exact=spam").content.decode()

    def test_beyond_a_thousand_a_tab_says_that_there_are_more(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("comments.admin.tabs.MOST", 6)
        for _ in range(7):
            make_comment(status="pending")
        assert "بانتظار المراجعة <span>+6</span></a>" in read(client, QUEUE).content.decode()


class TestWhole:
    def test_a_small_list_can_be_shown_whole(self, client: Client) -> None:
        stories = [make_article().pk for _ in range(5)]
        html = read(client, f"{STORIES}?status__exact=published").content.decode()
        assert 'href="?all=&amp;status__exact=published"' in html
        answer = read(client, f"{STORIES}?all=&status__exact=published")
        assert [row.pk for row in answer.context["cl"].result_list] == stories[::-1]
        assert 'rel="next"' not in answer.content.decode()

    def test_a_large_one_cannot(self, client: Client) -> None:
        for _ in range(7):
            make_article()
        assert "all=" not in read(client, STORIES).content.decode()
        assert len(read(client, f"{STORIES}?all=").context["cl"].result_list) == 2


class TestBulk:
    def post(self, client: Client, path: str, **data: object) -> None:
        client.post(path, {"index": 0, "select_across": 1, "_selected_action": [1], **data})

    def test_all_rows_of_a_counted_list_are_taken(self, client: Client) -> None:
        for _ in range(6):
            make_comment(status="pending")
        make_comment(status="spam")
        html = read(client, f"{QUEUE}?status__exact=pending").content.decode()
        assert "تحديد أول" not in html
        self.post(client, f"{QUEUE}?status__exact=pending", action="approve_selected")
        assert Comment.objects.filter(status="approved").count() == 6

    def test_the_first_rows_of_a_longer_one_are_taken(self, client: Client) -> None:
        waiting = [make_comment(status="pending").pk for _ in range(8)]
        html = read(client, f"{QUEUE}?status__exact=pending").content.decode()
        assert "حدِّد أول 6 في القائمة" in html
        assert "حُدِّد أول 6 في القائمة" in html
        self.post(client, f"{QUEUE}?status__exact=pending", action="approve_selected")
        assert [*Comment.objects.pending().order_by("pk").values_list("pk", flat=True)] == waiting[6:]

    def test_they_are_the_first_ones_in_the_order_that_is_shown(self, client: Client) -> None:
        stories = [make_article(status="ready", published_at=None).pk for _ in range(8)]
        self.post(client, f"{STORIES}?o=2", action="publish_selected")
        left = Article.objects.filter(status="ready").order_by("pk")
        assert [*left.values_list("pk", flat=True)] == stories[6:]

    def test_ticked_rows_alone_are_taken_without_it(self, client: Client) -> None:
        waiting = [make_comment(status="pending").pk for _ in range(8)]
        self.post(client, QUEUE, action="spam_selected", select_across=0, _selected_action=waiting[6:])
        assert [*Comment.objects.filter(status="spam").order_by("pk").values_list("pk", flat=True)] == waiting[6:]


class TestPaginator:
    def test_it_ends_where_counting_ends(self) -> None:
        for _ in range(9):
            make_tag()
        paginator = BoundedPaginator(Tag.objects.order_by("pk"), 2)
        assert (paginator.count, paginator.num_pages) == (6, 3)
        with pytest.raises(InvalidPage):
            paginator.page(4)

    def test_boxes_that_complete_names_use_it(self, client: Client) -> None:
        for _ in range(9):
            make_tag()
        path = "/admin/autocomplete/?app_label=articles&model_name=article&field_name=tags&term="
        assert len(client.get(path).json()["results"]) == 6
        assert client.get(f"{path}&page=2").status_code == 404
        assert client.get(f"{path}&page={'9' * 30}").status_code == 404
