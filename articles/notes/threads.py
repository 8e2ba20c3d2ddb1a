"""The notes on an article as people read them: thread by thread."""

from dataclasses import dataclass, field

from articles.models import Article, Note

# Of one article; what is older than so many is not shown beside its form.
MOST = 500


@dataclass
class Thread:
    first: Note
    answers: list[Note] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.first.resolved_at is None


def threads_of(article: Article) -> list[Thread]:
    """Return the threads of an article, the oldest first, with their writers; costs a query."""
    rows = Note.objects.filter(article=article.pk).select_related("by", "resolved_by").order_by("-pk")[:MOST]
    threads: dict[int, Thread] = {}
    for note in reversed(rows):
        if note.thread_id is None:
            threads[note.pk] = Thread(note)
        elif thread := threads.get(note.thread_id):
            thread.answers.append(note)
    return [*threads.values()]
