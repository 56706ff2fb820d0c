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


def test_entries_keep_their_lines_and_wrapped_prose_does_not() -> None:
    prose = (
        "Nobody in the harbour spoke of the winter that was to come, and\nAda had no wish to be the first, for\n"
        "she was young."
    )
    entries = "Serial number: 88\nInstalled: 2019\n- spade\n- a rake,\n  bent\n8 pallets\n3 belts\nMonday    Ada"
    (passage,) = split_text(f"{prose}\n\n{entries}")
    assert passage.split("\n") == [
        prose.replace("\n", " "), "Serial number: 88", "Installed: 2019", "- spade", "- a rake, bent", "8 pallets",
        "3 belts", "Monday\tAda",
    ]  # fmt: skip


def test_a_table_that_is_cut_says_the_names_of_its_columns_again() -> None:
    rows = [f"| {number} | {'x' * 60} |" for number in range(40)]
    passages = split_text("\n".join(["| No | What |", "|---|---|", *rows]))
    assert len(passages) > 2 and all(one.startswith("| No | What |\n|---|---|\n| ") for one in passages)
    assert [row for one in passages for row in one.split("\n")[2:]] == rows


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
