"""Dates and numbers in forms and the admin, in Arabic; pages for readers use newsportal/arabic/conventions.py."""

from django.utils.translation import gettext_noop, pgettext_lazy

# Day and month are joined by a no-break space, as on pages.
DATE_FORMAT = "j\u00a0F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j\u00a0F Y، H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j\u00a0F"
# Slashes keep the order of the parts beside Arabic letters; hyphens reverse it (Unicode UAX #9, rule W4).
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
# Saturday, as in most Arab countries (CLDR, weekData).
FIRST_DAY_OF_WEEK = 6

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
TIME_INPUT_FORMATS = ["%H:%M:%S", "%H:%M"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]

# With Western digits the press writes 1,234.5.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

# Django's catalogue says «إبريل», the press «أبريل»: named here, the words come into our catalogue, which wins.
_APRIL = (
    gettext_noop("April"),
    pgettext_lazy("abbrev. month", "April"),
    pgettext_lazy("alt. month", "April"),
)
