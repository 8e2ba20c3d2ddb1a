"""What live entries show of pictures: noted when a text is stored, and built anew when a picture or a rule changes."""

from collections.abc import Sequence

from articles.body.build import picture_ids
from articles.live.models import EntryPicture, LiveEntry
from articles.models.picture import Picture

BATCH = 100


def note_pictures(entry: LiveEntry) -> None:
    """Bring what is noted of an entry level with its sanitised text, in the transaction that stores it.

    A withdrawn entry shows nothing. Costs one query, and up to three more where something changed.
    """
    wanted = set(picture_ids(entry.body)) if entry.withdrawn_at is None else set()
    noted = set(entry.picture_uses.values_list("picture", flat=True))
    if gone := noted - wanted:
        entry.picture_uses.filter(picture__in=gone).delete()
    if come := sorted(wanted - noted):
        # A text may name a picture that is no longer there.
        known = Picture.objects.filter(pk__in=come).values_list("pk", flat=True)
        EntryPicture.objects.bulk_create(EntryPicture(entry=entry, picture_id=key) for key in known)


def rebuild_entries(entries: Sequence[LiveEntry]) -> list[LiveEntry]:
    """Build the texts anew, save those that come out different, and return them.

    No time of theirs moves. Costs a query for each text with pictures. The caller moves the generations.
    """
    before = {entry.pk: (entry.body, entry.body_html) for entry in entries}
    for entry in entries:
        entry.rebuild()
    changed = [entry for entry in entries if before[entry.pk] != (entry.body, entry.body_html)]
    LiveEntry.objects.bulk_update(changed, ["body", "body_html"], batch_size=BATCH)
    return changed


def rebuild_entries_with(picture: Picture) -> None:
    """Build anew the entries that show the picture; the caller holds their stories and moves the generations."""
    showing = LiveEntry.objects.filter(picture_uses__picture=picture).order_by("pk")
    rebuild_entries(list(showing.select_for_update(no_key=True, of=("self",))))
