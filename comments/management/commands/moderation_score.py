"""``manage.py moderation_score``: whether comments get a risk, from what it is learnt, and how good it is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.score.history import LEAST, LEAST_OF_EACH, Number, count_decisions, decisions, number_of
from comments.score.library import MISSING, is_installed, is_on, learnt
from comments.score.words import HIGH, MEDIUM
from comments.score.work import train


class Command(BaseCommand):
    help = (
        "Says whether the score of comments is on, and from what it is learnt. The worker learns once a day by itself."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--train", action="store_true", help="learn now")
        chosen.add_argument(
            "--evaluate",
            action="store_true",
            help="foretell the latest fifth of the decisions from those before, and store nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_installed():
            raise CommandError(MISSING)
        if options["evaluate"]:
            self._evaluate()
        else:
            self._tell((options["train"] and train()) or count_decisions())
            self.stdout.write(f"The score is {'on' if is_on() else 'off'}.")

    def _evaluate(self) -> None:
        latest = decisions()
        if not self._tell(number_of(latest)):
            return
        quality = learnt("learning.evaluate")(latest)
        if quality is None:
            self.stdout.write("Too few of either kind are among the latest fifth, or before it, to try the score on.")
            return
        self.stdout.write(f"Learnt from {quality.learnt:,}; tried on {quality.tried:,} that were written after these.")
        self.stdout.write(f"AUC {quality.auc:.3f}")
        for label, least, (precision, recall) in (
            ("high risk", HIGH, quality.high),
            ("medium or high risk", MEDIUM, quality.labelled),
        ):
            self.stdout.write(f"{label}, from {least} percent on: precision {precision:.3f}, recall {recall:.3f}")

    def _tell(self, number: Number) -> bool:
        """Say how many decisions there are; return whether they are enough."""
        self.stdout.write(
            f"{sum(number):,} decisions of moderators: {number.approved:,} approved, {number.refused:,} refused."
        )
        if not number.is_enough:
            self.stdout.write(
                f"Too few to learn from: {LEAST} are needed, and {LEAST_OF_EACH} of either kind. The score stays off."
            )
        return number.is_enough
