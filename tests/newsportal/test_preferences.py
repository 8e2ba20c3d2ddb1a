"""What an account of the newsroom chooses for itself."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsportal.models import StaffPreference
from newsportal.newsroom.hours import HoursField, hours_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:preferences")
CHOSEN = {"language": "ar", "has_shortcuts": "on", "digest_hours": ["16", "8"]}


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make_user(username="muna", groups=("Moderators",), email="muna@example.com"))
    return client


def kept() -> tuple[str, bool, str]:
    preference = StaffPreference.objects.get(user__username="muna")
    return preference.language, preference.has_shortcuts, preference.digest_hours


class TestHours:
    @pytest.mark.parametrize(
        ("stored", "hours"),
        [("", ()), ("8,16", (8, 16)), ("16, 8,8", (8, 16)), ("0,23", (0, 23)), ("24,x,-1,٨", (8,)), (",", ())],
    )
    def test_what_is_stored_is_read_whatever_it_is(self, stored: str, hours: tuple[int, ...]):
        assert hours_of(stored) == hours

    def test_boxes_become_one_column_in_the_order_of_the_day(self):
        assert HoursField().clean(["16", "8", "0"]) == "0,8,16"

    def test_a_field_that_stands_as_it_was_has_not_changed(self):
        field = HoursField()
        assert not field.has_changed("8,16", ["8", "16"])
        assert field.has_changed("8,16", ["8"])

    def test_all_hours_fit_the_column(self):
        every = HoursField().clean([str(hour) for hour in range(24)])
        assert len(every) <= StaffPreference._meta.get_field("digest_hours").max_length


class TestWhoComes:
    def test_every_account_of_the_newsroom_may(self, client: Client):
        client.force_login(make_user())
        assert client.get(PAGE).status_code == 200

    @pytest.mark.parametrize("is_signed_in", [True, False])
    def test_nobody_else_may(self, client: Client, is_signed_in: bool):
        if is_signed_in:
            client.force_login(make_user(is_staff=False))
        answer = client.get(PAGE)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))
        assert client.post(PAGE, CHOSEN).status_code == 403
        assert not StaffPreference.objects.exists()

    def test_each_page_of_the_newsroom_leads_there(self, moderator: Client):
        for page in ("admin:index", "admin:comments_comment_changelist", "admin:preferences"):
            html = moderator.get(reverse(page)).content.decode()
            assert f'<a href="{PAGE}">تفضيلاتي</a>' in html

    def test_a_form_of_another_site_changes_nothing(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user())
        assert client.post(PAGE, CHOSEN).status_code == 403
        assert not StaffPreference.objects.exists()


class TestChoosing:
    def test_choices_are_kept_and_the_page_says_so(self, moderator: Client):
        answer = moderator.post(PAGE, CHOSEN, follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        assert "حُفظت تفضيلاتك." in answer.content.decode()
        assert kept() == ("ar", True, "8,16")

    def test_the_answer_speaks_the_language_that_was_chosen(self, moderator: Client):
        html = moderator.post(PAGE, {**CHOSEN, "language": "en"}, follow=True).content.decode()
        assert '<html lang="en" dir="ltr">' in html
        assert "Your preferences are saved." in html

    def test_what_is_not_ticked_is_switched_off(self, moderator: Client):
        moderator.post(PAGE, CHOSEN)
        moderator.post(PAGE, {"language": "ar"})
        assert kept() == ("ar", False, "")

    def test_choices_stand_in_the_form_the_next_time(self, moderator: Client):
        moderator.post(PAGE, CHOSEN)
        html = moderator.get(PAGE).content.decode()
        assert re.findall(r'name="digest_hours" value="(\d+)"[^>]* checked', html) == ["8", "16"]

    @pytest.mark.parametrize(
        "wrong", [{"digest_hours": ["24"]}, {"digest_hours": ["x"]}, {"language": "fr"}, {"language": ""}], ids=str
    )
    def test_nonsense_is_refused_and_nothing_is_kept(self, moderator: Client, wrong: dict[str, Any]):
        answer = moderator.post(PAGE, {**CHOSEN, **wrong})
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
        assert not StaffPreference.objects.exists()

    def test_an_empty_form_shows_its_errors(self, moderator: Client):
        assert 'role="alert"' in moderator.post(PAGE, {}).content.decode()

    def test_nobody_chooses_for_another(self, moderator: Client):
        other = StaffPreference.objects.create(user=make_user(), digest_hours="5")
        moderator.post(PAGE, {**CHOSEN, "user": other.user.pk, "id": other.pk})
        assert kept() == ("ar", True, "8,16")
        other.refresh_from_db()
        assert other.digest_hours == "5"


class TestWithoutComments:
    def test_language_alone_is_offered_and_kept(self, client: Client):
        account = make_user(groups=("Editors",))
        StaffPreference.objects.create(user=account, has_shortcuts=True, digest_hours="8")
        client.force_login(account)
        html = client.get(PAGE).content.decode()
        assert "digest_hours" not in html
        assert "has_shortcuts" not in html
        client.post(PAGE, {"language": "en", "digest_hours": ["9"]})
        preference = StaffPreference.objects.get(user=account)
        assert (preference.language, preference.has_shortcuts, preference.digest_hours) == ("en", True, "8")


class TestMail:
    WITHOUT_MAIL, WITHOUT_ADDRESS = "هذا الموقع لا يرسل بريداً بعد", "لا عنوان بريد في حسابك"

    def test_nothing_is_said_where_digests_arrive(self, moderator: Client, settings: Any):
        settings.EMAIL_IS_ON = True
        html = moderator.get(PAGE).content.decode()
        assert self.WITHOUT_MAIL not in html
        assert self.WITHOUT_ADDRESS not in html

    def test_an_account_without_an_address_reads_so(self, client: Client, settings: Any):
        settings.EMAIL_IS_ON = True
        client.force_login(make_user(groups=("Moderators",), email=""))
        assert self.WITHOUT_ADDRESS in client.get(PAGE).content.decode()

    def test_a_portal_without_mail_says_so(self, moderator: Client, settings: Any):
        settings.EMAIL_IS_ON = False
        assert self.WITHOUT_MAIL in moderator.get(PAGE).content.decode()


class TestAccountForm:
    def test_an_administrator_chooses_hours_for_an_account(self, client: Client):
        client.force_login(make_user(is_superuser=True))
        account = make_user()
        preference = StaffPreference.objects.create(user=account, digest_hours="8")
        page = reverse("admin:auth_user_change", args=[account.pk])
        html = client.get(page).content.decode()
        assert re.findall(r'name="preference-0-digest_hours" value="(\d+)"[^>]* checked', html) == ["8"]
        form = {
            "username": account.username,
            "date_joined_0": "2026-01-01",
            "date_joined_1": "10:00",
            "preference-TOTAL_FORMS": 1,
            "preference-INITIAL_FORMS": 1,
            "preference-0-id": preference.pk,
            "preference-0-user": account.pk,
            "preference-0-language": "en",
            "preference-0-digest_hours": ["8", "20"],
        }
        assert client.post(page, form).status_code == 302
        preference.refresh_from_db()
        assert (preference.language, preference.digest_hours) == ("en", "8,20")
