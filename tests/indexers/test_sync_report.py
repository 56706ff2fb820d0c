"""What a sync reports: every file in exactly one count, the same when nothing changed, and its progress."""

import os
from itertools import count

import pytest

from assistant.domain.errors import NothingReadable
from assistant.storage.library.files import FileState
from indexers.sync import Progress, _Paced
from tests.indexers import samples


def counts(report):
    return {
        name: getattr(report, name)
        for name in ("added", "changed", "moved", "gone", "unchanged", "skipped", "failed")
        if getattr(report, name)
    }


def fill(shelf):
    for name in ("one", "two", "three"):
        (shelf / f"{name}.md").write_text(f"# On {name}\n\n" + samples.prose(60, name))
    (shelf / "broken.epub").write_bytes(b"PK\x03\x04 no book")
    (shelf / "strange.xyz").write_bytes(b"\x00\x01\x02")


def test_every_file_counts_once_and_again_the_same_at_rest(home, shelf):
    fill(shelf)
    first = home.sync(shelf)
    assert counts(first) == {"added": 3, "skipped": 1, "failed": 1}
    assert {path.name for path, _ in first.problems} == {"broken.epub", "strange.xyz"}
    assert 0 < first.seconds < 60
    for _ in range(2):
        again = home.sync(shelf)
        assert counts(again) == {"unchanged": 3, "skipped": 1, "failed": 1}
        assert again.problems == first.problems


def test_what_came_went_changed_and_moved_is_counted_apart(home, shelf):
    fill(shelf)
    home.sync(shelf)
    (shelf / "one.md").write_text("# On one\n\n" + samples.prose(70, "winter"))
    (shelf / "two.md").unlink()
    (shelf / "three.md").rename(shelf / "third.md")
    (shelf / "four.md").write_text("# On four\n\n" + samples.prose(60, "four"))
    report = home.sync(shelf)
    assert counts(report) == {"added": 1, "changed": 1, "moved": 1, "gone": 1, "skipped": 1, "failed": 1}
    assert home.titles() == {"On one", "On three", "On four"}
    assert counts(home.sync(shelf)) == {"unchanged": 3, "skipped": 1, "failed": 1}
    os.utime(shelf / "four.md", (5, 5))
    assert counts(home.sync(shelf)) == {"unchanged": 3, "skipped": 1, "failed": 1}


def test_a_file_that_failed_is_read_again_once_it_was_touched(home, shelf):
    fill(shelf)
    home.sync(shelf)
    samples.write_epub(shelf / "broken.epub")
    report = home.sync(shelf)
    assert report.failed == 0 and report.unchanged == 3 and report.added + report.changed == 1
    assert "The Left Hand of Darkness" in home.titles()


def test_a_touched_file_that_fails_again_is_looked_at_again(home, shelf):
    fill(shelf)
    home.sync(shelf)
    os.utime(shelf / "broken.epub", (5, 5))
    home.progress.clear()
    assert counts(home.sync(shelf)) == {"unchanged": 3, "skipped": 1, "failed": 1}
    reading = [step for step in home.progress if step.phase == "reading"]
    assert [(step.done, step.total) for step in reading] == [(1, 1)]


def test_of_several_roots_one_that_can_be_read_is_enough(home, shelf, tmp_path):
    fill(shelf)
    report = home.sync(tmp_path / "missing", shelf)
    assert report.added == 3 and tmp_path / "missing" in dict(report.problems)
    with pytest.raises(NothingReadable, match=r"missing cannot be read: .*Give a folder"):
        home.sync(tmp_path / "missing")
    with pytest.raises(NothingReadable, match="nor the other"):
        home.sync(tmp_path / "missing", tmp_path / "gone")


def test_a_folder_that_is_away_keeps_its_items_and_they_come_back(home, shelf, tmp_path):
    fill(shelf)
    away = tmp_path / "drive"
    away.mkdir()
    (away / "far.md").write_text("# Far\n\n" + samples.prose(60, "far"))
    home.sync(shelf, away)
    away.rename(tmp_path / "unplugged")
    report = home.sync(shelf, away)
    assert report.gone == 0 and "Far" in home.titles()
    assert home.library.files.get(away / "far.md").state is FileState.AWAY
    (tmp_path / "unplugged").rename(away)
    assert counts(home.sync(shelf, away)) == {"unchanged": 4, "skipped": 1, "failed": 1}
    assert home.library.files.get(away / "far.md").state is FileState.INDEXED


def test_problems_are_told_of_these_roots_alone(home, shelf, tmp_path):
    fill(shelf)
    home.sync(shelf)
    other = tmp_path / "other"
    other.mkdir()
    (other / "more.md").write_text("# More\n\n" + samples.prose(60, "more"))
    assert home.sync(other).problems == ()
    assert len(home.sync(shelf).problems) == 2


def test_progress_tells_the_first_and_last_step_and_few_between():
    shown, seconds = [], iter(count(0.0, 1 / 32))
    paced = _Paced(shown.append, lambda: next(seconds))
    for done in range(1, 996):
        paced(Progress("reading", done, 995, ""))
    paced(Progress("items", 1, 9, ""))
    assert shown[0].done == 1 and (shown[-2].done, shown[-1].phase) == (995, "items")
    assert [step.done for step in shown[:4]] == [1, 5, 9, 13], "at most one every tenth of a second"


def test_reading_is_counted_to_its_end(home, shelf):
    fill(shelf)
    home.sync(shelf)
    reading = [step for step in home.progress if step.phase == "reading"]
    assert reading[0].done == 1 and reading[-1].done == 5 and {step.total for step in reading} == {5}
    assert home.progress[0] == Progress("scanning", 0, 0, home.progress[0].message)
