"""The fields that narrow a search, as HTML."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.search.forms import SearchForm
from newsportal.generations import remembered


def filters_html(form: SearchForm) -> SafeString:
    """Return the fields beside the words, with their complaints.

    Most searches leave them as they are: those are rendered once in a process and language, until a name or a list
    changes, since their options take longer than the search itself.
    """
    if form.is_changed:
        return _rendered(form)
    known, language = _unchanged(), get_language()
    if language not in known:
        # The given form may offer what was there before the last change.
        known[language] = _rendered(SearchForm({}))
    return known[language]


@remembered("site", "lists")
def _unchanged() -> dict[str | None, SafeString]:
    return {}


def _rendered(form: SearchForm) -> SafeString:
    return render_to_string("articles/_search_filters.html", {"form": form})
