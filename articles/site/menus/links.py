"""The links that editors put beside the sections and into the footer, as pages show them."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.site.menus.models import OWN, MenuLink
from articles.site.pages.shown import TEXTS
from newsportal.generations import remembered

ENGLISH = "/en"
ARABIC_WORDS = SafeString(' lang="ar" dir="rtl"')


class Link(NamedTuple):
    """One link in the active language; ``language`` are the attributes of words that are in another."""

    words: str
    address: str
    language: SafeString
    section: int | None
    page: int | None


def links_of(place: str) -> list[Link]:
    """Return the links of a place in their order, without those that lead to a page which is not shown."""
    return [_link(each) for each in menu_links() if each.place == place]


@remembered("site")
def menu_links() -> tuple[MenuLink, ...]:
    """Return what leads somewhere; kept in the process until a link, a section or a page changes."""
    links = MenuLink.objects.select_related("section", "page").defer(*(f"page__{name}" for name in TEXTS))
    return tuple(link for link in links if link.page is None or link.page.is_shown)


def _link(link: MenuLink) -> Link:
    is_english = get_language() == "en"
    words, language = str(link), ARABIC_WORDS if is_english else SafeString("")
    if is_english and link.english:
        words, language = link.english, SafeString("")
    target = link.section or link.page
    address = target.get_absolute_url() if target else _in_english(link.address) if is_english else link.address
    return Link(words, address, language, link.section_id, link.page_id)


def _in_english(address: str) -> str:
    """Return the address of the same page with English chrome, where there is such a page."""
    if not address.startswith(OWN) or address.startswith(f"{ENGLISH}/"):
        return address
    try:
        resolve(ENGLISH + urlsplit(address).path)
    except Resolver404:
        return address
    return ENGLISH + address
