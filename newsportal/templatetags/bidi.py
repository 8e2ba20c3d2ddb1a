"""Filters for names of any script; newsportal/arabic/bidi.py says what they return."""

from django import template

from newsportal.arabic import bidi

register = template.Library()


@register.filter(is_safe=True)
def isolate(name: object) -> str:
    return bidi.isolate(str(name))


@register.filter(is_safe=True)
def isolate_arabic(name: object) -> str:
    return bidi.isolate(str(name), is_arabic=True)


@register.filter
def direction(name: str) -> str:
    return bidi.direction(name)
