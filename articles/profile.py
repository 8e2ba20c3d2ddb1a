"""What the page of an author says of them to search engines."""

from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString

from articles.metadata import ld_script, publisher
from articles.models import Author
from articles.pictures.markup import share_address
from newsportal.origin import absolute


def author_facts(author: Author) -> SafeString:
    """Return schema.org's ProfilePage of an author whose portrait is loaded, as a JSON-LD block; asks no query."""
    # What machines read is the Arabic page (decision 13).
    with translation.override("ar"):
        url = absolute(author.get_absolute_url())
    person: dict[str, Any] = {
        "@type": "Person",
        "name": author.name,
        "url": url,
        "jobTitle": author.title,
        "description": author.biography,
        "image": absolute(share_address(author.portrait)) if author.portrait else "",
        "worksFor": publisher(),
    }
    return ld_script(
        {
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "url": url,
            "inLanguage": "ar",
            "mainEntity": {name: value for name, value in person.items() if value},
        }
    )
