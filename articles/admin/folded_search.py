"""The search box above a list of the newsroom: a hamza or a tatweel more or less does not matter to it."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.help_texts import HelpedAdmin
from articles.characters import one_line
from newsportal.arabic.fold import fold

# Each word is a condition of its own, and SQLite counts how deep they nest.
LENGTH, WORDS = 200, 16


def folded_words(typed: str) -> list[str]:
    """Return the words to look for in ``search_text``; boxes that complete names send what was typed unchecked."""
    # PostgreSQL takes no NUL, which one_line() removes.
    return fold(one_line(typed))[:LENGTH].split()[:WORDS]


class FoldedSearchAdmin(HelpedAdmin):
    """Looks for folded words in ``search_text``, which the model keeps folded itself."""

    search_fields: ClassVar[Any] = ["search_text__contains"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, " ".join(folded_words(search_term)))
