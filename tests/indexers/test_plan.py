"""What a sync has to do, from what a walk found and what is remembered; no file is opened."""

import os
from pathlib import Path

import pytest

from assistant.storage.library.files import FileRecord, FileState
from indexers.plan import below, make_plan
from indexers.scanner import FoundFile


def found(path, size=10, time=5, inode=1):
    return FoundFile(path, size, time, inode)


def record(path, size=10, time=5, inode=1, state=FileState.INDEXED, digest=b"d", item="i1"):
    return FileRecord(Path(path), size, time, inode, digest, item, state)


def planned(files=(), records=(), roots=("/r",), closed=()):
    plan = make_plan(files, {one.path: one for one in records}, roots, closed)
    named = {
        name: [os.fspath(getattr(one, "path", None) or one[1].path) for one in getattr(plan, name)]
        for name in ("to_read", "unchanged", "returned", "moved", "gone", "away")
    }
    return {name: paths for name, paths in named.items() if paths}


def test_a_new_file_is_read_and_a_known_one_left_alone():
    assert planned([found("/r/a"), found("/r/b", inode=2)], [record("/r/a")]) == {
        "to_read": ["/r/b"],
        "unchanged": ["/r/a"],
    }


@pytest.mark.parametrize("change", [{"size": 11}, {"time": 6}, {"time": 4}, {"size": 11, "time": 6}])
def test_another_size_or_time_is_another_content(change):
    plan = make_plan([found("/r/a", **change)], {Path("/r/a"): record("/r/a")}, ["/r"], [])
    assert [file.path for file in plan.to_read] == ["/r/a"] and plan.known == {"/r/a": record("/r/a")}
    assert planned([found("/r/a", inode=9)], [record("/r/a")]) == {"unchanged": ["/r/a"]}


@pytest.mark.parametrize(
    ("state", "digest", "outcome"),
    [
        (FileState.INDEXED, b"d", "unchanged"),
        (FileState.PARTLY, b"d", "unchanged"),
        (FileState.SKIPPED, b"d", "unchanged"),
        (FileState.FAILED, b"d", "unchanged"),
        (FileState.INDEXED, b"", "to_read"),
        (FileState.FAILED, b"", "to_read"),
        (FileState.AWAY, b"d", "returned"),
        (FileState.AWAY, b"", "to_read"),
        (FileState.IGNORED, b"", "unchanged"),
    ],
)
def test_what_becomes_of_a_known_file(state, digest, outcome):
    assert planned([found("/r/a")], [record("/r/a", state=state, digest=digest)]) == {outcome: ["/r/a"]}
    changed = planned([found("/r/a", size=99)], [record("/r/a", state=state, digest=digest)])
    assert changed == {"unchanged" if state is FileState.IGNORED else "to_read": ["/r/a"]}


def test_a_file_that_is_missing_is_gone_below_the_roots_alone():
    assert planned([], [record("/r/a"), record("/other/b")]) == {"gone": ["/r/a"]}


@pytest.mark.parametrize(("state", "away"), [(FileState.INDEXED, True), (FileState.AWAY, False)])
def test_below_a_closed_folder_files_are_away_and_never_gone(state, away):
    known = [record("/r/closed/a", state=state), record("/r/closed/b", item=None, state=FileState.FAILED)]
    assert planned([], known, closed=["/r/closed"]) == ({"away": ["/r/closed/a"]} if away else {})


def test_a_move_is_told_by_inode_size_and_time():
    plan = make_plan([found("/r/new")], {Path("/r/old"): record("/r/old")}, ["/r"], [])
    assert plan.moved == [(record("/r/old"), found("/r/new"))] and not plan.gone and not plan.to_read


@pytest.mark.parametrize("other", [{"inode": 2}, {"size": 11}, {"time": 6}])
def test_a_file_that_differs_is_no_move(other):
    assert planned([found("/r/new", **other)], [record("/r/old")]) == {"to_read": ["/r/new"], "gone": ["/r/old"]}


def test_one_lost_file_is_moved_once_and_a_file_without_a_digest_is_read():
    twice = planned([found("/r/n1"), found("/r/n2")], [record("/r/old")])
    assert twice == {"moved": ["/r/n1"], "to_read": ["/r/n2"]}
    unread = planned([found("/r/new")], [record("/r/old", digest=b"")])
    assert unread == {"to_read": ["/r/new"], "gone": ["/r/old"]}


def test_the_latest_files_are_read_first():
    files = [found("/r/a", time=1), found("/r/b", time=3), found("/r/c", time=2)]
    assert planned(files) == {"to_read": ["/r/b", "/r/c", "/r/a"]}


def audio():
    return [record("/r/x/a.flac", inode=2), record("/r/x/b.MP3", inode=3), record("/r/y/c.flac", inode=4)]


def audio_found():
    return [found(os.fspath(one.path), inode=one.inode) for one in audio()]


def test_audio_beside_a_new_cue_sheet_is_read_anew():
    files = [*audio_found(), found("/r/x/a.CUE", inode=9)]
    plan = make_plan(files, {one.path: one for one in audio()}, ["/r"], [])
    assert {file.path for file in plan.to_read} == {"/r/x/a.flac", "/r/x/b.MP3", "/r/x/a.CUE"}
    assert plan.anew == {"/r/x/a.flac", "/r/x/b.MP3"} == set(plan.known)
    assert [one.path for one in plan.unchanged] == [Path("/r/y/c.flac")]
    assert next(file for file in plan.to_read if file.path == "/r/x/a.flac") == audio_found()[0]


def test_audio_beside_a_cue_sheet_that_went_is_read_anew():
    known = [*audio(), record("/r/x/a.cue", inode=9, item=None)]
    plan = planned(audio_found(), known)
    assert plan == {"to_read": ["/r/x/a.flac", "/r/x/b.MP3"], "unchanged": ["/r/y/c.flac"], "gone": ["/r/x/a.cue"]}


def test_other_files_beside_a_cue_sheet_and_audio_of_no_item_stay():
    known = [record("/r/x/notes.txt", inode=2), record("/r/x/broken.mp3", inode=3, item=None)]
    files = [found(os.fspath(one.path), inode=one.inode) for one in known] + [found("/r/x/a.cue", inode=9)]
    assert planned(files, known) == {"to_read": ["/r/x/a.cue"], "unchanged": ["/r/x/notes.txt", "/r/x/broken.mp3"]}


@pytest.mark.parametrize(
    ("path", "folders", "inside"),
    [
        ("/r/a", ["/r"], True),
        ("/r", ["/r"], True),
        ("/r/a", ["/r/"], True),
        ("/ra", ["/r"], False),
        ("/a", ["/"], True),
        ("/x/a", ["/r", "/x"], True),
        ("/r/a", [], False),
    ],
)
def test_what_lies_below_a_folder(path, folders, inside):
    assert below(path, folders) is inside
