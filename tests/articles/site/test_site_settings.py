"""The row of site settings, and its form in the admin."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from articles.models import SiteSettings
from articles.site import conventions
from newsportal.arabic.conventions import USUAL, Conventions, Digits, format_hijri
from newsportal.models import StaffPreference
from tests.factories import make_settings, make_user

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
LIST = reverse("admin:articles_sitesettings_changelist")
CHANGE = reverse("admin:articles_sitesettings_change", args=[1])
PREVIEW = reverse("admin:articles_sitesettings_preview")
CHOSEN = {"digits": "eastern", "months": "both", "hijri": "on", "quotes": "straight"}


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_user(groups=("Administrators",)))
    return client


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(groups=("Editors",)))
    return client


class TestRow:
    def test_without_a_row_the_usual_holds(self):
        assert SiteSettings.objects.current().conventions == USUAL
        assert not SiteSettings.objects.exists()

    def test_saving_always_writes_the_one_row(self):
        make_settings(digits="eastern")
        make_settings(months="both")
        row = SiteSettings.objects.get()
        assert (row.pk, row.digits, row.months) == (1, "western", "both")

    def test_a_second_row_is_refused(self):
        with pytest.raises(IntegrityError, match="articles_sitesettings_one_row"), transaction.atomic():
            SiteSettings.objects.bulk_create([SiteSettings(pk=2)])

    @pytest.mark.parametrize("field", ["digits", "months", "quotes"])
    def test_an_unknown_convention_is_refused(self, field: str):
        make_settings()
        with pytest.raises(IntegrityError, match="articles_sitesettings_known"), transaction.atomic():
            SiteSettings.objects.update(**{field: "roman"})

    def test_saving_is_seen_at_once(self):
        assert conventions.conventions() == USUAL
        with TestCase.captureOnCommitCallbacks(execute=True):
            SiteSettings(digits="eastern").save()
        assert conventions.conventions().digits is Digits.EASTERN
        with TestCase.captureOnCommitCallbacks(execute=True):
            SiteSettings.objects.update(digits="western")
        assert conventions.conventions() == USUAL


class TestRights:
    def test_administrator_finds_them_in_the_index(self, administrator: Client):
        assert LIST in administrator.get(INDEX).content.decode()

    def test_editor_does_not(self, editor: Client):
        assert LIST not in editor.get(INDEX).content.decode()

    @pytest.mark.parametrize("path", [LIST, CHANGE, PREVIEW])
    def test_administrator_may_look(self, administrator: Client, path: str):
        assert administrator.get(path, follow=True).status_code == 200

    @pytest.mark.parametrize("path", [LIST, CHANGE, PREVIEW])
    def test_editor_may_not_look(self, editor: Client, path: str):
        assert editor.get(path).status_code == 403

    @pytest.mark.parametrize("path", [LIST, CHANGE, PREVIEW])
    def test_stranger_is_asked_to_log_in(self, client: Client, path: str):
        assert client.get(path)["Location"].startswith("/admin/login/")

    def test_editor_may_not_save(self, editor: Client):
        assert editor.post(CHANGE, CHOSEN).status_code == 403
        assert not SiteSettings.objects.exists()

    def test_nobody_adds_or_deletes(self, administrator: Client):
        assert administrator.get(reverse("admin:articles_sitesettings_add")).status_code == 403
        make_settings()
        assert administrator.post(reverse("admin:articles_sitesettings_delete", args=[1])).status_code == 403


class TestForm:
    def test_list_leads_to_the_form(self, administrator: Client):
        assert administrator.get(LIST)["Location"] == CHANGE

    def test_looking_stores_nothing(self, administrator: Client):
        administrator.get(CHANGE)
        assert not SiteSettings.objects.exists()

    @pytest.mark.parametrize("is_first", [True, False])
    def test_choice_is_stored(self, administrator: Client, is_first: bool):
        if not is_first:
            make_settings(quotes="curly")
        answer = administrator.post(CHANGE, CHOSEN)
        assert answer.status_code == 302
        row = SiteSettings.objects.get()
        assert (row.digits, row.months, row.hijri, row.quotes) == ("eastern", "both", True, "straight")

    def test_unknown_choice_comes_back_with_its_error(self, administrator: Client):
        answer = administrator.post(CHANGE, {**CHOSEN, "digits": "roman"})
        assert answer.status_code == 200
        assert "digits" in answer.context["adminform"].form.errors
        assert not SiteSettings.objects.exists()

    def test_another_row_leads_back(self, administrator: Client):
        answer = administrator.get(reverse("admin:articles_sitesettings_change", args=[2]))
        assert answer["Location"] == INDEX

    def test_each_choice_shows_an_example(self, administrator: Client):
        html = administrator.get(CHANGE).content.decode()
        for example in [
            "شرقية: ١٢٣٤٥٦٧٨٩٠",
            "الاسمان معاً: كانون\u00a0الثاني/يناير",
            "مقوّسة: “اقتباس”",
            "زاويّة: «اقتباس»",
        ]:
            assert example in html

    def test_each_group_of_choices_has_a_name(self, administrator: Client):
        html = administrator.get(CHANGE).content.decode()
        described = 'role="radiogroup" aria-labelledby="id_digits_label" aria-describedby="id_digits_helptext"'
        assert described in html
        for name in ["digits", "months", "quotes"]:
            assert f'role="radiogroup" aria-labelledby="id_{name}_label"' in html
            # Django 5.2 writes a label, 6.1 a legend.
            assert re.search(f'<span id="id_{name}_label"><(?:label|legend)\\b', html)
        for target in ["id_digits_helptext", "id_hijri_helptext"]:
            assert html.count(f'id="{target}"') == 1

    def test_who_may_only_look_sees_the_choice(self, client: Client):
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="view_sitesettings"))
        client.force_login(user)
        html = client.get(CHANGE).content.decode()
        assert "radiogroup" not in html
        assert '<div class="readonly">غربية' in html

    def test_saving_says_so(self, administrator: Client):
        answer = administrator.post(CHANGE, CHOSEN, follow=True)
        assert [str(message) for message in answer.context["messages"]] == ["حُفظت إعدادات الموقع."]

    def test_panel_shows_what_is_saved(self, administrator: Client):
        make_settings(digits="eastern")
        assert "١٢ تعليقاً" in administrator.get(CHANGE).content.decode()


class TestPreview:
    def test_panel_obeys_the_values_of_the_form(self, administrator: Client):
        html = administrator.get(PREVIEW, CHOSEN).content.decode()
        assert "١٢ تعليقاً" in html
        assert "قبل دقيقتين · قبل ٣ ساعات · قبل ٥ أيام" in html
        assert "&quot;يبدأ العمل في الربيع&quot;" in html
        assert format_hijri(timezone.localdate(), Conventions(digits=Digits.EASTERN)) in html
        assert re.search(r"\s\S+/\S+ [٠-٩]{4}، [٠-٩]{2}:[٠-٩]{2}", html)
        assert not SiteSettings.objects.exists()

    def test_an_unticked_box_leaves_the_hijri_line_out(self, administrator: Client):
        make_settings(hijri=True)
        assert "هـ<" in administrator.get(CHANGE).content.decode()
        values = {name: value for name, value in CHOSEN.items() if name != "hijri"}
        assert "هـ<" not in administrator.get(PREVIEW, values).content.decode()

    @pytest.mark.parametrize("values", [{}, {"digits": "roman"}, {**CHOSEN, "quotes": "'"}, {"months": "\x00"}])
    def test_nonsense_shows_what_is_saved(self, administrator: Client, values: dict[str, str]):
        make_settings(digits="eastern", quotes="curly")
        html = administrator.get(PREVIEW, values).content.decode()
        assert "١٢ تعليقاً" in html
        assert "“يبدأ العمل في الربيع”" in html

    def test_panel_is_arabic_in_an_english_newsroom(self, administrator: Client):
        user = make_user(groups=("Administrators",))
        StaffPreference.objects.create(user=user, language="en")
        administrator.force_login(user)
        html = administrator.get(CHANGE).content.decode()
        assert "How pages look" in html
        assert "12 تعليقاً" in html
