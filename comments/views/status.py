"""The page that tells a comment's author where it stands."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from comments.models import Comment
from newsportal.gone import Gone
from newsportal.tokens import digest_of, private_page


@require_safe
def comment_status(request: HttpRequest, token: str) -> HttpResponse:
    comments = Comment.objects.select_related("article").defer("article__body", "article__body_html")
    comment = get_object_or_404(comments, status_digest=digest_of(token))
    if comment.created_at < timezone.now() - timedelta(days=settings.COMMENTS_STATUS_DAYS):
        raise Gone
    is_readable = Article.objects.published().filter(pk=comment.article_id).exists()
    context = {"comment": comment, "is_readable": is_readable}
    return private_page(render(request, "comments/comment_status.html", context))
