"""Serves renditions and share pictures, where no web server or object store in front does it."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

# Nothing else in the media folder is for readers: not the masters, and no file that someone left there.
RENDITION = re.compile(
    r"(?:pictures/[0-9a-f]{32}/(?:full|card|thumb|square)-[0-9]{1,4}|share/[0-9a-f]{32})\.(avif|webp|jpg)", re.ASCII
)
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# A file's address changes with its content.
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """Return a rendition, to be kept for a year."""
    place = RENDITION.fullmatch(path)
    if place is None:
        raise Http404
    try:
        stream = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff"}
    return FileResponse(stream, content_type=CONTENT_TYPES[place[1]], headers=headers)
