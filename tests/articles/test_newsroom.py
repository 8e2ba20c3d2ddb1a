import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override
from pytest_django import DjangoAssertNumQueries

from articles.admin.body import LABELS
from articles.models import Article
from newsportal.models import Generation, OutboxMail, StaffPreference
from tests.articles.newsroom import ADD, LIST, change_of, errors_of, save, typed
from tests.factories import make_article, make_author, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("editor")
class TestWriting:
    def test_every_field_of_the_form_is_stored(self, client: Client, editor: User):
        section, tag, author, picture = make_section(), make_tag(), make_author(), make_picture()
        answer = client.post(
            ADD,
            typed(
                title=" عنوان  الخبر ",
                slug="عنوان-مختصر",
                standfirst="سطر\nثان",
                body="<h1>أ</h1><p onclick=x>ب</p>",
                section=section.pk,
                tags=[tag.pk],
                dateline="الرياض",
                lead_picture=picture.pk,
                source_address="agency.example/1",
                status="ready",
                published_at_0="2026-12-01",
                published_at_1="08:30",
                unpublished_at_0="2026-12-02",
                unpublished_at_1="08:30",
                comments_open="",
                **{"bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-position": 3},
            ),
        )
        assert answer.status_code == 302, errors_of(answer)
        article = Article.objects.get()
        assert (article.title, article.slug, article.standfirst) == ("عنوان الخبر", "عنوان-مختصر", "سطر ثان")
        assert article.body == "<h2>أ</h2><p>ب</p>"
        assert (article.section, article.lead_picture, article.dateline) == (section, picture, "الرياض")
        assert article.source_address == "https://agency.example/1"
        assert (article.status, article.comments_open, article.created_by) == ("ready", False, editor)
        # Typed in Riyadh, three hours before Greenwich.
        assert article.published_at == datetime(2026, 12, 1, 5, 30, tzinfo=UTC)
        assert article.unpublished_at == datetime(2026, 12, 2, 5, 30, tzinfo=UTC)
        assert list(article.tags.all()) == [tag]
        assert [(byline.author, byline.position) for byline in article.bylines.all()] == [(author, 3)]

    def test_title_and_section_are_all_that_is_needed(self, client: Client):
        client.post(ADD, typed(section=make_section().pk))
        assert Article.objects.get().status == "draft"

    def test_address_is_made_from_the_title(self, client: Client):
        client.post(ADD, typed(title="قانون المياه: من يدفع؟", section=make_section().pk))
        assert Article.objects.get().slug == "قانون-المياه-من-يدفع"

    def test_writer_stands_once_in_a_byline(self, client: Client):
        author = make_author()
        rows = {f"bylines-{row}-author": author.pk for row in (0, 1)} | {"bylines-TOTAL_FORMS": 2}
        places = {f"bylines-{row}-position": row for row in (0, 1)}
        answer = client.post(ADD, typed(section=make_section().pk, **rows, **places))
        assert answer.status_code == 200
        (error,) = answer.context["inline_admin_formsets"][0].formset.non_form_errors()
        assert error == "اسم كاتب مكرر. احذف أحد السطرين."
        assert not Article.objects.exists()

    @pytest.mark.parametrize("title", ["", "   ", "\u200b\u200f", "؟!", "«»"])
    def test_title_without_words_is_refused(self, client: Client, title: str):
        answer = client.post(ADD, typed(title=title, section=make_section().pk))
        assert errors_of(answer)["title"] in (["required"], ["no_letters"])

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"title": "ع" * 201}, {"title": ["max_length"]}),
            ({"title": "عنوان\x00"}, {"title": ["null_characters_not_allowed"]}),
            ({"section": ""}, {"section": ["required"]}),
            ({"section": "x' OR 1=1"}, {"section": ["invalid_choice"]}),
            ({"section": str(2**70)}, {"section": ["invalid_choice"]}),
            ({"source_address": "javascript:alert(1)"}, {"source_address": ["invalid"]}),
            ({"standfirst": "ع" * 501}, {"standfirst": ["max_length"]}),
            (
                {"published_at_0": "amun", "published_at_1": "25:99"},
                {"published_at": ["invalid", "invalid"]},
            ),
            ({"body": "<p>a</p>" * 20_000}, {"body": ["too_large"]}),
            ({"body": "ا" * 300_000}, {"body": ["too_large"]}),
        ],
    )
    def test_bad_input_comes_back_with_its_error_and_its_text(self, client: Client, changes: dict, expected: dict):
        answer = client.post(ADD, typed(**{"section": make_section().pk, **changes}))
        assert answer.status_code == 200
        assert errors_of(answer) == expected
        assert answer.context["adminform"].form["title"].value() == changes.get("title", "عنوان جديد")
        assert not Article.objects.exists()

    def test_characters_that_break_feeds_are_taken_out(self, client: Client):
        client.post(ADD, typed(title="قبل\x0bبعد\u202e\x1b", standfirst="أ\x08ب", section=make_section().pk))
        article = Article.objects.get()
        assert (article.title, article.standfirst) == ("قبل بعد", "أب")

    def test_time_of_taking_down_comes_after_publication(self, client: Client):
        times = {"published_at_0": "2026-02-01", "published_at_1": "08:00"}
        times |= {"unpublished_at_0": "2026-01-01", "unpublished_at_1": "08:00"}
        answer = client.post(ADD, typed(section=make_section().pk, status="published", **times))
        assert answer.status_code == 200
        assert errors_of(answer) == {"__all__": [None]}

    def test_script_in_any_field_is_shown_as_text(self, client: Client):
        script = "<script>alert(1)</script>"
        make_author(name=f"{script} كاتب")
        article = make_article(title=script, standfirst=script, dateline=script, status="draft")
        for page in (LIST, change_of(article)):
            assert script not in client.get(page).content.decode()


@pytest.mark.usefixtures("editor")
class TestPublishing:
    def test_empty_time_is_now(self, client: Client):
        article = save(client, make_article(status="draft", published_at=None), status="published")
        assert abs(article.published_at - timezone.now()) < timedelta(minutes=1)
        assert client.get(article.get_absolute_url()).status_code == 200

    def test_time_in_the_future_schedules(self, client: Client):
        day = {"published_at_0": "2099-01-01", "published_at_1": "08:00"}
        article = save(client, make_article(status="draft", published_at=None), status="published", **day)
        assert article.is_scheduled
        assert client.get(article.get_absolute_url()).status_code == 404

    def test_draft_needs_no_time(self, client: Client):
        assert save(client, make_article(status="draft", published_at=None)).published_at is None

    def test_archived_keeps_its_time(self, client: Client):
        article = make_article(published_at=datetime(2026, 1, 5, 7, 0, tzinfo=UTC))
        day = {"published_at_0": "2026-01-05", "published_at_1": "10:00"}
        assert save(client, article, status="archived", **day).published_at == article.published_at

    def test_withdrawal_answers_410_at_once(self, client: Client):
        article = save(client, make_article(), status="withdrawn")
        assert client.get(article.get_absolute_url()).status_code == 410

    def test_change_moves_the_pages_that_show_it(self, client: Client):
        article = make_article()
        before = Generation.objects.get(name=f"article:{article.pk}").number
        save(client, article, title="عنوان أدق")
        assert Generation.objects.get(name=f"article:{article.pk}").number > before

    def test_bulk_moves_say_how_many_moved(self, client: Client):
        ready, published = make_article(status="ready", published_at=None), make_article()
        page = client.post(
            LIST, {"action": "publish_selected", "_selected_action": [ready.pk, published.pk]}, follow=True
        )
        with override("ar"):
            told = ngettext("%(count)d article is now: %(status)s.", "%(count)d articles are now: %(status)s.", 1)
            told %= {"count": 1, "status": Article.Status.PUBLISHED.label}
        assert told in [str(message) for message in page.context["messages"]]
        assert Article.objects.published().count() == 2
        data = {"action": "withdraw_selected", "_selected_action": [ready.pk, published.pk], "confirmed": "yes"}
        client.post(LIST, data)
        assert Article.objects.filter(status="withdrawn").count() == 2

    def test_deletion_in_bulk_moves_the_pages_too(self, client: Client):
        article = make_article()
        before = Generation.objects.get(name=f"article:{article.pk}").number
        client.post(LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"})
        assert not Article.objects.exists()
        assert Generation.objects.get(name=f"article:{article.pk}").number > before


@pytest.mark.usefixtures("editor")
class TestList:
    @pytest.mark.parametrize("status", Article.Status.values)
    def test_status_is_a_word(self, client: Client, status: str):
        article = make_article(status=status)
        with override("ar"):
            label = f'<span class="state state-{status}">{article.get_status_display()}</span>'
        assert label in client.get(LIST).content.decode()

    def test_scheduled_story_says_so(self, client: Client):
        make_article(published_at=timezone.now() + timedelta(days=1))
        assert 'class="state state-scheduled"' in client.get(LIST).content.decode()

    def test_it_costs_the_same_for_one_and_for_thirty(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ):
        section = make_section()
        for _ in range(30):
            make_article(section=section, authors=(make_author(), make_author()))
        with django_assert_max_num_queries(14):
            page = client.get(LIST)
        assert len(page.context["cl"].result_list) == 30

    def test_it_reads_no_texts(self, client: Client):
        make_article()
        assert {"body", "body_html"} <= client.get(LIST).context["cl"].result_list[0].get_deferred_fields()

    def test_search_looks_at_title_standfirst_and_text_of_every_status(self, client: Client):
        make_article(title="قانون المياه"), make_article(standfirst="عن المياه"), make_article(body="<p>المياه</p>")
        make_article(title="بلا ماء"), make_article(title="مِيَـاه", status="draft", published_at=None)
        assert len(client.get(LIST, {"q": "المياه"}).context["cl"].result_list) == 4

    @pytest.mark.parametrize("query", ["status__exact=x", "section__id__exact=x", "p=999", "o=99", "q=%00", "e=1"])
    def test_bad_query_is_answered(self, client: Client, query: str):
        make_article()
        assert client.get(f"{LIST}?{query}", follow=True).status_code == 200


@pytest.mark.usefixtures("editor")
class TestForm:
    def test_link_to_the_page_stands_where_there_is_one(self, client: Client):
        assert "viewsitelink" in client.get(change_of(make_article())).content.decode()
        assert "viewsitelink" not in client.get(change_of(make_article(status="draft"))).content.decode()

    def test_labels_of_the_editor_come_in_the_accounts_language(self, client: Client, editor: User):
        StaffPreference.objects.create(user=editor, language="en")
        widget = client.get(ADD).context["adminform"].form.fields["body"].widget
        with override("en"):
            shown = json.loads(widget.get_context("body", "", {})["widget"]["attrs"]["data-body-editor"])
            assert shown == {key: gettext(str(label)) for key, label in LABELS.items()}

    def test_our_looks_of_the_editor_come_after_those_of_the_library(self, client: Client):
        html = client.get(ADD).content.decode()
        sheets = [html.index(f"{name}.css") for name in ("editor/editor", "editor/overrides", "portal/body-editor")]
        assert sheets == sorted(sheets)

    def test_import_map_carries_the_nonce_of_the_policy(self, client: Client):
        answer = client.get(ADD)
        policy = answer.headers["Content-Security-Policy"]
        nonce = policy.split("'nonce-")[1].split("'")[0]
        assert f'<script type="importmap" nonce="{nonce}">' in answer.content.decode()


class TestAccounts:
    def test_administrator_chooses_the_language_of_an_account(self, client: Client):
        client.force_login(make_user(groups=("Administrators",)))
        user = make_user()
        page = client.get(reverse("admin:auth_user_change", args=[user.pk]))
        assert "preference-0-language" in page.content.decode()

    @pytest.mark.parametrize("model", [OutboxMail, Generation])
    def test_machinery_is_not_offered(self, client: Client, model: type):
        client.force_login(make_user(is_superuser=True))
        address = f"/admin/newsportal/{model.__name__.lower()}/"
        assert client.get(address).status_code == 404
