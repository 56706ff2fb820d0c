"""The pass that makes cards: all of them, again where something changed, and going on after a stop."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.cards import making as cards
from assistant.cards.heads import default_heads
from assistant.domain.entities import Item, Kind
from assistant.domain.errors import Cancelled
from assistant.storage.library.store import LibraryStore
from tests.indexers.conftest import HashEmbedder


@pytest.fixture
def made(library: LibraryStore) -> Callable[[], int]:
    def make() -> int:
        steps: list[int] = []
        cards.make_cards(library, HashEmbedder(), steps.append)
        return sum(steps)

    return make


def put(library: LibraryStore, number: int, text: str) -> None:
    item = Item(f"b{number}", Kind.BOOK, f"Book {number}", description=text, words=50)
    library.items.put_unfiled([item], "wish", {})


def test_every_item_gets_a_card_once_and_anew_when_its_text_changes(
    library: LibraryStore, made: Callable[[], int]
) -> None:
    for number in range(20):
        put(library, number, "A quiet story of the sea and of a ship that never came home.")
    assert cards.count_cardless(library) == 20 and made() == 20 and made() == 0
    ids, confidences = library.cards.confidences()
    assert len(ids) == 20 and confidences.min() >= 0 and confidences.max() <= 1
    put(library, 3, "A detective looks for the murderer of a banker in the city.")
    # What the file says no longer must not be quoted.
    assert library.cards.get("b3") is None
    assert made() == 1 and library.cards.get("b3") is not None


def test_other_heads_make_all_cards_anew(
    library: LibraryStore, made: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, 1, "A quiet story of the sea and of a ship that never came home.")
    made()
    heads = default_heads()
    monkeypatch.setattr(cards, "_heads", lambda: replace(heads, bias=heads.bias + 1))
    assert cards.count_cardless(library) == 1 and made() == 1


def test_stopped_on_its_way_the_next_run_does_the_rest(library: LibraryStore, made: Callable[[], int]) -> None:
    for number in range(cards.ITEMS_AT_ONCE + 4):
        put(library, number, "A quiet story of the sea and of a ship that never came home.")

    def stop(count: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        cards.make_cards(library, HashEmbedder(), stop)
    assert cards.count_cardless(library) == 4 and made() == 4


def test_only_the_items_that_are_named_when_some_are(library: LibraryStore) -> None:
    for number in range(3):
        put(library, number, "A quiet story of the sea and of a ship that never came home.")
    cards.make_cards(library, HashEmbedder(), lambda count: None, ids=["b1"])
    assert library.cards.get("b1") is not None and cards.count_cardless(library) == 2


def test_the_persons_word_goes_along_with_a_card_made_anew(library: LibraryStore) -> None:
    put(library, 1, "A quiet story of the sea and of a ship that never came home.")
    cards.make_cards(library, HashEmbedder(), lambda count: None, {"b1": {"card:mood": ["hopeful"], "title": "x"}})
    assert [one for one in library.items.get("b1").card if one[0] == "mood"] == [("mood", "hopeful", "you")]
