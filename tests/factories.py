"""Rows for tests: each factory makes a whole, valid row, and takes whatever the test is about by keyword."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    BreakingNews,
    LiveEntry,
    Picture,
    Section,
    SiteSettings,
    Source,
    StaticPage,
    Tag,
)
from comments import moderation
from comments.models import Comment, Regular, Restriction
from newsportal import generations

numbers = count(1)

# What makes an article that no reader may see.
HIDDEN: list[dict[str, Any]] = [
    {"status": Article.Status.DRAFT},
    {"status": Article.Status.IN_REVIEW},
    {"status": Article.Status.READY},
    {"status": Article.Status.WITHDRAWN},
    {"published_at": timezone.now() + timedelta(days=1)},
    {"unpublished_at": timezone.now() - timedelta(minutes=1)},
    {"status": Article.Status.ARCHIVED, "unpublished_at": timezone.now() - timedelta(minutes=1)},
    {"status": Article.Status.ARCHIVED, "published_at": timezone.now() + timedelta(days=1)},
]


def make_user(*, groups: tuple[str, ...] = (), **fields: Any) -> User:
    """Return a member of staff in the named groups, with the password "secret"."""
    user = User.objects.create_user(
        username=fields.pop("username", f"user{next(numbers)}"),
        password="secret",
        **{"is_staff": True, **fields},
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_settings(**fields: Any) -> SiteSettings:
    """Return the one row of settings, obeyed at once: no commit comes in a test to say that it changed."""
    settings = SiteSettings(**fields)
    settings.save()
    generations.forget()
    return settings


def make_breaking_news(**fields: Any) -> BreakingNews:
    """Return breaking news that stands for three hours; pages that were shown before learn of it by a commit."""
    defaults = {"words": f"خبر عاجل {next(numbers)}", "ends_at": timezone.now() + timedelta(hours=3)}
    return BreakingNews.objects.create(**{**defaults, **fields})


def make_static_page(**fields: Any) -> StaticPage:
    defaults = {"title": f"صفحة {next(numbers)}", "body": "<p>نص الصفحة.</p><h2>عنوان فرعي</h2><p>نص آخر.</p>"}
    return StaticPage.objects.create(**{**defaults, **fields})


def make_section(**fields: Any) -> Section:
    return Section.objects.create(**{"name": f"قسم {next(numbers)}", "colour": 3, **fields})


def make_author(**fields: Any) -> Author:
    return Author.objects.create(**{"name": f"كاتبة {next(numbers)}", **fields})


def make_tag(**fields: Any) -> Tag:
    return Tag.objects.create(**{"name": f"وسم {next(numbers)}", **fields})


def make_source(**fields: Any) -> Source:
    return Source.objects.create(**{"name": f"وكالة {next(numbers)}", "address": "https://agency.example", **fields})


def make_picture(**fields: Any) -> Picture:
    """Return a picture without files, 1,600 by 900 pixels."""
    defaults = {
        "key": f"{next(numbers):032x}",
        "width": 1600,
        "height": 900,
        "alternative_text": "زخرفة هندسية من نجوم",
        "caption": "تعليق الصورة",
        "credit": "تصوير: الضحى",
    }
    return Picture.objects.create(**{**defaults, **fields})


def make_article(
    *, authors: tuple[Author, ...] = (), tags: tuple[Tag, ...] = (), section: Section | None = None, **fields: Any
) -> Article:
    """Return an article that was published an hour ago."""
    defaults = {
        "title": f"عنوان الخبر رقم {next(numbers)}",
        "standfirst": "مقدمة تضيف إلى العنوان.",
        "body": "<p>فقرة أولى من النص.</p><h2>عنوان فرعي</h2><p>فقرة ثانية.</p>",
        "status": Article.Status.PUBLISHED,
        "published_at": timezone.now() - timedelta(hours=1),
    }
    article = Article.objects.create(section=section or make_section(), **{**defaults, **fields})
    for position, author in enumerate(authors):
        article.bylines.create(author=author, position=position)
    article.tags.set(tags)
    return article


def make_coverage(number: int = 0, **fields: Any) -> Article:
    """Return a live coverage that was published an hour ago, with so many entries."""
    article = make_article(**{"kind": Article.Kind.LIVE, **fields})
    for _ in range(number):
        make_entry(article)
    return article


def make_entry(article: Article, **fields: Any) -> LiveEntry:
    return LiveEntry.objects.create(**{"article": article, "body": f"<p>تحديث رقم {next(numbers)}.</p>", **fields})


def make_comment(*, status: str = Comment.Status.APPROVED, article: Article | None = None, **fields: Any) -> Comment:
    """Return a comment that came in as readers' comments do and was moved to the status; ``token`` opens its page."""
    number = next(numbers)
    defaults = {"name": f"قارئ {number}", "email": f"reader{number}@example.com", "text": f"تعليق رقم {number}"}
    comment = Comment(article=article or make_article(), **{**defaults, **fields})
    token = moderation.receive(comment)
    move = {
        Comment.Status.APPROVED: moderation.approve,
        Comment.Status.REFUSED: moderation.refuse,
        Comment.Status.SPAM: moderation.mark_spam,
        Comment.Status.WITHDRAWN: moderation.withdraw,
    }.get(Comment.Status(status))
    if move:
        move(Comment.objects.filter(pk=comment.pk), by=None)
    comment = Comment.objects.get(pk=comment.pk)
    comment.token = token
    return comment


def make_regular(**fields: Any) -> Regular:
    """Return a reader whose name is kept, known at once: no commit comes in a test to say that it changed."""
    regular = Regular.objects.create(**{"name": "نجوى السعيد", "email": "najwa@example.com", **fields})
    generations.forget()
    return regular


def make_restriction(**fields: Any) -> Restriction:
    """Return a restriction without an end, obeyed at once."""
    defaults = {"reason": "شتائم متكررة"} | ({} if "network" in fields else {"email": "salma@example.com"})
    restriction = Restriction.objects.create(**{**defaults, **fields})
    generations.forget()
    return restriction
