import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.entities import Item, Kind, Origin, Statement
from assistant.domain.errors import AmbiguousItem, UnknownItem
from assistant.guide.finding import with_guide
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.library.store import LibraryStore, open_library
from assistant.storage.serialisation import dump_item, dump_statement, load_item, load_statement, pack_path
from tests.storage.shelf import book, pages, record, vectors

any_text = st.text(st.characters(), max_size=20)
"""Every code point, lone surrogates and NUL among them."""


def counts(library: LibraryStore) -> dict[str, int]:
    tables = (
        "items",
        "item_texts",
        "passages",
        "covers",
        "item_vectors",
        "passage_vectors",
        "items_vec",
        "passages_vec",
    )
    found = {table: library.database.value(f"SELECT count(*) FROM {table}") for table in tables}
    for index in ("items_fts", "passages_fts"):
        found[index] = library.database.value(f"SELECT count(*) FROM {index}_docsize")
    return found


def shelve(
    library: LibraryStore, item_id: str = "b1", *texts: str, path: str = "/shelf/one.epub", **fields: object
) -> Item:
    named = str(fields.pop("title", "The Left Hand of Darkness"))
    item = with_guide(book(item_id, named, "Ursula K. Le Guin", **fields))
    item = replace(item, path=Path(path))
    library.items.put(item, pages(item_id, *(texts or ("Snow fell.", "The king is pregnant."))), None, record(path))
    return item


# What was put comes back


def test_an_item_comes_back_as_it_was(library):
    item = Item(
        id="b1",
        kind=Kind.BOOK,
        title="The Left Hand of Darkness",
        creators=("Ursula K. Le Guin", "An Editor"),
        path=Path("/shelf/left hand \udcff.epub"),
        year=1969,
        series="Hainish Cycle",
        series_index=4.5,
        publisher="Ace",
        language="en",
        subjects=("science fiction", "winter"),
        description="An envoy on a cold world.",
        identifiers=(("isbn", "9780441478125"), ("doi", "x")),
        album="",
        track=None,
        duration=None,
        words=98_000,
        added=12.5,
        inferred=frozenset({"year", "series"}),
    )
    item = with_guide(item)
    library.items.put(item, pages("b1", "Snow fell."), b"\xff\xd8cover", record(item.path))
    assert library.items.get("b1") == item
    assert library.items.all() == [item]
    assert library.items.by_id(["b1", "b9"]) == {"b1": item}
    assert library.items.cover("b1") == b"\xff\xd8cover"
    assert library.items.count() == library.items.count(Kind.BOOK) == 1
    assert library.items.count(Kind.MUSIC) == 0
    assert library.items.all(Kind.MUSIC) == []


def test_passages_come_back_in_order(library):
    shelve(library)
    found = library.items.passages("b1")
    assert [(passage.position, passage.text) for passage in found] == [(0, "Snow fell."), (1, "The king is pregnant.")]
    assert library.items.passages_by_id([found[1].id, 999]) == {found[1].id: found[1]}
    assert library.items.passages("none") == []


@settings(max_examples=50)
@given(title=any_text, words=any_text, year=st.none() | st.integers(), creators=st.lists(any_text, max_size=3))
def test_any_text_survives_the_codec(title, words, year, creators):
    item = Item(
        "m1",
        Kind.MUSIC,
        title,
        tuple(creators),
        description=words,
        year=year,
        identifiers=((title, words),),
        inferred=frozenset(creators),
        duration=1.25,
    )
    assert load_item("m1", "music", None, dump_item(item)) == item
    statement = Statement("s1", words, -1, 0.5, Kind.MUSIC, title, Origin.INFERRED, tuple(creators), (7, 8), True, 3.0)
    assert load_statement("s1", dump_statement(statement)) == statement


def test_fields_of_a_newer_version_are_left_out():
    assert load_item("b1", "book", None, '{"title":"T","mood":"dark"}') == book("b1", "T")
    assert load_statement("s1", '{"text":"T","tint":1}') == Statement("s1", "T")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=any_text, text=any_text, place=any_text)
def test_any_text_can_be_shelved(library, title, text, place):
    item = book("b1", title, title, subjects=(text,), description=text, path=Path("/shelf/x"))
    passage = replace(pages("b1", text)[0], place=place)
    library.items.put(item, [passage], None, record("/shelf/x", reason=text))
    assert replace(library.items.get("b1"), added=item.added) == item
    assert len(library.items.passages("b1")) == 1
    assert library.files.all()[Path("/shelf/x")].reason == text


@pytest.mark.parametrize(
    "raw", [b"/shelf/\xff\xfe.txt", "/shelf/é.txt".encode(), b"/shelf/new\nline", b"/" + b"x" * 3000]
)
def test_any_file_name_comes_back(library, raw):
    path = Path(os.fsdecode(raw))
    library.files.put(record(path, state=FileState.FAILED, reason="odd"))
    assert list(library.files.all()) == [path]
    assert os.fsencode(library.files.problems()[0].path) == raw
    assert pack_path(path) == raw


def test_absurd_numbers_of_a_damaged_disk_are_taken(library):
    library.files.put(record("/shelf/x", size=2**70, mtime_ns=-(2**70), inode=2**127))
    assert library.files.get(Path("/shelf/x")).inode == 2**127


# Changes


def test_unchanged_text_keeps_its_vectors(library):
    item = shelve(library, "b1", "one", "two", "three")
    library.vectors.set_item_vectors(["b1"], vectors(1))
    library.vectors.set_passage_vectors([passage.id for passage in library.items.passages("b1")], vectors(3))
    library.items.put(
        replace(item, words=7), pages("b1", "one", "two", "three"), None, record("/shelf/one.epub", mtime_ns=9)
    )
    assert library.vectors.waiting_items(9) == library.vectors.unembedded_passages(9) == []
    assert library.items.get("b1").words == 7


def test_changed_text_loses_its_vectors_and_no_other(library):
    item = shelve(library, "b1", "one", "two", "three")
    library.vectors.set_item_vectors(["b1"], vectors(1))
    library.vectors.set_passage_vectors([passage.id for passage in library.items.passages("b1")], vectors(3))
    two = library.items.passages("b1")[1].id
    library.items.put(item, pages("b1", "zero", "two", "three!"), None, record("/shelf/one.epub"))
    assert [passage.text for passage in library.vectors.unembedded_passages(9)] == ["zero", "three!"]
    assert library.items.passages("b1")[1].id == two
    assert [found.item.id for found in library.vectors.waiting_items(9)] == ["b1"]
    assert counts(library) == {
        "items": 1, "item_texts": 1, "passages": 3, "covers": 0, "item_vectors": 0, "passage_vectors": 1,
        "items_vec": 0, "passages_vec": 1, "items_fts": 1, "passages_fts": 3,
    }  # fmt: skip
    assert library.database.integrity() == "ok"


def test_moved_and_repeated_passages_keep_their_vectors(library):
    item = shelve(library, "b1", "one", "same", "same")
    before = {passage.position: passage.id for passage in library.items.passages("b1")}
    library.items.put(item, pages("b1", "same", "one", "same", "same"), None, record("/shelf/one.epub"))
    after = library.items.passages("b1")
    assert [passage.text for passage in after] == ["same", "one", "same", "same"]
    assert after[1].id == before[0]
    assert len({passage.id for passage in after} & set(before.values())) == 3


def test_another_title_drops_the_items_vector(library):
    item = shelve(library)
    library.vectors.set_item_vectors(["b1"], vectors(1))
    library.items.put(replace(item, title="Other"), pages("b1", "Snow fell."), None, record("/shelf/one.epub"))
    assert library.vectors.item_vectors()[0] == []
    assert library.items.find("other").id == "b1"
    with pytest.raises(UnknownItem):
        library.items.find("left hand")


def test_another_kind_takes_its_vectors_along_anew(library):
    item = shelve(library, "b1", "one")
    library.vectors.set_passage_vectors([library.items.passages("b1")[0].id], vectors(1))
    library.items.put(replace(item, kind=Kind.DOCUMENT), pages("b1", "one"), None, record("/shelf/one.epub"))
    library.vectors.set_passage_vectors([library.items.passages("b1")[0].id], vectors(1))
    assert library.search.passages(vectors(1)[0], Kind.BOOK) == []
    assert [hit.item_id for hit in library.search.passages(vectors(1)[0], Kind.DOCUMENT)] == ["b1"]


def test_the_time_of_arrival_stays_the_first(library):
    shelve(library, added=5.0)
    shelve(library, added=9.0)
    assert library.items.get("b1").added == 5.0


def test_a_vector_for_text_that_changed_meanwhile_is_passed_over(library):
    item = shelve(library)
    waiting = library.vectors.waiting_items(5)
    library.items.put(replace(item, description="new"), pages("b1", "Snow fell."), None, record("/shelf/one.epub"))
    made_from = {one.item.id: one.fingerprint for one in waiting}
    library.vectors.set_item_vectors(list(made_from), vectors(1), fingerprints=made_from)
    assert [found.item.description for found in library.vectors.waiting_items(5)] == ["new"]
    library.vectors.set_item_vectors(["b1"], vectors(1))
    assert library.vectors.waiting_items(5) == []


def test_many_are_one_change(library):
    before = library.version()
    rows = [(book(f"b{n}", f"Title {n}"), pages(f"b{n}", f"text {n}"), None, record(f"/shelf/{n}")) for n in range(300)]
    library.items.put_many(rows)
    assert library.version() == before + 1
    assert library.items.count() == 300
    assert [item.id for item in library.items.all()] == [row[0].id for row in rows]


def test_a_row_that_fails_takes_the_whole_lot_back(library):
    good = (book("b1", "One"), pages("b1", "text"), None, record("/shelf/1"))
    bad = (book("b2", "Two"), pages("b2", "text"), None, record("/shelf/2", digest=None))
    with pytest.raises(Exception, match="NOT NULL"):
        library.items.put_many([good, bad])
    assert library.items.count() == 0
    assert library.files.all() == {}


def test_every_change_raises_the_version(library):
    seen = [library.version()]
    item = shelve(library)
    seen.append(library.version())
    library.vectors.set_item_vectors(["b1"], vectors(1))
    seen.append(library.version())
    library.vectors.set_passage_vectors([library.items.passages("b1")[0].id], vectors(1))
    seen.append(library.version())
    library.files.move(item.path, record("/shelf/two.epub", "b1"))
    seen.append(library.version())
    library.files.forget_many([Path("/shelf/two.epub")])
    seen.append(library.version())
    assert seen == sorted(set(seen))
    library.items.all(), library.search.text("snow")
    assert library.version() == seen[-1]


# Files and editions


def test_an_item_goes_with_its_last_file(library):
    item = shelve(library, path="/shelf/one.epub")
    library.items.put(item, pages("b1", "Snow fell."), b"cover", record("/shelf/one.pdf"))
    library.vectors.set_item_vectors(["b1"], vectors(1))
    library.vectors.set_passage_vectors([library.items.passages("b1")[0].id], vectors(1))
    assert library.files.forget_many([Path("/shelf/one.epub")]) == []
    assert library.items.get("b1").path == Path("/shelf/one.pdf")
    assert [file.path.name for file in library.files.of_item("b1")] == ["one.pdf"]
    assert library.files.forget_many([Path("/shelf/one.pdf")]) == ["b1"]
    assert set(counts(library).values()) == {0}
    assert library.search.text("snow") == library.search.passages(vectors(1)[0]) == []
    assert library.database.integrity() == "ok"
    with pytest.raises(UnknownItem):
        library.items.get("b1")


def test_many_files_are_forgotten_at_once(library):
    shelve(library, "b1", path="/shelf/1")
    shelve(library, "b2", path="/shelf/2")
    assert library.files.forget_many([Path("/shelf/1"), Path("/shelf/none"), Path("/shelf/2")]) == ["b1", "b2"]


def test_files_away_keep_their_items(library):
    item = shelve(library)
    library.files.put(record(item.path, "b1", FileState.AWAY))
    assert library.items.get("b1") == item
    assert library.files.all()[item.path].state is FileState.AWAY
    assert library.files.problems() == []


def test_a_file_that_now_holds_another_work_lets_the_old_one_go(library):
    shelve(library, "b1")
    shelve(library, "b2")
    assert [item.id for item in library.items.all()] == ["b2"]
    library.files.put(record("/shelf/one.epub", None, FileState.FAILED, reason="It is empty."))
    assert library.items.all() == []
    assert [file.reason for file in library.files.problems()] == ["It is empty."]


def test_a_moved_file_changes_nothing_but_the_path(library):
    item = shelve(library)
    library.vectors.set_item_vectors(["b1"], vectors(1))
    library.files.move(item.path, record("/other/two.epub", "b1"))
    assert library.items.get("b1") == replace(item, path=Path("/other/two.epub"))
    assert list(library.files.all()) == [Path("/other/two.epub")]
    assert library.vectors.waiting_items(1) == []


def test_a_cover_stays_while_another_edition_may_hold_it(library):
    item = shelve(library, path="/shelf/one.epub")
    library.items.put(item, [], b"cover", record("/shelf/one.epub"))
    library.items.put(item, [], None, record("/shelf/one.pdf"))
    assert library.items.cover("b1") == b"cover"
    library.files.forget_many([Path("/shelf/one.epub")])
    library.items.put(item, [], None, record("/shelf/one.pdf"))
    assert library.items.cover("b1") is None


def test_only_files_that_were_not_read_are_problems(library):
    for state in FileState:
        library.files.put(record(f"/shelf/{state}", state=state, reason="why"))
    problems = {FileState.FAILED, FileState.PARTLY, FileState.SKIPPED, FileState.LOCKED}
    assert {file.state for file in library.files.problems()} == problems
    assert library.files.get(Path("/shelf/none")) is None
    assert library.files.get(Path("/shelf/away")) == record("/shelf/away", state=FileState.AWAY, reason="why")


# Finding one item


@pytest.fixture
def shelf(library):
    titles = ["Emma", "Emmä's Dream", "Middlemarch", "The Märchen Book", "The Wind", "the wind", "100% Wool_"]
    for number, title in enumerate(titles):
        shelve(library, f"b{number}", title=title, path=f"/shelf/{number}")
    return library


@pytest.mark.parametrize(
    ("typed", "found"),
    [("b2", "b2"), ("emma", "b0"), ("  EMMA ", "b0"), ("emma's", "b1"), ("middlem", "b2"), ("marchen", "b3"),
     ("MÄRCHEN  book", "b3"), ("%", "b6"), ("wool_", "b6"), (" b3 ", "b3")],
)  # fmt: skip
def test_an_item_is_found_however_it_is_typed(shelf, typed, found):
    assert shelf.items.find(typed).id == found


def test_a_title_that_two_share_is_ambiguous(shelf):
    with pytest.raises(AmbiguousItem, match=r"“The Wind” by Ursula K. Le Guin \[b4\]; “the wind”"):
        shelf.items.find("the wind")
    with pytest.raises(AmbiguousItem):
        shelf.items.find("the")


@pytest.mark.parametrize("typed", ["", "  ", "nothing like it", "\udcff", "b99", "\0"])
def test_what_is_not_there_is_not_found(shelf, typed):
    with pytest.raises(UnknownItem):
        shelf.items.find(typed)


# Vectors


def test_item_vectors_come_in_the_order_of_items(library):
    made = vectors(5)
    for number in range(5):
        shelve(library, f"b{number}", path=f"/shelf/{number}")
    library.vectors.set_item_vectors([f"b{number}" for number in (3, 1, 4, 0)], made[[3, 1, 4, 0]])
    ids, found = library.vectors.item_vectors()
    assert ids == ["b0", "b1", "b3", "b4"]
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, made[[0, 1, 3, 4]])


def test_no_vectors_are_an_empty_array(library):
    ids, found = library.vectors.item_vectors()
    assert ids == []
    assert found.shape == (0, 384)


def test_vectors_can_be_set_again(library):
    shelve(library, "b1", "one")
    number = library.items.passages("b1")[0].id
    for made in (vectors(1, 1), vectors(1, 2)):
        library.vectors.set_item_vectors(["b1"], made)
        library.vectors.set_passage_vectors([number], made)
    np.testing.assert_array_equal(library.vectors.item_vectors()[1], vectors(1, 2))
    assert library.search.passages(vectors(1, 2)[0])[0].similarity == pytest.approx(1, abs=1e-6)
    assert library.search.items(vectors(1, 2)[0]) == [("b1", pytest.approx(1, abs=1e-6))]


def test_vectors_of_what_went_are_passed_over(library):
    library.vectors.set_item_vectors(["gone"], vectors(1))
    library.vectors.set_passage_vectors([77], vectors(1))
    assert set(counts(library).values()) == {0}


@pytest.mark.parametrize(
    "made", [np.zeros((1, 383), np.float32), np.zeros((2, 384), np.float32), np.full((1, 384), np.nan)]
)
def test_a_malformed_vector_is_a_bug(library, made):
    with pytest.raises(ValueError, match="vector"):
        library.vectors.set_item_vectors(["b1"], made)


def test_first_passages_of_all_come_before_second_ones(library):
    shelve(library, "b1", "a0", "a1", path="/shelf/1")
    shelve(library, "b2", "c0", "c1", path="/shelf/2")
    assert [passage.text for passage in library.vectors.unembedded_passages(3)] == ["a0", "c0", "a1"]


# Threads and other openings


def test_threads_write_and_read_at_once(library):
    def write(first: int) -> None:
        for number in range(first, first + 20):
            shelve(library, f"b{number}", path=f"/shelf/{number}")
            library.items.all()

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.items.count() == 60
    assert library.database.integrity() == "ok"


def test_a_second_opening_sees_the_first_ones_changes(library, paths, key):
    other = open_library(paths, key)
    before = other.version()
    shelve(library)
    assert other.version() > before
    assert other.items.get("b1").title == "The Left Hand of Darkness"
    other.close()


def test_a_record_is_a_value():
    assert record("/a") == FileRecord(Path("/a"), 10, 1, 2, b"digest", None, FileState.INDEXED, "", 5.0)
