"""Every box for a number, a date or a time takes Eastern digits."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.models import Article, Picture, Section
from comments.forms import CommentForm
from newsportal.inputs import DateField, MomentField, NumberField, TimeField
from tests.articles.newsroom import change_of, save, typed
from tests.factories import make_article, make_author, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db

REFUSING_TYPES = {"number", "date", "time", "datetime-local", "month", "week", "range"}


def admin_forms() -> Iterator[tuple[str, Any]]:
    """Yield every form of the admin, inlines too, as a superuser gets it."""
    request = RequestFactory().get("/admin/")
    request.user = make_user(is_superuser=True)
    for model, model_admin in admin.site._registry.items():
        name = model._meta.label
        yield name, model_admin.get_form(request)
        rows: Any = model._default_manager.model()
        yield f"{name} changed", model_admin.get_form(request, rows, change=True)
        for inline in model_admin.get_inline_instances(request):
            yield f"{name} {inline.model.__name__}", inline.get_formset(request).form


def fields_of(form: Any) -> dict[str, forms.Field]:
    return getattr(form, "base_fields", {})


class TestEveryForm:
    def test_numbers_dates_and_times_are_read(self) -> None:
        seen = set()
        for name, form in [*admin_forms(), ("comment", CommentForm)]:
            for label, field in fields_of(form).items():
                where = f"{name}.{label}"
                if isinstance(field, forms.SplitDateTimeField):
                    assert field.clean(["٢٠٢٦-١١-٢٣", "١٤:٠٥"]) == datetime(2026, 11, 23, 11, 5, tzinfo=UTC), where
                elif isinstance(field, forms.DateField):
                    assert field.clean("٢٠٢٦-١١-٢٣") == date(2026, 11, 23), where
                elif isinstance(field, forms.TimeField):
                    assert field.clean("١٤:٠٥") == time(14, 5), where
                elif isinstance(field, forms.IntegerField):
                    assert field.clean("٣") == 3, where
                else:
                    assert not isinstance(field, forms.DateTimeField), where
                    continue
                seen.add(type(field).__name__)
        assert {"NumberField", "MomentField"} <= seen

    def test_no_box_is_of_a_type_that_browsers_check(self) -> None:
        for name, form in [*admin_forms(), ("comment", CommentForm)]:
            for label, field in fields_of(form).items():
                widgets = getattr(field.widget, "widgets", [field.widget])
                types = {getattr(widget, "input_type", "") for widget in widgets}
                assert not types & REFUSING_TYPES, f"{name}.{label}"


class TestFields:
    @pytest.mark.parametrize(("given", "expected"), [("٣", 3), ("۳", 3), ("١٬٢٣٤", 1234), (" ٧ ", 7), (5, 5)])
    def test_numbers(self, given: Any, expected: int) -> None:
        assert NumberField().clean(given) == expected

    @pytest.mark.parametrize("given", ["٣٫٥", "٬", "٫", "٣٬", "٬٣", "ثلاثة", "-", "٣\x00", "²"])
    def test_what_is_no_whole_number_is_an_error(self, given: str) -> None:
        with pytest.raises(ValidationError):
            NumberField().clean(given)

    @pytest.mark.parametrize("given", ["٢٠٢٦-١١-٢٣", "٢٣/١١/٢٠٢٦", "2026-١١-٢٣", "۲۰۲۶-۱۱-۲۳"])
    def test_dates(self, given: str) -> None:
        assert DateField().clean(given) == date(2026, 11, 23)

    @pytest.mark.parametrize("given", ["١٤:٠٥", "١٤:٠٥:٠٠", "14:٠٥"])
    def test_times(self, given: str) -> None:
        assert TimeField().clean(given) == time(14, 5)

    @pytest.mark.parametrize("given", ["٢٠٢٦-١٣-٢٣", "٢٠٢٦٬١١٬٢٣", "٢٠٢٦٫١١٫٢٣", "٬٫"])
    def test_what_is_no_date_is_an_error(self, given: str) -> None:
        with pytest.raises(ValidationError):
            DateField().clean(given)
        with pytest.raises(ValidationError):
            MomentField().clean([given, given])

    def test_the_same_moment_in_other_digits_is_no_change(self) -> None:
        stored = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
        field = MomentField(widget=forms.SplitDateTimeWidget())
        assert not field.has_changed(stored, ["٢٠٢٦-١١-٢٣", "١٤:٠٥"])
        assert field.has_changed(stored, ["٢٠٢٦-١١-٢٤", "١٤:٠٥"])


class TestNewsroom:
    @pytest.fixture(autouse=True)
    def editor(self, client: Client) -> None:
        client.force_login(make_user(groups=("Editors",)))

    def test_editor_schedules_in_eastern_digits(self, client: Client) -> None:
        article = make_article(status="draft", published_at=None)
        times = {"published_at_0": "٢٠٢٦-١٢-٠١", "published_at_1": "٠٨:٣٠"}
        byline = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": make_author().pk, "bylines-0-position": "٣"}
        stored = save(client, article, status="published", **times, **byline)
        assert stored.published_at == datetime(2026, 12, 1, 5, 30, tzinfo=UTC)
        assert stored.bylines.get().position == 3

    def test_number_of_a_section_is_read(self, client: Client) -> None:
        section = make_section(name="علوم")
        address = reverse("admin:articles_section_change", args=[section.pk])
        client.post(address, {"name": "علوم", "colour": "12", "position": "٢", "slug": "", "description": ""})
        stored = Section.objects.get(pk=section.pk)
        assert (stored.colour, stored.position) == (12, 2)

    def test_focal_point_is_read(self, client: Client) -> None:
        picture = make_picture()
        address = reverse("admin:articles_picture_change", args=[picture.pk])
        html = client.get(address).content.decode()
        assert 'inputmode="numeric"' in html
        assert 'type="number"' not in html
        form = admin.site._registry[Picture].get_form(RequestFactory().get(address))
        assert form.base_fields["focal_x"].clean("٣٥") == 35

    def test_what_makes_no_sense_comes_back_as_it_was_typed(self, client: Client) -> None:
        article = make_article()
        answer = client.post(change_of(article), typed(article, published_at_0="٢٠٢٦٫١٣", published_at_1="٬"))
        assert answer.status_code == 200
        assert 'value="٢٠٢٦٫١٣"' in answer.content.decode()
        assert Article.objects.get(pk=article.pk).published_at == article.published_at
