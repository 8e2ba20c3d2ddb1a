"""The joined strings against a template, in which Django itself escapes."""

from typing import Any

import pytest
from django.template import engines
from django.utils import translation

from articles.cards import cards_html
from articles.models import Article
from tests.factories import make_article, make_picture, make_section, make_settings

pytestmark = pytest.mark.django_db

TEMPLATE = """{% load conventions pictures %}
<article class="card card-row section-{{ card.section.colour }}"{% if is_english %} lang="ar" dir="rtl"{% endif %}>
{% if has_picture %}<div class="card-picture" aria-hidden="true">
{% picture card.lead_picture shape="card" sizes=sizes eager=eager %}</div>{% endif %}
<div class="card-text">
<p class="kicker">{{ card.section.name }}</p>
<{{ level }} class="card-title"><a href="{{ card.get_absolute_url }}">{{ card.title }}</a></{{ level }}>
{% if has_standfirst %}<p class="card-standfirst">{{ card.standfirst }}</p>{% endif %}
<p class="card-age"{% if is_english %} lang="en" dir="ltr"{% endif %}>{% timestamp card.published_at %}</p>
</div>
</article>"""

ODD = "<b>\"O'Neil\" & 'رنا'</b> {{ x }} %s\u202e&amp;"
SIZES = "(min-width: 768px) 260px, 112px"


def make_card(**fields: Any) -> Article:
    made = make_article(section=make_section(name=f"<i>{ODD}", colour=12), title=ODD, **fields)
    return Article.objects.for_cards().get(pk=made.pk)


def templated(card: Article, **context: Any) -> str:
    is_english = translation.get_language() == "en"
    html = engines["django"].from_string(TEMPLATE).render({"card": card, "is_english": is_english, **context})
    return html.replace("\n", "")


class TestAgainstTheTemplate:
    @pytest.mark.parametrize("language", ["ar", "en"])
    @pytest.mark.parametrize("eager", [True, False])
    def test_odd_words_give_the_same_bytes(self, language: str, eager: bool) -> None:
        make_settings(digits="eastern", months="levantine")
        card = make_card(standfirst=ODD, lead_picture=make_picture(alternative_text=ODD))
        with translation.override(language):
            html = cards_html([card], kind="card-row", level="h2", sizes=SIZES, standfirst=True, eager=eager)
            shown = {"has_picture": True, "has_standfirst": True, "level": "h2", "sizes": SIZES, "eager": eager}
            assert html.replace("\n", "") == templated(card, **shown)

    @pytest.mark.parametrize(
        ("sizes", "standfirst", "has_picture", "has_standfirst"),
        [
            ("", False, True, False),
            ("", True, True, True),
            (SIZES, False, True, False),
            (SIZES, True, True, True),
            (SIZES, False, False, True),
            ("", False, False, False),
        ],
    )
    def test_a_standfirst_stands_where_it_is_asked_for_or_in_a_picture_s_place(
        self, sizes: str, standfirst: bool, has_picture: bool, has_standfirst: bool
    ) -> None:
        card = make_card(standfirst=ODD, lead_picture=make_picture() if has_picture else None)
        html = cards_html([card], kind="card-row", sizes=sizes, standfirst=standfirst)
        shown = {"has_picture": bool(sizes) and has_picture, "has_standfirst": has_standfirst, "eager": False}
        assert html.replace("\n", "") == templated(card, level="h3", sizes=sizes, **shown)

    def test_a_story_without_a_standfirst_has_none(self) -> None:
        card = make_card(standfirst="")
        html = cards_html([card], kind="card-row", sizes=SIZES, standfirst=True)
        assert html.replace("\n", "") == templated(card, level="h3")
