"""What the rules about people remember of readers: every change moves the ``people`` generation."""

from typing import Any

from django.db import models, transaction

from newsportal import generations


class KeptQuerySet(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            generations.advance("people")
            return super().delete()

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            generations.advance("people")
            return super().update(**values)


class Kept(models.Model):
    """A row that the rules look for; the generation is raised first, so that one change at a time is made."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            generations.advance("people")
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            generations.advance("people")
            return super().delete(*args, **kwargs)
