"""Splitting text: nothing lost, nothing crossing a section, sizes that the encoder takes."""

import time

from hypothesis import given
from hypothesis import strategies as st

from indexers.passages import TARGET, split_sections, split_text
from indexers.readers.base import Section

SENTENCE = "The quiet harbour lay below the town and nobody spoke of the winter that was to come. "


def test_passages_are_about_a_kilobyte() -> None:
    passages = split_text("\n\n".join(SENTENCE * 3 for _ in range(60)))
    assert all(TARGET // 2 < len(text) <= TARGET + 1 for text in passages[:-1])


def test_a_short_rest_joins_the_passage_before() -> None:
    passages = split_text("\n\n".join([SENTENCE * 11, "The end."]))
    assert len(passages) == 1 and passages[0].endswith("The end.")


def test_sections_are_not_mixed() -> None:
    passages, thinned = split_sections([Section("One.", "a"), Section("Two.", "b")])
    assert (passages, thinned) == ([("a", "One."), ("b", "Two.")], False)


def test_of_a_very_long_text_passages_are_spread_over_the_whole() -> None:
    passages, thinned = split_sections([Section(f"{SENTENCE * 12}", str(number)) for number in range(100)], most=10)
    assert thinned and len(passages) == 10
    assert [int(place) for place, _ in passages][-1] >= 90


@given(st.text(max_size=6000))
def test_no_word_is_lost(text: str) -> None:
    joined = "".join("".join(split_text(text)).split())
    assert joined == "".join(text.split())


@given(st.text(alphabet="海港の冬。 ", min_size=1, max_size=4000))
def test_scripts_without_blanks_are_cut_too(text: str) -> None:
    assert all(len(passage.encode()) <= TARGET * 1.3 for passage in split_text(text))


def test_a_line_without_end_is_cut_in_no_time() -> None:
    started = time.process_time()
    pieces = split_text("a" * 4_000_000 + " " + "日" * 400_000)
    assert time.process_time() - started < 5
    assert (
        sum(len(piece.replace("\n", "")) for piece in pieces) == 4_400_000
        and max(len(piece.encode()) for piece in pieces) < 2 * TARGET
    )
