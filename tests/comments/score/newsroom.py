"""A newsroom that has decided about many comments: what sells and insults was refused, what answers was approved."""

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from comments.models import Comment, Move
from newsportal.bulk import reserve_keys
from tests.factories import make_article, make_user

REFUSED = [
    "نصّاب",
    "محتال",
    "كذّاب",
    "أحمق",
    "اشترِ",
    "الآن",
    "اربح",
    "مجاناً",
    "عرض",
    "حصري",
    "خصم",
    "لصوص",
    "أغبياء",
    "قناتي",
    "اشتراك",
]
APPROVED = [
    "شكراً",
    "للكاتبة",
    "تحليل",
    "مفيد",
    "أتفق",
    "مع",
    "الفكرة",
    "والأرقام",
    "واضحة",
    "لكن",
    "السؤال",
    "عن",
    "التمويل",
    "يبقى",
    "بلا",
    "جواب",
]
# In both kinds.
COMMON = ["القرار", "الجديد", "في", "المدينة", "أمس", "كان", "موضوع", "النقاش", "بين", "الناس"]


def make_decisions(*, approved: int, refused: int, **fields: Any) -> list[Comment]:
    """Store so many comments that a moderator decided, one a minute until now, the same in every run."""
    chance = random.Random(1)  # noqa: S311 - seeded test data, no secret
    article, moderator, now = make_article(), fields.pop("by", None) or make_user(), timezone.now()
    kinds = [Comment.Status.APPROVED] * approved + [Comment.Status.REFUSED] * refused
    chance.shuffle(kinds)
    comments = [
        Comment(
            pk=pk,
            **{
                "article": article,
                "name": f"قارئ {pk}",
                "email": f"reader{pk}@example.com",
                "text": sentence(chance, REFUSED if status == Comment.Status.REFUSED else APPROVED),
                "status": status,
                "created_at": now - timedelta(minutes=len(kinds) - place),
                "status_digest": f"{pk:064}",
                **fields,
            },
        )
        for place, (pk, status) in enumerate(zip(reserve_keys(Comment, len(kinds)), kinds, strict=True))
    ]
    Comment.objects.bulk_create(comments)
    Move.objects.bulk_create(
        Move(comment=each, from_status="pending", to_status=each.status, by=moderator) for each in comments
    )
    return comments


def sentence(chance: random.Random, own: list[str]) -> str:
    return " ".join(chance.sample(own, 4) + chance.sample(COMMON, 4))
