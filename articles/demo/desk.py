"""What goes on in the demo's newsroom: the entries of a live coverage, and what is assigned."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from articles.demo.load import Staff, read
from articles.live.models import LiveEntry
from articles.live.posting import post
from articles.models import Article, Assignment, Section


def load_desk(articles: Mapping[str, Article], staff: Staff, now: datetime) -> None:
    """Post the entries as an editor does, and make the assignments."""
    desk, editor = read("desk"), staff.users["editor"]
    story = articles[desk["live"]["article"]]
    for entry in desk["live"]["entries"]:
        words = {name: entry[name] for name in ("headline", "body", "is_pinned") if name in entry}
        posted = post(story, by=editor, **words)
        LiveEntry.objects.filter(pk=posted.pk).update(posted_at=now - timedelta(minutes=entry["minutes_ago"]))
    for wanted in desk["assignments"]:
        Assignment.objects.create(
            what=wanted["what"],
            note=wanted["note"],
            section=Section.objects.get(name=wanted["section"]),
            due_at=now + timedelta(hours=wanted["due_in_hours"]),
            assignee=editor if wanted.get("is_editors") else None,
            made_by=staff.users["admin"],
        )
