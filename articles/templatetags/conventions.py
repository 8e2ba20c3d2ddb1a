"""Dates, numbers and quotations in templates, by the paper's conventions; English under ``/en/``."""

from django import template

from articles.site import conventions
from articles.site.moments import moment_in_words

register = template.Library()

register.filter("long_date", conventions.long_date)
register.filter("hijri_date", conventions.hijri_date)
register.filter("date_time", conventions.date_time)
register.filter("digits", conventions.digits, is_safe=True)
register.filter("grouped", conventions.grouped)
register.filter("moment_in_words", moment_in_words)
register.filter("quoted", conventions.quoted, is_safe=True)
register.simple_tag(conventions.timestamp)
register.simple_tag(conventions.page_attributes)
