"""Words are found in their other forms, by the languages of the library, and in scripts that put no blanks."""

import pytest

from assistant.domain.entities import Item
from assistant.storage.database import Database, Migrations
from assistant.storage.library.schema import library_migrations
from assistant.storage.library.store import LibraryStore
from assistant.storage.library.words.unspaced import apart, pieces
from tests.storage.shelf import book, pages, record

KEY = bytes(range(32))
UMI = "海辺の町で、少女は古い灯台を見つけた。"
NIGHT = "我喜欢在晚上读侦探小说，窗外下着雨。"
TEA = "ฉันชอบดื่มชาตอนเช้าและอ่านหนังสือพิมพ์"


def put(library: LibraryStore, *items: tuple[Item, str]) -> None:
    library.items.put_many((item, pages(item.id, text), None, record(f"/shelf/{item.id}")) for item, text in items)


def found(library: LibraryStore, query: str, **options: bool) -> set[str]:
    return {hit.item_id for hit in library.search.text(query, **options)}


def test_other_forms_by_the_languages_of_the_library(library):
    put(
        library,
        (book("a", "Alte Häuser", language="de"), "Das Haus der Nachbarn stand leer."),
        (book("b", "Die Wale", language="de"), "Sie jagten einen Wal."),
        (book("c", "Wege", language="de"), "Nichts davon."),
        (book("d", "Stories of the sea", language="en"), "A sailor told them."),
    )
    assert found(library, "Haus") == found(library, "häuser") == {"a"}
    assert found(library, "Walen") == {"b"}
    assert found(library, "story sailors") == {"d"}
    assert found(library, "stories sailor", every=True) == {"d"}
    assert found(library, "store") == set()


def test_what_is_sought_as_it_stands_comes_first(library):
    put(
        library,
        (book("a", "Sailing alone"), ""),
        (book("b", "Sails"), ""),
        *((book(f"f{n}", f"Filler {n}"), "") for n in range(9)),
    )
    hits = [hit.item_id for hit in library.search.text("sails")]
    assert set(hits) == {"a", "b"} and hits[0] == "b"


@pytest.mark.parametrize(
    ("query", "hit"),
    [("灯台", "ja"), ("海辺の少女", "ja"), ("侦探", "zh"), ("侦探小说", "zh"), ("หนังสือ", "th"), ("ดื่มชา", "th")],
)
def test_scripts_without_blanks(library, query, hit):
    put(library, (book("ja", "灯台守"), UMI), (book("zh", "夜读"), NIGHT), (book("th", "ชา"), TEA))
    (first, *_) = library.search.text(query)
    assert first.item_id == hit
    assert found(library, query, every=True) == {hit}
    assert "  " not in first.snippet and query[:2] in first.snippet


def test_pieces_of_a_run():
    assert pieces("海辺の灯台") == ["海辺", "灯台"]
    assert pieces("侦探小说") == ["侦探", "探小", "小说"]
    assert pieces("ピアノ曲") == ["ピアノ", "曲"]
    assert pieces("これは") == ["これ", "れは"]
    assert apart("Bach 音楽").split() == ["Bach", "音", "楽"] and apart("plain") == "plain"


def test_a_library_of_an_earlier_version_is_taken_apart(tmp_path):
    path = tmp_path / "library.db"
    before = Migrations(
        library_migrations.name, library_migrations.advice, page_size=8192, steps=library_migrations.steps[:10]
    )
    before.functions = {"apart": str}
    old = LibraryStore(Database(path, KEY, before))
    put(old, (book("ja", "灯台守"), UMI), (book("en", "The lighthouse"), "A keeper's tale."))
    assert found(old, "灯台") == set()
    old.close()
    library = LibraryStore(Database(path, KEY, library_migrations))
    assert found(library, "灯台") == {"ja"} and found(library, "keepers") == {"en"}
    put(library, (book("ja", "夜"), NIGHT))
    assert found(library, "灯台") == set() and found(library, "侦探") == {"ja"}
    assert library.database.integrity() == "ok"
    library.close()
