"""What an editor reads below each field that its model says nothing about, with an example."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Article,
    Author,
    BreakingNews,
    Byline,
    MenuLink,
    Picture,
    Section,
    SiteSettings,
    Source,
    StaticPage,
    Tag,
)
from articles.site.conventions import digits_lazy
from newsportal.desk import DeskAdmin

HELP: dict[type[Any], Mapping[str, str | Promise]] = {
    Article: {
        "body": _("Paste or write here. Headings divide a long text, such as “What comes next?” before the outlook."),
        "kind": _("Readers see it beside the headline, such as “Opinion”; news needs no label."),
        "section": _("The one part of the paper where it stands, such as “Economy”; tags lead to all others."),
        "tags": digits_lazy(_("Three to five subjects, such as “Water” or “City councils”. Any spelling finds them.")),
        "source": _(
            "The agency or paper that it comes from, such as “TRT”; readers see “Source: TRT” below the text."
        ),
        "lead_picture": _("Stands above the text and in lists; without one, a picture of the headline is shared."),
        "related": digits_lazy(
            _("Up to four stand below the text, in this order, such as yesterday's report; the rest is computed.")
        ),
        "status": _("Readers see what is published or archived; an archived story leaves the lists."),
        "comments_open": _("Without the tick nobody can write below the story, such as one about a court case."),
    },
    BreakingNews: {
        "words": digits_lazy(
            _("What happened, in one line of up to 140 characters, such as “The council passes the water law”.")
        ),
        "article": _("The published story to which the words lead; without one they are a line by themselves."),
        "ends_at": digits_lazy(_("The day and the time, such as 2026-11-30 and 18:00.")),
    },
    Byline: {
        "author": _("Type the beginning of a name, such as “Salma”; any spelling finds it."),
        "position": digits_lazy(_("Smaller numbers stand first: 0, 1, 2.")),
    },
    MenuLink: {
        "place": _("The bar stands above every page, behind the sections; the footer below it."),
        "words": _("One word or two, such as “Weather”; empty, it is called as its section or page is."),
        "english": _("On pages under /en/, such as “Weather”; empty, the Arabic words stand there."),
        "section": _("Choose one of the three: a section, a static page, or another address."),
        "page": _("Such as “About us”; a link to a page that is not shown disappears by itself."),
        "address": _("On this site such as /latest/, elsewhere such as https://example.com/weather."),
        "position": digits_lazy(_("Smaller numbers stand first: 0, 1, 2.")),
    },
    Picture: {
        "caption": _("Who, where and when, such as “Fishermen in the old harbour on Sunday”."),
        "credit": _("Who made it and for whom, such as “Photo: Salma Haddad, Reuters”."),
        "focal_x": digits_lazy(
            _("From 0 at the left edge to 100 at the right one, such as 30 for a face left of it.")
        ),
        "focal_y": digits_lazy(_("From 0 at the top to 100 at the bottom, such as 20 for a face near the top.")),
    },
    Section: {"name": _("As it stands in the bar, such as “Economy”; one word or two.")},
    Tag: {"name": _("A subject, a place or a person, such as “Water law”, as readers would say it.")},
    Author: {"name": _("As it is signed, such as “Salma Haddad”.")},
    Source: {"name": _("As readers know it, such as “TRT” or “Marafi News Agency”.")},
    StaticPage: {
        "title": _("As it stands above the text and in menus, such as “Publishing principles”."),
        "body": _("Paste or write here. Headings divide a long text, such as “How we correct mistakes”."),
        "is_shown": _("Without the tick the page is gone for readers, and no menu leads to it."),
        "slug": _(
            "The last part of the page's address. The page “about” stands at /about/, and the comment form leads to "
            "the page “comment-rules”."
        ),
    },
    SiteSettings: {
        "months": _("The names of the months in every date, such as «يناير» or «كانون الثاني»."),
    },
}


class HelpedAdmin(DeskAdmin):
    """Forms in which every field says what it is for."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return with_help(self.model, db_field.name, field)


def with_help(model: type[Any], name: str, field: Any) -> Any:
    """Return the field of a form with its help, where it has none of its own."""
    if field is not None and not field.help_text:
        field.help_text = HELP.get(model, {}).get(name, "")
    return field
