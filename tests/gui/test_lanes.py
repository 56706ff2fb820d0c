"""Lanes: results on the window's thread, errors in words, jobs that are taken back."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtWidgets import QWidget

from assistant.domain.errors import AssistantError, Cancelled
from gui.workers.lanes import Failure, Lane, without_values

Wait = Callable[..., None]


@pytest.fixture
def lane(qapp: object) -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    assert lane.close()


def test_work_runs_elsewhere_and_its_result_arrives_here(lane: Lane, wait_until: Wait):
    where: dict[str, object] = {}

    def work(a: int, b: int) -> int:
        where["work"] = threading.current_thread().name
        return a + b

    def take(result: int) -> None:
        where["result"], where["here"] = result, QThread.isMainThread()

    lane.run(work, 2, b=3, done=take)
    wait_until(lambda: "result" in where)
    assert where == {"work": "alcove-test", "result": 5, "here": True}


def test_a_widget_that_only_a_job_knows_is_freed_on_the_thread_of_the_window(
    qapp: object, lane: Lane, wait_until: Wait
):
    freed: list[str] = []

    def ask(fails: bool) -> None:
        widget = QWidget()
        widget.destroyed.connect(
            lambda: freed.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
        )

        def work(progress: Callable[[int], None]) -> None:
            progress(1)
            if fails:
                raise AssistantError("no")

        def hear(_: object) -> None:
            widget.width()

        lane.run(work, progress=hear, done=hear, failed=hear)

    for number in range(20):
        ask(number % 2 == 0)
    wait_until(lambda: len(freed) == 20)
    assert set(freed) == {threading.main_thread().name}


def test_jobs_keep_their_order_and_progress_comes_before_the_result(lane: Lane, wait_until: Wait):
    said: list[object] = []

    def work(name: str, progress: Callable[[int], None]) -> str:
        for step in range(3):
            progress(step)
        return name

    lane.run(work, "first", progress=said.append, done=said.append)
    lane.run(work, "second", progress=said.append, done=said.append)
    wait_until(lambda: len(said) == 8)
    assert said == [0, 1, 2, "first", 0, 1, 2, "second"]


def test_a_mendable_error_keeps_its_words_and_a_bug_its_places(lane: Lane, wait_until: Wait, caplog):
    failures: list[Failure] = []

    def mendable() -> None:
        raise AssistantError("The folder is gone.")

    def bug() -> None:
        raise ValueError("a private title")

    lane.run(mendable, failed=failures.append)
    lane.run(bug, failed=failures.append)
    wait_until(lambda: len(failures) == 2)
    assert failures[0].message == "The folder is gone." and failures[0].details == ""
    assert "ValueError" in failures[1].details and "test_lanes.py" in failures[1].details
    assert "private" not in failures[1].message + failures[1].details + caplog.text


def test_a_stopped_job_still_delivers_and_a_cancelled_one_does_not(lane: Lane, wait_until: Wait):
    said: list[str] = []

    def work(stop: Callable[[], bool]) -> str:
        while not stop():
            time.sleep(0.001)
        return "so far"

    lane.run(work, cancelled="stop", done=said.append).stop()
    wait_until(lambda: said == ["so far"])
    lane.run(work, cancelled="stop", done=said.append).cancel()
    lane.run(lambda: "next", done=said.append)
    wait_until(lambda: len(said) == 2)
    assert said == ["so far", "next"]


def test_a_job_takes_the_place_of_its_predecessor(lane: Lane, wait_until: Wait):
    said: list[int] = []
    gate = threading.Event()
    lane.run(gate.wait)
    for number in range(5):
        lane.run(lambda number=number: number, done=said.append, key="search")
    gate.set()
    wait_until(lambda: said)
    wait_until(lambda: lane.idle)
    assert said == [4]


def test_cancelled_work_says_so(lane: Lane, wait_until: Wait):
    failures: list[Failure] = []

    def work() -> None:
        raise Cancelled("Stopped.")

    lane.run(work, failed=failures.append)
    wait_until(lambda: failures)
    assert isinstance(failures[0].error, Cancelled)


def test_nothing_is_delivered_to_what_was_deleted(lane: Lane, qapp, wait_until: Wait):
    from shiboken6 import delete

    class Target(QObject):
        def take(self, _: object) -> None:
            raise AssertionError("called after deletion")

    target, gate = Target(), threading.Event()
    lane.run(gate.wait, done=target.take)
    delete(target)
    gate.set()
    wait_until(lambda: lane.idle)
    qapp.processEvents()


def test_a_closed_lane_ends_its_thread(qapp):
    lane = Lane("brief")
    lane.run(time.sleep, 0.05)
    assert lane.close() and not lane._thread.is_alive()


def test_details_hold_no_values():
    try:
        int("my diary")
    except ValueError as error:
        assert "diary" not in without_values(error)


def test_a_paused_job_rests_and_goes_on(lane: Lane, wait_until: Wait):
    steps: list[int] = []

    def work(cancelled: Callable[[], bool]) -> int:
        while not cancelled() and len(steps) < 1_000_000:
            steps.append(1)
            time.sleep(0.001)
        return len(steps)

    done: list[int] = []
    job = lane.run(work, done=done.append, cancelled="cancelled")
    wait_until(lambda: steps)
    job.pause()
    time.sleep(0.02)
    before = len(steps)
    time.sleep(0.05)
    assert job.paused and len(steps) == before
    job.resume()
    wait_until(lambda: len(steps) > before)
    job.pause()
    job.stop()
    wait_until(lambda: done)
    assert not job.paused
