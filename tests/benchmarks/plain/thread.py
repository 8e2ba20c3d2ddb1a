"""The conversation below a story whose comments are open: comments of readers, none of them deleted, on one page."""

from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from crispy_forms.utils import render_crispy_form
from django.utils.translation import ngettext, override

from articles.models import Article, StaticPage
from comments.forms import CommentForm
from comments.models import Comment
from newsportal.arabic.bidi import FSI, PDI
from newsportal.arabic.conventions import WEEKDAYS
from newsportal.arabic.names import colour_of, initial
from tests.benchmarks.plain.page import ZONE, address, date_text, time_tag

with override("ar"):
    FORM_FIELDS = render_crispy_form(CommentForm(instance=Comment(article=Article())))
    LEFT = "".join(
        f'<p data-left="{count}" hidden>'
        + ngettext(
            "At most %(count)s character is left.", "At most %(count)s characters are left.", count
        ).replace("%(count)s", str(count)) + "</p>"
        for count in (500, 100, 20, 0)
    )  # fmt: skip
COUNTER = f'<p class="visually-hidden" role="status" data-counter-status></p>{LEFT}'

avatar = lru_cache(maxsize=10_000)(lambda name: (escape(initial(name)), colour_of(name)))


def thread(article: Article, rows: list[dict[str, Any]], rules: StaticPage | None) -> str:
    return (
        '<section class="conversation" id="comments" aria-labelledby="comments-title"><div class="conversation-head">'
        f"{comments(article, rows)}{form(article, rules)}</section>{COUNTER}"
    )


def comments(article: Article, rows: list[dict[str, Any]]) -> str:
    count, names = article.comment_count, {}
    if not rows:
        return '<h2 id="comments-title">التعليقات</h2></div><p class="empty">لا تعليقات بعد. اكتبوا التعليق الأول.</p>'
    heading = ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
    return (
        f'<h2 id="comments-title">{heading}</h2><nav class="order" aria-label="ترتيب التعليقات">'
        f'<span aria-current="true">الأقدم أولاً</span>'
        f'<a href="{address(article)}?order=newest#comments" rel="nofollow">الأحدث أولاً</a></nav></div>'
        '<ol class="thread" data-fold data-replies="الردود" data-replies-to="الردود على %">'
        + "".join([comment(row, names, article.pk) for row in rows])
        + "</ol>"
    )


def comment(row: dict[str, Any], names: dict[int, str], article_id: int) -> str:
    key, parent, name = row["id"], row["answered_id"] or row["parent_id"], escape(row["name"])
    names[key] = name
    letter, colour = avatar(row["name"])
    bdi = f'<bdi class="comment-name" dir="auto">{name}</bdi>'
    if row["website"]:
        bdi = f'<a href="{escape(row["website"])}" rel="nofollow ugc noopener">{bdi}</a>'
    answered = (
        f'<p class="comment-parent">رداً على <a href="#comment-{parent}"><bdi dir="auto">{names[parent]}</bdi></a></p>'
        if parent
        else ""
    )
    return (
        f'<li class="comment depth-{row["depth"]}" id="comment-{key}" data-depth="{row["depth"]}">'
        '<div class="comment-head">'
        f'<span class="avatar avatar-{colour}" aria-hidden="true">{letter}</span> {bdi} '
        f'<a class="comment-link" href="/news/{article_id}/comments/{key}/">{time_tag(row["created_at"])}</a>'
        f'{answered}</div><div class="comment-text">{row["html"]}</div>'
        '<p class="comment-actions" data-actions="reply">'
        f'<a href="?reply={key}#comment-form" rel="nofollow" data-reply="{key}"'
        f' data-heading="الرد على {FSI}{name}{PDI}" aria-label="رد على {FSI}{name}{PDI}">رد</a>'
        f'<a href="/news/{article_id}/comments/{key}/report/" rel="nofollow"'
        f' aria-label="الإبلاغ عن تعليق {FSI}{name}{PDI}">الإبلاغ</a></p></li>'
    )


def form(article: Article, rules: StaticPage | None) -> str:
    end = article.comments_close_at.astimezone(ZONE)
    closing = f"يُغلق باب التعليق يوم {WEEKDAYS[end.weekday()]} {date_text(end)}."
    asked = (
        f'<p class="quiet"><a href="/pages/{quote(rules.slug)}/">اقرأ قواعد التعليق قبل أن تكتب.</a></p>'
        if rules
        else ""
    )
    return (
        '<div class="comment-form" id="comment-form" data-comment-form>'
        '<h2 id="comment-form-title" data-form-heading="اترك تعليقاً">اترك تعليقاً</h2>'
        f'<p class="cancel-reply"><a href="{address(article)}#comment-form" data-cancel-reply hidden>'
        'إلغاء الرد</a></p><p class="quiet">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p>'
        f'{asked}<p class="quiet">{closing}</p>'
        f'<form method="post" action="/news/{article.pk}/comments/" novalidate aria-labelledby="comment-form-title">'
        f"{FORM_FIELDS}</form></div>"
    )
