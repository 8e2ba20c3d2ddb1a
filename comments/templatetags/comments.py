"""The conversation below a story: ``{% comment_thread article %}``."""

from functools import cache
from typing import Any

from crispy_forms.utils import render_crispy_form
from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from articles.models import Article
from articles.site.conventions import digits
from comments.forms import CommentForm
from comments.models import Comment
from comments.threads import NEWEST, OLDEST, ThreadPage, thread_page

register = template.Library()

# As in addresses: newsportal/converters.py.
LONGEST_KEY = 18


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comment_thread(context: Context, article: Article) -> dict[str, Any]:
    """Show a page of the thread and the form, in one query; ``?reply=`` costs another."""
    request = context["request"]
    page = thread_page(article, number=request.GET.get("page", ""), order=request.GET.get("order", ""))
    form = context.get("comment_form")
    answered = form.answered if form else _answered(request, article)
    if answered and not form:
        form = CommentForm(instance=Comment(article=article), answered=answered)
    address = article.get_absolute_url()
    # A refused post is answered at its own address, where relative queries would lead nowhere.
    here = address if request.method == "POST" else ""
    query = page.query(number=page.number)
    return {
        "article": article,
        "page": page,
        "form": form,
        "heading": _heading(article.comment_count),
        "answered": answered,
        "form_heading": _form_heading(answered),
        "fields": render_crispy_form(form) if form else _empty_fields(get_language()),
        "address": address,
        "comments_address": reverse("comments:post_comment", args=[article.pk]),
        "reply_address": f"{here}{query}&reply=" if query else f"{here}?reply=",
        "orders": _orders(page, address),
        "previous_page": address + page.query(number=page.number - 1) if page.number > 1 else "",
        "next_page": address + page.query(number=page.number + 1) if page.number < page.pages else "",
    }


@cache
def _empty_fields(language: str) -> SafeString:
    """Return the fields of an empty form: the same below every story, so rendered once in a process and language."""
    return SafeString(render_crispy_form(CommentForm(instance=Comment(article=Article()))))


def _answered(request: HttpRequest, article: Article) -> Comment | None:
    """Return the comment that ``?reply=`` asks to answer, if readers may."""
    key = request.GET.get("reply", "")
    if not (key.isdecimal() and len(key) <= LONGEST_KEY and article.accepts_comments):
        return None
    return article.comments.approved().filter(pk=int(key)).first()


def _heading(count: int) -> str:
    if not count:
        return gettext("Comments")
    return digits(ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count})


def _form_heading(answered: Comment | None) -> str | SafeString:
    if not answered:
        return gettext("Leave a comment")
    return format_html(gettext("Reply to %(name)s") % {"name": "<bdi>{}</bdi>"}, answered.name)


def _orders(page: ThreadPage, address: str) -> list[tuple[str, str, bool]]:
    labels = ((OLDEST, gettext("Oldest first")), (NEWEST, gettext("Newest first")))
    return [(address + page.query(order=order), label, order == page.order) for order, label in labels]
