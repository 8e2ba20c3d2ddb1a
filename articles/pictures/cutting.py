"""Behind the upload: the worker makes the renditions that a page can wait for."""

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Picture
from articles.pictures.files import remove_files
from articles.pictures.library import rebuild_users_of
from articles.pictures.renditions import read_master, write_all

logger = logging.getLogger(__name__)

# Far longer than one picture takes. Whoever takes a picture up sets it back by this much, and by twice as much each
# time: what a killed worker began is begun again soon, and what cannot be cut costs less and less.
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(days=1)
# After so many seconds the worker looks after its other work.
TURN_SECONDS = 2.0


def cut_waiting(seconds: float = TURN_SECONDS) -> int:
    """Cut pictures that wait until the time is over; return how many were cut.

    Costs one query where nothing waits. A picture that cannot be cut is logged, and tried again after a pause.
    """
    began, number = time.monotonic(), 0
    while time.monotonic() - began < seconds and (picture := take_up()):
        try:
            cut(picture)
        except Exception:
            # A file that is gone or damaged, a full disk, a store that does not answer: the others shall be cut.
            logger.exception("Picture %s could not be cut", picture.pk)
        else:
            number += 1
    return number


def take_up() -> Picture | None:
    """Return the picture that has waited longest and set it back, so that no other worker takes it; or None."""
    now = timezone.now()
    for picture in Picture.objects.waiting(now)[:4]:
        mine = Picture.objects.filter(pk=picture.pk, key=picture.key, cut_at=None, cut_after=picture.cut_after)
        pause = min(PAUSE * 2 ** min(picture.cut_tries, 12), LONGEST_PAUSE)
        if mine.update(cut_after=now + pause, cut_tries=F("cut_tries") + 1):
            return picture
    return None


def cut(picture: Picture) -> bool:
    """Write all renditions, and let pages name them; return False where the picture has changed or gone meanwhile.

    Raises FileNotFoundError where the master is gone.
    """
    image, _ = read_master(picture)
    write_all(image, picture)
    now = timezone.now()
    with transaction.atomic():
        is_same = Picture.objects.filter(pk=picture.pk, key=picture.key).update(cut_at=now, cut_tries=0)
        if is_same:
            rebuild_users_of(picture)
    if not is_same:
        # Its files were removed while these were written.
        remove_files(picture.key)
    return bool(is_same)
