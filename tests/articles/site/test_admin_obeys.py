"""The admin obeys the switchboard in Arabic, in what Django writes too."""

import json
import re
from datetime import UTC, date, datetime, time
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation

from articles.models import Article, Section
from newsportal.models import StaffPreference
from tests.articles.newsroom import LIST, change_of, typed
from tests.factories import make_article, make_comment, make_picture, make_section, make_settings, make_user

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
WRITTEN = "٢٣\u00a0تشرين\u00a0الثاني/نوفمبر ٢٠٢٦، ١٤:٠٥"


@pytest.fixture
def desk(client: Client) -> Client:
    """Return the client of an editor whose paper has chosen everything else than the usual."""
    make_settings(digits="eastern", months="both", hijri=True, quotes="curly")
    client.force_login(make_user(groups=("Editors", "Moderators", "Administrators")))
    return client


@pytest.fixture
def article() -> Article:
    return make_article(published_at=MOMENT, title="عنوان 41")


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


class TestLists:
    def test_columns_of_dates_and_counts(self, desk: Client, article: Article) -> None:
        for _ in range(3):
            make_comment(article=article)
        html = page(desk, LIST)
        assert f'title="{WRITTEN}"' in html
        assert '<td class="field-comment_count">٣</td>' in html
        assert "عنوان 41</span></a>" in html

    def test_a_column_of_counts_still_sorts(self, desk: Client, article: Article) -> None:
        make_comment(article=make_article(title="له تعليق"))
        html = page(desk, f"{LIST}?o=6")
        # The newest stands first otherwise.
        assert html.index("عنوان 41") < html.index("له تعليق")

    def test_count_of_rows_and_pages(self, desk: Client, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
        section = make_section()
        for _ in range(3):
            make_article(section=section)
        monkeypatch.setattr("articles.admin.article.ArticleAdmin.list_per_page", 2)
        html = page(desk, LIST)
        assert (
            '<img src="/static/admin/img/search.svg" alt=""><span class="visually-hidden">بحث</span></label>' in html
        )
        pager = html[html.index('class="pager"') :]
        assert "عدد الأخبار: ٤" in re.sub(r"\s+", " ", pager)
        assert "لم يُحدَّد شيء من ٢" in html
        assert 'data-actions-icnt="2"' in html
        assert ">حدِّد القائمة كلها (٤)</a>" in html
        assert ">حُدِّدت القائمة كلها (٤)</span>" in html
        assert "الأخبار جميعها" not in html
        assert "٤ نتائج" in page(desk, f"{LIST}?q=عنوان")

    def test_a_search_without_results_says_so(self, desk: Client, article: Article) -> None:
        html = page(desk, f"{LIST}?q=غيب")
        assert "لا نتائج توافق البحث." in html
        assert 'class="actions"' not in html
        assert "لا نتائج توافق البحث." not in page(desk, LIST)

    def test_order_of_sections_is_a_box_as_in_forms(self, desk: Client) -> None:
        make_section(position=12)
        html = page(desk, reverse("admin:articles_section_changelist"))
        assert 'name="form-0-position" value="12"' in html

    def test_the_queue_writes_absolute_times(self, desk: Client) -> None:
        comment = make_comment(status="pending")
        type(comment).objects.filter(pk=comment.pk).update(created_at=MOMENT)
        html = page(desk, reverse("admin:comments_comment_changelist"))
        assert f'<time datetime="2026-11-23T14:05:00+03:00" data-relative>{WRITTEN}</time>' in html
        # What its script goes by.
        assert '<div id="site-name" data-digits="eastern"' in html


class TestForms:
    def test_read_only_fields(self, desk: Client, article: Article) -> None:
        Article.objects.filter(pk=article.pk).update(updated_at=MOMENT, word_count=120)
        html = page(desk, change_of(article))
        assert f'<div class="readonly">{WRITTEN}</div>' in html
        assert '<div class="readonly">١٢٠</div>' in html

    def test_values_in_boxes_stay_western(self, desk: Client, article: Article) -> None:
        html = page(desk, change_of(article))
        assert 'value="2026-11-23"' in html
        assert 'value="14:05:00"' in html
        assert not re.search('<[^>]*(?:name|id|value|class|href)="[^"]*[٠-٩]', html)

    def test_help_and_errors(self, desk: Client, article: Article) -> None:
        answer = desk.post(change_of(article), typed(article, title="ع" * 201))
        html = answer.content.decode()
        assert "يتجاوز ١١٠ أحرف" in html
        assert re.search(r'<ul class="errorlist"[^>]*><li>[^<]*٢٠٠[^<]*٢٠١', html)

    def test_history(self, desk: Client, article: Article) -> None:
        entry = LogEntry.objects.create(
            user=make_user(),
            content_type=ContentType.objects.get_for_model(Section),
            object_id=str(article.section_id),
            object_repr=article.section.name,
            action_flag=CHANGE,
            change_message="",
        )
        LogEntry.objects.filter(pk=entry.pk).update(action_time=MOMENT)
        assert WRITTEN in page(desk, reverse("admin:articles_section_history", args=[article.section_id]))

    def test_message_after_saving_puts_no_marks_of_its_own(self, desk: Client, article: Article) -> None:
        answer = desk.post(change_of(article), typed(article), follow=True)
        (message,) = answer.context["messages"]
        assert re.sub("<[^>]*>", "", str(message)) == "تم تعديل خبر: عنوان 41."

    def test_messages_agree_with_feminine_names_too(self, client: Client) -> None:
        user = make_user(is_superuser=True)
        client.force_login(user)
        picture = make_picture(alternative_text="قارب")
        LogEntry.objects.log_actions(user.pk, [picture], ADDITION, change_message=[{"added": {}}])
        LogEntry.objects.log_actions(
            user.pk, [picture], DELETION, change_message=[{"deleted": {"name": "picture", "object": "قارب"}}]
        )
        with translation.override("ar"):
            assert [str(entry) for entry in LogEntry.objects.order_by("pk")] == ["إضافة: قارب.", "حذف: قارب."]
            assert LogEntry.objects.latest("pk").get_change_message() == "حذف صورة: قارب."
        index = page(client, reverse("admin:index"))
        assert "أهلاً،" in index
        assert "إضافة صورة" in page(client, reverse("admin:articles_picture_changelist"))
        rows = re.findall('data-inline-formset="([^"]*)"', page(client, reverse("admin:articles_article_add")))
        assert [json.loads(unescape(row))["options"]["addText"] for row in rows] == ["إضافة كاتب آخر"]
        answer = client.post(
            reverse("admin:articles_tag_add"), {"name": "بحر", "slug": "", "_addanother": "1"}, follow=True
        )
        (message,) = answer.context["messages"]
        assert str(message).endswith("يمكنك الإضافة مرة أخرى أدناه.")

    def test_counted_message(self, desk: Client) -> None:
        articles = [make_article(status="ready") for _ in range(3)]
        action = {"action": "publish_selected", "_selected_action": [article.pk for article in articles]}
        answer = desk.post(LIST, action, follow=True)
        assert "٣ أخبار حالتها الآن: منشور." in answer.content.decode()


class TestEnglish:
    def test_an_english_newsroom_keeps_western_digits(self, desk: Client, article: Article) -> None:
        user = make_user(groups=("Editors",))
        StaffPreference.objects.create(user=user, language="en")
        desk.force_login(user)
        html = page(desk, LIST)
        assert "23 November 2026, 14:05" in html
        assert "data-digits" not in html
        assert not re.search("[٠-٩]", html)


class TestDjangosOwnFormats:
    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            (None, date(2026, 4, 3), "٣\u00a0نيسان/أبريل ٢٠٢٦"),
            ("DATETIME_FORMAT", datetime(2026, 11, 23, 14, 5), WRITTEN),
            ("SHORT_DATETIME_FORMAT", datetime(2026, 11, 23, 14, 5), "٢٣/١١/٢٠٢٦ ١٤:٠٥"),
            ("YEAR_MONTH_FORMAT", date(2026, 1, 3), "كانون\u00a0الثاني/يناير ٢٠٢٦"),
            ("MONTH_DAY_FORMAT", date(2026, 1, 3), "٣\u00a0كانون\u00a0الثاني/يناير"),
            ("Y-m-d", date(2026, 1, 3), "2026-01-03"),
            ("c", date(2026, 1, 3), "2026-01-03"),
        ],
    )
    def test_named_formats_obey_and_spelled_out_ones_do_not(self, name: str | None, value: Any, expected: str) -> None:
        make_settings(digits="eastern", months="both")
        with translation.override("ar"):
            assert formats.date_format(value, name) == expected

    def test_times_obey(self) -> None:
        make_settings(digits="eastern")
        with translation.override("ar"):
            assert formats.localize(time(14, 5)) == "١٤:٠٥"
            assert formats.time_format(time(14, 5), "H:i") == "14:05"

    def test_no_active_language_asks_nothing(self, django_assert_num_queries: Any) -> None:
        with translation.override(None), django_assert_num_queries(0):
            assert formats.date_format(date(2026, 1, 3), "Y") == "2026"
