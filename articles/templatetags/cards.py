"""Cards in templates: ``{% cards page.articles kind="card-row" %}``, or ``{% card article kind="card-lead" %}``."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.cards import cards_html, lines_html
from articles.kinds import kind_label
from articles.models import Article
from articles.reads.most import most_read
from articles.sponsoring import label_html

register = template.Library()

register.simple_tag(cards_html, name="cards")
register.simple_tag(lines_html, name="story_lines")
register.simple_tag(most_read)
register.simple_tag(kind_label)
register.simple_tag(label_html, name="sponsor_label")


@register.simple_tag
def card(article: Article, **how: Any) -> SafeString:
    return cards_html([article], **how)
