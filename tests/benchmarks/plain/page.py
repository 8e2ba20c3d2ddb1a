"""What stands around every page, and how it writes addresses, dates and names."""

from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.templatetags.static import static

from articles.models import Article, Section, StaticPage
from articles.site.menus.links import Link
from newsportal.arabic.bidi import FSI, PDI, direction
from newsportal.arabic.conventions import GREGORIAN_MONTHS, WEEKDAYS


@dataclass(frozen=True)
class Around:
    """The rows that all pages share. ``rules`` is the page with the rules of commenting, if it is shown."""

    sections: tuple[Section, ...]
    bar: list[Link]
    footer: list[Link]
    rules: StaticPage | None
    today: date


ZONE = ZoneInfo(settings.TIME_ZONE)
SITE, NAME = settings.SITE_URL, settings.SITE_NAME
WORDMARK = (Path(settings.BASE_DIR) / "templates" / "_wordmark.html").read_text().partition("<svg")[2]
WORDMARK = "<svg" + WORDMARK.partition("{% else")[0].replace("{{ chrome.site_name }}", escape(NAME))
STATIC = {
    name: static(name)
    for name in (
        *("js/theme.js", "js/site.js", "js/article.js", "css/site.css", "fonts/cairo-700.woff2"),
        *("icons/favicon.svg", "icons/apple-touch-icon.png", "icons/icon-512.png", "icons/share.png"),
    )
}


def address(article: Article) -> str:
    return f"/news/{article.pk}/{quote(article.slug)}/"


def date_text(day: date) -> str:
    return f"{day.day}\u00a0{GREGORIAN_MONTHS[day.month - 1]} {day.year}"


def time_tag(moment: datetime, hook: str = " data-relative") -> str:
    local = moment.astimezone(ZONE)
    text = f"{date_text(local)}، {local.hour:02}:{local.minute:02}"
    return f'<time datetime="{local.isoformat(timespec="seconds")}"{hook}>{text}</time>'


def page(
    around: Around, *, title: str, head: str, main: str, script: str, current: dict[int, str], english: str
) -> str:
    """Return the whole page; ``current`` are the attributes of links of the bar by section, of home's own at 0."""
    bar = [
        f'<li class="section-{section.colour}">'
        f'<a href="/section/{quote(section.slug)}/"{current.get(section.pk, "")}>'
        f'<bdi dir="{direction(section.name)}">{escape(section.name)}</bdi></a></li>'
        for section in around.sections
        if section.is_in_bar
    ]
    bar += [
        f'<li><a href="{escape(link.address)}"><bdi dir="{direction(link.words)}">{escape(link.words)}</bdi></a></li>'
        for link in around.bar
    ]
    footer = [f'<li><a href="{escape(link.address)}">{escape(link.words)}</a></li>' for link in around.footer]
    today = around.today
    return (
        f'{BEFORE_TITLE}{title}{AFTER_TITLE}{head}{BEFORE_DAY}<p class="today"><time datetime="{today.isoformat()}">'
        f"{WEEKDAYS[today.weekday()]} {date_text(today)}</time></p>{TOOLS}"
        f'<li><a href="/"{current.get(0, "")}>الرئيسية</a></li><li><a href="/latest/">الأحدث</a></li>'
        f'{"".join(bar)}</ul></nav><main id="main" class="page" tabindex="-1">{main}</main>'
        f"{BEFORE_LINKS}{''.join(footer)}{AFTER_LINKS}"
        f'<li><a href="{english}" lang="en" hreflang="en" dir="ltr">English</a></li></ul></nav>'
        f'<p class="small">© {today.year} {FSI}{NAME}{PDI}. جميع الحقوق محفوظة.</p></div></footer>'
        f'<script src="{STATIC[script]}" defer></script></body></html>'
    )


BEFORE_TITLE = (
    '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>'
)
AFTER_TITLE = (
    f'</title><script src="{STATIC["js/theme.js"]}"></script><link rel="stylesheet" href="{STATIC["css/site.css"]}">'
    f'<link rel="preload" href="{STATIC["fonts/cairo-700.woff2"]}" as="font" type="font/woff2" crossorigin>'
    f'<link rel="icon" href="{STATIC["icons/favicon.svg"]}" type="image/svg+xml">'
    f'<link rel="apple-touch-icon" href="{STATIC["icons/apple-touch-icon.png"]}">'
    f'<link rel="alternate" type="application/rss+xml" title="{NAME}" href="/feeds/latest.rss">'
    '<meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)">'
    '<meta name="theme-color" content="#131517" media="(prefers-color-scheme: dark)">'
)
BEFORE_DAY = (
    '</head><body><a class="skip" href="#main">انتقل إلى المحتوى</a><header class="masthead">'
    f'<div class="masthead-top"><p class="wordmark"><a href="/">{WORDMARK}</a></p>'
)
TOOLS = (
    '<p class="masthead-tools"><button class="quiet-button" type="button" data-theme-switch hidden'
    ' data-dark="الوضع الداكن" data-light="الوضع الفاتح">الوضع الداكن</button>'
    ' <a class="search-link" href="/search/"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">'
    '<circle cx="8.5" cy="8.5" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="m13 13 5.5 5.5" stroke="currentColor" stroke-width="2"/></svg> بحث</a></p></div></header>'
    '<nav class="bar" aria-label="الأقسام"><ul data-section-bar>'
)
BEFORE_LINKS = (
    '<footer class="footer"><div class="footer-inner"><p class="wordmark wordmark-small">'
    f'<a href="/">{WORDMARK}</a></p><nav aria-label="الصحيفة"><ul>'
)
AFTER_LINKS = '<li><a href="/feeds/latest.rss">خلاصة RSS</a></li>' + (
    '<li><a href="/privacy/mine/">تعليقاتي</a></li>' if settings.EMAIL_IS_ON else ""
)
