"""What an editor tells readers of a change: nothing, an update, or a correction with its words."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.corrections.log import correct, take_credit_away, tell_update
from articles.models import Article, Correction
from newsportal.models import Generation
from tests.articles.newsroom import change_of, errors_of, save, typed
from tests.articles.test_article_page import json_ld
from tests.articles.test_machines import CONTENT
from tests.factories import make_article, make_settings, make_user

pytestmark = pytest.mark.django_db

WRONG = "تقع المحطة في أسوان، لا في الأقصر."
UPDATED = "{http://www.w3.org/2005/Atom}updated"
LONG_AGO = timezone.now() - timedelta(days=1)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(groups=("Editors",)))
    return client


def corrected(article: Article | None = None, text: str = WRONG, credit: str = "") -> Article:
    article = article or make_article()
    correct(article, text, credit=credit, by=make_user(groups=("Editors",)))
    return article


def page_of(client: Client, article: Article, prefix: str = "") -> str:
    return client.get(prefix + article.get_absolute_url()).content.decode()


def refused(client: Client, article: Article, **changes: Any) -> Any:
    answer = client.post(change_of(article), typed(article, **changes))
    assert answer.status_code == 200
    return answer


class TestForm:
    @pytest.mark.parametrize("kind", [{}, {"change_kind": ""}, {"change_kind": "spelling"}])
    def test_spelling_tells_nobody(self, editor: Client, kind: dict[str, str]):
        article = save(editor, make_article(), title="بلا إعلان", **kind)
        assert (article.updated_at, article.corrected_at) == (None, None)

    @pytest.mark.parametrize(
        ("changes", "is_told"),
        [
            ({"title": "عنوان آخر"}, True),
            ({"body": "<p>نص آخر.</p>"}, True),
            ({"dateline": "عدن"}, False),
            ({"title": "عنوان آخر", "change_kind": "update"}, False),
        ],
    )
    def test_an_editor_hears_that_readers_are_told_nothing(
        self, editor: Client, changes: dict[str, str], is_told: bool
    ):
        save(editor, make_article(), **changes)
        page = editor.get("/admin/articles/article/").content.decode()
        assert ("لم يُخبَر القراء" in page) is is_told

    def test_spelling_leaves_an_earlier_time_alone(self, editor: Client):
        article = make_article(updated_at=LONG_AGO)
        assert save(editor, article, change_kind="spelling", title="تصحيح إملائي").updated_at == LONG_AGO

    def test_update_moves_the_time_that_readers_see(self, editor: Client):
        article = save(editor, make_article(updated_at=LONG_AGO), change_kind="update")
        assert article.updated_at is not None
        assert article.updated_at > LONG_AGO
        assert (article.corrected_at, article.corrections.count()) == (None, 0)

    def test_correction_is_in_the_log_with_its_time_and_editor(self, editor: Client):
        article = save(
            editor, make_article(), change_kind="correction", correction_text=WRONG, correction_credit="سلمى"
        )
        made = article.corrections.get()
        assert (made.text, made.credit) == (WRONG, "سلمى")
        assert article.updated_at == article.corrected_at == made.made_at
        assert made.by is not None

    @pytest.mark.parametrize("text", ["", "   ", "\u200b\n"])
    def test_correction_without_words_is_asked_for_them(self, editor: Client, text: str):
        article = make_article()
        answer = refused(editor, article, change_kind="correction", correction_text=text, title="عنوان لا يضيع")
        assert errors_of(answer) == {"correction_text": ["required"]}
        assert "اكتبه هنا" in answer.content.decode()
        assert "عنوان لا يضيع" in answer.content.decode()
        assert Article.objects.get(pk=article.pk).corrected_at is None

    @pytest.mark.parametrize(("field", "length"), [("correction_text", 501), ("correction_credit", 101)])
    def test_what_is_too_long_is_refused_at_its_field(self, editor: Client, field: str, length: int):
        words = {"correction_text": WRONG, field: "ن" * length}
        answer = refused(editor, make_article(), change_kind="correction", **words)
        assert errors_of(answer) == {field: ["max_length"]}

    def test_unknown_kind_is_refused(self, editor: Client):
        assert errors_of(refused(editor, make_article(), change_kind="edit")) == {"change_kind": ["invalid_choice"]}

    def test_controls_and_turns_are_taken_out(self, editor: Client):
        words = {"correction_text": "سطر\r\nآخر\x07\u202e", "correction_credit": "سل\u2067مى"}
        made = save(editor, make_article(), change_kind="correction", **words).corrections.get()
        assert (made.text, made.credit) == ("سطر آخر", "سلمى")

    @pytest.mark.parametrize(
        "unread",
        [
            {"status": "draft", "published_at": None},
            {"status": "ready", "published_at": None},
            {"published_at": timezone.now() + timedelta(days=1)},
        ],
    )
    def test_what_nobody_read_is_asked_nothing_and_tells_nothing(self, editor: Client, unread: dict[str, Any]):
        article = make_article(**unread)
        assert "change_kind" not in editor.get(change_of(article)).content.decode()
        article = save(editor, article, change_kind="correction", correction_text=WRONG)
        assert (article.updated_at, article.corrections.count()) == (None, 0)

    def test_known_story_is_asked_with_spelling_chosen(self, editor: Client):
        for article in (make_article(), make_article(status="archived")):
            html = editor.get(change_of(article)).content.decode()
            (chosen,) = re.findall(r'<input type="radio" name="change_kind" value="(\w+)"[^>]* checked', html)
            assert chosen == "spelling"


class TestRights:
    @pytest.mark.parametrize(
        "deed", [tell_update, lambda article, by: correct(article, WRONG, by=by)], ids=["update", "correction"]
    )
    def test_without_the_right_to_publish_nothing_is_told(self, deed: Any):
        article = make_article()
        with pytest.raises(PermissionDenied):
            deed(article, by=make_user(groups=("Reporters",)))
        stored = Article.objects.get(pk=article.pk)
        assert (stored.updated_at, stored.corrected_at, stored.corrections.count()) == (None, None, 0)

    def test_with_it_the_stored_row_and_the_instance_agree(self):
        article = corrected()
        stored = Article.objects.get(pk=article.pk)
        assert stored.corrected_at == article.corrected_at is not None

    def test_reporter_is_not_asked(self, client: Client):
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        page = client.get(change_of(make_article(created_by=reporter)))
        assert page.status_code == 200
        assert "change_kind" not in page.content.decode()


class TestLog:
    def test_without_a_word_there_is_no_correction(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            corrected(text=" \u200b ")

    @pytest.mark.parametrize("deed", ["update", "correction"])
    def test_pages_and_lists_learn_of_it(self, deed: str):
        article, editor = make_article(), make_user(groups=("Editors",))
        names = [f"article:{article.pk}", "lists"]
        before = dict(Generation.objects.filter(name__in=names).values_list("name", "number"))
        tell_update(article, by=editor) if deed == "update" else correct(article, WRONG, by=editor)
        after = dict(Generation.objects.filter(name__in=names).values_list("name", "number"))
        assert all(after[name] > before[name] for name in names)

    def test_a_name_is_taken_away_and_the_words_stay(self, client: Client):
        article = corrected(credit="سلمى")
        take_credit_away([article.corrections.get().pk])
        html = page_of(client, article)
        assert "سلمى" not in html
        assert WRONG in html

    def test_taking_no_name_away_moves_nothing(self):
        article = corrected()
        before = Generation.objects.get(name=f"article:{article.pk}").number
        take_credit_away([article.corrections.get().pk])
        assert Generation.objects.get(name=f"article:{article.pk}").number == before


class TestPage:
    def test_it_shows_the_log_newest_first_and_a_line_that_leads_there(self, client: Client):
        article = corrected(text="التصحيح الأول.")
        corrected(article, text="التصحيح الثاني.", credit="Salma")
        html = page_of(client, article)
        assert html.index("التصحيح الثاني.") < html.index("التصحيح الأول.", html.index("<aside"))
        assert '<a href="#corrections">صُحح هذا المقال في <time datetime=' in html
        assert 'id="corrections"' in html
        assert 'شكراً للقارئ <bdi dir="auto">Salma</bdi>' in html
        assert html.index('class="corrected"') < html.index('class="story-body"') < html.index('id="corrections"')

    def test_a_story_without_one_shows_neither(self, client: Client):
        html = page_of(client, make_article(updated_at=LONG_AGO))
        assert 'class="corrected"' not in html
        assert "<aside" not in html

    def test_english_chrome_says_it_in_english_around_arabic_words(self, client: Client):
        html = page_of(client, corrected(credit="سلمى"), "/en")
        assert "This story was corrected:" in html
        assert f'<p lang="ar" dir="rtl">{WRONG}</p>' in html
        assert 'With thanks to the reader <bdi dir="auto">سلمى</bdi>' in html

    def test_markup_is_text(self, client: Client):
        html = page_of(client, corrected(text="<b>خطأ</b> & صواب", credit="</bdi><script>"))
        assert "&lt;b&gt;خطأ&lt;/b&gt; &amp; صواب" in html
        assert "</bdi><script>" not in html

    def test_times_are_in_the_digits_of_the_paper(self, client: Client):
        make_settings(digits="eastern")
        (line,) = re.findall(r'class="corrected">.*?<time [^>]*>([^<]*)<', page_of(client, corrected()))
        assert not re.search("[0-9]", line)

    def test_it_asks_six_queries_at_most_with_a_thread_and_a_reply(
        self, client: Client, django_assert_max_num_queries: Any
    ):
        article = corrected()
        page_of(client, article)
        with django_assert_max_num_queries(6):
            page = page_of(client, article)
        assert WRONG in page

    def test_json_ld_names_each_correction(self, client: Client):
        article = corrected(credit="سلمى")
        facts = json_ld(page_of(client, article))
        (found,) = facts["correction"]
        assert (found["@type"], found["text"]) == ("CorrectionComment", WRONG)
        assert found["datePublished"] == facts["dateModified"]
        assert found["datePublished"].endswith("+03:00")

    def test_json_ld_of_another_story_names_none(self, client: Client):
        assert "correction" not in json_ld(page_of(client, make_article()))


class TestFeed:
    def item(self, client: Client) -> ET.Element:
        item = ET.fromstring(client.get("/feeds/latest.rss").content).find("channel/item")
        assert item is not None
        return item

    def test_correction_stands_below_the_text_and_moves_its_time(self, client: Client):
        article = corrected(credit="سلمى")
        item = self.item(client)
        assert WRONG in (item.findtext(CONTENT) or "")
        assert "سلمى" in (item.findtext(CONTENT) or "")
        assert datetime.fromisoformat(item.findtext(UPDATED) or "") == article.updated_at

    def test_update_moves_its_time_and_that_of_the_channel(self, client: Client):
        article = make_article()
        before = client.get("/feeds/latest.rss").content.decode()
        tell_update(article, by=make_user(groups=("Editors",)))
        after = client.get("/feeds/latest.rss").content.decode()
        pattern = r"<lastBuildDate>(.*?)</lastBuildDate>"
        assert re.findall(pattern, before) != re.findall(pattern, after)

    def test_spelling_moves_nothing(self, editor: Client):
        article = make_article(updated_at=LONG_AGO)
        before = self.item(editor).findtext(UPDATED)
        save(editor, article, change_kind="spelling", title="همزة")
        assert self.item(editor).findtext(UPDATED) == before

    def test_corrections_of_many_stories_cost_one_query(self, client: Client, django_assert_num_queries: Any):
        for _ in range(3):
            corrected()
        client.get("/feeds/latest.rss")
        with django_assert_num_queries(3):
            feed = client.get("/feeds/latest.rss").content.decode()
        assert feed.count(WRONG) == 3


class TestSitemap:
    @pytest.mark.parametrize("path", ["/sitemap/articles-1.xml", "/news-sitemap.xml"])
    @pytest.mark.parametrize("kind", ["spelling", "update", "correction"])
    def test_time_of_change_is_moved_by_what_is_told(self, editor: Client, path: str, kind: str):
        article = make_article(pk=1_234, updated_at=LONG_AGO, published_at=LONG_AGO)
        save(editor, article, change_kind=kind, correction_text=WRONG, title="عنوان")
        article.refresh_from_db()
        assert article.updated_at is not None
        (found,) = re.findall("<lastmod>(.*?)</lastmod>", editor.get(path).content.decode())
        assert found[:16] == timezone.localtime(article.updated_at).isoformat()[:16]
        assert (article.updated_at == LONG_AGO) == (kind == "spelling")

    def test_correction_rows_are_as_many_as_corrections(self, editor: Client):
        article = make_article()
        for _ in range(2):
            save(editor, article, change_kind="correction", correction_text=WRONG)
        assert Correction.objects.count() == 2
