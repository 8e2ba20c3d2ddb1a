"""The form of a story: boxes that complete names, new tags, errors and help."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from articles.admin.uses import NAMED
from articles.models import Article, Assignment, Author, Picture, Section, SiteSettings, Source, Tag
from tests.articles.newsroom import ADD, change_of, errors_of, typed
from tests.factories import make_article, make_author, make_picture, make_section, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def editor(client: Client) -> None:
    client.force_login(make_user(groups=("Editors",)))


def complete(client: Client, field: str, term: str, model: str = "article") -> list[str]:
    asked = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
    return [row["text"] for row in client.get("/admin/autocomplete/", asked).json()["results"]]


@pytest.mark.usefixtures("editor")
class TestCompletion:
    @pytest.mark.parametrize(
        ("field", "model", "make"),
        [
            ("section", "article", make_section),
            ("tags", "article", make_tag),
            ("source", "article", make_source),
            ("author", "byline", make_author),
        ],
    )
    def test_any_spelling_finds_a_name(self, client: Client, field: str, model: str, make: Any) -> None:
        make(name="الأُسرة والإدارة")
        make(name="شيء آخر")
        assert complete(client, field, "الاسره والاداره", model) == ["الأُسرة والإدارة"]
        assert complete(client, field, "الأســـرة", model) == ["الأُسرة والإدارة"]

    @pytest.mark.parametrize("value", ["x", SCRIPT, "9" * 30, "1 OR 1"])
    @pytest.mark.parametrize("field", ["lead_picture", "source", "section", "tags", "related"])
    def test_what_is_no_key_is_an_error_at_its_field(self, client: Client, field: str, value: str) -> None:
        answer = client.post(ADD, typed(**{"section": make_section().pk, field: value}))
        assert list(errors_of(answer)) == [field]
        assert SCRIPT not in answer.content.decode()

    def test_neither_is_it_in_a_byline(self, client: Client) -> None:
        row = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": "x", "bylines-0-position": 0}
        answer = client.post(ADD, typed(section=make_section().pk, **row))
        assert answer.status_code == 200
        assert not Article.objects.exists()


class TestNewTags:
    def test_an_editor_makes_one_while_writing(self, client: Client, editor: None) -> None:
        known = make_tag(name="الاقتصاد")
        client.post(ADD, typed(section=make_section().pk, tags=[known.pk, "new:  ضريبة  الكربون "]))
        assert {tag.name for tag in Article.objects.get().tags.all()} == {"الاقتصاد", "ضريبة الكربون"}

    def test_another_spelling_is_the_tag_that_is_there(self, client: Client, editor: None) -> None:
        known = make_tag(name="أسرة")
        client.post(ADD, typed(section=make_section().pk, tags=["new:اسره", "new:أُسرة"]))
        assert list(Article.objects.get().tags.all()) == [known]

    def test_one_typed_twice_is_made_once(self, client: Client, editor: None) -> None:
        client.post(ADD, typed(section=make_section().pk, tags=["new:ضريبة", "new:ضريبه"]))
        assert Article.objects.get().tags.get().name == "ضريبة"

    @pytest.mark.parametrize("known", [[], ["C++"]])
    def test_one_whose_address_is_another_s_is_refused_and_nothing_is_lost(
        self, client: Client, editor: None, known: list[str]
    ) -> None:
        for name in known:
            make_tag(name=name)
        typed_names = [f"new:{name}" for name in ("C++", "C#") if name not in known]
        answer = client.post(ADD, typed(section=make_section().pk, tags=typed_names))
        assert errors_of(answer) == {"tags": ["same_address"]}
        html = answer.content.decode()
        assert all(f'<option value="{each}" selected' in html for each in typed_names)
        assert [tag.name for tag in Tag.objects.all()] == known

    def test_a_number_may_be_one(self, client: Client, editor: None) -> None:
        client.post(ADD, typed(section=make_section().pk, tags=["new:2026"]))
        assert Article.objects.get().tags.get().name == "2026"

    def test_nothing_is_made_where_the_form_is_refused(self, client: Client, editor: None) -> None:
        answer = client.post(ADD, typed(tags=["new:ضريبة"]))
        assert list(errors_of(answer)) == ["section"]
        assert not Tag.objects.exists()
        # What was typed is still chosen.
        assert '<option value="new:ضريبة" selected' in answer.content.decode()

    @pytest.mark.parametrize("name", ["", "  ", "؟", "ا" * 101, "\x00"])
    def test_what_can_be_no_name_is_refused(self, client: Client, editor: None, name: str) -> None:
        answer = client.post(ADD, typed(section=make_section().pk, tags=[f"new:{name}"]))
        assert list(errors_of(answer)) == ["tags"]

    def test_a_reporter_makes_none(self, client: Client) -> None:
        client.force_login(make_user(groups=("Reporters",)))
        assert "data-tags" not in client.get(ADD).content.decode()
        answer = client.post(ADD, typed(section=make_section().pk, tags=["new:ضريبة"]))
        assert list(errors_of(answer)) == ["tags"]
        assert not Tag.objects.exists()


@pytest.mark.usefixtures("editor")
class TestErrors:
    def test_a_summary_leads_to_each_field(self, client: Client) -> None:
        answer = client.post(ADD, typed(title="", source_address="نص", sponsor="ا" * 101))
        html = answer.content.decode()
        assert 'role="alert"' in html
        for field in ("title", "section", "source_address", "sponsor"):
            assert f'<a href="#id_{field}">' in html

    def test_nothing_typed_is_lost(self, client: Client) -> None:
        values = {"standfirst": "مقدمة", "dateline": "الرياض", "sponsor": "بنك النيل", "body": "<p>متن</p>"}
        html = client.post(ADD, typed(**values)).content.decode()
        for value in ("مقدمة", "الرياض", "بنك النيل", "متن"):
            assert value in html

    def test_script_in_any_field_is_text_or_nothing(self, client: Client) -> None:
        names = ("title", "standfirst", "dateline", "sponsor", "body")
        client.post(ADD, typed(section=make_section().pk, **dict.fromkeys(names, f"كلام {SCRIPT}")))
        article = Article.objects.get()
        assert "<script" not in article.body_html
        html = client.get(change_of(article)).content.decode()
        assert SCRIPT not in html

    @pytest.mark.parametrize(
        ("model", "make"), [("section", make_section), ("tag", make_tag), ("author", make_author)]
    )
    def test_an_address_that_exists_names_who_has_it(self, client: Client, model: str, make: Any) -> None:
        make(name="الاقتصاد", slug="مال")
        values = {"name": "أعمال", "slug": "مال", "colour": 1, "position": 0}
        answer = client.post(reverse(f"admin:articles_{model}_add"), values)
        assert errors_of(answer) == {"slug": ["unique"]}
        assert "الاقتصاد" in answer.content.decode()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("path", [ADD, reverse("admin:articles_picture_changelist")])
def test_names_of_modules_are_told_before_the_first_module(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert 0 < page.index('type="importmap"') < page.index('type="module"')
    assert page.count('type="importmap"') == 1


@pytest.mark.usefixtures("editor")
class TestDeletion:
    def delete(self, client: Client, row: Any) -> str:
        address = reverse(f"admin:articles_{row._meta.model_name}_delete", args=[row.pk])
        return client.post(address, {"post": "yes"}).content.decode()

    @pytest.mark.parametrize(("field", "make"), [("section", make_section), ("source", make_source)])
    def test_what_is_in_use_stays_and_says_where(self, client: Client, field: str, make: Any) -> None:
        row = make()
        stories = [make_article(**{field: row}) for _ in range(NAMED + 3)]
        html = self.delete(client, row)
        assert type(row).objects.filter(pk=row.pk).exists()
        assert html.count("/change/") == NAMED + 1  # the stories, and the row itself among the crumbs
        assert change_of(stories[-1]) in html
        assert "… وغيرها، وعددها: 3" in html

    def test_so_does_an_author(self, client: Client) -> None:
        author = make_author()
        story = make_article(authors=(author,))
        assert change_of(story) in self.delete(client, author)
        assert Author.objects.exists()

    def test_what_is_not_in_use_goes(self, client: Client) -> None:
        self.delete(client, make_section())
        assert not Section.objects.exists()

    def test_a_tag_goes_and_its_stories_stay(self, client: Client) -> None:
        tag = make_tag()
        make_article(tags=(tag,))
        self.delete(client, tag)
        assert (Tag.objects.count(), Article.objects.count()) == (0, 1)

    def test_deleting_several_is_refused_too(self, client: Client) -> None:
        used, unused = make_section(), make_section()
        make_article(section=used)
        post = {"action": "delete_selected", "_selected_action": [used.pk, unused.pk], "post": "yes"}
        client.post(reverse("admin:articles_section_changelist"), post)
        assert Section.objects.count() == 2


class TestHelp:
    @pytest.mark.parametrize("model", [Article, Assignment, Picture, Section, Tag, Author, Source, SiteSettings])
    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_every_field_says_what_it_is_for(self, client: Client, rf: Any, model: Any, language: str) -> None:
        request = rf.get("/")
        request.user = make_user(is_superuser=True)
        admin = site.get_model_admin(model)
        row = make_picture() if model is Picture else None
        forms = [
            admin.get_form(request, row),
            *(each.form for each, _ in admin.get_formsets_with_inlines(request, row)),
        ]
        with override(language):
            bare = [name for form in forms for name, field in form.base_fields.items() if not str(field.help_text)]
        assert bare == [] or {*bare} <= {"article", "id", "DELETE"}
