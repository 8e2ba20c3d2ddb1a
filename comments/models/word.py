"""The words that moderators look for."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsportal import generations
from newsportal.arabic.characters import clean_name
from newsportal.arabic.stop_words import LATIN_STOP_WORDS, STOP_WORDS
from newsportal.arabic.word_lists import Entry, skeleton

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SHORTEST = 2
# The article alone is the beginning of every other word.
TELL_NOTHING = STOP_WORDS | LATIN_STOP_WORDS | {"ال", "وال", "فال", "لل", "ولل", "فلل"}
LISTED = _("This word is already listed, in this or another spelling.")


class WordEntry(models.Model):
    """A word or a phrase of one of the two lists; newsportal/arabic/word_lists.py says what it matches."""

    class List(models.TextChoices):
        HOLD = "hold", _("Hold for a moderator")
        SPAM = "spam", _("Put among the spam")

    word = models.CharField(
        _("word or phrase"),
        max_length=100,
        help_text=_("Without article and endings, which are found with it; vowels, tatweel and hamza do not matter."),
    )
    skeleton = models.CharField(_("compared as"), max_length=200, editable=False)
    list = models.CharField(_("what happens"), max_length=10, choices=List, default=List.HOLD)
    is_inside = models.BooleanField(
        _("inside words too"),
        default=False,
        help_text=_("Finds it in the middle of longer words as well, and so in many innocent ones."),
    )
    allowed = models.TextField(
        _("allowed all the same"),
        max_length=2_000,
        blank=True,
        help_text=_("Innocent words and phrases that look alike, one a line."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("added by"),
        null=True,
        editable=False,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ["word", "pk"]
        indexes = [
            # The list of the desk, by its order and by the day of an entry.
            models.Index("word", "id", name="comments_word_by_word"),
            models.Index("added_at", "id", name="comments_word_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["skeleton"],
                name="comments_word_once",
                violation_error_message=LISTED,
            ),
        ]

    def __str__(self) -> str:
        return self.word

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._compare_as()
        with transaction.atomic():
            super().save(*args, **kwargs)
            generations.advance("words")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            generations.advance("words")
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        was_typed = bool(self.word.strip())
        self._compare_as()
        # The form itself asks for a word where there is none.
        if was_typed and (fault := self._fault()):
            raise ValidationError({"word": ValidationError(fault, code="unusable")})

    def _fault(self) -> "StrPromise | None":
        """Return why nothing, or nearly everything, would be found by this entry."""
        words = self.skeleton.split()
        if not words:
            return _("Nothing of this is a letter, so that nothing could be found by it.")
        if len(self.skeleton) < SHORTEST:
            return _("A single letter would be found everywhere. Write two at least.")
        if all(len(word) < SHORTEST for word in words):
            return _("These are single letters. Write the word without spaces: it is found with spaces in it, too.")
        if TELL_NOTHING.issuperset(word for word in words if len(word) >= SHORTEST):
            return _("Nearly every comment holds this, so that it cannot be looked for.")
        if WordEntry.objects.filter(skeleton=self.skeleton).exclude(pk=self.pk).exists():
            # No form asks a constraint about a column that it does not show.
            return LISTED
        return None

    def as_entry(self) -> Entry:
        """Return what is looked for."""
        return Entry(self.pk or 0, self.word, tuple(filter(None, self.allowed.split("\n"))), self.is_inside)

    def _compare_as(self) -> None:
        self.word = clean_name(self.word)
        self.skeleton = skeleton(self.word)[:200]
