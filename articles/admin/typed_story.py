"""A story as it stands in the newsroom's form, without a word of it being stored."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import PermissionDenied
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest

from articles.admin.bylines import BylineInline
from articles.characters import clean_lines
from articles.models import Article, Byline, Tag

if TYPE_CHECKING:
    # The admin of articles names the pages that are made with this module.
    from articles.admin.article import ArticleAdmin

    BylineFormSet = BaseInlineFormSet[Byline, Article, forms.ModelForm[Byline]]


@dataclass(frozen=True)
class TypedStory:
    """What the form holds; ``article`` is not stored, nor may it be. ``body`` is the text as it was posted."""

    article: Article
    bylines: list[Byline]
    tags: list[Tag]
    body: str


def article_to_write(admin: "ArticleAdmin", request: HttpRequest, pk: int | None) -> Article | None:
    """Return the article of a form, None for a new one's.

    Raises PermissionDenied for those who may not write it, Http404 for one that is not there.
    """
    article = None
    if pk is not None:
        article = admin.get_queryset(request).filter(pk=pk).first()
        if article is None:
            raise Http404
    may_write = admin.has_change_permission(request, article) if article else admin.has_add_permission(request)
    if not may_write:
        raise PermissionDenied
    return article


def typed_story(admin: "ArticleAdmin", request: HttpRequest, article: Article | None) -> TypedStory:
    """Return what the posted form makes of the article: what is valid in it, and lines cut to their length.

    A field with an error is empty rather than as it is stored, since nobody sees the stored one in the form. Costs a
    query for each row that the form names.
    """
    form = admin.get_form(request, article, change=article is not None)(request.POST, instance=article)
    story: Article = form.instance
    for name in {*form.errors} & {*form.fields}:
        _empty(story, name, form.data.get(name, ""))
    if {error.code for error in form.errors.as_data().get("body", ())} == {"dead_embed"}:
        # The sanitiser drops what is dead, and nothing else of the text is wrong.
        story.body = form.data.get("body", "")
    clean_lines(story, *story.lines)
    story.rebuild()
    tags = list(form.cleaned_data.get("tags") or ())
    return TypedStory(story, _bylines(admin, request, story), tags, form.data.get("body", ""))


def _empty(story: Article, name: str, typed: str) -> None:
    columns = {field.name: field for field in Article._meta.concrete_fields}
    if name in story.lines:
        setattr(story, name, typed[: columns[name].max_length])
    elif name in columns:
        setattr(story, columns[name].attname, columns[name].get_default())


def _bylines(admin: "ArticleAdmin", request: HttpRequest, story: Article) -> list[Byline]:
    """Return the rows that name a writer, in their order."""
    found: list[Byline] = []
    for made, inline in admin.get_formsets_with_inlines(request, story if story.pk else None):
        if isinstance(inline, BylineInline):
            prefix = made.get_default_prefix()
            formset: BylineFormSet = made(**admin.get_formset_kwargs(request, story, inline, prefix))
            found += [row.instance for row in formset.forms if row.is_valid() and _names_a_writer(row)]
    return sorted(found, key=lambda line: line.position)


def _names_a_writer(row: "forms.ModelForm[Byline]") -> bool:
    return bool(row.cleaned_data.get("author")) and not row.cleaned_data.get("DELETE")
