"""What a moderator is told after a decision, as whole sentences: Arabic counts change all of a sentence."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.site.conventions import digits, quoted
from comments.models import Comment, Move
from comments.rules.deeds import EDITED, REVISED, TRUSTED
from comments.rules.house import house_rule
from newsportal.arabic.bidi import isolate
from newsportal.desk.accounts import account_name

Said = Callable[[int], str]
Status = Comment.Status


def approved(count: int) -> str:
    return ngettext("%(count)d comment was approved.", "%(count)d comments were approved.", count)


def held(count: int) -> str:
    return ngettext("%(count)d comment waits again.", "%(count)d comments wait again.", count)


def marked_spam(count: int) -> str:
    return ngettext("%(count)d comment is now among the spam.", "%(count)d comments are now among the spam.", count)


def refused(count: int) -> str:
    return ngettext("%(count)d comment was refused.", "%(count)d comments were refused.", count)


def kept(count: int) -> str:
    return ngettext("%(count)d reported comment was kept.", "%(count)d reported comments were kept.", count)


def picked(count: int) -> str:
    return ngettext("%(count)d comment is now an editor’s pick.", "%(count)d comments are now editor’s picks.", count)


def unpicked(count: int) -> str:
    return ngettext(
        "%(count)d comment is no longer an editor’s pick.", "%(count)d comments are no longer editor’s picks.", count
    )


def held_for_law(count: int) -> str:
    return ngettext(
        "%(count)d comment is now kept for the law.", "%(count)d comments are now kept for the law.", count
    )


def released(count: int) -> str:
    return ngettext(
        "%(count)d comment is no longer kept for the law.", "%(count)d comments are no longer kept for the law.", count
    )


def in_words(said: Said, count: int, *, rule: str = "") -> str:
    """Return a sentence about a number of comments, with the rule of the paper by which they were refused."""
    sentence = digits(said(count) % {"count": count})
    broken = house_rule(rule) if said is refused else None
    if not broken:
        return sentence
    by_rule = _("By the rule: %(rule)s") % {"rule": quoted(broken.reason)}
    return f"{sentence} {by_rule}"


def left_of_many(count: int) -> str:
    """Return what became of the comments of a bulk that it did not change."""
    words = ngettext(
        "%(count)d comment was left as it is: it is gone, was so already, or changed after the page was opened.",
        "%(count)d comments were left as they are: gone, so already, or changed after the page was opened.",
        count,
    )
    return digits(words % {"count": count})


def left_one(comment: Comment | None, *, seen: int | None) -> str:
    """Return why the one comment that was to be decided was not; costs a query where it changed meanwhile."""
    if comment is None:
        return _("This comment is gone: it was deleted meanwhile.")
    if comment.is_emptied:
        return _("Nothing is left of this comment but its place: there is nothing to decide.")
    if comment.status == Status.WITHDRAWN:
        return _("Its author has taken this comment back: nothing is left to decide.")
    if seen is not None and seen != comment.version:
        return _left_to(comment, comment.moves.select_related("by").first())
    now = quoted(comment.get_status_display())
    return _("Nothing changed: the comment stands among “%(status)s” already, or must be approved first.") % {
        "status": now
    }


def _left_to(comment: Comment, move: Move | None) -> str:
    if move and move.rule.startswith(EDITED.code):
        return _("Its author changed the text after you opened the page. Read it anew, then decide.")
    facts = {"name": isolate(name_of(move)), "status": quoted(comment.get_status_display())}
    if move and move.rule == REVISED.code:
        return _("%(name)s changed the text after you opened the page. Read it anew, then decide.") % facts
    return _("%(name)s was faster: the comment is now %(status)s. Your decision was not taken.") % facts


def name_of(move: Move | None) -> str:
    """Return who made a move: an account by its full name, the comment's author, or the portal."""
    if move and move.by:
        return account_name(move.by)
    if move and move.batch:
        return _("a deleted account")
    is_authors = move and (move.to_status == Status.WITHDRAWN or move.rule.startswith((EDITED.code, TRUSTED.code)))
    return _("its author") if is_authors else _("the portal")


def undone(changed: int, left: int, sent: int) -> list[tuple[bool, str]]:
    """Return the sentences about a decision that was taken back, each with whether it is good news."""
    told: list[tuple[bool, Said, int]] = [
        (True, _went_back, changed), (False, _stayed, left), (False, _had_left, sent),
    ]  # fmt: skip
    sentences = [(is_good, in_words(said, count)) for is_good, said, count in told if count]
    return sentences or [(False, _("Nothing to take back: it was taken back already, or the comment is gone."))]


def _went_back(count: int) -> str:
    return ngettext(
        "Taken back: %(count)d comment is as it was.", "Taken back: %(count)d comments are as they were.", count
    )


def _stayed(count: int) -> str:
    return ngettext(
        "%(count)d comment changed after your decision, and stays as it is.",
        "%(count)d comments changed after your decision, and stay as they are.",
        count,
    )


def _had_left(count: int) -> str:
    return ngettext(
        "%(count)d letter about it had left before.", "%(count)d letters about them had left before.", count
    )
