"""The demo library is made of real files, the same every time, and survives interruption."""

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image

from assistant import demo
from assistant.app.app import App
from assistant.app.stores import Stores
from assistant.demo import catalogue, maker, sound
from assistant.demo.drawing import covers, page
from assistant.domain.entities import Kind
from assistant.domain.errors import Cancelled
from assistant.security.vault import open_vault
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.storage.journal.store import open_journal
from assistant.storage.library.store import open_library
from indexers.metadata.covers import Pixels, encode
from indexers.readers.base import Reading
from indexers.readers.registry import find_format
from indexers.sync import Progress
from tests.stand_ins import HashEmbedder

DEMO = catalogue.load()
FILES = dict(maker._files(DEMO))
WORKS = dict(zip(FILES, (*DEMO.books, *DEMO.pieces, *DEMO.documents), strict=True))
SAMPLE = [next(path for path in FILES if path.endswith(end)) for end in ("epub", "flac", "ogg", "mp3", "md", "pdf")]


class Stop(Exception):
    """Stands for whatever ends a program before its time."""


def stop_after(files: int) -> Callable[[Progress], None]:
    def stop(progress: Progress) -> None:
        if progress.done == files:
            raise Stop

    return stop


def contents(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def read(path: Path) -> Reading:
    return find_format(path, path.read_bytes()[:8192]).read(path)


def test_every_work_has_a_file_of_its_own(sample_library: Path) -> None:
    assert len(FILES) == len(DEMO.books) + len(DEMO.pieces) + len(DEMO.documents)
    assert set(contents(sample_library)) == {*FILES, maker.STAMP}


@pytest.mark.parametrize("path", FILES)
def test_our_own_readers_find_what_the_catalogue_says(sample_library: Path, path: str) -> None:
    work, reading = WORKS[path], read(sample_library / path)
    assert (reading.title, reading.creators, reading.subjects) == (work.title, work.creators, work.subjects)
    assert reading.description == work.description
    assert not reading.partial
    if isinstance(work, catalogue.Book):
        year = work.year if work.year >= 1000 else None
        assert (reading.kind, reading.year, reading.language) == (Kind.BOOK, year, work.language)
        assert (reading.series, reading.series_index) == (work.series, work.number)
        assert [section.place for section in reading.sections][-len(work.chapters) :] == [
            heading for heading, _ in work.chapters
        ]
    elif isinstance(work, catalogue.DemoWork):
        assert (reading.kind, reading.year, reading.album) == (Kind.MUSIC, work.year, work.album)
        assert reading.track == work.track
        assert reading.duration is not None and 3 <= reading.duration <= 7
    else:
        assert reading.year == int(work.date[:4])
        text = " ".join(section.text for section in reading.sections)
        assert " ".join(work.body.replace("**", "").split()[-2:]) in " ".join(text.split())
    if not path.endswith(".md"):
        assert reading.cover is not None
        cover = encode(reading.cover) if isinstance(reading.cover, Pixels) else reading.cover
        with Image.open(io.BytesIO(cover)) as picture:
            assert min(picture.size) >= 360


@pytest.mark.parametrize("path", SAMPLE)
def test_the_same_words_make_the_same_file(sample_library: Path, path: str) -> None:
    assert FILES[path]() == (sample_library / path).read_bytes()


def test_no_two_covers_are_alike() -> None:
    pictures = [covers.book_cover(book.title, book.creators, book.cover) for book in DEMO.books[:12]]
    assert len(set(pictures)) == len(pictures)
    with Image.open(io.BytesIO(pictures[0])) as picture:
        assert (picture.format, picture.size) == ("JPEG", covers.BOOK)


def test_titles_stay_within_their_covers() -> None:
    for book in DEMO.books:
        title, _ = covers.split_title(book.title)
        for style in covers.STYLES:
            size, lines = covers.fit(title, style, 508, 170)
            assert size > 22
            assert max(covers.line_width(line, style.face, size, style.tracking) for line in lines) <= 508


def test_an_epub_begins_as_the_format_demands(sample_library: Path) -> None:
    with ZipFile(sample_library / SAMPLE[0]) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == ("mimetype", 0, b"application/epub+zip")


def test_a_note_sounds_at_its_pitch() -> None:
    tone = sound.tone(sound.VOICES["flute"], sound.pitch("A4"), 1.0)
    spectrum = np.abs(np.fft.rfft(tone))
    assert spectrum.argmax() * sound.RATE / len(tone) == pytest.approx(440, abs=1)
    with pytest.raises(ValueError):
        sound.pitch("H4")
    with pytest.raises(ValueError):
        sound.chord("C9")


@pytest.mark.parametrize("piece", DEMO.pieces[::9], ids=lambda piece: piece.title)
def test_a_theme_is_heard_and_does_not_clip(piece: catalogue.DemoWork) -> None:
    samples = sound.play(piece)
    assert 3 * sound.RATE <= len(samples) <= 7 * sound.RATE
    assert np.abs(samples).max() == pytest.approx(0.8, abs=1e-3)
    assert np.sqrt(np.mean(samples**2)) > 0.02
    assert abs(samples[-1]) < 1e-3


def test_lines_are_broken_by_their_width() -> None:
    lines = page.wrapped("one two three four", "serif", 10, page.text_width("one two", "serif", 10))
    assert lines == ["one two", "three", "four"]


def test_a_second_build_touches_nothing(sample_library: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in sample_library.rglob("*")}
    steps: list[Progress] = []
    demo.build(sample_library, steps.append)
    assert {path: path.stat().st_mtime_ns for path in sample_library.rglob("*")} == before
    assert steps == []


def test_an_interrupted_build_goes_on_where_it_stopped(tmp_path: Path, sample_library: Path) -> None:
    with pytest.raises(Stop):
        demo.build(tmp_path, stop_after(3))
    made = [path for path in tmp_path.rglob("*.epub")]
    assert len(made) == 3
    assert not maker.read_stamp(tmp_path)["complete"]
    times = [path.stat().st_mtime_ns for path in made]
    with pytest.raises(Stop):
        demo.build(tmp_path, stop_after(2))
    assert [path.stat().st_mtime_ns for path in made] == times
    assert len(list(tmp_path.rglob("*.epub"))) == 5


def test_a_build_can_be_stopped_between_two_files(tmp_path: Path) -> None:
    steps: list[Progress] = []
    with pytest.raises(Cancelled, match="goes on from there"):
        demo.build(tmp_path, steps.append, lambda: len(steps) >= 2)
    assert len(list(tmp_path.rglob("*.epub"))) == 2


def test_what_went_missing_is_made_again(tmp_path: Path, sample_library: Path) -> None:
    copy = tmp_path / "library"
    shutil.copytree(sample_library, copy)
    (copy / SAMPLE[4]).unlink()
    steps: list[Progress] = []
    demo.build(copy, steps.append)
    assert len(steps) == 1
    assert contents(copy) == contents(sample_library)


def test_files_of_an_older_catalogue_go_and_others_stay(tmp_path: Path) -> None:
    old, own = tmp_path / "Books" / "Nobody" / "Old.epub", tmp_path / "Books" / "Mine.txt"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    own.write_text("mine")
    stamp = {"digest": "another", "complete": True, "files": ["Books/Nobody/Old.epub"]}
    (tmp_path / maker.STAMP).write_text(json.dumps(stamp))
    with pytest.raises(Stop):
        demo.build(tmp_path, stop_after(0))
    assert not old.parent.exists()
    assert own.read_text() == "mine"


def test_a_stamp_cannot_reach_out_of_the_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "precious.txt", tmp_path / "library"
    outside.write_text("precious")
    folder.mkdir()
    stamp = {"digest": "another", "complete": True, "files": ["../precious.txt", str(outside)]}
    (folder / maker.STAMP).write_text(json.dumps(stamp))
    with pytest.raises(Stop):
        demo.build(folder, stop_after(0))
    assert outside.exists()


@pytest.mark.parametrize("stamp", [b"", b"\xff", b"[]", b'{"digest": 1'])
def test_a_damaged_stamp_counts_as_none(tmp_path: Path, stamp: bytes) -> None:
    (tmp_path / maker.STAMP).write_bytes(stamp)
    assert maker.read_stamp(tmp_path) == {}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    paths = Paths(tmp_path / "home")
    key = open_vault(paths, "a passphrase for tests")
    settings = Settings.load(paths)
    stores = Stores(paths, open_library(paths, key), open_journal(paths, key))
    one = App(stores, settings, embedder=HashEmbedder())
    yield one
    one.close()


def test_the_library_is_prepared_once(app: App, tmp_path: Path, sample_library: Path) -> None:
    folder = tmp_path / "home" / "library"
    shutil.copytree(sample_library, folder, copy_function=os.link)
    report = demo.prepare(app, folder, lambda progress: None).row
    assert (report.added, report.failed, report.skipped, report.problems) == (len(FILES), 0, 0, ())
    kinds = [sum(not item.form for item in app.library.items(kind)) for kind in Kind]
    assert kinds == [len(DEMO.books), len(DEMO.pieces), len(DEMO.documents)]
    acts = app.stores.journal.interactions()
    assert len(acts) == len(DEMO.acts)
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert [one.text for one in app.profile.statements()] == [wish.text for wish in DEMO.statements]
    app.feedback.undo()
    again = demo.prepare(app, folder, lambda progress: None).row
    assert (again.added, again.unchanged) == (0, len(FILES))
    assert len(app.stores.journal.interactions()) == len(acts) - 1


def test_a_history_that_broke_off_is_completed(app: App, tmp_path: Path, sample_library: Path) -> None:
    folder = tmp_path / "few"
    for path in FILES:
        if WORKS[path].title in {act.title for act in DEMO.acts}:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(sample_library / path, folder / path)
    app.indexing.index([folder])
    demo.history.record_history(app, now=1_700_000_000.0)
    whole = app.stores.journal.interactions()
    app.feedback.undo()
    demo.history.record_history(app, now=1_700_000_600.0)
    assert len(app.stores.journal.interactions()) == len(whole) == len(DEMO.acts)
    assert len(app.profile.statements()) == len(DEMO.statements)
