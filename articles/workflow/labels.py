"""How the newsroom names where a story stands."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Assignment

SCHEDULED = _("Scheduled")


def state_label(article: Article) -> SafeString:
    """Return the status as a word in a quiet frame; a story whose time has not come is called scheduled."""
    if article.is_scheduled:
        return format_html('<span class="state state-scheduled">{}</span>', SCHEDULED)
    # Django's get_status_display() hashes every label anew for each row.
    label = Article.Status(article.status).label
    return format_html('<span class="state state-{}">{}</span>', article.status, label)


def returned_label() -> SafeString:
    """Return how a draft is called that an editor gave back to its writer."""
    return format_html('<span class="state state-returned">{}</span>', _("Returned"))


def assignment_label(assignment: Assignment) -> SafeString | str:
    """Return where an assignment stands: late, open to all, or where its story stands; nothing while it is covered."""
    if assignment.is_late:
        return format_html('<span class="state state-late">{}</span>', _("Late"))
    if assignment.story is not None:
        return state_label(assignment.story)
    if assignment.assignee_id is None:
        return format_html('<span class="state state-open">{}</span>', _("Open to all"))
    return ""
