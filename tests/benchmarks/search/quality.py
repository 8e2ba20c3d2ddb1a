"""How often the paragraph that answers a question stands first, or among the first ten."""

import random
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.html import escape

from articles.models import Article, Section
from articles.search.find import find
from articles.search.index import index
from articles.search.query import parse
from tests.benchmarks.search.sets import WAYS, Paragraph, Question, read_set

Row = dict[str, str | float]


def load(paragraphs: list[Paragraph]) -> list[int]:
    """Store each paragraph as a published article, index them, and return their keys in order."""
    section = Section.objects.create(name="search")
    start = timezone.now() - timedelta(days=1)
    articles = Article.objects.bulk_create(
        Article(
            title=paragraph.title[:200],
            body_html=f"<p>{escape(paragraph.text)}</p>",
            section=section,
            status=Article.Status.PUBLISHED,
            published_at=start + timedelta(seconds=number),
        )
        for number, paragraph in enumerate(paragraphs)
    )
    index(articles)
    return [article.pk for article in articles]


def measure(questions: list[Question], keys: list[int]) -> dict[str, float]:
    """Return recall at 1 and 10 and the mean reciprocal rank in the first ten, in per cent."""
    first = ten = reciprocal = 0.0
    for question in questions:
        hits = find(Article.objects.published(), parse(question.text)).hits[:10]
        places = [hit.pk for hit in hits]
        if keys[question.answered_by] in places:
            place = places.index(keys[question.answered_by]) + 1
            first += place == 1
            ten += 1
            reciprocal += 1 / place
    share = 100 / len(questions)
    return {"R@1": first * share, "R@10": ten * share, "MRR@10": reciprocal * share}


def quality(path: Path) -> list[Row]:
    """Return a row of figures for each way of writing the set's questions; slips are the same in every run."""
    paragraphs, questions = read_set(path)
    keys = load(paragraphs)
    rows: list[Row] = []
    for name, write in WAYS.items():
        chance = random.Random(1)  # noqa: S311 - seeded test data, no secret
        written = [Question(write(question.text, chance), question.answered_by) for question in questions]
        rows.append({"questions": name, **measure(written, keys)})
    return rows
