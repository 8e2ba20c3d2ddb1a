"""What a choice of conventions looks like, before it is saved."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from newsportal.arabic.conventions import (
    Conventions,
    format_datetime,
    format_hijri,
    format_long_date,
    in_digits,
    quoted,
)

COMMENTS = 12
# Pages write ages of up to seven days only (newsportal/static/js/relative-time.js).
MINUTES, HOURS, DAYS = 2, 3, 5


@dataclass(frozen=True)
class Preview:
    """Lines of an Arabic page."""

    today: str
    hijri: str
    byline: str
    comments: str
    ages: tuple[str, ...]
    quotation: str


def preview(choice: Conventions) -> Preview:
    """Return the lines in Arabic, whatever the language of the account; asks no query."""
    now = timezone.localtime()
    with override("ar"):
        ages = (
            ngettext("%(count)d minute ago", "%(count)d minutes ago", MINUTES) % {"count": MINUTES},
            ngettext("%(count)d hour ago", "%(count)d hours ago", HOURS) % {"count": HOURS},
            ngettext("%(count)d day ago", "%(count)d days ago", DAYS) % {"count": DAYS},
        )
        comments = ngettext("%(count)d comment", "%(count)d comments", COMMENTS) % {"count": COMMENTS}
        saying = quoted(gettext("The work begins in spring"), choice.quotes)
        return Preview(
            today=format_long_date(now, choice),
            hijri=format_hijri(now, choice) if choice.hijri else "",
            byline=gettext("Published:") + " " + format_datetime(now - timedelta(hours=HOURS), choice),
            comments=in_digits(comments, choice.digits),
            ages=tuple(in_digits(age, choice.digits) for age in ages),
            quotation=gettext("The minister said: %(quotation)s.") % {"quotation": saying},
        )
