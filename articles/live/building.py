"""From what the newsroom wrote in a live entry to what readers get."""

import re

from django.utils.safestring import SafeString, mark_safe

from articles.body.build import build, picture_ids
from articles.body.sanitize import sanitize
from articles.models.picture import Picture

# Many entries stand on one page, below headlines of the third level: their own headings are the fourth, without the
# anchors that two of them could share.
HEADING = re.compile(r"<h[2-4] id=\"[^\"]*\">(.*?)</h[2-4]>", re.DOTALL)


def build_entry(body: str) -> tuple[str, SafeString]:
    """Return the sanitised body and its HTML; costs a query where it names pictures.

    Raises BodyTooLargeError, a ValueError, as sanitize() does.
    """
    clean = sanitize(body)
    keys = picture_ids(clean)
    built = build(clean, Picture.objects.in_bulk(keys) if keys else {})
    return clean, mark_safe(HEADING.sub(r"<h4>\1</h4>", built))  # noqa: S308 - built from sanitised words
