"""Details of tags that other programs write."""

from pathlib import Path

import office_samples as office

from assistant.domain.entities import Kind
from indexers.worker.reading import read_file
from tests.indexers import samples


def test_classical_music_names_its_composer_first(tmp_path: Path) -> None:
    path = samples.write_flac(
        tmp_path / "a.flac",
        title="Allegro",
        artist="Carlos Kleiber",
        composer="Ludwig van Beethoven",
        genre="Classical",
    )
    reading = read_file(path).reading
    assert reading is not None and reading.creators == ("Ludwig van Beethoven", "Carlos Kleiber")
    song = read_file(
        samples.write_flac(tmp_path / "b.flac", title="Song", artist="A", composer="B", genre="Pop")
    ).reading
    assert song is not None and song.creators == ("A",)


def test_the_recordings_id_stands_in_a_frame_of_its_own(tmp_path: Path) -> None:
    recording = "11111111-2222-3333-4444-555555555555"
    body = b"http://musicbrainz.org\0" + recording.encode()
    frame = b"UFID" + len(body).to_bytes(4, "big") + b"\0\0" + body
    tag = b"ID3\x03\0\0" + bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0)) + frame
    reading = read_file(samples.write_mp3(tmp_path / "a.mp3", tag)).reading
    assert reading is not None and reading.identifiers == (("musicbrainz", recording),)


def test_bare_aac_is_as_long_as_its_frames(tmp_path: Path) -> None:
    # 172 frames of 1024 samples at 44.1 kHz; the first hundred are small, as an encoder starts.
    frames = [_adts(100)] * 100 + [_adts(400)] * 72
    (tmp_path / "a.aac").write_bytes(b"".join(frames))
    reading = read_file(tmp_path / "a.aac").reading
    assert reading is not None and reading.duration is not None and abs(reading.duration - 172 * 1024 / 44_100) < 0.1


def _adts(size: int) -> bytes:
    return bytes([0xFF, 0xF1, 0x50, 0x80 | size >> 11, size >> 3 & 0xFF, (size & 7) << 5 | 0x1F, 0xFC]) + bytes(
        size - 7
    )


def test_an_audiobook_without_text_is_whole(tmp_path: Path) -> None:
    path = samples.write_mp3(tmp_path / "a.mp3", samples.id3(TIT2="Chapter 1", TPE1="A Voice", TCON="Audiobook"))
    answer = read_file(path)
    assert answer.reading is not None and answer.reading.kind is Kind.BOOK
    assert (answer.state, answer.reason) == ("indexed", "")


def test_several_authors_in_one_field_of_an_odt(tmp_path: Path) -> None:
    path = office.write_odt(tmp_path / "a.odt")
    import zipfile

    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["meta.xml"] = entries["meta.xml"].replace(b"Ann Smith", b"Ann Smith; Jo Quill")
    assert b"Jo Quill" in entries["meta.xml"]
    reading = read_file(samples.write_zip(path, {name: data for name, data in entries.items()})).reading
    assert reading is not None and reading.creators == ("Ann Smith", "Jo Quill")


def test_a_composer_with_the_last_name_first_is_put_in_order(home, shelf) -> None:
    tags = samples.id3(TIT2="Symphony No. 1", TCOM="Holm, Vera", TPE1="Sea Orchestra", TCON="Classical")
    samples.write_mp3(shelf / "a.mp3", tags)
    home.sync(shelf)
    (item,) = home.library.items.all()
    assert item.creators == ("Vera Holm", "Sea Orchestra")


def test_genres_by_number_and_when_the_music_came_out_first(home, shelf) -> None:
    tags = {
        "TITLE": "Ice",
        "ARTIST": "Holm",
        "GENRE": "(17)Slow rock;7",
        "DATE": "2020-03-04",
        "ORIGINALDATE": "1999-01",
    }
    samples.write_flac(shelf / "a.flac", **tags)
    samples.write_flac(shelf / "b.flac", TITLE="Fog", ARTIST="Holm", GENRE="250", DATE="2020")
    home.sync(shelf)
    ice, fog = sorted(home.library.items.all(), key=lambda item: item.title, reverse=True)
    assert (ice.subjects, ice.year) == (("Slow rock", "Hip-Hop"), 1999)
    assert (fog.subjects, fog.year) == (("250",), 2020)
