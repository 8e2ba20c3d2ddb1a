"""The conversation below a story, as HTML: heading and order, a page of its comments, the other pages, the form."""

from functools import cache
from html import escape

from crispy_forms.utils import render_crispy_form
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from articles.models import Article
from articles.site.conventions import digits, long_date
from articles.site.pages.shown import shown_pages
from comments.forms import CommentForm
from comments.markup import comment_items
from comments.models import Comment
from comments.threads import NEWEST, OLDEST, ThreadPage
from newsportal.addresses import address_of

# Stand for addresses and lines in the empty form; nothing typed or translated holds a character of private use.
ADDRESS, COMMENTS_ADDRESS, CLOSING, RULES = "\ue000", "\ue001", "\ue002", "\ue003"
# The slug of the static page that says what is approved and what is refused.
RULES_PAGE = "comment-rules"


def conversation_html(article: Article, page: ThreadPage, form: CommentForm | None, *, is_posted: bool) -> SafeString:
    """Return the conversation with a page of its comments; without a form given, the empty one stands below."""
    address, comments_address = article.get_absolute_url(), address_of("comments:post_comment", article.pk)
    # A refused post is answered at its own address, where relative queries would lead nowhere.
    here, query = address if is_posted else "", page.query(number=page.number)
    reply_address = f"{here}{query}&reply=" if query else f"{here}?reply="
    parts = [
        '<section class="conversation" id="comments" aria-labelledby="comments-title">\n'
        f'<div class="conversation-head">\n<h2 id="comments-title">{escape(_heading(article.comment_count))}</h2>\n'
    ]
    if page.rows:
        items = comment_items(
            page.rows,
            comments_address=comments_address,
            reply_address=reply_address if article.accepts_comments else "",
            corrected_at=article.corrected_at,
        )
        parts += [_orders(page, address), "</div>\n", _list_opening(), *items, "</ol>\n", _pager(page, address)]
    else:
        invitation = gettext("No comments yet. Write the first one.") if article.accepts_comments else ""
        parts += ["</div>\n", f'<p class="empty">{invitation}</p>\n' if invitation else ""]
    if article.accepts_comments:
        parts.append(_form(form, address, comments_address, _closing(article)))
    else:
        parts.append(_closed(article, form))
    return mark_safe("".join([*parts, "\n</section>"]))  # noqa: S308 - each part is escaped where it is made


def _heading(count: int) -> str:
    if not count:
        return gettext("Comments")
    return digits(ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count})


def _orders(page: ThreadPage, address: str) -> str:
    """Return the two orders of a thread, the other one than the page's as a link."""
    names = {OLDEST: gettext("Oldest first"), NEWEST: gettext("Newest first")}
    links = [
        f'<span aria-current="true">{name}</span>'
        if order == page.order
        else f'<a href="{escape(address + page.query(order=order))}#comments" rel="nofollow">{name}</a>'
        for order, name in names.items()
    ]
    label = gettext("Order of the comments")
    return f'<nav class="order" aria-label="{label}">\n{"".join(links)}\n</nav>\n'


def _list_opening() -> str:
    """Return the list's tag, with the words of the buttons that its script makes; a name takes the place of %."""
    replies, to = gettext("Replies"), gettext("Replies to %(name)s") % {"name": "%"}
    return f'<ol class="thread" data-fold data-replies="{escape(replies)}" data-replies-to="{escape(to)}">\n'


def _pager(page: ThreadPage, address: str) -> str:
    if page.pages == 1:
        return ""
    context = {
        "page": page,
        "previous_page": address + page.query(number=page.number - 1) if page.number > 1 else "",
        "next_page": address + page.query(number=page.number + 1) if page.number < page.pages else "",
    }
    return render_to_string("comments/_pager.html", context)


def _closing(article: Article) -> SafeString:
    """Return a line that says when comments will close by the story's age; nothing where they never do."""
    if not article.comments_close_at:
        return SafeString("")
    says = gettext("Comments close on %(date)s.") % {"date": long_date(article.comments_close_at)}
    return format_html('<p class="quiet">{}</p>', says)


def _rules() -> SafeString:
    """Return a line that leads to the rules of commenting, while that page is shown."""
    page = shown_pages().get(RULES_PAGE)
    if page is None:
        return SafeString("")
    says = gettext("Read the rules of commenting before you write.")
    return format_html('<p class="quiet"><a href="{}">{}</a></p>', page.get_absolute_url(), says)


def _closed(article: Article, form: CommentForm | None) -> str:
    """Return what stands in the form's place, with the text that came too late."""
    is_over = article.comments_close_at and article.comments_close_at <= timezone.now()
    context = {"form": form, "closed_at": article.comments_close_at if is_over else None}
    return render_to_string("comments/_closed.html", context)


def _form(form: CommentForm | None, address: str, comments_address: str, closing: str) -> str:
    if form:
        return _rendered(form, address, comments_address, closing, _rules())
    html = _empty_form(get_language()).replace(CLOSING, closing).replace(RULES, _rules())
    return html.replace(ADDRESS, escape(address)).replace(COMMENTS_ADDRESS, escape(comments_address))


@cache
def _empty_form(language: str) -> str:
    """Return the empty form, the same below every story but for what is replaced: rendered once in a process."""
    return _rendered(CommentForm(instance=Comment(article=Article())), ADDRESS, COMMENTS_ADDRESS, CLOSING, RULES)


def _rendered(form: CommentForm, address: str, comments_address: str, closing: str, rules: str) -> str:
    context = {
        "answered": form.answered,
        "form_heading": _form_heading(form.answered),
        "fields": render_crispy_form(form),
        "address": address,
        "comments_address": comments_address,
        "closing": closing,
        "rules": rules,
    }
    return render_to_string("comments/_form.html", context)


def _form_heading(answered: Comment | None) -> str | SafeString:
    if not answered:
        return gettext("Leave a comment")
    return format_html(gettext("Reply to %(name)s") % {"name": '<bdi dir="auto">{}</bdi>'}, answered.name)
