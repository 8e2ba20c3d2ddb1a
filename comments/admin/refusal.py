"""Refusing one comment by a rule of the paper, with a note for colleagues."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.admin.about_one import comment_to_decide, page_about
from comments.admin.decisions import DECISIONS, LONGEST_REASON, RULES, carry_out
from comments.admin.ways import way_back
from comments.models import Comment
from newsportal.arabic.bidi import isolate


class RefusalForm(forms.Form):
    """By which rule, and what colleagues are to know."""

    rule = forms.ChoiceField(
        label=_("Rule"),
        choices=RULES[1:],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the rule that the comment breaks.")},
    )
    reason = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("It stays in the record; the author never reads it."),
        widget=AdminTextInputWidget(attrs={"dir": "auto", "class": "vTextField"}),
    )


def refusal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a comment and the paper's rules, and refuse it by one of them."""
    comment = comment_to_decide(request, pk)
    form, status = RefusalForm(), 200
    if request.method == "POST":
        form, status = RefusalForm(request.POST), 422
        if form.is_valid():
            carry_out(request, DECISIONS["refuse"], Comment.objects.filter(pk=pk), wanted=[pk])
            return HttpResponseRedirect(way_back(request))
    title = gettext("Refuse the comment of %(name)s") % {"name": isolate(comment.name)}
    return page_about(request, "refusal", comment, form, title=title, status=status)
