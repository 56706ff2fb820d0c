"""Recordings that an earlier version heard are heard anew, and keep what was measured until then."""

from pathlib import Path

from assistant.domain.entities import Item, Kind
from assistant.storage.database import Database, Migrations
from assistant.storage.library.schema import library_migrations
from assistant.storage.library.sounds import SoundRecord
from assistant.storage.library.store import LibraryStore
from tests.storage.shelf import book, record

KEY = bytes(range(32))


def test_recordings_of_an_earlier_version_are_heard_anew(tmp_path):
    steps = library_migrations.steps[:11]
    before = Migrations(library_migrations.name, library_migrations.advice, page_size=8192, steps=steps)
    before.functions = library_migrations.functions
    old = LibraryStore(Database(tmp_path / "library.db", KEY, before))
    song = Item("song", Kind.MUSIC, "Song", path=Path("/shelf/song.m4a"))
    old.items.put_many([(one, [], None, record(f"/shelf/{one.id}")) for one in (song, book("book", "Book"))])
    old.sounds.put([SoundRecord("song", b"digest", None, "no decoder")])
    assert old.sounds.unheard(9) == []
    old.close()
    library = LibraryStore(Database(tmp_path / "library.db", KEY, library_migrations))
    assert [item.id for item in library.sounds.unheard(9)] == ["song"] and library.sounds.count_unheard() == 1
    assert library.sounds.get("song").reason == "no decoder"
    library.close()
