"""What comes next, without sound or window."""

from pathlib import Path

from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.recordings import Piece, Recording
from gui.playing.noting import Heard
from gui.playing.queue import Place, Queue


def recording(name: str, *pieces: float, kind: Kind = Kind.MUSIC) -> Recording:
    files = tuple(Piece(Path(f"{name}{number}"), seconds) for number, seconds in enumerate(pieces))
    return Recording(Item(name, kind, name, duration=sum(pieces)), files)


A, B, C = recording("a", 60.0), recording("b", 30.0, 40.0), recording("c", 180.0)


def titles(queue: Queue) -> list[str]:
    return [one.item.id for one in queue.recordings]


def test_the_files_of_a_recording_come_before_the_next_recording() -> None:
    queue, seen = Queue.of([A, B, C]), list[Place]()
    while (place := queue.following()) is not None:
        seen.append(place)
        queue = queue.moved(place)
    assert seen == [Place(1, 0), Place(1, 1), Place(2, 0)] and queue.now is C
    assert Queue().following() is None and Queue().now is None


def test_what_is_added_or_taken_out_leaves_what_sounds_where_it_is() -> None:
    queue = Queue.of([A, B], first=1)
    assert titles(queue.with_next([C])) == ["a", "b", "c"] == titles(queue.with_last([C]))
    assert titles(Queue.of([A, B]).with_next([C])) == ["a", "c", "b"]
    assert queue.without(0).now is B and titles(queue.without(0)) == ["b"]


def heard(of: Recording, seconds: float) -> Heard:
    found = Heard(of)
    for tenth in range(int(seconds * 10) + 1):
        found.move_to(tenth / 10)
    return found


def test_only_time_that_passes_is_heard_and_leaps_are_not() -> None:
    found = heard(C, 20.0)
    found.leap()
    found.move_to(150.0)
    found.move_to(150.5)
    found.move_to(170.0)
    assert round(found.seconds, 3) == 20.5
    assert round(found.unkept(), 3) == 20.5 and found.unkept() == 0.0


def test_what_hearing_comes_to() -> None:
    assert heard(A, 31).verdict(passed_over=True) is Verdict.PLAYED
    assert heard(C, 12).verdict(passed_over=True) is Verdict.SKIPPED
    assert heard(C, 12).verdict(passed_over=False) is None
    assert heard(C, 45).verdict(passed_over=True) is None
    book = recording("book", 40_000.0, kind=Kind.BOOK)
    assert (
        heard(book, 12).verdict(passed_over=True) is None
        and heard(book, 61).verdict(passed_over=False) is Verdict.OPENED
    )
