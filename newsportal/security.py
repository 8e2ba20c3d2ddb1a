"""Headers that keep pages apart from other sites, and the nonce of the admin's inline scripts."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

if settings.HAS_OWN_CSP:
    from django.views.decorators.csp import csp_override
else:
    from csp.decorators import csp_replace

View = Callable[..., HttpResponse]

ADMIN_PATH = "/admin/"

# Nothing on our pages asks for a device, so no script on them may.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()" for feature in ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
)

# What a page that shows somebody's draft in a frame may do, however it is opened: its links open windows of their own.
# Without allow-scripts the newsroom's origin gives it nothing; with it, the page may read the frame's place.
FRAMED = {
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
}


class SecurityHeadersMiddleware:
    """Give each kind of page its headers, unless the view has set its own.

    Stands inside SecurityMiddleware, whose SECURE_REFERRER_POLICY then holds for public pages alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_admin(request):
            # Addresses of the newsroom hold searches for people; no other site learns them.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            # What stands there is for one account, its errors too.
            response.headers.setdefault("Cache-Control", "no-store")
        elif request.method in {"GET", "HEAD"}:
            # A browser asks again each time, since an approval has to show on the very next request.
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


class CookieFreeMiddleware:
    """Take the cookies off requests for public pages (decision 1).

    Django answers a broken session or CSRF cookie with one of its own, which a cache would keep for all readers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_admin(request):
            request.META.pop("HTTP_COOKIE", None)
            request.COOKIES = {}
        return self.get_response(request)


def is_admin(request: HttpRequest) -> bool:
    """Return whether the address belongs to the newsroom's admin."""
    return request.path_info.startswith(ADMIN_PATH)


def csp_nonce(request: HttpRequest) -> str:
    """Return the nonce that this answer's Content-Security-Policy will name; asking for it puts it there.

    django-csp keeps it in ``request.csp_nonce``, Django 6 in ``request._csp_nonce``. Without either middleware
    there is no policy either, and the nonce is an empty string.
    """
    # Both are lazy, and false until their text is asked for.
    nonce = getattr(request, "csp_nonce", None)
    if nonce is None:
        nonce = getattr(request, "_csp_nonce", None)
    return "" if nonce is None else str(nonce)


def framed(view: View) -> View:
    """Let our own pages show what a view answers in a frame, in which no script runs and no form is sent."""

    @wraps(view)
    def framed_view(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return _with_policy(framed_view)


def _with_policy(view: View) -> View:
    if settings.HAS_OWN_CSP:
        own: View = csp_override({**settings.SECURE_CSP, **FRAMED})(view)
        return own
    return csp_replace(FRAMED)(view)  # type: ignore[return-value]  # because its types know views without arguments
