"""What anybody may write into the address or the form of a list: each answer is one that a person can read."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.db import models
from django.test import Client
from django.urls import reverse

from articles.models import Tag
from newsportal.desk import is_harmless
from tests.factories import make_tag, make_user

pytestmark = pytest.mark.django_db

# No keys: words, signs, a digit of another kind, and numbers beyond what databases hold.
FALSE_KEYS = ["x", "\x00", "²", "1.5", str(2**63), "9" * 5_000, ""]
MODELS = sorted(site._registry, key=lambda model: model._meta.label)
# Arranged on pages of their own.
LISTED = [model for model in MODELS if model._meta.label not in {"articles.Front", "articles.Assignment"}]


@pytest.fixture(autouse=True)
def chief(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))


def address(model: type[models.Model], page: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.label)
class TestLists:
    @pytest.mark.parametrize("key", FALSE_KEYS, ids=lambda key: repr(key[:6]))
    def test_a_tick_of_what_is_no_key_deletes_nothing(self, client: Client, model: Any, key: str) -> None:
        before = model._default_manager.count()
        posted = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
        assert client.post(address(model, "changelist"), posted).status_code in {200, 302, 403}
        assert model._default_manager.count() == before

    def test_lookups_beyond_the_calendar_and_all_keys_are_refused(self, client: Client, model: Any) -> None:
        for field in model._meta.fields:
            queries = {models.ForeignKey: [f"{field.name}={2**70}", f"{field.name}__id__exact={2**70}"]}
            queries[models.DateTimeField] = [
                *(f"{field.name}__year={year}" for year in ("0", str(2**70), "-5", "x")),
                *(f"{field.name}__{side}=0001-01-01" for side in ("gte", "lt")),
                f"{field.name}__gte=9999-12-31T23:59:59",
            ]
            for query in queries.get(type(field), []):
                answer = client.get(f"{address(model, 'changelist')}?{query}")
                assert answer.status_code in {302, 400}, query

    def test_a_form_takes_no_times_from_its_address(self, client: Client, model: Any) -> None:
        times = [field.name for field in model._meta.fields if isinstance(field, models.DateTimeField)]
        for value in ("2026-12-01", "junk", "\x00"):
            answer = client.get(address(model, "add"), dict.fromkeys(times, value))
            assert answer.status_code in {200, 302, 403}


class TestTicks:
    def test_those_that_are_keys_still_count(self, client: Client) -> None:
        tag = make_tag()
        posted = {"action": "delete_selected", "_selected_action": ["x", tag.pk], "post": "yes"}
        client.post(address(Tag, "changelist"), posted)
        assert not Tag.objects.exists()


class TestLookups:
    @pytest.mark.parametrize(
        ("lookup", "value"),
        [("published_at__gte", "2026-11-27"), ("published_at__year", "2026"), ("section", "12"), ("title", "9" * 18)],
    )
    def test_what_lists_ask_themselves_is_harmless(self, lookup: str, value: str) -> None:
        assert is_harmless(lookup, value)


class TestAnswers:
    @pytest.mark.parametrize("path", ["/admin/", "/admin/nowhere/", "/admin/password_change/", "/admin/jsi18n/"])
    def test_nobody_keeps_one(self, client: Client, path: str) -> None:
        assert "no-store" in client.get(path).headers["Cache-Control"]
