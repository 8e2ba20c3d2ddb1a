"""Why a plan stays as it is although the account may change it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    PAST = "past", _("This time has passed. Choose one that lies ahead.")
    KNOWN = "known", _("Readers know this story already, so its time stays.")
    UNPLANNED = "unplanned", _("This story waits for no time: it has none ahead, or was withdrawn.")
    OVER = "over", _("The story would be taken down before readers see it. Change its form instead.")
    CHANGED = "changed", _("Somebody changed it meanwhile. Look at it as it stands now, and try again.")
    DONE = "done", _("This assignment is done.")
    TAKEN = "taken", _("A colleague has this assignment.")
    BEGUN = "begun", _("The story of this assignment is begun already.")
    SECTIONLESS = "sectionless", _("Choose the section in which the story will stand.")


class NotPlannedError(Exception):
    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(str(why.label))
