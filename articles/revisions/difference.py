"""What differs between two texts, word by word: blocks are laid beside each other first, so that it stays readable.

The time is bounded, whatever two texts hold: what would take too long is told as taken out and put in whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from articles.revisions.words import Block, Word

Kind = Literal["same", "gone", "come"]

# Of two runs of words, beyond which nobody looks for what they share.
MOST_CELLS = 640_000
# Of one comparison: pairs of blocks that are tried, and words that are compared one by one.
MOST_PAIRS = 20_000
MOST_WORDS = 60_000
# Blocks that share less are others.
ALIKE = 0.4
# What turns around alone between two changes tells nothing: the changes are told as one.
SHORT = 2
# Shorter blocks that stand elsewhere again are taken for a coincidence.
LEAST_MOVED = 4


class Run(NamedTuple):
    kind: Kind
    words: tuple[Word, ...]


class Change(NamedTuple):
    """One block of the later text, or of the earlier where it is ``gone``; ``former`` is the block that it was.

    A block that stands elsewhere now is ``moved`` there, and ``left`` where it was.
    """

    kind: Literal["same", "changed", "gone", "come", "moved", "left"]
    block: Block
    runs: tuple[Run, ...] = ()
    former: Block | None = None


def diff_words(before: Sequence[Word], after: Sequence[Word]) -> list[Run]:
    """Return the words of both texts in one reading order, what was taken out before what came in its place."""
    first, last = _shared_ends(before, after)
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    steps: list[tuple[bool, Sequence[Word], Sequence[Word]]] = [(True, before[:first], after[:first])]
    if len(old) * len(new) > MOST_CELLS:
        steps.append((False, old, new))
    else:
        matcher = SequenceMatcher(None, [word.key for word in old], [word.key for word in new])
        steps += [(tag == "equal", old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    steps.append((True, before[len(before) - last :], after[len(after) - last :]))
    return [*_runs(_joined(steps))]


def diff_blocks(before: Sequence[Block], after: Sequence[Block]) -> list[Change]:
    """Return the blocks of both texts in one reading order; those that share enough words are compared by them."""
    numbers: dict[object, int] = {}
    old, new = ([numbers.setdefault(_key(block), len(numbers)) for block in blocks] for blocks in (before, after))
    budget = _Budget()
    changes: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            changes += [Change("same", block) for block in after[c:d]]
        else:
            changes += budget.replaced(before[a:b], after[c:d])
    return _with_moves(changes)


def changed_words(changes: Sequence[Change]) -> int:
    """Return how many words differ; of a word in another's place one is counted."""
    total = 0
    for change in changes:
        if change.kind == "changed":
            total += max(_count(change.runs, "gone"), _count(change.runs, "come"))
        elif change.kind in {"gone", "come"}:
            total += _told(change.block.words)
    return total


class _Budget:
    """Lays the blocks of a replaced stretch beside each other, as long as that does not take too long."""

    def __init__(self) -> None:
        self.pairs, self.words = MOST_PAIRS, MOST_WORDS

    def replaced(self, before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
        a = c = 0
        for old, new in [*self.partners(before, after), (len(before), len(after))]:
            yield from (Change("gone", block) for block in before[a:old])
            yield from (Change("come", block) for block in after[c:new])
            if old < len(before):
                yield self.changed(before[old], after[new])
            a, c = old + 1, new + 1

    def partners(self, before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
        """Return which blocks belong together, in order, so that they share the most words in all."""
        size = len(before) * len(after)
        if size > self.pairs:
            both = zip(before, after, strict=False)
            return [(place, place) for place, (old, new) in enumerate(both) if _likeness(*map(_bag, (old, new)))]
        self.pairs -= size
        old, new = [*map(_bag, before)], [*map(_bag, after)]
        likeness = [[_likeness(one, other) for other in new] for one in old]
        best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
        for a in reversed(range(len(old))):
            for c in reversed(range(len(new))):
                paired = likeness[a][c] and likeness[a][c] + best[a + 1][c + 1]
                best[a][c] = max(best[a + 1][c], best[a][c + 1], paired)
        return [*_path(likeness, best)]

    def changed(self, before: Block, after: Block) -> Change:
        self.words -= len(before.words) + len(after.words)
        if self.words > 0:
            runs = diff_words(before.words, after.words)
        else:
            runs = [Run("gone", before.words), Run("come", after.words)]
        return Change("changed", after, tuple(runs), before)


def _path(likeness: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    a = c = 0
    while a < len(best) - 1 and c < len(best[0]) - 1:
        if likeness[a][c] and best[a][c] == likeness[a][c] + best[a + 1][c + 1]:
            yield a, c
            a, c = a + 1, c + 1
        elif best[a][c] == best[a + 1][c]:
            a += 1
        else:
            c += 1


def _bag(block: Block) -> tuple[str, Counter[str], int]:
    bag = Counter(word.text for word in block.words)
    return block.kind, bag, len(block.words)


def _likeness(one: tuple[str, Counter[str], int], other: tuple[str, Counter[str], int]) -> float:
    """Return the share of words that two blocks have in common, 0 where that is too little."""
    (kind, words, number), (other_kind, other_words, other_number) = one, other
    total = number + other_number
    if not total or 2 * min(number, other_number) < ALIKE * total:
        return 0.0
    share = 2 * (words & other_words).total() / total
    # Of two that share as much, the one of the same kind.
    return 0.0 if share < ALIKE else share if kind == other_kind else share * 0.9


def _with_moves(changes: list[Change]) -> list[Change]:
    gone = Counter(_key(change.block) for change in changes if change.kind == "gone")
    come = Counter(_key(change.block) for change in changes if change.kind == "come")
    moved = {key for key in gone & come if len(key[1]) >= LEAST_MOVED}
    told: dict[str, Literal["moved", "left"]] = {"gone": "left", "come": "moved"}
    return [
        change._replace(kind=told[change.kind]) if change.kind in told and _key(change.block) in moved else change
        for change in changes
    ]


def _key(block: Block) -> tuple[str, tuple[tuple[str, str], ...]]:
    return block.kind, tuple(word.key for word in block.words)


def _shared_ends(before: Sequence[Word], after: Sequence[Word]) -> tuple[int, int]:
    """Return how many words both begin with, and how many of the others both end with."""
    most = min(len(before), len(after))
    first = 0
    while first < most and before[first].key == after[first].key:
        first += 1
    last = 0
    while last < most - first and before[-1 - last].key == after[-1 - last].key:
        last += 1
    return first, last


def _joined(
    steps: Sequence[tuple[bool, Sequence[Word], Sequence[Word]]],
) -> Iterator[tuple[bool, list[Word], list[Word]]]:
    """Join two changes around a single short word or mark, and whatever stands beside its like."""
    joined: list[tuple[bool, list[Word], list[Word]]] = []
    standing = [step for step in steps if step[1] or step[2]]
    for place, (is_equal, old, new) in enumerate(standing):
        is_between = 0 < place < len(standing) - 1
        is_same = is_equal and not (is_between and len(new) == 1 and len(new[0].text) <= SHORT)
        if joined and joined[-1][0] == is_same:
            joined[-1][1].extend(old)
            joined[-1][2].extend(new)
        else:
            joined.append((is_same, [*old], [*new]))
    yield from joined


def _runs(steps: Iterator[tuple[bool, list[Word], list[Word]]]) -> Iterator[Run]:
    for is_same, old, new in steps:
        if is_same:
            yield Run("same", tuple(new))
            continue
        if old:
            yield Run("gone", tuple(old))
        if new:
            yield Run("come", tuple(new))


def _count(runs: Sequence[Run], kind: Kind) -> int:
    return sum(_told(run.words) for run in runs if run.kind == kind)


def _told(words: Sequence[Word]) -> int:
    return sum(any(map(str.isalnum, word.text)) for word in words)
