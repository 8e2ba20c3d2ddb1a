"""Secret links in letters: made with a letter, found by their token, spent once."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone

from comments.models import Comment, MailLink
from newsportal.tokens import digest_of, make_token

Purpose = MailLink.Purpose

LIFETIMES = {
    Purpose.CONFIRM: timedelta(hours=48),
    Purpose.PUBLISH: timedelta(hours=48),
    # A letter may be years old when its reader has had enough.
    Purpose.UNSUBSCRIBE: timedelta(days=365),
    Purpose.OWN_DATA: timedelta(hours=1),
    Purpose.OPENED_DATA: timedelta(hours=1),
}
# An expired link still tells how many letters an address asked for within a month.
KEPT_FOR = timedelta(days=31)
# Letters for one network are counted for an hour; nobody needs it after that.
COUNTED_FOR = timedelta(hours=1)


def make_link(purpose: Purpose, *, email: str, comment: Comment | None = None) -> str:
    """Store a link to an address, and return its token, which is stored nowhere; costs a query."""
    token, digest = make_token()
    expires_at = timezone.now() + LIFETIMES[purpose]
    MailLink.objects.create(purpose=purpose, email=email, comment=comment, digest=digest, expires_at=expires_at)
    return token


def find_link(token: str, *purposes: Purpose) -> MailLink:
    """Return the link that a token opens, used or expired ones too.

    Raises Http404 where there never was one for these purposes.
    """
    links = MailLink.objects.select_related("comment__article")
    return get_object_or_404(links, digest=digest_of(token), purpose__in=purposes)


def spend(link: MailLink) -> bool:
    """Use a link up, and return whether it was still good: of two who press at once, one is first."""
    return bool(MailLink.objects.live().filter(pk=link.pk).update(used_at=timezone.now()))


def clear_links() -> int:
    """Delete what expired over a month ago, with the addresses in it, and forget who asked; return how many went."""
    MailLink.objects.exclude(network="").filter(created_at__lt=timezone.now() - COUNTED_FOR).update(network="")
    deleted, _ = MailLink.objects.filter(expires_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted
