"""What a refused POST brought, so that a page can hold it until it may be sent again."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsportal.desk.credentials import CREDENTIALS

CSRF = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Text:
    """A value that a person wrote, and how its field is called."""

    name: str
    value: str
    label: str


@dataclass
class KeptPost:
    """The fields of a POST in their order: ``texts`` can be read on the page, the rest of them is hidden.

    Passwords never come back, and no page can send a file again: of both it is only told that they are left out.
    """

    hidden: list[tuple[str, str]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    has_passwords: bool = False


def kept_post(request: HttpRequest) -> KeptPost:
    """Return what a request brought, without its token and the fields of the sign-in."""
    kept = KeptPost(files=[file.name for _name, files in request.FILES.lists() for file in files if file.name])
    # By convention a name that begins with an underscore is a button, or the admin's own.
    for name, values in request.POST.lists():
        if name == CSRF or name in CREDENTIALS:
            continue
        texts = [value for value in values if isinstance(value, str)]
        if "password" in name.lower():
            kept.has_passwords = True
        elif not name.startswith("_") and any(map(_is_written, texts)):
            # All of a name together, since their order has to stay.
            kept.texts += [Text(name, value, _label_of(request, name)) for value in texts]
        else:
            kept.hidden += [(name, value) for value in texts]
    return kept


def _is_written(value: str) -> bool:
    """Return whether a person may miss this value: keys, ticks, dates and names of buttons are one word each."""
    return len(value.split()) > 1


def _label_of(request: HttpRequest, name: str) -> str:
    """Return how the form calls a field, as far as the address tells which form it was."""
    model_admin: Any = getattr(request.resolver_match and request.resolver_match.func, "model_admin", None)
    try:
        return capfirst(str(model_admin.opts.get_field(name).verbose_name))
    except (AttributeError, FieldDoesNotExist):
        return _("Text")
