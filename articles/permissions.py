"""Who may do what with an article, beyond what Django's own permissions say."""

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied

from articles.models import Article, Picture
from articles.pictures.library import others_of, users_of

Account = User | AnonymousUser

# What is still the writer's own; from "ready" on a story is its editors'.
OWN_STATUSES = [Article.Status.DRAFT, Article.Status.IN_REVIEW]


def may_publish(user: Account) -> bool:
    return user.has_perm("articles.publish_article")


def require_publisher(user: Account) -> None:
    """Raise PermissionDenied for those who may not publish."""
    if not may_publish(user):
        raise PermissionDenied


def may_change(user: Account, article: Article) -> bool:
    """Tell whether ``user`` may change this article: an editor any, a reporter an unfinished one of their own."""
    if not user.has_perm("articles.change_article"):
        return False
    return may_publish(user) or (article.created_by_id == user.pk and article.status in OWN_STATUSES)


def may_change_picture(user: Account, picture: Picture) -> bool:
    """Tell whether ``user`` may change this picture: an editor any, a reporter one that they uploaded.

    A reporter's is theirs as long as every story that shows it is unfinished, and nothing else does. Costs queries for
    reporters.
    """
    if not user.has_perm("articles.change_picture"):
        return False
    if may_publish(user):
        return True
    is_own = picture.created_by_id == user.pk
    return is_own and not others_of(picture) and not users_of(picture).exclude(status__in=OWN_STATUSES).exists()


def statuses_for(user: Account) -> list[Article.Status]:
    """Return the statuses that ``user`` may give an article."""
    return list(Article.Status) if may_publish(user) else OWN_STATUSES
