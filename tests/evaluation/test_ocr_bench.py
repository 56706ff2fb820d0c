"""The bench of reading pictures: its measure, and a page of it."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.bench.ocr import accuracy, edit_distance
from assistant.evaluation.bench.ocr_pages import Page, fonts_for, pages, sentences
from indexers.ocr.reader import PageReader

TEXTS = st.text("abc ", max_size=12)


def slow_distance(first: str, second: str) -> int:
    if not first or not second:
        return len(first) + len(second)
    same = slow_distance(first[1:], second[1:]) + (first[0] != second[0])
    return min(same, slow_distance(first[1:], second) + 1, slow_distance(first, second[1:]) + 1)


@given(st.text("ab", max_size=5), st.text("ab", max_size=5))
def test_the_edit_distance_is_the_least_number_of_changes(first: str, second: str) -> None:
    assert edit_distance(first, second) == slow_distance(first, second)


def test_accuracy_counts_words_or_characters() -> None:
    page = Page("en", "the “old” gate, the old oak", None)
    assert accuracy(page, "The old gate the old oak", "words") == 1 - 1 / 6
    assert accuracy(page, "", "words") == 0 and accuracy(page, page.text, "characters") == 1


def test_a_spoilt_page_in_two_columns_is_read() -> None:
    texts = sentences()
    assert fonts_for("".join(texts["pl"])) and fonts_for("\U0001f9ff") == []
    *_, page = pages("de", texts["de"], 2)
    assert accuracy(page, PageReader().read(page.picture).text, "words") > 0.9
