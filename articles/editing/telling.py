"""Sentences about who writes and who saved, in the language of whoever reads them."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext

from articles.editing.models import EditLock
from articles.models import Article
from articles.revisions.models import Revision
from articles.site.conventions import date_time, digits
from articles.workflow.models import Transition
from newsportal.arabic.bidi import isolate
from newsportal.desk.accounts import account_name


class Saving(NamedTuple):
    """The latest change of a stored article; ``by`` is None where no account is known."""

    at: datetime
    by: User | None


def latest_saving(article: Article) -> Saving:
    """Return when the article was changed last, and by whom, in two queries."""
    known = [
        Revision.objects.filter(article=article).order_by("-number").select_related("by").first(),
        Transition.objects.filter(article=article).order_by("-pk").select_related("by").first(),
    ]
    savings = [Saving(row.made_at, row.by) for row in known if row]
    return max(savings, key=lambda saving: saving.at) if savings else Saving(article.saved_at, None)


def clock(moment: datetime) -> str:
    """Return «10:42» for a moment of today in TIME_ZONE, else with its day."""
    local = timezone.localtime(moment)
    return digits(f"{local:%H:%M}") if local.date() == timezone.localdate() else date_time(moment)


def name_of(user: User | None) -> str:
    """Return how colleagues call an account, kept apart from the sentence around it."""
    return isolate(account_name(user)) if user else gettext("somebody else")


def told_writer(lock: EditLock) -> str:
    told = gettext("%(name)s has had this story open since %(time)s.")
    return told % {"name": name_of(lock.user), "time": clock(lock.taken_at)}


def told_loss(lock: EditLock) -> str:
    told = gettext("%(name)s has taken over at %(time)s; your text is kept.")
    return told % {"name": name_of(lock.user), "time": clock(lock.taken_at)}


def told_saving(saving: Saving) -> str:
    told = gettext("A newer version was saved at %(time)s by %(name)s. You will be asked which text stays.")
    return told % {"name": name_of(saving.by), "time": clock(saving.at)}
