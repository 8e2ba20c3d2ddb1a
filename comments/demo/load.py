"""Lets the demo's readers speak: their comments go the way of every comment, and are decided by the moderator."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from articles.demo.load import read
from articles.models import Article
from comments import moderation
from comments.models import Comment, Move, WordEntry
from comments.reporting import report
from comments.rules.registry import judge
from comments.rules.rule import Submission

FOLDER = Path(__file__).resolve().parent
DECISIONS = {
    Comment.Status.APPROVED: moderation.approve,
    Comment.Status.REFUSED: moderation.refuse,
    Comment.Status.SPAM: moderation.mark_spam,
}
# Minutes.
DECIDED_AFTER = (4, 11, 18, 26, 39, 72)
# Networks that belong to nobody (RFC 5737).
NETWORKS = ("192.0.2", "198.51.100", "203.0.113")
BROWSERS = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
)


def load_comments(articles: Mapping[str, Article], staff: Mapping[str, User], now: datetime) -> int:
    """Receive and decide every comment of the demo, and fill the desk; return how many comments there are."""
    moderator, desk = staff["moderator"], read("desk", FOLDER / "desk")
    for word in desk["words"]:
        WordEntry(**word, added_by=moderator).save()
    made: dict[str, Comment] = {}
    decided: dict[str, list[int]] = defaultdict(list)
    people: dict[str, int] = {}
    for entry, written_at in dated(articles, now):
        person = people.setdefault(entry["email"], len(people))
        address = f"{NETWORKS[person % len(NETWORKS)]}.{person % 250 + 1}"
        comment = Comment(
            article=articles[entry["article"]],
            parent=made[entry["parent"]] if entry["parent"] else None,
            name=entry["name"],
            email=entry["email"],
            website=entry["website"],
            text=entry["text"],
            created_at=written_at,
            ip_address=address,
            network=address,
            user_agent=BROWSERS[person % len(BROWSERS)],
        )
        moderation.receive(comment, broken=judge(Submission(comment)))
        made[entry["key"]] = comment
        decided[entry["status"]].append(comment.pk)
    for status, decide in DECISIONS.items():
        decide(Comment.objects.filter(pk__in=decided[status]), by=moderator)
    moderation.withdraw(Comment.objects.filter(pk__in=decided[Comment.Status.WITHDRAWN]), by=None)
    _date_decisions(now)
    _fill_desk(desk, made, staff)
    return Comment.objects.count()


def _date_decisions(now: datetime) -> None:
    """Let the moderator have decided soon after each comment came, as the record of a running paper shows."""
    moves = list(Move.objects.exclude(from_status="").select_related("comment"))
    for move in moves:
        if move.comment:
            move.at = min(
                now, move.comment.created_at + timedelta(minutes=DECIDED_AFTER[move.pk % len(DECIDED_AFTER)])
            )
    # The record itself is only added to; this one is made up.
    Move._base_manager.bulk_update(moves, ["at"])


def _fill_desk(desk: Mapping[str, Any], made: Mapping[str, Comment], staff: Mapping[str, User]) -> None:
    for said in desk["reports"]:
        report(made[said["about"]], network=said["network"], reason=said["reason"], line=said["line"])
    for reply in desk["replies"]:
        moderation.reply(made[reply["to"]], text=reply["text"], by=staff["editor"])
    moderation.pick(Comment.objects.filter(pk__in=[made[key].pk for key in desk["picks"]]), by=staff["moderator"])


def dated(articles: Mapping[str, Article], now: datetime) -> Iterator[tuple[dict[str, Any], datetime]]:
    """Yield the comments with their times, the oldest first, so that keys grow with time.

    Where a story is too young for its last comment, all of its comments move closer together.
    """
    entries = [entry for path in sorted(FOLDER.glob("*.toml")) for entry in read(path.stem, FOLDER)["comments"]]
    last: dict[str, int] = defaultdict(int)
    for entry in entries:
        last[entry["article"]] = max(last[entry["article"]], entry["minutes_after"])
    times = []
    for entry in entries:
        published_at = articles[entry["article"]].published_at
        if published_at is None:
            raise ValueError(f"{entry['key']}: a story without a time of publication has no comments.")
        minutes = (now - published_at).total_seconds() / 60
        share = min(1.0, minutes / (last[entry["article"]] + 5))
        times.append(published_at + timedelta(minutes=entry["minutes_after"] * share))
    for index in sorted(range(len(entries)), key=lambda index: (times[index], index)):
        yield entries[index], times[index]
