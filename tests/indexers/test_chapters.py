"""Chapters inside one recording, with their positions."""

import struct
from pathlib import Path

import pytest

from indexers.readers.audio.chapters import chapters_of
from indexers.worker.reading import read_file
from tests.indexers import samples

CHAPTERS = (("The Quay", 0.0), ("Nachts am Meer — Ü", 61.5), ("Home", 3600.25))


def nero_list() -> bytes:
    entries = b"".join(
        struct.pack(">QB", int(start * 10_000_000), len(name.encode())) + name.encode() for name, start in CHAPTERS
    )
    return samples.atom(b"chpl", b"\1\0\0\0\0\0\0\0" + bytes([len(CHAPTERS)]) + entries)


def text_track(path: Path) -> Path:
    """A track of text whose samples lie at the end of the file, two to the first chunk and one to the second."""
    texts = [struct.pack(">H", len(name.encode())) + name.encode() for name, _ in CHAPTERS]
    starts = [int(start * 1000) for _, start in CHAPTERS] + [4_000_000]
    lasting = [end - start for start, end in zip(starts, starts[1:], strict=False)]

    def movie(first: int) -> bytes:
        places = (first, first + len(texts[0]) + len(texts[1]))
        table = samples.atom(
            b"stbl",
            samples.atom(b"stts", struct.pack(">II", 0, 3) + b"".join(struct.pack(">II", 1, one) for one in lasting))
            + samples.atom(b"stsz", struct.pack(">III", 0, 0, 3) + b"".join(struct.pack(">I", len(t)) for t in texts))
            + samples.atom(b"stsc", struct.pack(">II", 0, 2) + struct.pack(">IIIIII", 1, 2, 1, 2, 1, 1))
            + samples.atom(b"stco", struct.pack(">IIII", 0, 2, *places)),
        )
        media = samples.atom(b"mdhd", struct.pack(">IIIII", 0, 0, 0, 1000, 4_000_000) + b"\0" * 4)
        media += samples.atom(b"hdlr", b"\0" * 8 + b"text" + b"\0" * 13) + samples.atom(b"minf", table)
        return samples.atom(b"trak", samples.atom(b"tkhd", struct.pack(">IIII", 0, 0, 0, 2) + b"\0" * 70)
                            + samples.atom(b"mdia", media))  # fmt: skip

    sound = samples.atom(b"trak", samples.atom(b"tref", samples.atom(b"chap", struct.pack(">I", 2))))
    size = samples.write_m4a(path, chapters=sound + movie(0), title="Salt Roads").stat().st_size
    samples.write_m4a(path, chapters=sound + movie(size), title="Salt Roads")
    path.write_bytes(path.read_bytes() + b"".join(texts))
    return path


def id3_chapters(version: int) -> bytes:
    def frame(name: bytes, body: bytes) -> bytes:
        size = (
            bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
            if version == 4
            else struct.pack(">I", len(body))
        )
        return name + size + b"\0\0" + body

    frames = frame(b"TIT2", b"\3Salt Roads") + frame(b"TCON", b"\3Audiobook")
    for number, (name, start) in enumerate(CHAPTERS):
        times = struct.pack(">IIII", int(start * 1000), 0, 0xFFFFFFFF, 0xFFFFFFFF)
        frames += frame(b"CHAP", b"ch%d\0" % number + times + frame(b"TIT2", b"\3" + name.encode()))
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version]) + b"\0\0" + size + frames


def chapters(path: Path) -> tuple[tuple[str, float], ...]:
    reading = read_file(path).reading
    assert reading is not None and reading.title == "Salt Roads"
    return reading.chapters


def test_chapters_of_m4b_in_neros_list(tmp_path: Path) -> None:
    assert chapters(samples.write_m4a(tmp_path / "a.m4b", chapters=nero_list(), title="Salt Roads")) == CHAPTERS


def test_chapters_of_m4b_in_a_track_of_text(tmp_path: Path) -> None:
    assert chapters(text_track(tmp_path / "a.m4b")) == CHAPTERS


@pytest.mark.parametrize("version", [3, 4])
def test_chapters_of_mp3(tmp_path: Path, version: int) -> None:
    assert chapters(samples.write_mp3(tmp_path / "a.mp3", id3_chapters(version))) == CHAPTERS


def test_chapters_in_vorbis_comments(tmp_path: Path) -> None:
    comments = {"CHAPTER000": "00:00:00.000", "CHAPTER000NAME": "The Quay", "CHAPTER001": "00:01:01.500"}
    path = samples.write_flac(tmp_path / "a.flac", title="Salt Roads", genre="Audiobook", **comments)
    assert chapters(path) == (("The Quay", 0.0), ("2", 61.5))


def test_a_damaged_list_costs_the_chapters_alone(tmp_path: Path) -> None:
    broken = samples.atom(b"chpl", b"\1\0\0\0\0\0\0\0\x09" + b"\0" * 6)
    assert chapters(samples.write_m4a(tmp_path / "a.m4b", chapters=broken, title="Salt Roads")) == ()
    assert chapters_of(tmp_path / "gone.m4b", {}) == ()
