"""The conversation below a story: ``{% comment_thread article %}``."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString

from articles.models import Article
from comments.conversation import conversation_html
from comments.forms import CommentForm
from comments.models import Comment
from comments.threads import ThreadPage, thread_page
from newsportal.converters import key_in
from newsportal.page_cache.rules import keep_no_page

register = template.Library()


@register.simple_tag(takes_context=True)
def comment_thread(context: Context, article: Article) -> SafeString:
    """Show a page of the thread and the form, in one query; ``?reply=`` to what stands on another page costs one."""
    request, form = context["request"], context.get("comment_form")
    number, order = request.GET.get("page", ""), request.GET.get("order", "")
    page = thread_page(article, number=number, order=order)
    if number not in ("", str(page.number)) or order not in ("", page.order):
        # Else anybody could have one page made and kept under endless addresses.
        keep_no_page(request)
    if not form and (answered := _answered(request, article, page)):
        form = CommentForm(instance=Comment(article=article), answered=answered)
    return conversation_html(article, page, form, is_posted=request.method == "POST")


def _answered(request: HttpRequest, article: Article, page: ThreadPage) -> Comment | None:
    """Return the comment that ``?reply=`` asks to answer, if readers may."""
    key = key_in(request.GET.get("reply"))
    if not key or not article.accepts_comments:
        return None
    # Its link stands beside it, so that it is read already, as a rule.
    row = next((row for row in page.rows if row["id"] == key and row["status"] == Comment.Status.APPROVED), None)
    return Comment(**row) if row else article.comments.approved().filter(pk=key).first()
