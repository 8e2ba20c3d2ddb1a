"""Answers for load balancers and robots."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from newsportal.origin import absolute
from newsportal.page_cache.rules import cached_page

# Tells the page cache why it got no page.
DATABASE_ERROR = "newsportal.database_error"
# What lies below is a person's own, behind secret links.
PRIVATE = ("comments", "mail", "privacy", "preview")
RETRY_SECONDS = 30
DATABASE_ERRORS = (OperationalError, InterfaceError)
# What PostgreSQL says of one statement: broken off, in the way of another, waited too long for a lock.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_ONE_STATEMENT = {"57014", "40001", "40P01", "55P03"}


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@cached_page()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer what crawlers may read (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: {language}/{private}/" for private in PRIVATE for language in ("", "/en")),
        *(f"Sitemap: {absolute(path)}" for path in ("/sitemap.xml", "/news-sitemap.xml")),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database does not; the pages ask nothing of it.

    Django calls this while it handles the exception.
    """
    error = sys.exception()
    if not isinstance(error, DATABASE_ERRORS):
        return HttpResponse(render_to_string("500.html"), status=500)
    request.META[DATABASE_ERROR] = error
    return unavailable(render_to_string("503.html"))


def is_down(error: BaseException) -> bool:
    """Return whether a database that failed with this error will fail at others' questions too."""
    return getattr(error.__cause__, "sqlstate", None) not in OF_ONE_STATEMENT


def unavailable(page: str) -> HttpResponse:
    """Return the answer that the portal cannot read or write at present (RFC 9110, 15.6.4)."""
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"})
