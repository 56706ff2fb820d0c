"""How long a work takes."""

from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import minutes_of


def test_a_file_with_hardly_a_word_a_page_tells_nothing_of_the_length() -> None:
    sample = Item("b", Kind.BOOK, "A Book", words=75, pages=352)
    assert 300 < (minutes_of(sample) or 0) < 500, "by its pages, not eighteen seconds"
    assert minutes_of(Item("b", Kind.BOOK, "A Book", words=75_000, pages=352)) == 300
    assert minutes_of(Item("d", Kind.DOCUMENT, "A Note", words=500)) == 2
