"""Static pages: what readers get of them, and their forms in the newsroom."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Picture, StaticPage
from articles.pictures.library import rebuild_users_of
from newsportal import generations
from newsportal.arabic.bidi import FSI, PDI
from tests.factories import make_article, make_picture, make_static_page, make_user

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
LIST = reverse("admin:articles_staticpage_changelist")
ADD = reverse("admin:articles_staticpage_add")
FIRST = {
    "/about/": "من نحن",
    "/pages/contact/": "اتصل بنا",
    "/pages/publishing-principles/": "مبادئ النشر",
    "/pages/comment-rules/": "قواعد التعليق",
}


def change_of(page: StaticPage) -> str:
    return reverse("admin:articles_staticpage_change", args=[page.pk])


def typed(page: StaticPage | None = None, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"title": "صفحة جديدة", "body": "<p>نص</p>", "slug": "", "is_shown": "on"}
    if page:
        values |= {"title": page.title, "body": page.body, "slug": page.slug, "opened_version": page.version}
    return {**values, **changes}


def errors_of(answer: Any) -> dict[str, list[str]]:
    data = answer.context["adminform"].form.errors.as_data()
    return {field: [error.code for error in errors] for field, errors in data.items()}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(groups=("Editors",)))
    return client


class TestReaders:
    @pytest.mark.parametrize(("path", "title"), FIRST.items())
    def test_a_paper_begins_with_four(self, client: Client, path: str, title: str):
        html = client.get(path).content.decode().replace(FSI, "").replace(PDI, "")
        assert f"<h1>{title}</h1>" in html
        assert f"<title>{title} – " in html
        assert f'<link rel="canonical" href="http://testserver{path}">' in html
        assert re.search(r'<meta name="description" content="[^"]{40,170}">', html)
        assert '<h2 id="' in html
        # A number that a setting may change tomorrow would stay here for ever.
        assert not re.search(r"\d", re.sub("<.*?>", "", StaticPage.objects.get(title=title).body))

    @pytest.mark.parametrize(
        ("path", "kind"), [("/about/", "AboutPage"), ("/pages/contact/", "ContactPage"), ("/pages/منهج/", "WebPage")]
    )
    def test_machines_read_what_it_is(self, client: Client, path: str, kind: str):
        make_static_page(title="منهج", body="<p>كيف <b>نعمل</b> & لماذا</p>")
        html = client.get(f"/en{path}").content.decode()
        facts = json.loads(re.search(r'ld\+json">(.+?)</script>', html)[1])
        assert (facts["@type"], facts["inLanguage"], facts["publisher"]["name"]) == (kind, "ar", "الضحى")
        assert not facts["url"].startswith("http://testserver/en")

    def test_english_page_says_that_the_text_is_arabic(self, client: Client):
        html = client.get("/en/pages/contact/").content.decode()
        assert '<h1 lang="ar" dir="rtl">اتصل بنا</h1>' in html
        assert '<div class="story-body" lang="ar" dir="rtl">' in html

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_about_has_one_address(self, client: Client, prefix: str):
        answer = client.get(f"{prefix}/pages/about/")
        assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/about/")

    @pytest.mark.parametrize(("slug", "path"), [("about", "/about/"), ("contact", "/pages/contact/")])
    def test_unshown_page_leaks_nowhere(self, client: Client, slug: str, path: str):
        assert path in client.get("/sitemap/pages.xml").content.decode()
        StaticPage.objects.filter(slug=slug).update(is_shown=False)
        generations.forget()
        assert client.get(path).status_code == 404
        assert path not in client.get("/sitemap/pages.xml").content.decode()

    def test_unknown_page_is_a_404(self, client: Client):
        assert client.get("/pages/nothing/").status_code == 404

    def test_one_query_shows_it(self, client: Client, django_assert_num_queries: Any):
        client.get("/about/")
        with django_assert_num_queries(1):
            client.get("/about/")

    def test_description_ends_with_a_whole_word(self):
        page = make_static_page(body=f"<p>{'كلمة ' * 60}</p>")
        assert page.description.endswith("كلمة…")
        assert len(page.description) <= 160


class TestRules:
    NOTE = "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p>"
    LINK = '<a href="/pages/comment-rules/">اقرأ قواعد التعليق قبل أن تكتب.</a>'

    def test_comment_form_leads_to_them(self, client: Client):
        html = client.get(make_article().get_absolute_url()).content.decode()
        assert html.index(self.NOTE) < html.index(self.LINK) < html.index('name="comment"')

    def test_a_refused_comment_does_too(self, client: Client):
        address = reverse("comments:post_comment", args=[make_article().pk])
        answer = client.post(address, {"comment": ""}, headers={"sec-fetch-site": "same-origin"})
        assert (answer.status_code, self.LINK in answer.content.decode()) == (422, True)

    def test_unshown_rules_are_not_offered(self, client: Client):
        StaticPage.objects.filter(slug="comment-rules").update(is_shown=False)
        generations.forget()
        html = client.get(make_article().get_absolute_url()).content.decode()
        assert self.NOTE in html
        assert "comment-rules" not in html


class TestRow:
    def test_text_is_sanitised_and_built(self):
        page = make_static_page(body="<p onclick=x>نص</p><script>x</script><h2>عنوان</h2>")
        assert page.body == "<p>نص</p><h2>عنوان</h2>"
        assert '<h2 id="عنوان">' in page.body_html

    def test_two_pages_share_no_address(self):
        make_static_page(slug="same")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_static_page(slug="same")

    @pytest.mark.parametrize("change", ["save", "delete", "update", "delete_all"])
    def test_every_change_moves_the_site(self, change: str, django_capture_on_commit_callbacks: Any):
        page = make_static_page()
        rows = StaticPage.objects.filter(pk=page.pk)
        deeds = {"save": page.save, "delete": page.delete, "update": lambda: rows.update(title="آخر")}
        before = generations.current("site")
        with django_capture_on_commit_callbacks(execute=True):
            deeds.get(change, rows.delete)()
        assert generations.current("site") > before

    def test_resanitize_builds_it_anew(self):
        page = make_static_page()
        StaticPage.objects.filter(pk=page.pk).update(body_html="", body="<p style=x>نص</p>")
        output = StringIO()
        call_command("resanitize", stdout=output)
        assert "1 of 5 static pages changed." in output.getvalue()
        stored = StaticPage.objects.get(pk=page.pk)
        assert (stored.body, stored.body_html, stored.updated_at) == ("<p>نص</p>", "<p>نص</p>", page.updated_at)


class TestPictures:
    @pytest.fixture
    def picture(self) -> Picture:
        return make_picture(alternative_text="قديم")

    @pytest.fixture
    def page(self, picture: Picture) -> StaticPage:
        return make_static_page(body=f'<figure data-picture="{picture.pk}"></figure><p>نص</p>')

    def test_a_change_of_the_picture_reaches_the_page(
        self, picture: Picture, page: StaticPage, django_capture_on_commit_callbacks: Any
    ):
        assert 'alt="قديم"' in page.body_html
        picture.alternative_text = "جديد"
        picture.save()
        before = generations.current("site")
        with django_capture_on_commit_callbacks(execute=True):
            rebuild_users_of(picture)
        assert 'alt="جديد"' in StaticPage.objects.get(pk=page.pk).body_html
        assert generations.current("site") > before

    def test_a_picture_that_it_shows_cannot_be_deleted(self, editor: Client, picture: Picture, page: StaticPage):
        address = reverse("admin:articles_picture_delete", args=[picture.pk])
        assert change_of(page) in editor.get(address).content.decode()
        editor.post(address, {"post": "yes"})
        assert Picture.objects.filter(pk=picture.pk).exists()
        page.body = "<p>بلا صورة</p>"
        page.save()
        editor.post(address, {"post": "yes"})
        assert not Picture.objects.filter(pk=picture.pk).exists()

    def test_the_picture_says_where_it_is_used(self, editor: Client, picture: Picture, page: StaticPage):
        html = editor.get(reverse("admin:articles_picture_change", args=[picture.pk])).content.decode()
        assert change_of(page) in html

    def test_it_is_a_reporters_no_longer(self, client: Client, picture: Picture, page: StaticPage):
        reporter = make_user(groups=("Reporters",))
        Picture.objects.filter(pk=picture.pk).update(created_by=reporter)
        client.force_login(reporter)
        address = reverse("admin:articles_picture_change", args=[picture.pk])
        assert "_save" not in client.get(address).content.decode()
        page.delete()
        assert "_save" in client.get(address).content.decode()


class TestRights:
    @pytest.mark.parametrize("group", ["Editors", "Administrators"])
    def test_with_the_right_it_is_written(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        assert LIST in client.get(INDEX).content.decode()
        assert client.post(ADD, typed()).status_code == 302
        assert StaticPage.objects.filter(title="صفحة جديدة").exists()

    def test_who_may_only_look_reads_it(self, client: Client):
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="view_staticpage"))
        client.force_login(user)
        html = client.get(change_of(make_static_page(title="منهجنا"))).content.decode()
        assert '<div class="readonly">منهجنا' in html
        assert "opened_version" not in html

    @pytest.mark.parametrize("group", ["Reporters", "Moderators"])
    def test_without_the_right_it_is_not(self, client: Client, group: str):
        client.force_login(make_user(groups=(group,)))
        for path in [LIST, ADD, change_of(make_static_page())]:
            assert client.get(path).status_code == 403
        assert client.post(ADD, typed()).status_code == 403
        assert not StaticPage.objects.filter(title="صفحة جديدة").exists()


class TestForm:
    def test_a_new_page_stands_at_its_address(self, editor: Client):
        editor.post(ADD, typed())
        assert "<p>نص</p>" in editor.get("/pages/صفحة-جديدة/").content.decode()

    def test_the_page_about_the_paper_stays_where_it_is(self, editor: Client):
        page = StaticPage.objects.get(slug="about")
        address = reverse("admin:articles_staticpage_change", args=[page.pk])
        form = editor.get(address).context["adminform"].form
        assert {"slug", "is_shown"}.isdisjoint(form.fields)
        assert (
            editor.post(reverse("admin:articles_staticpage_delete", args=[page.pk]), {"post": "yes"}).status_code
            == 403
        )
        chosen = {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"}
        editor.post(reverse("admin:articles_staticpage_changelist"), chosen)
        assert StaticPage.objects.filter(slug="about").exists()

    def test_it_leads_to_the_site(self, editor: Client):
        page = make_static_page(slug="method")
        assert 'href="/pages/method/"' in editor.get(change_of(page)).content.decode()
        page.is_shown = False
        page.save()
        assert 'href="/pages/method/"' not in editor.get(change_of(page)).content.decode()

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"title": " "}, {"title": ["required"]}),
            ({"title": "؟!"}, {"title": ["no_letters"]}),
            ({"title": "ء" * 101}, {"title": ["max_length"]}),
            ({"slug": "about"}, {"slug": ["unique"]}),
            ({"body": '<figure data-embed="https://x.com/nobody"></figure>'}, {"body": ["dead_embed"]}),
            ({"body": "<p>a</p>" * 20_000}, {"body": ["too_large"]}),
        ],
    )
    def test_nonsense_comes_back_with_its_error(self, editor: Client, changes: dict[str, Any], errors: dict[str, Any]):
        answer = editor.post(ADD, typed(**changes))
        assert answer.status_code == 200
        assert errors_of(answer) == errors


class TestTwoEditors:
    def test_a_stale_save_changes_nothing_and_keeps_what_was_typed(self, editor: Client):
        page = make_static_page()
        opened = typed(page, body="<p>نصي أنا</p>", title="عنواني")
        editor.post(change_of(page), typed(page, body="<p>نص زميلة</p>"))
        answer = editor.post(change_of(page), opened)
        assert errors_of(answer) == {"__all__": ["stale"]}
        html = answer.content.decode()
        assert "حفظ زميل هذه الصفحة وأنت تكتب" in html
        assert "نصي أنا" in html
        assert 'value="عنواني"' in html
        assert StaticPage.objects.get(pk=page.pk).body == "<p>نص زميلة</p>"

    def test_whoever_was_told_may_save_once_more(self, editor: Client):
        page = make_static_page()
        opened = typed(page, body="<p>نصي أنا</p>")
        editor.post(change_of(page), typed(page, body="<p>نص زميلة</p>"))
        form = editor.post(change_of(page), opened).context["adminform"].form
        assert (
            editor.post(change_of(page), {**opened, "opened_version": form["opened_version"].value()}).status_code
            == 302
        )
        assert StaticPage.objects.get(pk=page.pk).body == "<p>نصي أنا</p>"

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
    def test_a_version_that_is_none_is_stale(self, editor: Client, version: str):
        page = make_static_page()
        answer = editor.post(change_of(page), typed(page, opened_version=version))
        assert errors_of(answer) == {"__all__": ["stale"]}

    def test_one_editor_saves_as_often_as_they_like(self, editor: Client):
        page = make_static_page()
        for _ in range(2):
            form = editor.get(change_of(page)).context["adminform"].form
            posted = typed(page, opened_version=form["opened_version"].value())
            assert editor.post(change_of(page), posted).status_code == 302
