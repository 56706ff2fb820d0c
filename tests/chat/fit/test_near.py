"""How many works are shown that are only close to what was asked for."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

SHELF = [
    ("The Keeper's Daughter", "Ada Quill", ("lighthouses", "sea"), "A girl keeps a lamp burning on a rock."),
    ("Tides and Timber", "Bo Lind", ("ships", "sea"), "How harbours were built."),
    ("A Year of Herring", "Cy Marsh", ("fishing", "sea"), "A crew follows the herring north."),
    ("Salt", "Dee Fox", ("cooking", "history"), "What salt did to the world."),
    ("The Long Quay", "Eli Ray", ("sea", "travel"), "A walk along every harbour of a coast."),
    ("Knots", "Flo Hart", ("ships", "manual"), "Sixty knots and what they hold."),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    rows = [
        Item(f"n{at}", Kind.BOOK, title, (by,), subjects=subjects, description=told, language="en", words=60_000)
        for at, (title, by, subjects, told) in enumerate(SHELF)
    ]
    app = opened(tmp_path_factory.mktemp("near"), rows)
    yield app
    app.close()


def test_what_is_only_close_fills_up_three_places_and_no_more(app):
    turn = said(app, "a book about lighthouses")[-1]
    assert turn.items[0].title == "The Keeper's Daughter"
    assert len(turn.items) == 3 and "The last 2 are only close to that" in turn.reply


def test_who_asks_for_a_number_gets_it(app):
    assert len(said(app, "four books about lighthouses")[-1].items) == 4
