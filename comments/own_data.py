"""Everything that was written under one e-mail address, for its owner: to read, to take along, to take back."""

from typing import Any, TypeVar

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from articles.models import Article
from articles.site.conventions import digits
from comments import moderation
from comments.corrections import keeping as corrections
from comments.mail.letters import about
from comments.models import Comment, ConfirmedAddress, MailLink, ReaderCorrection, Regular, Report
from comments.moderation import Status
from comments.moderation.emptying import NOBODY
from comments.text import searched_in
from comments.upkeep import lock
from newsportal import generations, outbox
from newsportal.models import OutboxMail
from newsportal.origin import absolute

Written = TypeVar("Written", Comment, ReaderCorrection)


def written_under(email: str) -> QuerySet[Comment]:
    """Return the comments under an address, the latest first, with their stories."""
    comments = Comment.objects.filter(email=email).select_related("article")
    return comments.defer("article__body", "article__body_html").order_by("-created_at", "-pk")


def with_readable(rows: QuerySet[Written]) -> list[tuple[Written, bool]]:
    """Return what was written, each with whether readers may see its story; costs two queries."""
    found = list(rows)
    stories = Article.objects.published_of({row.article_id for row in found})
    readable = set(stories.values_list("pk", flat=True))
    return [(row, row.article_id in readable) for row in found]


def as_data(email: str) -> dict[str, Any]:
    """Return what was written under an address for its owner to take along, and what of it the law keeps.

    Costs four queries. The note stands in the language of the page.
    """
    found = with_readable(written_under(email))
    kept = sum(comment.legal_hold for comment, _is_readable in found)
    return {
        "comments": [
            {
                "name": comment.name,
                "website": comment.website,
                "text": comment.text,
                "written_at": comment.created_at.isoformat(),
                "story": comment.article.title if is_readable else "",
                "address": absolute(comment.article.get_absolute_url()) if is_readable else "",
                "kept_for_law": comment.legal_hold,
            }
            for comment, is_readable in found
        ],
        "corrections": [
            {
                "name": found.name,
                "text": found.text,
                "written_at": found.created_at.isoformat(),
                "may_be_named": found.may_be_named,
                # Whoever is kept out reads what everybody reads who waits.
                "answered": found.is_answered,
                "answer": found.answer,
                "story": found.article.title if is_readable else "",
                "address": absolute(found.article.get_absolute_url()) if is_readable else "",
            }
            for found, is_readable in with_readable(corrections.sent_under(email))
        ],
        "kept_for_law": kept,
        "note": will_be_kept(kept),
    }


def will_be_kept(count: int) -> str:
    """Return what somebody is told beforehand of comments that the law keeps; nothing where there are none."""
    words = ngettext(
        "The law obliges us to keep %(count)d comment of yours. If you remove your name or delete everything, it "
        "leaves the page, and only the newsroom sees it until the law lets us delete it.",
        "The law obliges us to keep %(count)d comments of yours. If you remove your name or delete everything, they "
        "leave the page, and only the newsroom sees them until the law lets us delete them.",
        count,
    )
    return digits(words % {"count": count}) if count else ""


def was_kept(count: int) -> str:
    """Return what somebody is told afterwards; nothing where the law keeps none."""
    words = ngettext(
        "We have kept %(count)d comment because the law asks for it. Readers see it no longer, only the newsroom "
        "does, and we delete it once the law lets us.",
        "We have kept %(count)d comments because the law asks for it. Readers see them no longer, only the newsroom "
        "does, and we delete them once the law lets us.",
        count,
    )
    return digits(words % {"count": count}) if count else ""


def anonymise(email: str) -> int:
    """Leave the texts under an address and take away whose they are; return how many the law keeps as they are.

    These are taken off the page, whole.
    """
    with override(settings.LANGUAGE_CODE):
        name = _("A reader")
    with transaction.atomic():
        comments, held = _locked(email)
        for comment in comments:
            comment.name = name
            comment.search_text = searched_in(name, comment.text)
            for field, value in NOBODY.items():
                setattr(comment, field, value)
        Comment.objects.bulk_update(comments, ["name", "search_text", *NOBODY], batch_size=200)
        moderation.forget([comment.pk for comment in comments])
        corrections.anonymise(email, name=name)
        _take_off(held)
        _forget_address(email, comments, held)
        _show_change(comments)
    return len(held)


def delete(email: str) -> int:
    """Take back and delete what was written under an address; return how many comments the law keeps.

    A comment that others answered keeps its place in the thread, as one that its author deleted, and holds nothing.
    What the law keeps is taken off the page, and stays whole until it is released.
    """
    with transaction.atomic():
        comments, held = _locked(email)
        keys = [comment.pk for comment in comments]
        corrections.delete(email)
        _forget_address(email, comments, held)
        _take_off(held)
        moderation.empty(Comment.objects.filter(pk__in=keys))
        answered = _answered(comments)
        moderation.erase(Comment.objects.filter(pk__in=[key for key in keys if key not in answered]))
        moderation.blank(Comment.objects.filter(pk__in=answered))
        _show_change(comments)
    return len(held)


def _locked(email: str) -> tuple[list[Comment], list[Comment]]:
    """Return an address's comments as they stand once nobody else decides about them, and those that the law keeps."""
    commented = set(written_under(email).order_by().values_list("article_id", flat=True))
    lock(commented | corrections.credited_stories(email))
    found = written_under(email).order_by("pk").select_for_update(no_key=True, of=("self",))
    comments: list[Comment] = []
    held: list[Comment] = []
    for comment in found:
        (held if comment.legal_hold else comments).append(comment)
    return comments, held


def _take_off(held: list[Comment]) -> None:
    """Take comments off the page that the law keeps, and write their author no more letters."""
    rows = Comment.objects.filter(pk__in=[comment.pk for comment in held])
    rows.update(wants_decision=False, wants_answers=False)
    moderation.empty(rows)


def _answered(comments: list[Comment]) -> set[int]:
    """Return those with a reply that stays: somebody else's, or one's own that has such a reply."""
    own = {comment.pk for comment in comments}
    replies = Comment.objects.filter(parent__in=own)
    staying = set(replies.exclude(pk__in=own).values_list("parent_id", flat=True))
    for comment in sorted(comments, key=lambda comment: -comment.depth):
        if comment.pk in staying and comment.parent_id in own:
            staying.add(comment.parent_id)
    return {pk for pk in staying if pk}


def _forget_address(email: str, comments: list[Comment], held: list[Comment]) -> None:
    """Drop an address wherever else it is stored, letters about its comments, and what the log calls these.

    What readers said against a comment that the law keeps is kept with it.
    """
    Regular.objects.of(email).delete()
    outbox.recall(*(about(comment.pk) for comment in [*comments, *held]))
    OutboxMail.objects.filter(recipient=email).delete()
    # The page that did it is found once more, and says that its time is over.
    MailLink.objects.filter(email=email).update(email="", network="", used_at=timezone.now())
    Report.objects.filter(comment__in=comments).delete()
    ConfirmedAddress.objects.filter(email=email).delete()
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Comment))
    entries.filter(object_id__in=[str(comment.pk) for comment in [*comments, *held]]).update(object_repr="")


def _show_change(comments: list[Comment]) -> None:
    articles = {comment.article_id for comment in comments if comment.status == Status.APPROVED}
    generations.advance(*map(generations.article, sorted(articles)))
