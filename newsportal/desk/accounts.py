"""Accounts as the newsroom names them: by the person, and by the name of the sign-in where no other is known."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import ForeignKey, Model
from django.utils.html import format_html
from django.utils.safestring import SafeString


def account_name(account: User) -> str:
    return account.get_full_name() or account.get_username()


def account_column(model: type[Model], name: str) -> Any:
    """Return a column for the account that a field names, called as Django's own would be; nobody is empty."""
    field: ForeignKey[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # because it is a foreign key

    @admin.display(description=field.verbose_name)
    def column(row: Model) -> SafeString | None:
        account = getattr(row, name)
        return format_html("<bdi>{}</bdi>", account_name(account)) if account else None

    # Django makes the cell's class of it.
    column.__name__ = name
    return column
