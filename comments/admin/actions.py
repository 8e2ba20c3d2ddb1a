"""What may be done with one comment: buttons that decide at once, and links to the pages that ask for more."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from comments.moderation import DECIDABLE

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Status = Comment.Status


class Action(NamedTuple):
    """A decision, or a page; ``key`` is the place of its key on a keyboard (KeyboardEvent.code)."""

    name: str
    label: "StrPromise"
    key: str
    is_offered: Callable[[Comment], bool]
    is_page: bool = False


def _in(*statuses: Comment.Status) -> Callable[[Comment], bool]:
    return lambda comment: comment.status in statuses


def _is_reported(comment: Comment) -> bool:
    return comment.status == Status.APPROVED and comment.open_reports > 0


# In the order of WordPress, which moderators know by heart.
ACTIONS = (
    Action("approve", _("Approve"), "KeyA", _in(Status.PENDING, Status.REFUSED, Status.SPAM)),
    Action("hold", _("Unapprove"), "KeyU", _in(Status.APPROVED)),
    Action("hold", _("Back to the queue"), "KeyU", _in(Status.REFUSED, Status.SPAM)),
    Action("keep", _("Keep"), "KeyG", _is_reported),
    Action("reply", _("Reply"), "KeyR", _in(Status.PENDING, Status.APPROVED), is_page=True),
    Action("quick_edit", _("Quick edit"), "KeyE", _in(*DECIDABLE), is_page=True),
    Action("change", _("Edit"), "", lambda comment: True, is_page=True),
    Action("spam", _("Spam"), "KeyS", _in(Status.PENDING, Status.APPROVED, Status.REFUSED)),
    Action("refuse", _("Trash"), "KeyD", _in(Status.PENDING, Status.APPROVED, Status.SPAM)),
    Action("refusal", _("Trash by rule…"), "", _in(Status.PENDING, Status.APPROVED, Status.SPAM), is_page=True),
)
# The marks that stand on a comment's own page alone.
MARKS = (
    Action("pick", _("Make it an editor’s pick"), "", lambda c: c.status == Status.APPROVED and not c.is_pick),
    Action("unpick", _("No longer a pick"), "", lambda comment: comment.is_pick),
    Action("hold_for_law", _("Keep for the law"), "", lambda comment: not comment.legal_hold),
    Action("release", _("No longer keep for the law"), "", lambda comment: comment.legal_hold),
)
PAGES = {action.name for action in ACTIONS if action.is_page}
# Beside the queue, where their answer can be put in place.
PANELS = PAGES - {"change"}
BUTTON = '<button class="act act-{}" formmethod="post" formaction="{}" data-key="{}" data-in-place>{}</button>'
LINK = '<a class="act act-{}" href="{}" data-key="{}"{}>{}</a>'


class Actions:
    """Writes the actions of many comments; each leads back to the view of the list that ``query`` describes."""

    def __init__(self, query: str = "", *, has_marks: bool = False) -> None:
        # The other actions stand on that page.
        self.known = (*(each for each in ACTIONS if each.name != "change"), *MARKS) if has_marks else ACTIONS
        self.suffix = f"?{query}" if query else ""
        self.written: dict[tuple[bool, ...], str] = {}

    def of(self, comment: Comment) -> SafeString:
        """Return the buttons and links of a comment as HTML; the form around them carries the CSRF token.

        Comments that are offered the same share what was written for the first of them.
        """
        # A place that holds nothing any more is not decided about.
        offered = tuple(not comment.is_emptied and action.is_offered(comment) for action in self.known)
        if offered not in self.written:
            parts = [self._written(action) for action, stands in zip(self.known, offered, strict=True) if stands]
            self.written[offered] = " ".join(parts)
        # A key is a number, and no other part of an address is 0 alone.
        return SafeString(self.written[offered].replace("/0/", f"/{comment.pk}/"))

    def _written(self, action: Action) -> SafeString:
        if not action.is_page:
            address = reverse("admin:comments_comment_decide", args=[0, action.name]) + self.suffix
            return format_html(BUTTON, action.name, address, action.key, action.label)
        address = reverse(f"admin:comments_comment_{action.name}", args=[0]) + self.suffix
        hook = SafeString(" data-panel-link" if action.name in PANELS else "")
        return format_html(LINK, action.name, address, action.key, hook, action.label)
