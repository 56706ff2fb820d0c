"""A year in review from odd journals: a clock that jumps, thousands of acts in a minute, works without anything."""

import io
from datetime import datetime

import pytest
from PIL import Image

from assistant.app.looking_back.canvas import SANS, cut, lines, width
from assistant.app.looking_back.year import Years
from assistant.app.stores import Stores
from assistant.domain.entities import Feedback, Kind, Verdict
from assistant.domain.errors import AssistantError
from assistant.settings.paths import Paths
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore
from tests.storage.shelf import book, record

SPRING = datetime(2021, 4, 10, 12).timestamp()
NOW = datetime(2023, 6, 1).timestamp()


@pytest.fixture
def years(paths: Paths, library: LibraryStore, journal: JournalStore) -> Years:
    for item in (
        book("a", "A very long title " * 20, "Somebody", pages=900, subjects=("Sea",)),
        book("b", "", "Various Artists"),
        book("c", "Song", "Somebody", kind=Kind.MUSIC, duration=180.0, subjects=("Sea", "Rain")),
    ):
        library.items.put(item, (), None, record(f"/x/{item.id}", item.id))
    return Years(Stores(paths, library, journal))


def test_ten_thousand_plays_of_a_minute_are_one_work(years: Years, journal: JournalStore) -> None:
    journal.record_all([(Feedback("c", Verdict.PLAYED), SPRING) for _ in range(10_000)], "test")
    found = years.review(2021, NOW)
    assert (found.works, found.played, found.whole) == (1, 10_000, True)
    assert found.months[Kind.MUSIC] == (0, 0, 0, 1, *(0,) * 8)
    assert [(one.name, one.works, one.times) for one in found.creators] == [("Somebody", 1, 10_000)]


def test_acts_beyond_any_calendar_belong_to_no_year(years: Years, journal: JournalStore) -> None:
    journal.record(Feedback("a", Verdict.FINISHED), 1e300)
    journal.record(Feedback("a", Verdict.FINISHED), -1e18)
    assert years.known() == []
    with pytest.raises(AssistantError, match="2021"):
        years.review(2021, NOW)


def test_a_work_that_has_left_the_library_counts_no_more(years: Years, journal: JournalStore) -> None:
    journal.record(Feedback("gone", Verdict.FINISHED), SPRING)
    journal.record(Feedback("a", Verdict.FINISHED), SPRING + 86_400)
    found = years.review(2021, NOW)
    assert found.finished == 1 and found.first is not None and found.first.item.id == "a"
    assert found.longest is not None and found.longest.id == "a" and years.known() == [2021]


def test_every_year_can_be_drawn(years: Years, journal: JournalStore) -> None:
    for item_id, verdict in (("b", Verdict.OPENED), ("a", Verdict.FINISHED), ("c", Verdict.LIKED)):
        journal.record(Feedback(item_id, verdict), SPRING)
        with Image.open(io.BytesIO(years.picture(years.review(2021, NOW)))) as picture:
            assert picture.size == (2160, 2700)


def test_words_keep_to_their_room() -> None:
    assert width(cut("A very long title " * 20, SANS, 20, 200), SANS, 20) <= 200
    found = lines("A very long title " * 20, SANS, 20, 200, 3)
    assert len(found) == 3 and found[-1].endswith("…") and all(width(line, SANS, 20) <= 200 for line in found)
    assert lines("", SANS, 20, 200, 3) == []
