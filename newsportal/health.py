"""Answers for load balancers and robots."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from newsportal.origin import absolute


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer what crawlers may read (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /comments/",
        "Disallow: /en/comments/",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that asks nothing of the database, since that may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
