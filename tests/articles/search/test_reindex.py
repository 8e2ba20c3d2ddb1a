from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article, SearchWord
from tests.articles.search.archive import make_story, titles
from tests.articles.search.test_index import is_level
from tests.factories import make_section

pytestmark = pytest.mark.django_db


def reindex(*options: str) -> str:
    """Run the command and return its last line."""
    output = StringIO()
    call_command("reindex", *options, stdout=output)
    return output.getvalue().strip().splitlines()[-1]


class TestReindex:
    def test_an_empty_paper_has_nothing_to_change(self) -> None:
        assert reindex() == "0 of 0 articles changed; 0 are indexed."

    def test_an_index_that_is_level_stays(self) -> None:
        make_story("قمر", "نجم")
        assert reindex() == "0 of 1 articles changed; 1 are indexed."
        assert is_level()

    def test_texts_changed_behind_its_back_are_indexed_anew(self) -> None:
        article = make_story("قمر", "نجم")
        make_story("ليل")
        Article.objects.filter(pk=article.pk).update(title="شمس", body_html="<p>بحر</p>")
        assert titles("شمس") == []
        assert reindex() == "1 of 2 articles changed; 2 are indexed."
        assert (titles("شمس"), titles("بحر"), titles("قمر")) == (["شمس"], ["شمس"], [])
        assert is_level()
        assert reindex() == "0 of 2 articles changed; 2 are indexed."

    def test_stories_stored_without_it_are_indexed(self) -> None:
        section = make_section()
        Article.objects.bulk_create(
            Article(title=f"قمر {number}", section=section, body_html="<p>نجم</p>") for number in range(3)
        )
        assert reindex() == "3 of 3 articles changed; 3 are indexed."
        assert is_level()

    def test_it_goes_through_more_than_one_batch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.management.commands.reindex.BATCH", 2)
        for _ in range(5):
            make_story("قمر")
        Article.objects.update(title="شمس")
        assert reindex() == "5 of 5 articles changed; 5 are indexed."
        assert is_level()

    def test_words_that_no_story_holds_any_more_go_when_all_are_counted(self) -> None:
        make_story("قمر").delete()
        assert SearchWord.objects.filter(stem="قمر").exists()
        reindex("--recount")
        assert not SearchWord.objects.exists()

    def test_numbers_changed_by_hand_are_counted_anew(self) -> None:
        make_story("قمر", "نجم قمر")
        make_story("قمر")
        right = set(SearchWord.objects.values_list())
        SearchWord.objects.filter(stem="قمر").update(documents=99_999)
        SearchWord.objects.filter(stem="نجم").delete()
        assert reindex("--recount") == "0 of 2 articles changed; 2 are indexed."
        assert set(SearchWord.objects.values_list()) == right

    def test_no_time_of_a_story_moves(self) -> None:
        article = make_story("قمر")
        Article.objects.update(title="شمس")
        reindex()
        assert Article.objects.get().saved_at == article.saved_at
