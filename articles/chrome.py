"""What every public page shows around its own content."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from articles.live.coverage import PARAMETERS as LIVE_PARAMETERS
from articles.metadata import share_card_url
from articles.models import BreakingNews, MenuLink, Section
from articles.search.forms import PARAMETERS
from articles.search.query import MOST_CHARACTERS
from articles.site.breaking.bar import breaking_news
from articles.site.menus.links import Link, links_of
from newsportal.generations import remembered
from newsportal.origin import absolute
from newsportal.security import is_admin

ENGLISH = "/en"
# Headlines and texts stay Arabic on an English page (decision 13), and say so to screen readers.
ARABIC_CONTENT = SafeString(' lang="ar" dir="rtl"')
# The parts of a query that choose another page; the rest never reaches a canonical address.
PAGE_PARAMETERS = ("before", "page", *LIVE_PARAMETERS)


@remembered("site")
def all_sections() -> tuple[Section, ...]:
    """Return the sections in their order; kept in the process until one of them changes."""
    return tuple(Section.objects.all())


def arabic_path(path: str) -> str:
    """Return the Arabic address of a public path, without the ``/en`` of its English chrome."""
    if path == ENGLISH or path.startswith(f"{ENGLISH}/"):
        return path[len(ENGLISH) :] or "/"
    return path


def arabic_content() -> SafeString:
    """Return the attributes of an element whose text the newsroom wrote, empty on a page that is Arabic itself."""
    return ARABIC_CONTENT if translation.get_language() == "en" else SafeString("")


class Chrome:
    """The names, bars and addresses around a page, each worked out when the page first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.is_english = translation.get_language() == "en"
        self.arabic = arabic_content()

    @property
    def page(self) -> str:
        """The name of the page's address, empty where there is no such page."""
        match = self.request.resolver_match
        return (match.url_name or "") if match else ""

    @property
    def site_name(self) -> str:
        return str(settings.SITE_NAME)

    @property
    def has_wordmark(self) -> bool:
        return self.site_name == settings.DEMO_NAME

    @property
    def offers_mail(self) -> bool:
        return bool(settings.EMAIL_IS_ON)

    @property
    def sections(self) -> list[Section]:
        return [section for section in all_sections() if section.is_in_bar]

    @property
    def bar_links(self) -> list[Link]:
        """What stands in the bar behind the sections."""
        return links_of(MenuLink.Place.BAR)

    @property
    def footer_links(self) -> list[Link]:
        return links_of(MenuLink.Place.FOOTER)

    @cached_property
    def breaking(self) -> BreakingNews | None:
        """What stands above the page, which ends when that changes by itself."""
        return breaking_news(self.request)

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def canonical_url(self) -> str:
        return absolute(arabic_path(self.request.path)) + self.query

    @property
    def switch_path(self) -> str:
        """The same page in the other language; the front page in it where there is no such page."""
        path = "/" if is_admin(self.request) else arabic_path(self.request.path)
        return (path if self.is_english else ENGLISH + path) + self.query

    @property
    def share_picture_url(self) -> str:
        return share_card_url()

    @cached_property
    def query(self) -> str:
        """What of the request's query chooses this page, as the end of an address."""
        kept = (*PARAMETERS, "before") if self.page == "search" else PAGE_PARAMETERS
        query = QueryDict(mutable=True)
        for name in filter(kept.__contains__, self.request.GET):
            query[name] = self.request.GET[name][:MOST_CHARACTERS]
        return f"?{query.urlencode()}" if query else ""


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor: one object, ``chrome``, which asks no query on those pages that never ask it anything."""
    return {"chrome": Chrome(request)}
