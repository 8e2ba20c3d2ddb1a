"""Model fields that both apps use."""

from typing import Any

from django.db import models
from django.utils.safestring import SafeString, mark_safe


class BuiltHTMLField(models.TextField):  # type: ignore[type-arg]  # because it takes types in the stubs alone
    """HTML that the portal itself built from sanitised or escaped text; templates may print it as it is.

    Only articles/body/build.py and comments/text.py write such columns, and both escape what a person typed.
    """

    def from_db_value(self, value: str | None, *args: Any) -> SafeString | None:
        return None if value is None else mark_safe(value)  # noqa: S308 - see the class: nothing typed gets here
