"""Waiting comments of their own for each test of the desk, below a story of their own."""

import json
from dataclasses import dataclass

from tests.browser.portal import Portal

MAKE = """
import json
from django.utils import timezone
from articles.models import Article, Section
from comments import moderation
from comments.models import Comment
story = Article.objects.create(
    title="خبر للمراجعة", standfirst="مقدمة.", body="<p>نص الخبر.</p>", section=Section.objects.first(),
    status="published", published_at=timezone.now(),
)
keys = []
for name in {names!r}:
    comment = Comment(article=story, name=name, email=f"{{len(keys)}}@desk.example", text=f"تعليق {{name}}")
    moderation.receive(comment)
    keys.append(comment.pk)
print(json.dumps([story.pk, keys]))
"""
RECORD = """
import json
from comments.models import Comment
print(json.dumps({{c.pk: [c.status, c.text, [m.rule for m in c.moves.order_by("pk")]]
                  for c in Comment.objects.filter(article={story})}}))
"""


@dataclass(frozen=True)
class Desk:
    """The comments that wait below one story, by key, and how they stand now."""

    portal: Portal
    story: int
    keys: list[int]

    @property
    def path(self) -> str:
        return f"/admin/comments/comment/?article={self.story}&status__exact=pending"

    def read(self) -> dict[int, tuple[str, str, list[str]]]:
        """Return status, text and the rules of the record of each comment below the story."""
        printed = self.portal.run(RECORD.format(story=self.story)).splitlines()[-1]
        return {int(key): tuple(facts) for key, facts in json.loads(printed).items()}

    def statuses(self) -> list[str]:
        now = self.read()
        return [now[key][0] for key in self.keys]


def make_desk(portal: Portal, *names: str) -> Desk:
    """Return so many waiting comments, the oldest first, signed with these names."""
    story, keys = json.loads(portal.run(MAKE.format(names=names)).splitlines()[-1])
    return Desk(portal, story, keys)
