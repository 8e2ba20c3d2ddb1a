"""Generation numbers in the shared cache: how a machine learns at once of what another one changed.

The rows in the database are the truth. A number that the server lost or never had is read from its row.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import close_old_connections, connection
from redis import Redis

from newsportal.mirror import moment_of, stamp_of
from newsportal.models import Generation
from newsportal.raised import RaisedRows
from newsportal.shared_cache import PREFIX, attempt

# Forgotten numbers come back from their rows, so the server need not keep those of a whole archive.
KEEP_SECONDS = 7 * 86_400
# What never changed is mostly an article that nobody wrote, and anybody can ask for thousands of those.
KEEP_NOTHING_SECONDS = 600
LEVELLED = f"{PREFIX}levelled"
BATCH = 1_000
_raised = RaisedRows()

# Microseconds since 1970 stay exact in Lua's floating point until the year 2255.
LARGEST = 2**53
# A number only grows; what is none gives way to one.
RAISE = f"""
for place, key in ipairs(KEYS) do
  local standing = tonumber(redis.call('GET', key) or '-1')
  if not standing or standing > {LARGEST} or standing < tonumber(ARGV[place]) then
    local seconds = ARGV[place] == '0' and {KEEP_NOTHING_SECONDS} or {KEEP_SECONDS}
    redis.call('SET', key, ARGV[place], 'EX', seconds)
  end
end
"""


def fetch(names: Sequence[str]) -> dict[str, int]:
    """Return the numbers that all machines agree on; without the server, those of the rows, in one query.

    Raises django.db.OperationalError where the database is needed and down.
    """
    answers = attempt(lambda server: server.mget([_key(name) for name in names])) or [None] * len(names)
    told = {name: _number(answer) for name, answer in zip(names, answers, strict=True)}
    numbers = {name: number for name, number in told.items() if number is not None}
    missing = [name for name in names if name not in numbers]
    if missing:
        found = dict.fromkeys(missing, 0) | rows(missing)
        raise_to(found)
        numbers |= found
    return numbers


def rows(names: Sequence[str]) -> dict[str, int]:
    """Return the numbers that stand in the database, in one query; nothing for what never changed."""
    # No request has begun or ended around this query, so nothing else looks after the connection.
    if not connection.in_atomic_block:
        close_old_connections()
    return dict(Generation.objects.filter(name__in=names).values_list("name", "number"))


def raise_to(numbers: Mapping[str, int], *, is_change: bool = False) -> bool:
    """Raise each number unless a larger one stands there; return whether the server took them."""
    pairs = list(numbers.items())
    batches = [pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH)]

    def send(server: Redis) -> bool:
        for batch in batches:
            server.eval(RAISE, len(batch), *[_key(name) for name, _ in batch], *[number for _, number in batch])
        return True

    return attempt(send, is_change=is_change) or False


def level(*, now: datetime, lately: timedelta) -> None:
    """Bring the server level with the rows raised since it last was; costs two queries.

    An emptied server holds no number that could be old: whatever it misses is read from its row.
    """
    answer = attempt(lambda server: [server.get(LEVELLED)])
    if answer is None:
        return
    stamp = _number(answer[0])
    if stamp is not None:
        since = min(moment_of(stamp), now) - lately
        if not raise_to(_raised.read(since)):
            return
        _raised.settle()
    attempt(lambda server: server.set(LEVELLED, stamp_of(now)))


def _number(answer: bytes | str | None) -> int | None:
    """Return the number that the server told; None for nothing, or for what nobody of us wrote."""
    if answer is None or not answer.isdigit() or len(answer) > len(str(LARGEST)) or int(answer) > LARGEST:
        return None
    return int(answer)


def _key(name: str) -> str:
    return f"{PREFIX}number:{name}"
