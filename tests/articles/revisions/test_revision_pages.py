"""The revisions at the desk: list, comparison, restoration, and what hostile words do there."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from articles.admin.comparison import comparison
from articles.admin.revisions import changed_in_words
from articles.editing.copies import copies_of, keep
from articles.models import Article, Revision
from articles.revisions.recording import record
from tests.articles.newsroom import change_of
from tests.factories import make_article, make_author, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

HOSTILE = ["<script>alert(1)</script>", "\u202eقلب\u2066", '"><img src=x onerror=alert(1)>', "&lt;b&gt;"]


def list_of(article: Article) -> str:
    return reverse("admin:articles_article_revisions", args=[article.pk])


def compare_of(article: Article) -> str:
    return reverse("admin:articles_article_compare", args=[article.pk])


def restore_of(article: Article, number: int) -> str:
    return reverse("admin:articles_article_restore", args=[article.pk, number])


def make_story(*titles: str, **fields: Any) -> Article:
    """Return a story with a revision for each title."""
    story = make_article(title=titles[0], **fields)
    for title in titles:
        Article.objects.filter(pk=story.pk).update(title=title)
        record(story, by=None)
    return Article.objects.get(pk=story.pk)


@pytest.mark.usefixtures("editor")
class TestList:
    def test_newest_stands_first_and_says_what_changed(self, client: Client) -> None:
        page = client.get(list_of(make_story("أول", "ثان", "ثالث")))
        assert [revision.number for revision in page.context["revisions"]] == [3, 2, 1]
        with override("ar"):
            assert [changed_in_words(revision) for revision in page.context["revisions"]] == ["العنوان", "العنوان", ""]

    def test_words_of_the_text_are_counted(self) -> None:
        revision = Revision(changed={"names": ["title", "body", "tags"], "words": 12})
        with override("ar"):
            assert changed_in_words(revision) == "العنوان، النص: 12 كلمة، الوسوم"

    def test_a_story_without_any_says_so(self, client: Client) -> None:
        assert "لا نسخ بعد" in client.get(list_of(make_article())).content.decode()

    def test_it_costs_the_same_for_five_and_for_two_hundred(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        few, many = make_article(), make_article()
        for story, number in ((few, 5), (many, 200)):
            Revision.objects.bulk_create(
                Revision(article=story, number=each, fields={}, by=make_user() if each < 6 else None)
                for each in range(1, number + 1)
            )
        client.get(list_of(few))
        with django_assert_num_queries(7) as asked:
            client.get(list_of(few))
        with django_assert_num_queries(7):
            page = client.get(list_of(many))
        assert len(page.context["revisions"]) == 100
        assert not any('"fields"' in query["sql"] for query in asked.captured_queries)

    def test_older_ones_stand_on_the_next_page(self, client: Client) -> None:
        story = make_article()
        Revision.objects.bulk_create(Revision(article=story, number=n, fields={}) for n in range(1, 102))
        page = client.get(list_of(story))
        assert page.context["older"] == 2
        assert [each.number for each in client.get(f"{list_of(story)}?before=2").context["revisions"]] == [1]

    def test_django_s_history_leads_here(self, client: Client) -> None:
        story = make_article()
        answer = client.get(reverse("admin:articles_article_history", args=[story.pk]))
        assert answer["Location"] == list_of(story)
        assert client.get(reverse("admin:articles_article_history", args=["x"])).status_code == 404

    def test_the_form_shows_the_latest_five(self, client: Client) -> None:
        story = make_story(*[f"عنوان {number}" for number in range(7)])
        (panel,) = [panel for panel in client.get(change_of(story)).context["panels"] if panel.name == "revisions"]
        assert [each.number for each in panel.context["revisions"]] == [7, 6, 5, 4, 3]


@pytest.mark.usefixtures("editor")
class TestCompare:
    def test_any_two_are_compared_in_the_order_of_time(self, client: Client) -> None:
        story = make_story("عنوان أول", "عنوان ثان", "عنوان ثالث")
        for query in ("before=1&after=3", "before=3&after=1"):
            page = client.get(f"{compare_of(story)}?{query}")
            assert (page.context["before"].number, page.context["after"].number) == (1, 3)
            html = page.content.decode()
            assert re.search(r'<del dir="rtl"><span class="visually-hidden">حُذف: </span>أول</del>', html)
            assert re.search(r'<ins dir="rtl"><span class="visually-hidden">أُضيف: </span>ثالث</ins>', html)

    def test_one_is_compared_with_the_one_before_it_that_is_kept(self, client: Client) -> None:
        story = make_story("أول", "ثان", "ثالث")
        story.revisions.filter(number=2).delete()
        assert client.get(f"{compare_of(story)}?after=3").context["before"].number == 1

    def test_the_first_is_compared_with_itself(self, client: Client) -> None:
        assert client.get(f"{compare_of(make_story('أول'))}?after=1").context["comparison"].is_same

    @pytest.mark.parametrize("query", ["", "after=9", "after=x", "after=0", "before=9&after=1", f"after={10**17}"])
    def test_numbers_that_are_none_are_404(self, client: Client, query: str) -> None:
        assert client.get(f"{compare_of(make_story('أول'))}?{query}").status_code == 404

    def test_a_number_of_another_story_is_404(self, client: Client) -> None:
        make_story("أول", "ثان", "ثالث")
        assert client.get(f"{compare_of(make_story('أول'))}?after=3").status_code == 404

    def test_a_story_that_is_none_is_404(self, client: Client) -> None:
        assert client.get("/admin/articles/article/987/revisions/").status_code == 404

    def test_rows_and_lists_are_told_before_and_after(self) -> None:
        story = make_article(tags=(make_tag(name="ماء"), make_tag(name="نهر")), authors=(make_author(name="سلمى"),))
        before = record(story, by=None).fields
        story.section, story.comments_open = make_section(name="رياضة"), False
        story.save()
        story.tags.set([make_tag(name="بحر"), *story.tags.filter(name="نهر")])
        with override("ar"):
            rows = {row.label: row for row in comparison(before, record(story, by=None).fields).rows}
        assert {"القسم", "الوسوم", "التعليقات مفتوحة"} == {*rows}
        assert [value.text for value in rows["القسم"].after] == ["رياضة"]
        kinds = {value.text: value.kind for value in (*rows["الوسوم"].before, *rows["الوسوم"].after)}
        assert kinds == {"ماء": "gone", "نهر": "same", "بحر": "come"}

    def test_long_unchanged_stretches_are_folded(self) -> None:
        same = "".join(f"<p>فقرة رقم {number}</p>" for number in range(9))
        with override("ar"):
            body = comparison({"body": f"{same}<p>أ</p>"}, {"body": f"{same}<p>ب</p>"}).body
        assert body.count("<details") == 1
        assert "<summary>8 فقرات بلا تغيير</summary>" in body

    def test_a_picture_is_named_and_a_lost_one_numbered(self) -> None:
        figure = '<figure data-picture="{}"></figure>'
        picture = make_picture(alternative_text="صياد يرتق شبكة")
        with override("ar"):
            body = comparison({"body": figure.format(picture.pk)}, {"body": figure.format(987)}).body
        assert "صياد يرتق شبكة" in body
        assert "صورة لم تعد موجودة (987)" in body

    def test_each_block_runs_in_its_own_direction(self) -> None:
        body = comparison({"body": "<p>Old English words</p>"}, {"body": "<p>New English words</p><p>عربي</p>"}).body
        assert re.findall(r'diff-\w+" data-kind="p" dir="(\w+)"', body) == ["ltr", "rtl"]
        assert '<del dir="ltr">' in body


@pytest.mark.usefixtures("editor")
class TestHostileWords:
    @pytest.mark.parametrize("words", HOSTILE)
    def test_no_field_breaks_out(self, client: Client, words: str) -> None:
        story = make_story("أول")
        names = dict.fromkeys(("title", "standfirst", "body", "dateline", "source_address", "sponsor", "slug"), words)
        rows = {name: {"key": 1, "name": words} for name in ("section", "source", "lead_picture")}
        lists = {name: [{"key": 1, "name": words}] for name in ("authors", "tags", "related")}
        fields = {**names, **rows, **lists, "body": f"<p>{words}</p>"}
        changed = {"names": [*fields], "words": 3}
        Revision.objects.create(article=story, number=2, fields=fields, changed=changed)
        pages = [list_of(story), f"{compare_of(story)}?after=2", restore_of(story, 2), change_of(story)]
        for path in pages:
            html = client.get(path).content.decode()
            assert "<script>alert" not in html
            assert "<img src=x" not in html

    def test_a_fields_value_of_another_shape_is_borne(self, client: Client) -> None:
        story = make_story("أول")
        Revision.objects.create(article=story, number=2, fields={}, changed={})
        for path in (list_of(story), f"{compare_of(story)}?after=2", restore_of(story, 2)):
            assert client.get(path).status_code == 200


@pytest.mark.usefixtures("editor")
class TestRestore:
    def test_a_page_of_its_own_asks_first(self, client: Client) -> None:
        story = make_story("أول", "ثان")
        page = client.get(restore_of(story, 1))
        assert page.status_code == 200
        assert Article.objects.get(pk=story.pk).title == "ثان"

    def test_the_button_brings_it_back_and_leads_to_the_form(self, client: Client, editor: User) -> None:
        story = make_story("أول", "ثان")
        answer = client.post(restore_of(story, 1), follow=True)
        assert answer.redirect_chain == [(change_of(story), 302)]
        assert Article.objects.get(pk=story.pk).title == "أول"
        assert story.revisions.get(number=3).by == editor
        assert [str(message) for message in answer.context["messages"]] == ["استُعيدت النسخة 1، وهي الآن النسخة 3."]

    def test_unsaved_text_stays_beside_it(self, client: Client, editor: User) -> None:
        story = make_story("أول", "ثان")
        keep(editor, story, {"title": ["لم يُحفظ"]}, story.version)
        client.post(restore_of(story, 1))
        assert copies_of(editor, story)

    def test_a_newer_save_is_shown_before_it_is_replaced(self, client: Client) -> None:
        story = make_story("أول", "ثان")
        version = client.get(restore_of(story, 1)).context["version"]
        Article.objects.filter(pk=story.pk).update(title="ثالث")
        record(story, by=None)
        page = client.post(restore_of(story, 1), {"version": version})
        assert page.status_code == 409
        assert "حُفظ هذا الخبر بعد أن فتحت" in page.content.decode()
        assert Article.objects.get(pk=story.pk).title == "ثالث"
        assert "ثالث" in page.content.decode().partition("diff-title")[2]
        again = dict(re.findall(r'<input type="hidden" name="(version)" value="(\d+)"', page.content.decode()))
        assert client.post(restore_of(story, 1), again).status_code == 302
        assert Article.objects.get(pk=story.pk).title == "أول"

    def test_a_published_story_is_not_emptied(self, client: Client) -> None:
        story = make_story("أول", "ثان", body="")
        story.body = "<p>نص</p>"
        story.save()
        record(story, by=None)
        answer = client.post(restore_of(story, 1), follow=True)
        assert answer.redirect_chain == [(restore_of(story, 1), 302)]
        told = [str(message) for message in answer.context["messages"]]
        assert len(told) == 1
        assert re.match("لم يتغيّر شيء.*لا نص للخبر", told[0])
        assert Article.objects.get(pk=story.pk).body == "<p>نص</p>"

    def test_what_could_not_come_back_is_told(self, client: Client) -> None:
        story = make_story("أول", tags=(make_tag(name="ماء"),))
        story.tags.get().delete()
        assert "ماء" in "".join(client.get(restore_of(story, 1)).context["missing"])
        told = [str(message) for message in client.post(restore_of(story, 1), follow=True).context["messages"]]
        assert any("ماء" in message for message in told)

    def test_a_number_that_is_none_is_404(self, client: Client) -> None:
        story = make_story("أول")
        make_story("آخر", "ثان")
        for method in (client.get, client.post):
            assert method(restore_of(story, 2)).status_code == 404


class TestRights:
    @pytest.mark.parametrize("group", ["Reporters", "Editors"])
    def test_who_sees_the_story_reads_its_revisions(self, client: Client, group: str) -> None:
        client.force_login(make_user(groups=(group,)))
        story = make_story("أول", "ثان")
        for path in (list_of(story), f"{compare_of(story)}?after=2"):
            assert client.get(path).status_code == 200

    @pytest.mark.parametrize("groups", [(), ("Moderators",)])
    def test_who_does_not_reads_none(self, client: Client, groups: tuple[str, ...]) -> None:
        client.force_login(make_user(groups=groups))
        story = make_story("أول", "ثان")
        for path in (list_of(story), f"{compare_of(story)}?after=2", restore_of(story, 1)):
            assert client.get(path).status_code == 403

    def test_reporter_brings_back_their_own_draft(self, client: Client) -> None:
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        story = make_story("أول", "ثان", status="draft", published_at=None, created_by=reporter)
        assert "restore/" in client.get(list_of(story)).content.decode()
        client.post(restore_of(story, 1))
        assert Article.objects.get(pk=story.pk).title == "أول"

    def test_reporter_brings_back_nothing_of_others(self, client: Client) -> None:
        client.force_login(make_user(groups=("Reporters",)))
        story = make_story("أول", "ثان", status="draft", published_at=None)
        assert "restore/" not in client.get(list_of(story)).content.decode()
        for method in (client.get, client.post):
            assert method(restore_of(story, 1)).status_code == 403
        assert Article.objects.get(pk=story.pk).title == "ثان"

    def test_nobody_who_is_not_signed_in_reads_any(self, client: Client) -> None:
        assert client.get(list_of(make_story("أول"))).status_code == 302
