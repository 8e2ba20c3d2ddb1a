"""What the newsroom's front page says of stories: ``{% newsroom_desk as newsroom %}``."""

from django import template
from django.contrib.auth.models import User
from django.template import Context

from articles.workflow.front import Waiting, waiting_for

register = template.Library()


@register.simple_tag(takes_context=True)
def newsroom_desk(context: Context) -> list[Waiting]:
    """Return what waits for an account that writes or edits, in at most five queries; nothing for others."""
    user: User = context["request"].user
    return waiting_for(user) if user.has_perm("articles.change_article") else []
