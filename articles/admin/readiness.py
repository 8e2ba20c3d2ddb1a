"""What is still to be mended in a story, beside its form."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.admin.side import Panel
from articles.admin.typed_story import article_to_write, typed_story
from articles.models import Article
from articles.permissions import may_change
from articles.readiness.article import story_of
from articles.readiness.registry import problems
from articles.readiness.story import Story
from articles.site.conventions import digits

if TYPE_CHECKING:
    from articles.admin.article import ArticleAdmin

LIST = "admin/articles/article/_readiness_list.html"


def readiness_panel(request: HttpRequest, article: Article | None) -> Panel | None:
    """Return the panel with what the checks find in what is stored; a story without a row lacks everything."""
    if article is not None and not may_change(request.user, article):
        return None
    story = story_of(article) if article else Story(has_section=False, has_source=False)
    name = "admin:articles_article_checks" if article else "admin:articles_article_checks_new"
    address = reverse(name, args=[article.pk] if article else [])
    context = {**found_in(story), "checks_path": address}
    return Panel("readiness", _("Before publishing"), "admin/articles/article/_readiness.html", context)


def found_in(story: Story) -> dict[str, Any]:
    """Return the problems of a story and the sentence that sums them up."""
    found = problems(story)
    gates = sum(problem.stands_for for problem in found if problem.is_gate)
    notes = sum(problem.stands_for for problem in found if not problem.is_gate)
    return {"problems": found, "summary": summary(notes, gates=gates)}


def summary(notes: int, *, gates: int) -> str:
    """Return what a screen reader is told when the list changes."""
    sentences = []
    if gates:
        text = ngettext(
            "%(count)d point keeps the story from being published.",
            "%(count)d points keep the story from being published.",
            gates,
        )
        sentences.append(text % {"count": gates})
    if notes:
        sentences.append(ngettext("%(count)d note.", "%(count)d notes.", notes) % {"count": notes})
    return digits(" ".join(sentences) or _("Nothing to note."))


def readiness_pages(admin: "ArticleAdmin") -> list[URLPattern]:
    """Return the address that checks what the form holds."""

    @require_POST
    def checks(request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Answer with the list for what the form holds; nothing is stored."""
        typed = typed_story(admin, request, article_to_write(admin, request, pk))
        story = story_of(typed.article, typed_body=typed.body)
        answer = render(request, LIST, {"panel": found_in(story)})
        answer["Cache-Control"] = "no-store"
        return answer

    shown = admin.admin_site.admin_view
    return [
        path("new/checks/", shown(checks), name="articles_article_checks_new"),
        path("<id:pk>/checks/", shown(checks), name="articles_article_checks"),
    ]
