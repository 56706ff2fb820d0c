"""Discs kept as one file: the cue sheet beside it gives the album its name, its tracks and their places."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from indexers.readers.audio.cue import SHORTEST, cue_beside, divides_a_file, read_cue

SHEET = """REM DATE 1999
REM GENRE Jazz
PERFORMER "The Band"
TITLE "Harbours"
FILE "{file}" WAVE
  TRACK 01 AUDIO
    TITLE "First Boat"
    PERFORMER "The Band"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second Boat"
    PERFORMER "The Guest"
    INDEX 00 04:58:10
    INDEX 01 05:01:37
  TRACK 03 AUDIO
    TITLE "Third Boat"
    INDEX 01 08:30:00
"""


def write_disc(path: Path, seconds: float = SHORTEST + 1) -> Path:
    soundfile.write(path, np.zeros(int(seconds * 4000), np.float32), 4000)
    return path


def test_a_sheet_is_read() -> None:
    sheet = read_cue(SHEET.format(file="disc.flac").encode())
    assert (sheet.title, sheet.performer, sheet.date, sheet.genre) == ("Harbours", "The Band", "1999", "Jazz")
    assert [track.title for track in sheet.tracks] == ["First Boat", "Second Boat", "Third Boat"]
    assert [track.start for track in sheet.tracks] == [0, pytest.approx(301.49, abs=0.01), 510]
    assert sheet.files() == {"disc.flac"}


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\0", b"TRACK", b'TITLE "x\n' * 50, b"TRACK 1\n" * 9000])
def test_what_is_no_sheet_does_no_harm(data: bytes) -> None:
    assert len(read_cue(data).tracks) < 100


def test_one_file_with_a_sheet_is_an_album(home, shelf) -> None:
    write_disc(shelf / "disc.flac")
    assert home.sync(shelf).added == 1
    (before,) = home.library.items.all()
    (shelf / "Sheet.CUE").write_text(SHEET.format(file="disc.wav"), "latin-1")
    report = home.sync(shelf)
    assert (report.added, report.changed, report.skipped, report.problems) == (1, 1, 0, ())
    (album,) = home.library.items.all()
    assert (album.id, album.form, album.title, album.year) == (before.id, "album", "Harbours", 1999)
    assert album.creators == ("The Band",) and album.subjects == ("Jazz",)
    places = [(passage.text, passage.place) for passage in home.library.items.passages(album.id)]
    assert places[1] == ("Second Boat, The Guest", "track 02, 5:01")
    assert home.library.search.text("third boat")[0].item_id == album.id
    (shelf / "Sheet.CUE").write_text(SHEET.format(file="disc.wav").replace("Third", "Last"))
    assert home.sync(shelf).changed == 2
    assert home.library.items.passages(album.id)[2].text == "Last Boat, The Band"
    assert home.sync(shelf).unchanged == 2
    (shelf / "Sheet.CUE").unlink()
    home.sync(shelf)
    (plain,) = home.library.items.all()
    assert (plain.id, plain.form, home.library.items.passages(plain.id)) == (before.id, "", [])


def test_a_sheet_of_single_tracks_divides_nothing(tmp_path) -> None:
    song = write_disc(tmp_path / "song.flac", 1)
    (tmp_path / "other.cue").write_text(SHEET.format(file="another.flac"))
    assert cue_beside(song) is None
    assert not divides_a_file(tmp_path / "other.cue")
    (tmp_path / "song.cue").write_text(SHEET.format(file="ripped.bin"))
    sheet = cue_beside(song)
    assert sheet is not None and len(sheet.tracks) == 3
