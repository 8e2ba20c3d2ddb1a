"""Boxes that complete names in the form of an article: several values in an order, and tags that are typed anew."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.models import Article, Tag
from articles.related import MOST_PICKED
from articles.site.conventions import quoted
from newsportal.arabic.bidi import isolate
from newsportal.arabic.fold import fold
from newsportal.converters import key_in

# What newsportal/static/admin-portal/choices.js puts before a tag that is typed and not chosen.
NEW = "new:"


def keys_among(value: Sequence[Any]) -> list[str]:
    """Return the keys among posted values: Django's boxes would ask the database for anything, and break over it."""
    return [str(key) for key in map(key_in, value) if key]


def checked_keys(field: Any, value: list[Any]) -> list[Any]:
    """Return the posted values, all of which may be keys; a number beyond all keys would break SQLite's query.

    Raises ValidationError, as the field itself would, for one that is none.
    """
    for each in value:
        if key_in(str(each)) is None:
            raise ValidationError(
                field.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": each}
            )
    return value


class NameSelect(AutocompleteSelect):
    """A box for one name that shows nothing of what is no key."""

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, keys_among(value) or [""], attrs)


class NamesSelect(AutocompleteSelectMultiple):
    """A box for several names, which keep the order in which they were chosen.

    Without the cross that clears all: it would stand in a list without being an item of it (WCAG 1.3.1).
    """

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs=extra_attrs)
        return {**attrs, "data-allow-clear": "false", "data-kept-order": ""}

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> Any:
        groups = super().optgroups(name, keys_among(value), attrs)
        groups[0][1].sort(key=lambda option: value.index(str(option["value"])))
        return groups


class TagsSelect(NamesSelect):
    """Offers to make what is typed a new tag, where the account may."""

    may_create = False

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs=extra_attrs)
        # A comma of either script ends a tag.
        return {**attrs, "data-tags": "true", "data-token-separators": '["،", ","]'} if self.may_create else attrs

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        typed = [each for each in value if each.startswith(NEW)] if self.may_create else []
        for number, each in enumerate(typed, len(groups[0][1])):
            groups[0][1].append(self.create_option(name, each, f"+ {each.removeprefix(NEW)}", True, number))
        return groups


class TagsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # because only the stubs' takes a type
    """Tags that exist, and new ones by name: these are not stored yet when the field is clean."""

    may_create = False

    def clean(self, value: Any) -> Any:
        typed = [str(each) for each in value or [] if str(each).startswith(NEW)] if self.may_create else []
        chosen = super().clean(checked_keys(self, [each for each in value or [] if str(each) not in typed]))
        tags = {tag.pk: tag for tag in chosen}
        new: dict[str, Tag] = {}
        for each in typed:
            tag = tag_named(each.removeprefix(NEW))
            if tag.pk is not None:
                tags[tag.pk] = tag
            elif fold(tag.name) not in new:
                check_address(tag, new.values())
                new[fold(tag.name)] = tag
        return [*tags.values(), *new.values()]


def tag_named(name: str) -> Tag:
    """Return the tag of this name in any spelling, or an unsaved one, in one or two queries.

    Raises ValidationError where it can be none.
    """
    tag = Tag(name=name)
    try:
        tag.clean_fields(exclude=["slug"])
        tag.clean()
    except ValidationError as error:
        # Its errors are those of fields that stand in no form.
        raise ValidationError(error.messages, code="no_name") from error
    known: Tag | None = Tag.objects.filter(search_text=fold(tag.name)).first()
    if known is None:
        check_address(tag, Tag.objects.filter(slug=tag.slug))
    return known or tag


def check_address(tag: Tag, others: Iterable[Tag]) -> None:
    """Raise ValidationError where another tag has the address of this one: "C++" and "C#" are both at "c"."""
    for other in others:
        if other.slug == tag.slug:
            message = _("%(name)s would have the address of %(owner)s. Keep one, or word the new tag otherwise.")
            names = {"name": quoted(isolate(tag.name)), "owner": quoted(isolate(other.name))}
            raise ValidationError(message, code="same_address", params=names)


class RelatedField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # because only the stubs' takes a type
    """Stories in the order in which they were picked."""

    def clean(self, value: Any) -> Any:
        keys = checked_keys(self, list(dict.fromkeys(map(str, value or []))))
        stories = {str(story.pk): story for story in super().clean(keys)}
        if len(stories) > MOST_PICKED:
            message = ngettext_lazy("Pick %(most)d story at most.", "Pick %(most)d stories at most.", MOST_PICKED)
            raise ValidationError(message, code="too_many", params={"most": MOST_PICKED})
        return [stories[key] for key in keys if key in stories]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [str(key) for key in self.prepare_value(initial) or []] != [str(key) for key in data or []]


def calm(field: Any, *, adds: bool = True) -> Any:
    """Return a form's field with less beside its box: no name is deleted while somebody writes, and none only read."""
    if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = field.widget.can_view_related = False
        field.widget.can_add_related = field.widget.can_add_related and adds
    return field


def check_related(article: Article, stories: Sequence[Article]) -> None:
    """Raise ValidationError where a story is picked to stand below itself."""
    if any(story.pk == article.pk for story in stories):
        raise ValidationError(_("A story cannot be related to itself."), code="itself")
