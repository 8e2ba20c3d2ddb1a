from functools import partial
from math import log

import pytest

from articles.search.engines import Candidate
from articles.search.ranking import inverse_document_frequency, scorer
from articles.search.vocabulary import Statistics

NUMBERS = Statistics(documents=10, mean_length=8.0, latest=10, frequencies={"قمر": 2, "نجم": 5, "بدر": 9})


def score_of(groups: list[tuple[str, ...]], text: Candidate) -> float:
    return scorer(groups, NUMBERS)(text).value


def document(title: str, body: str, length: int = 0) -> Candidate:
    return Candidate(1, title, body, length or len(f"{title} {body}".split()))


class TestInverseDocumentFrequency:
    def test_value_by_hand(self) -> None:
        assert inverse_document_frequency(10, 2) == pytest.approx(log(1 + 8.5 / 2.5))
        assert inverse_document_frequency(10, 2) == pytest.approx(1.4816, abs=1e-4)

    @pytest.mark.parametrize("documents", [1, 2, 10, 1_000_000])
    def test_it_is_never_negative(self, documents: int) -> None:
        assert inverse_document_frequency(documents, documents) > 0

    def test_a_rare_word_tells_more(self) -> None:
        values = [inverse_document_frequency(100, holding) for holding in (1, 2, 50, 99, 100)]
        assert values == sorted(values, reverse=True)


class TestScorer:
    def test_value_by_hand(self) -> None:
        # Twice in a text of 8 words, the mean: 1.4816 * 2 * 2.2 / (2 + 1.2).
        score = partial(score_of, [("قمر",)])
        assert score(document("خبر", "قمر و قمر", 8)) == pytest.approx(1.4816 * 4.4 / 3.2, abs=1e-4)

    def test_length_by_hand(self) -> None:
        # Once in 16 words, twice the mean: 1.2 * (0.25 + 0.75 * 2) = 2.1 in the denominator.
        score = partial(score_of, [("قمر",)])
        assert score(document("خبر", "قمر", 16)) == pytest.approx(1.4816 * 2.2 / 3.1, abs=1e-4)

    def test_the_title_counts_three_times(self) -> None:
        score = partial(score_of, [("قمر",)])
        in_title = score(document("قمر", "ليل", 8))
        assert in_title == pytest.approx(score(document("خبر", "قمر ا قمر ا قمر", 8)))
        assert in_title > score(document("خبر", "قمر ا قمر", 8))

    def test_words_add_up(self) -> None:
        text = document("خبر", "قمر نجم", 8)
        alone = [score_of([group], text) for group in (("قمر",), ("نجم",))]
        assert score_of([("قمر",), ("نجم",)], text) == pytest.approx(sum(alone))

    def test_of_several_guesses_the_best_counts_alone(self) -> None:
        text = document("خبر", "قمر نجم بدر", 8)
        assert score_of([("بدر", "قمر", "نجم")], text) == pytest.approx(score_of([("قمر",)], text))

    @pytest.mark.parametrize(("text", "held"), [("قمر نجم", 2), ("نجم نجم", 1), ("بدر قمر", 1), ("ليل", 0)])
    def test_the_words_that_are_held_are_counted(self, text: str, held: int) -> None:
        assert scorer([("قمر", "بدر"), ("نجم",)], NUMBERS)(document("خبر", text)).held == held

    def test_a_part_of_a_word_is_not_counted(self) -> None:
        assert score_of([("قمر",)], document("قمري", "اقمر قمرا", 8)) == 0

    def test_a_word_that_no_document_holds_scores_nothing(self) -> None:
        assert score_of([("شمس",)], document("شمس", "شمس", 8)) == 0

    def test_first_and_last_words_are_counted(self) -> None:
        score = partial(score_of, [("قمر",)])
        assert score(document("خبر", "قمر ا ب", 8)) == score(document("خبر", "ا ب قمر", 8)) > 0
