"""Yes and no in lists, as they are said to whoever does not see the signs."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import WordEntry
from tests.factories import make_section, make_static_page, make_user

pytestmark = pytest.mark.django_db


def list_of(client: Client, name: str) -> str:
    answer = client.get(reverse(f"admin:{name}_changelist"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_user(is_superuser=True))
    return client


class TestSigns:
    def test_they_are_said_in_the_newsroom_s_language(self, administrator: Client):
        make_user(is_staff=False)
        make_static_page(is_shown=False)
        for is_inside in (True, False):
            WordEntry.objects.create(word=f"كلمة {is_inside}", list="hold", is_inside=is_inside)
        for name in ("auth_user", "articles_staticpage", "comments_wordentry"):
            html = list_of(administrator, name)
            assert '.svg" alt="نعم">' in html, name
            assert '.svg" alt="لا">' in html, name

    def test_who_may_only_look_gets_signs_for_boxes(self, client: Client):
        make_section(is_in_bar=False)
        client.force_login(make_user(groups=("Reporters",)))
        assert '.svg" alt="لا">' in list_of(client, "articles_section")

    def test_no_list_says_true_or_false(self):
        for group in ("Editors", "Moderators", "Reporters", "Administrators"):
            client = Client()
            client.force_login(make_user(groups=(group,)))
            for name in ("articles_section", "articles_staticpage", "comments_wordentry", "auth_user"):
                html = client.get(reverse(f"admin:{name}_changelist")).content.decode()
                assert 'alt="True"' not in html
                assert 'alt="False"' not in html
