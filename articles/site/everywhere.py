"""What pages all over the site show: every change of such a row moves the ``site`` generation."""

from typing import Any

from django.db import models, transaction

from newsportal import generations


class EverywhereQuerySet(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            generations.advance("site")
            return super().delete()

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            generations.advance("site")
            return super().update(**values)


class Everywhere(models.Model):
    """A row of which every page may show something; its manager is made of EverywhereQuerySet."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if self.is_shown_at_once:
                generations.advance("site")
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            generations.advance("site")
            return super().delete(*args, **kwargs)

    @property
    def is_shown_at_once(self) -> bool:
        """Whether a page may show the row as soon as it is saved."""
        return True
