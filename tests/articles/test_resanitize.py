from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article
from newsportal.models import Generation
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db


def resanitize() -> str:
    """Return what the command says of articles."""
    output = StringIO()
    call_command("resanitize", stdout=output)
    return output.getvalue().splitlines()[0]


class TestResanitize:
    def test_text_that_is_as_it_should_be_stays(self):
        article = make_article()
        assert resanitize() == "0 of 1 articles changed."
        assert Article.objects.get().saved_at == article.saved_at

    def test_empty_paper_has_nothing_to_change(self):
        assert resanitize() == "0 of 0 articles changed."

    def test_text_under_older_rules_is_cleaned_and_built(self):
        article = make_article()
        make_article()
        body = '<p style="x">نص جديد من أربع</p><script>alert(1)</script>'
        Article.objects.filter(pk=article.pk).update(body=body, body_html="", word_count=0)
        before = {row.name: row.number for row in Generation.objects.all()}
        assert resanitize() == "1 of 2 articles changed."
        article.refresh_from_db()
        assert (article.body, article.word_count) == ("<p>نص جديد من أربع</p>", 4)
        assert article.body_html == article.body
        after = {row.name: row.number for row in Generation.objects.all()}
        assert {name for name in after if after[name] != before[name]} == {"lists", f"article:{article.pk}"}
        assert resanitize() == "0 of 2 articles changed."

    def test_missing_figure_comes_back_with_its_picture(self):
        picture = make_picture()
        article = make_article(body=f'<figure data-picture="{picture.pk}"></figure>')
        Article.objects.filter(pk=article.pk).update(body_html="")
        resanitize()
        assert picture.key in Article.objects.get().body_html

    def test_it_goes_through_more_than_one_batch(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("articles.management.commands.resanitize.BATCH", 2)
        for _ in range(5):
            make_article()
        Article.objects.update(word_count=0)
        assert resanitize() == "5 of 5 articles changed."
