"""Model fields that both apps use."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.safestring import SafeString, mark_safe


class BuiltHTMLField(models.TextField):  # type: ignore[type-arg]  # because it takes types in the stubs alone
    """HTML that the portal itself built from sanitised or escaped text; templates may print it as it is.

    Only articles/body/build.py and comments/text.py write such columns, and both escape what a person typed.
    """

    def from_db_value(self, value: str | None, *args: Any) -> SafeString | None:
        return None if value is None else mark_safe(value)  # noqa: S308 - see the class: nothing typed gets here


class ByteOrderedField(models.CharField):  # type: ignore[type-arg]  # because only the stubs' CharField takes types
    """A column compared byte by byte, since the rules of a language would shuffle what is no text of it."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        # SQLite compares bytes by itself.
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
