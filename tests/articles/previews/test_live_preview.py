"""The page of what the form holds: the readers' own, stored by nobody and run by nothing."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Tag
from newsportal.models import Generation, StaffPreference
from tests.articles.newsroom import typed
from tests.factories import make_article, make_author, make_picture, make_section, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

NEW = reverse("admin:articles_article_preview_new")
SCRIPT = "<script>alert(1)</script>"


def preview_of(article: Article) -> str:
    return reverse("admin:articles_article_preview", args=[article.pk])


def page(client: Client, address: str = NEW, **fields: Any) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("editor")
class TestPage:
    def test_it_shows_what_the_form_holds(self, client: Client) -> None:
        section, tag, first, second = make_section(), make_tag(), make_author(), make_author()
        picture, source = make_picture(), make_source()
        rows = {"bylines-TOTAL_FORMS": 2, "bylines-0-author": second.pk, "bylines-0-position": 2}
        rows |= {"bylines-1-author": first.pk, "bylines-1-position": 1}
        html = page(
            client,
            **typed(
                title="عنوان لم يُحفظ",
                standfirst="مقدمة لم تُحفظ",
                body=f'<p>نص لم يُحفظ</p><h2>فرعي</h2><figure data-picture="{picture.pk}"></figure>',
                section=section.pk,
                tags=[tag.pk],
                dateline="قصر الغيم",
                lead_picture=picture.pk,
                source=source.pk,
                **rows,
            ),
        )
        for shown in [
            "عنوان لم يُحفظ",
            "مقدمة لم تُحفظ",
            "نص لم يُحفظ",
            section.name,
            tag.name,
            "قصر الغيم",
            source.name,
        ]:
            assert shown in html
        assert html.index(first.name) < html.index(second.name)
        assert 'class="lead-picture"' in html
        assert html.count(f"/media/pictures/{picture.key[:2]}") >= 2
        assert re.search(r'<h2 id="[^"]+">فرعي</h2>', html)

    def test_it_says_what_readers_see_meanwhile(self, client: Client) -> None:
        unread, public = make_article(status="draft", published_at=None), make_article()
        for story, words in ((unread, "لم يُنشر هذا الخبر"), (public, "يرى القراء الخبر كما حُفظ آخر مرة")):
            html = page(client, preview_of(story), **typed(section=story.section_id))
            assert re.search(f"<p>معاينة: {words}", html)

    def test_new_tag_is_shown_too(self, client: Client) -> None:
        assert "ضريبة الكربون" in page(client, **typed(section=make_section().pk, tags=["new:ضريبة الكربون"]))
        assert not Tag.objects.exists()

    def test_nothing_is_stored(self, client: Client) -> None:
        article, tag, author = make_article(status="draft", published_at=None), make_tag(), make_author()
        before = list(Article.objects.values()), list(Generation.objects.order_by("name").values())
        rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-position": 1}
        page(client, preview_of(article), **typed(article, title="آخر", status="published", tags=[tag.pk], **rows))
        page(client, **typed(section=article.section_id))
        assert (list(Article.objects.values()), list(Generation.objects.order_by("name").values())) == before
        assert not article.tags.exists()
        assert not article.bylines.exists()

    def test_it_has_no_thread_and_no_form_that_works(self, client: Client) -> None:
        html = page(client, preview_of(make_article()), **typed(make_article()))
        assert "<form" not in html
        assert 'id="comments"' not in html
        assert "data-here" not in html

    def test_it_says_that_it_is_a_preview_in_the_readers_language(self, client: Client, editor: User) -> None:
        StaffPreference.objects.create(user=editor, language="en")
        answer = client.post(NEW, typed())
        html = answer.content.decode()
        assert "معاينة: لم يُنشر هذا الخبر" in html
        assert '<html lang="ar" dir="rtl"' in html
        assert answer["Content-Language"] == "ar"

    @pytest.mark.parametrize(
        ("changes", "shown"),
        [
            ({"title": "ع" * 201}, "ع" * 200),
            ({"title": ""}, "بلا عنوان"),
            ({"title": "؟!"}, "؟!"),
            ({"section": "x' OR 1=1"}, "عنوان جديد"),
            ({"section": str(2**70)}, "عنوان جديد"),
            ({"section": ""}, "عنوان جديد"),
            ({"tags": ["x", str(2**70)]}, "عنوان جديد"),
            ({"source_address": "javascript:alert(1)"}, "عنوان جديد"),
            ({"published_at_0": "amun", "published_at_1": "25:99"}, "عنوان جديد"),
            ({"lead_picture": "9" * 30}, "عنوان جديد"),
            ({"body": "ا" * 300_000}, "عنوان جديد"),
            ({"title": "قبل\x00بعد"}, "قبلبعد"),
            ({"bylines-TOTAL_FORMS": "x"}, "عنوان جديد"),
            ({"bylines-TOTAL_FORMS": "1", "bylines-0-author": "x"}, "عنوان جديد"),
            ({"theme": '"><script>'}, "عنوان جديد"),
        ],
    )
    def test_fields_with_errors_do_not_stop_it(self, client: Client, changes: dict[str, Any], shown: str) -> None:
        html = page(client, **typed(**{"section": make_section().pk, **changes}))
        assert shown in html
        assert "javascript:" not in html

    def test_empty_form_is_a_page_too(self, client: Client) -> None:
        assert "بلا عنوان" in page(client)

    def test_emptied_field_does_not_show_what_is_stored(self, client: Client) -> None:
        article = make_article(title="العنوان المحفوظ", standfirst="المقدمة المحفوظة")
        html = page(client, preview_of(article), **typed(article, title="", standfirst="", section=""))
        assert "العنوان المحفوظ" not in html
        assert "المقدمة المحفوظة" not in html
        assert 'class="kicker"' not in html

    def test_deleted_byline_is_not_shown(self, client: Client) -> None:
        author = make_author()
        article = make_article(authors=(author,))
        row = article.bylines.get()
        rows = {"bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1, "bylines-0-id": row.pk}
        rows |= {"bylines-0-article": article.pk, "bylines-0-author": author.pk, "bylines-0-position": 0}
        assert author.name in page(client, preview_of(article), **typed(article, **rows))
        gone = page(client, preview_of(article), **typed(article, **rows, **{"bylines-0-DELETE": "on"}))
        assert author.name not in gone

    def test_it_costs_no_more_for_a_large_archive(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = make_article(tags=(make_tag(),))
        for _ in range(15):
            make_article(section=article.section)
        fields = typed(article, tags=[tag.pk for tag in article.tags.all()])
        with django_assert_max_num_queries(28):
            html = page(client, preview_of(article), **fields)
        assert article.title in html
        assert article.tags.get().name in html


@pytest.mark.usefixtures("editor")
class TestHostileInput:
    @pytest.mark.parametrize("field", ["title", "standfirst", "dateline", "source_address", "slug", "theme", "body"])
    def test_script_in_a_field_is_text_or_gone(self, client: Client, field: str) -> None:
        html = page(client, **typed(section=make_section().pk, **{field: f"نص {SCRIPT}<img src=x onerror=alert(1)>"}))
        assert "<script>alert" not in html
        assert "<img src=x" not in html

    def test_names_of_a_row_are_text(self, client: Client) -> None:
        author, tag = make_author(name=f"{SCRIPT} كاتب"), make_tag(name=f"{SCRIPT} وسم")
        rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-position": 1}
        html = page(client, **typed(section=make_section(name=f"{SCRIPT} قسم").pk, tags=[tag.pk], **rows))
        assert "كاتب" in html
        assert SCRIPT not in html

    @pytest.mark.parametrize("field", ["title", "standfirst", "dateline", "body"])
    def test_characters_that_turn_the_direction_go(self, client: Client, field: str) -> None:
        html = page(client, **typed(section=make_section().pk, **{field: "قبل\u202eبعد\u2067"}))
        assert "قبلبعد" in html
        # The page's own title is isolated by characters of its own.
        assert "\u202e" not in html
        assert "\u2067" not in html

    def test_no_script_stands_in_it(self, client: Client) -> None:
        assert "<script" not in page(client, **typed())


@pytest.mark.usefixtures("editor")
class TestHeaders:
    def test_our_own_pages_alone_may_frame_it(self, client: Client) -> None:
        answer = client.post(NEW, typed())
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "script-src 'self'" in policy
        assert "object-src 'none'" in policy

    def test_page_of_the_form_may_show_it_in_a_frame(self, client: Client) -> None:
        policy = client.get("/admin/articles/article/add/")["Content-Security-Policy"]
        (frames,) = re.findall(r"frame-src ([^;]*)", policy)
        assert "'self'" in frames.split()

    def test_no_script_runs_in_it_however_it_is_opened(self, client: Client) -> None:
        policy = client.post(NEW, typed())["Content-Security-Policy"]
        (sandbox,) = re.findall(r"sandbox ([^;]*)", policy)
        assert set(sandbox.split()) == {"allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"}

    def test_it_stays_out_of_caches_and_search(self, client: Client) -> None:
        answer = client.post(NEW, typed())
        html = answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in html
        for absent in ["og:", "ld+json", "canonical", "wa.me", "x.com/intent"]:
            assert absent not in html

    @pytest.mark.parametrize("path", ["/admin/", "/admin/articles/article/add/", "/"])
    def test_every_other_page_refuses_frames(self, client: Client, path: str) -> None:
        answer = client.get(path)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert "sandbox" not in answer["Content-Security-Policy"]

    @pytest.mark.parametrize(("theme", "shown"), [("dark", "dark"), ("light", "light"), ("x", "auto"), ("", "auto")])
    def test_theme_is_one_of_three(self, client: Client, theme: str, shown: str) -> None:
        assert f'data-theme="{shown}"' in page(client, **typed(theme=theme))

    def test_theme_of_one_preview_is_not_another_page_s(self, client: Client) -> None:
        page(client, **typed(theme="dark"))
        html = client.get("/").content.decode()
        assert "data-theme=" not in html
        assert "js/theme.js" in html


class TestRights:
    def test_editor_previews_any_article(self, client: Client, editor: User) -> None:
        assert client.post(preview_of(make_article()), typed()).status_code == 200

    def test_reporter_previews_an_own_draft(self, client: Client) -> None:
        reporter = make_user(groups=("Reporters",))
        client.force_login(reporter)
        own = make_article(status="draft", published_at=None, created_by=reporter)
        assert client.post(preview_of(own), typed(own)).status_code == 200
        assert client.post(NEW, typed()).status_code == 200

    def test_reporter_previews_nobody_else_s(self, client: Client) -> None:
        client.force_login(make_user(groups=("Reporters",)))
        secret = make_article(title="سر غيري", status="draft", published_at=None)
        answer = client.post(preview_of(secret), typed())
        assert answer.status_code == 403
        assert "سر غيري" not in answer.content.decode()

    def test_moderator_previews_nothing(self, client: Client) -> None:
        client.force_login(make_user(groups=("Moderators",)))
        assert client.post(NEW, typed()).status_code == 403
        assert client.post(preview_of(make_article()), typed()).status_code == 403

    def test_reader_previews_nothing(self, client: Client) -> None:
        article = make_article(title="سر", status="draft", published_at=None)
        answer = client.post(preview_of(article), {})
        assert answer.status_code == 403
        assert "سر" not in re.sub(r"<[^>]*>", "", answer.content.decode()).split()

    def test_foreign_form_is_refused(self, editor: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(NEW, typed()).status_code == 403

    def test_get_is_no_preview(self, client: Client, editor: User) -> None:
        assert client.get(NEW).status_code == 405

    @pytest.mark.parametrize("key", ["999999", str(2**63 - 1)])
    def test_article_that_is_not_there_is_404(self, client: Client, editor: User, key: str) -> None:
        assert client.post(f"/admin/articles/article/{key}/preview/", typed()).status_code == 404
