"""What readers want corrected, beside a story's form and on the newsroom's front page.

``{% corrections_desk as corrections %}``, ``{% story_corrections original as corrections %}``.
"""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.translation import ngettext

from articles.models import Article
from comments.admin.corrections import corrections_for
from comments.backlog import up_to
from comments.models import ReaderCorrection
from newsportal.desk.counting import Number, count_some

register = template.Library()


@dataclass(frozen=True)
class Waiting:
    """``words``: a sentence on how many corrections nobody has answered; ``address``: where they stand."""

    words: str
    address: str


@register.simple_tag(takes_context=True)
def corrections_desk(context: Context) -> Waiting | None:
    """Return what is open of the stories that concern an account; None where nothing is. Costs a query."""
    request: HttpRequest | Any = context["request"]
    return _waiting(corrections_for(request), "?state=open")


@register.simple_tag(takes_context=True)
def story_corrections(context: Context, article: Article | None) -> Waiting | None:
    """Return what is open of one story, likewise; None on the form of a new one."""
    if article is None:
        return None
    rows = corrections_for(context["request"]).filter(article=article.pk)
    return _waiting(rows, f"?state=open&article={article.pk}")


def open_in_words(number: Number) -> str:
    """Return a sentence on how many corrections by readers nobody has answered."""
    words = ngettext(
        "%(count)s correction by a reader waits for an answer.",
        "%(count)s corrections by readers wait for an answer.",
        number.value,
    )
    return words % {"count": up_to(number)}


def _waiting(rows: QuerySet[ReaderCorrection], query: str) -> Waiting | None:
    number = count_some(rows.filter(state=ReaderCorrection.State.OPEN).order_by("created_at", "pk"))
    if not number.value:
        return None
    return Waiting(open_in_words(number), reverse("admin:comments_readercorrection_changelist") + query)
