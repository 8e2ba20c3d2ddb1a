"""What each letter to a commenter says. Such letters are Arabic, as the paper is."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.site.conventions import quoted
from comments.mail.letter import Letter, send
from comments.mail.links import Purpose, make_link
from comments.models import Comment, ConfirmedAddress, ReaderCorrection
from comments.rules.house import house_rule
from newsportal.arabic.bidi import isolate
from newsportal.origin import absolute

# In a subject of 300 characters, beside a name of 100.
LONGEST_TITLE = 120


def about(pk: int) -> str:
    """Return what the outbox knows a comment by."""
    return f"comment:{pk}"


def answered_key(pk: int) -> str:
    """Return what the outbox knows the letter by that tells of a reply."""
    return f"answered:{pk}"


def correction_key(pk: int) -> str:
    """Return what the outbox knows the answer to a reader's correction by."""
    return f"correction:{pk}"


def write_confirmation(email: str, token: str, *, key: str) -> None:
    """Ask whether an address is its owner's. It may be a stranger's, so nothing that was typed stands here."""
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            subject=_("Confirm your e-mail address for %(site)s") % _site(),
            lines=[
                _("Somebody, probably you, asked %(site)s to write to this address about a comment.") % _site(),
                _("Press the button, and confirm on the page that opens. The link is good for 48 hours."),
            ],
            button=_("Confirm my address"),
            address=_page("mail_confirm", token),
            reason=_("If it was not you, do nothing: no e-mail about comments will come."),
        )
        _send(letter, key=key, to=email)


def write_own_data(email: str, token: str, *, key: str) -> None:
    """Send the link to all that was written under an address."""
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            subject=_("What you wrote on %(site)s") % _site(),
            lines=[
                _("Somebody, probably you, wants to see the comments that were written under this address."),
                _("The link is valid for one hour and opens once. There you may download, anonymise or delete all."),
            ],
            button=_("See my comments"),
            address=_page("own_data", token),
            reason=_("If it was not you, do nothing: without the link nobody sees or changes anything."),
        )
        _send(letter, key=key, to=email)


def write_publishing(comment: Comment, token: str, *, key: str) -> None:
    """Send a trusted reader the link that publishes a comment without a moderator."""
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            subject=_("Publish your comment on %(story)s") % _story(comment),
            lines=[
                _("Your comments have been approved often enough that you may publish this one yourself."),
                _("Press the button, and publish on the page that opens. Else the comment waits for a moderator."),
            ],
            quote=comment.text,
            button=_("Publish my comment"),
            address=_page("mail_confirm", token),
            reason=_("If you did not write it, do nothing: somebody else has used your name and address."),
        )
        _send(letter, key=key, to=comment.email, about_comment=comment, can_be_stopped=True)


def write_decision(comment: Comment, status: str, *, rule: str, key: str, send_after: datetime) -> None:
    """Tell the author that a comment was approved, or refused and by which rule of the paper."""
    with override(settings.LANGUAGE_CODE):
        letter = _approved(comment) if status == Comment.Status.APPROVED else _refused(comment, rule)
        _send(letter, key=key, to=comment.email, about_comment=comment, send_after=send_after, can_be_stopped=True)


def write_answer(answer: Comment, asked: Comment, *, send_after: datetime) -> None:
    """Tell the author of a comment that somebody answered it."""
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            subject=_("A reply by %(name)s to your comment on %(story)s")
            % {"name": isolate(answer.name), **_story(answer)},
            lines=[_("A reply by %(name)s to your comment:") % {"name": isolate(answer.name)}],
            quote=answer.text,
            button=_("Read the reply"),
            address=absolute(answer.get_absolute_url()),
            reason=_wanted(),
        )
        _send(
            letter,
            key=answered_key(answer.pk),
            to=asked.email,
            about_comment=answer,
            send_after=send_after,
            can_be_stopped=True,
        )


def write_correction_answer(found: ReaderCorrection) -> None:
    """Tell whoever sent a correction what the editors answered, if they asked for it and confirmed the address."""
    if not (settings.EMAIL_IS_ON and found.wants_answer):
        return
    if not ConfirmedAddress.objects.filter(email=found.email).exists():
        return
    is_corrected = found.state == ReaderCorrection.State.CORRECTED
    with override(settings.LANGUAGE_CODE):
        says = _("The editors corrected the story.") if is_corrected else _("The editors found nothing to correct.")
        letter = Letter(
            subject=_("Your correction of %(story)s") % _story(found),
            lines=[says, *([found.answer] if found.answer else [])],
            quote=found.text,
            button=_("Read the story"),
            address=absolute(found.article.get_absolute_url()),
            reason=_("You asked for this e-mail on the page of your correction."),
        )
        _send(letter, key=correction_key(found.pk), to=found.email, can_be_stopped=True)


def _approved(comment: Comment) -> Letter:
    return Letter(
        subject=_("Your comment on %(story)s is published") % _story(comment),
        lines=[_("Your comment was approved, and readers see it below the story.")],
        quote=comment.text,
        button=_("Read it below the story"),
        address=absolute(comment.get_absolute_url()),
        reason=_wanted(),
    )


def _refused(comment: Comment, rule: str) -> Letter:
    broken = house_rule(rule)
    why = _("It does not follow this rule of ours: %(rule)s") % {"rule": quoted(broken.reason)} if broken else ""
    return Letter(
        subject=_("Your comment on %(story)s was not published") % _story(comment),
        lines=[_("A moderator read your comment and did not publish it."), why or _("It does not follow our rules.")],
        quote=comment.text,
        reason=_wanted(),
    )


def _wanted() -> str:
    return _("You asked for this e-mail on the page of your comment.")


def _site() -> dict[str, str]:
    return {"site": isolate(settings.SITE_NAME, is_arabic=True)}


def _story(written: Comment | ReaderCorrection) -> dict[str, str]:
    # Cut here, since an outbox that cuts a subject would leave an isolate open.
    title = Truncator(written.article.title).chars(LONGEST_TITLE)
    return {"story": quoted(isolate(title, is_arabic=True))}


def _page(name: str, token: str) -> str:
    return absolute(reverse(f"comments:{name}", args=[token]))


def _send(
    letter: Letter,
    *,
    key: str,
    to: str,
    about_comment: Comment | None = None,
    send_after: datetime | None = None,
    can_be_stopped: bool = False,
) -> None:
    if not settings.EMAIL_IS_ON:
        return
    stop = ""
    if can_be_stopped:
        stop = _page("mail_unsubscribe", make_link(Purpose.UNSUBSCRIBE, email=to))
    send(
        letter,
        key=key,
        to=to,
        about=about(about_comment.pk) if about_comment else "",
        send_after=send_after,
        stop=stop,
    )
