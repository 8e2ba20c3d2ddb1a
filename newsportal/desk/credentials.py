"""The fields by which somebody signs in again on a page that keeps what was sent."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest, QueryDict

# No form of the newsroom names a field like these.
PREFIX = "_resume"
USERNAME, PASSWORD = CREDENTIALS = (f"{PREFIX}-username", f"{PREFIX}-password")


def sign_in_form(request: HttpRequest, data: QueryDict | None = None) -> AdminAuthenticationForm:
    """Return the form of the sign-in, filled in where ``data`` is given; a name that was typed stands there again."""
    return AdminAuthenticationForm(request, data, prefix=PREFIX, initial={"username": request.POST.get(USERNAME, "")})


def drop_credentials(request: HttpRequest) -> None:
    """Take the fields of the sign-in out of what the view will read."""
    if any(name in request.POST for name in CREDENTIALS):
        others: Any = request.POST.copy()
        for name in CREDENTIALS:
            others.pop(name, None)
        others._mutable = False
        request.POST = others
