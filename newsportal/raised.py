"""Which generations were raised lately."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count

from newsportal.models import Generation

# So many rows are read again each time, without asking which of them are new.
FEW = 1_000


class RaisedRows:
    """The rows that were raised since a moment, read again and again by one process.

    After a change of very many stories, each process would read all of their rows once a second for as long as they
    count as late, while readers wait. One change gives all its rows one number, so the database is asked how many rows
    have which number, and only those of a number, or a count, that was not there before are read.
    """

    def __init__(self) -> None:
        self._read: Mapping[int, int] = {}
        self._settled: Mapping[int, int] = {}

    def read(self, since: datetime | None) -> dict[str, int]:
        """Return names and numbers of the rows raised since a moment, or ever; of many, what was not settled."""
        rows = Generation.objects.filter(raised_at__gte=since) if since else Generation.objects.all()
        self._read = dict(rows.order_by().values_list("number").annotate(Count("pk")))
        if since and sum(self._read.values()) > FEW:
            news = [number for number, count in self._read.items() if self._settled.get(number) != count]
            rows = rows.filter(number__in=news)
        return dict(rows.values_list("name", "number"))

    def settle(self) -> None:
        """Note that what was last read has arrived where it belongs."""
        self._settled = self._read

    def forget(self) -> None:
        self._settled = {}
