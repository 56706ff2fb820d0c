"""The second space of the library: what lacks a vector, what drops one, and which encoder made them."""

from pathlib import Path

import numpy as np

from assistant.domain.entities import Item, Kind, Passage
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.library.store import LibraryStore
from assistant.storage.library.world import FIRST_PASSAGES


def put(library: LibraryStore, name: str, *passages: str, title: str = "") -> None:
    item = Item(name, Kind.BOOK, title or name, path=Path(f"/{name}"))
    file = FileRecord(Path(f"/{name}"), 1, 1, "1", name.encode(), name, FileState.INDEXED)
    library.items.put(item, [Passage(name, place, text) for place, text in enumerate(passages)], None, file)


def towards(place: int, count: int = 1) -> np.ndarray:
    vectors = np.zeros((count, 384), np.float32)
    vectors[:, place] = 1
    return vectors


def embed(library: LibraryStore, place: int = 0) -> None:
    waiting = library.world.waiting_items(10)
    library.world.set_item_vectors({one.item.id: one.fingerprint for one in waiting}, towards(place, len(waiting)))


def test_items_and_the_first_passages_wait_until_they_have_one(library: LibraryStore) -> None:
    put(library, "a", *(f"passage {number}" for number in range(FIRST_PASSAGES + 3)))
    assert library.world.count_waiting() == (1, FIRST_PASSAGES)
    embed(library)
    first = library.world.waiting_passages(2)
    library.world.set_passage_vectors([passage.id for passage in first if passage.id], towards(1, 2))
    assert library.world.count_waiting() == (0, FIRST_PASSAGES - 2)
    assert library.search.items(towards(0)[0], world=True) == [("a", 1.0)] and not library.search.items(towards(0)[0])
    near = library.search.passages(towards(1)[0], world=True)
    assert {hit.passage_id for hit in near} == {passage.id for passage in first}


def test_a_changed_text_drops_it_and_one_that_changed_meanwhile_keeps_waiting(library: LibraryStore) -> None:
    put(library, "a")
    embed(library)
    stale = {"a": b"the text of before"}
    put(library, "a", title="another title")
    library.world.set_item_vectors(stale, towards(0))
    assert library.world.count_waiting()[0] == 1 and library.world.item_vectors()[0] == []


def test_vectors_of_another_encoder_are_made_again(library: LibraryStore) -> None:
    put(library, "a", "some text")
    library.world.set_encoder("one")
    embed(library)
    library.world.set_encoder("one")
    assert library.world.are_by("one") and library.world.count_waiting()[0] == 0
    library.world.set_encoder("two")
    assert not library.world.are_by("one") and library.world.count_waiting() == (1, 1)


def test_the_first_space_knows_its_encoder_too(library: LibraryStore) -> None:
    put(library, "a")
    library.vectors.set_item_vectors(["a"], towards(3))
    library.vectors.set_encoder("one")
    # A library from before was made by the encoder that it has now.
    assert library.vectors.count_unembedded_items() == 0 and library.vectors.are_by("one")
    library.vectors.set_encoder("two")
    assert library.vectors.count_unembedded_items() == 1 and library.vectors.item_vector("a") is None


def test_a_removed_item_leaves_no_neighbour(library: LibraryStore) -> None:
    put(library, "a")
    embed(library)
    library.files.forget_many([Path("/a")])
    assert library.search.items(towards(0)[0], world=True) == []


def test_states_of_tokens_go_with_their_vector_and_their_basis(library: LibraryStore) -> None:
    put(library, "a")
    library.world.set_encoder("one")
    embed(library)
    assert library.world.count_waiting()[0] == 0 and library.world.tokens(["a"], 2) == {}
    # A library from before has vectors without them.
    library.world.set_encoder("one", "basis")
    assert library.world.tokens_are_by("basis") and library.world.count_waiting()[0] == 1
    states = np.array([[1, -127], [3, 4], [5, 6]], np.int8)
    (waiting,) = library.world.waiting_items(10)
    library.world.set_item_vectors({"a": waiting.fingerprint}, towards(0), [states])
    assert library.world.count_waiting()[0] == 0
    assert library.world.tokens(["a", "gone"], 2)["a"].tolist() == states.tolist()
    library.world.set_encoder("one", "another basis")
    assert library.world.tokens(["a"], 2) == {} and library.world.item_vectors()[0] == ["a"]
    put(library, "a", title="another title")
    assert library.world.item_vectors()[0] == [] and library.world.count_waiting()[0] == 1
