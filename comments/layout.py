"""How the forms of readers are laid out."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit


def laid_out(button: str, *parts: Any) -> FormHelper:
    """Return what renders the parts of a form, names of fields or crispy's own, and one button below them."""
    helper = FormHelper()
    # The template writes the form's tag: what stands inside is then the same wherever it is sent.
    helper.form_tag = False
    # Readers have no cookie (decision 1); newsportal/origin.py decides where a request comes from.
    helper.disable_csrf = True
    helper.layout = Layout(*parts, Submit("", button, css_class="button"))
    return helper
