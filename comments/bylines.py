"""Under which name an account of the newsroom writes to readers."""

from django.contrib.auth.models import User

from articles.models import Author
from comments.models import Comment


def byline_of(account: User) -> str:
    """Return the name above an account's stories, else its full name, else its user name; costs a query."""
    byline = Author.objects.filter(user=account).values_list("name", flat=True).first()
    name = byline or account.get_full_name() or account.get_username()
    return name[: Comment._meta.get_field("name").max_length]
