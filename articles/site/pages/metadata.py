"""What a static page says of itself to search engines."""

from django.utils import timezone, translation
from django.utils.safestring import SafeString

from articles.metadata import ld_script, publisher
from articles.site.pages.models import ABOUT, StaticPage
from newsportal.origin import absolute

# schema.org's own kinds of pages, by the slugs of the pages that the portal begins with.
KINDS = {ABOUT: "AboutPage", "contact": "ContactPage"}


def page_facts(page: StaticPage) -> SafeString:
    """Return schema.org's WebPage, or the kind of it that the page is, as a JSON-LD block; asks no query."""
    # What machines read is the Arabic page (decision 13).
    with translation.override("ar"):
        url = absolute(page.get_absolute_url())
    return ld_script(
        {
            "@context": "https://schema.org",
            "@type": KINDS.get(page.slug, "WebPage"),
            "url": url,
            "name": page.title,
            "description": page.description,
            "inLanguage": "ar",
            "dateModified": timezone.localtime(page.updated_at).isoformat(timespec="seconds"),
            "publisher": publisher(),
        }
    )
