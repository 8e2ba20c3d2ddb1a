"""Accounts in the admin: what knows their names learns of a change at once."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from newsportal import generations
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("admin:auth_user_changelist"), reverse("admin:auth_user_add")
# The inline form of an account's preferences, as the page sends it.
PREFERENCE = {"preference-TOTAL_FORMS": 0, "preference-INITIAL_FORMS": 0}


@pytest.fixture(autouse=True)
def administrator(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))


def change_of(account: User) -> str:
    return reverse("admin:auth_user_change", args=[account.pk])


@pytest.mark.parametrize("deed", ["add", "change", "delete", "delete selected"])
def test_each_change_moves_the_generation(client: Client, django_capture_on_commit_callbacks: Any, deed: str):
    account = make_user()
    posts: dict[str, tuple[str, dict[str, Any]]] = {
        "add": (ADD, {"username": "salma", "usable_password": "false", **PREFERENCE}),
        "change": (
            change_of(account),
            {"username": "salma", "date_joined_0": "2026-01-01", "date_joined_1": "10:00", **PREFERENCE},
        ),
        "delete": (reverse("admin:auth_user_delete", args=[account.pk]), {"post": "yes"}),
        "delete selected": (LIST, {"action": "delete_selected", "_selected_action": [account.pk], "post": "yes"}),
    }
    before = generations.current("people")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(*posts[deed]).status_code == 302
    assert User.objects.filter(username="salma").exists() is ("delete" not in deed)
    assert generations.current("people") > before
