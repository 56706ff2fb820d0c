"""How long a work takes."""

from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import is_of_unknown_length, is_sample, minutes_of, pages_of
from assistant.guide.finding import with_guide


def test_a_file_with_hardly_a_word_a_page_tells_nothing_of_the_length() -> None:
    sample = Item("b", Kind.BOOK, "A Book", words=75, pages=352)
    assert 300 < (minutes_of(sample) or 0) < 500, "by its pages, not eighteen seconds"
    assert minutes_of(Item("b", Kind.BOOK, "A Book", words=75_000, pages=352)) == 300
    assert minutes_of(Item("d", Kind.DOCUMENT, "A Note", words=500)) == 2


def test_of_a_sample_the_usual_length_of_the_work_is_told() -> None:
    novel = Item("b", Kind.BOOK, "A Novel", words=104, usual=900.0)
    assert is_sample(novel) and not is_of_unknown_length(novel)
    assert minutes_of(novel) == 900 and (pages_of(novel) or 0) > 700
    assert is_of_unknown_length(Item("b", Kind.BOOK, "Another", words=104))
    whole = Item("b", Kind.BOOK, "A Novel", words=200_000, usual=900.0)
    assert minutes_of(whole) == 800, "a file that holds the work tells more exactly"
    shorter = Item("b", Kind.BOOK, "A Story", words=2_000, usual=9.0)
    assert minutes_of(Item("b", Kind.BOOK, "A Novel", usual=900.0)) == 900
    assert minutes_of(shorter) == 9
    assert minutes_of(Item("m", Kind.MUSIC, "A Song", duration=6.0, usual=4.0)) == 4
    assert minutes_of(Item("m", Kind.MUSIC, "A Song", duration=200.0, usual=20.0)) == 200 / 60, "too long for a sample"


def test_the_guide_tells_how_long_a_work_usually_is_but_not_of_its_parts() -> None:
    novel = with_guide(Item("b", Kind.BOOK, "Middlemarch", ("George Eliot",), words=60))
    assert 12 * 60 < (minutes_of(novel) or 0) < 24 * 60
    symphony = Item("m", Kind.MUSIC, "Symphony No. 5 in C minor", ("Ludwig van Beethoven",), duration=6.0)
    assert 25 < (minutes_of(with_guide(symphony)) or 0) < 40
    movement = Item("m", Kind.MUSIC, "Symphony No. 5: I. Allegro con brio", ("Ludwig van Beethoven",), duration=6.0)
    assert minutes_of(with_guide(movement)) == 0.1, "a movement is no symphony"
