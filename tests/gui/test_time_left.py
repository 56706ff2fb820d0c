"""How long the rest of a job takes is said in terminal and window once its pace can be believed."""

from collections.abc import Iterator

import pytest

from assistant.cli.output import Output
from assistant.messages.time_left import TimeLeft
from gui.pages.activity.progress import ProgressStrip
from indexers.sync import Progress


def steps(pace: list[tuple[int, float]], total: int) -> Iterator[tuple[float, Progress]]:
    """(moment, step) of each page, for (pages, seconds a page) one after the other."""
    at, done = 0.0, 0
    for pages, seconds in pace:
        for _ in range(pages):
            at, done = at + seconds, done + 1
            yield at, Progress("scans", done, total, "Reading scanned pages")


@pytest.fixture
def strip(qapp) -> ProgressStrip:
    return ProgressStrip()


def both_say(strip: ProgressStrip, capsys, pace: list[tuple[int, float]], total: int) -> tuple[list[str], list[str]]:
    """What stands in the terminal and in the window after each step."""
    now = 0.0
    output = Output()
    output.watched = True
    output.left = strip.left = TimeLeft(lambda: now)
    window, terminal = [], []
    for now, step in steps(pace, total):  # noqa: B007  # the clock reads it
        strip.show_progress(step)
        output.progress(step)
        window.append(strip.words.text())
        terminal.append(capsys.readouterr().err.strip())
    return terminal, window


def test_a_steady_job_says_how_long_it_still_takes(strip: ProgressStrip, capsys) -> None:
    terminal, window = both_say(strip, capsys, [(300, 2.0)], 420)
    assert terminal[2] == "scanned pages 3/420" and window[2] == "Reading scanned pages: 3 of 420"
    assert terminal[59] == "scanned pages 60/420, about 10 minutes left"
    assert window[299] == "Reading scanned pages: 300 of 420 · about 4 minutes left"
    assert terminal[299] == "scanned pages 300/420, about 4 minutes left"


def test_what_is_nearly_done_uneven_or_without_an_end_says_nothing(strip: ProgressStrip, capsys) -> None:
    for pace, total in (([(95, 1.0)], 100), ([(20, 0.2), (20, 9.0)], 500), ([(200, 1.0)], 0)):
        terminal, window = both_say(strip, capsys, pace, total)
        assert "left" not in terminal[-1] + window[-1], (pace, total)


def test_after_a_pause_the_pace_is_measured_anew(strip: ProgressStrip) -> None:
    now = 0.0
    strip.left = TimeLeft(lambda: now)
    for now, step in steps([(60, 2.0)], 420):  # noqa: B007
        strip.show_progress(step)
    assert "minutes left" in strip.words.text()
    strip.show_paused(True)
    strip.show_paused(False)
    strip.show_progress(Progress("scans", 61, 420, "Reading scanned pages"))
    assert strip.words.text() == "Reading scanned pages: 61 of 420"
