"""What an account may do about the story that it reads; a script asks, since public pages know no visitor."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.permissions import may_change
from comments.admin.reply import ARTICLE, FROM
from comments.backlog import up_to
from newsportal.converters import key_in
from newsportal.desk.counting import Number, count_some


@require_safe
@cache_control(no_store=True)
def here(request: HttpRequest) -> HttpResponse:
    """Answer what the bar on a story shows, in the account's language; ``{}`` where no staff is signed in."""
    if not (request.user.is_active and request.user.is_staff):
        return JsonResponse({})
    key = key_in(request.GET.get("article"))
    article = get_object_or_404(Article.objects.defer("body", "body_html"), pk=key)
    return JsonResponse(
        {
            "label": gettext("Newsroom"),
            "language": get_language(),
            "direction": "rtl" if get_language_bidi() else "ltr",
            "style": static("admin-portal/here.css"),
            "links": _links(request, article),
            "reply": _reply(request),
        }
    )


def _links(request: HttpRequest, article: Article) -> list[dict[str, str]]:
    links = [(reverse("admin:index"), gettext("Newsroom"))]
    if may_change(request.user, article):
        links.append((reverse("admin:articles_article_change", args=[article.pk]), gettext("Edit the story")))
    if request.user.has_perm("comments.view_comment"):
        queue = reverse("admin:comments_comment_changelist")
        links.append((f"{queue}?article={article.pk}", waiting(count_some(article.comments.pending()))))
    return [{"address": address, "text": text} for address, text in links]


def waiting(number: Number) -> str:
    """Return how many comments wait, in words, as far as they are counted."""
    words = ngettext("%(count)s comment waits", "%(count)s comments wait", number.value)
    return words % {"count": up_to(number)}


def _reply(request: HttpRequest) -> dict[str, str] | None:
    """Return the way to reply to a comment, whose key the script puts in the place of 0."""
    if not request.user.has_perm("comments.moderate_comment"):
        return None
    address = f"{reverse('admin:comments_comment_reply', args=[0])}?{FROM}={ARTICLE}"
    return {"address": address, "text": gettext("Reply for the paper")}
