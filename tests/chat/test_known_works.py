"""What somebody knows already is named as people name it, and does not come back; what was asked of one work is asked
of the next."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said


def _book(number, title, creator, about):
    return Item(f"b{number}", Kind.BOOK, title, (creator,), subjects=("humour", about), language="en",
                words=50_000 + 9_000 * number, description=f"A very funny novel about {about}.")  # fmt: skip


SHELF = (
    _book(1, "The Ferryman's Goat", "Olla Brandt", "goats"),
    _book(2, "Marrow Street", "Piet Halloran", "plumbers"),
    _book(3, "Nine Wet Sundays", "Agnes Tull", "rain"),
    _book(4, "A Balloon for Ines", "Jory Penn", "balloons"),
    _book(5, "The Beekeeper's Vote", "Mirre Sand", "bees"),
    _book(6, "Cold Soup", "Tamsin Orr", "cooks"),
    Item("m1", Kind.MUSIC, "Tallow Reel", ("The Weirs",), duration=245.0, album="Low Water"),
    Item("m2", Kind.MUSIC, "Candlemas Air", ("The Weirs",), duration=372.0, album="Low Water"),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("known"), SHELF)
    yield app
    app.close()


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("read the goat one and Marrow Street. rather with bees", {"b1", "b2"}),
        ("something with rain, and I got through all the Brandt at Easter", {"b1"}),
        ("it's for Anna. she's read the Halloran twice and hated the Agnes Tull", {"b2", "b3"}),
        ("I've read Cold Soup already, and that balloon one. anything else?", {"b4", "b6"}),
    ],
)
def test_what_is_known_is_left_out_however_it_is_named(app, told, known):
    turn = said(app, "a funny novel", told)[-1]
    shown = {item.id for item in turn.items}
    assert shown and shown.isdisjoint(known)
    assert not any(one.chip.startswith("by ") for one in turn.session.told)


def test_what_was_asked_of_one_work_is_asked_of_the_next(app):
    turn = said(app, "how long is Tallow Reel?", "and Candlemas Air?")[-1]
    assert "6 minutes" in turn.reply and "Candlemas Air" in turn.reply
    assert "Piet Halloran" in said(app, "who wrote Cold Soup?", "and Marrow Street?")[-1].reply


def test_the_length_is_asked_with_the_title_in_the_middle(app):
    turns = said(app, "is Marrow Street a long one?", "and Cold Soup?")
    assert all("hours to read" in turn.reply for turn in turns)


def test_what_else_there_is_of_a_sort_is_a_wish(app):
    *_, turn = said(app, "who wrote Marrow Street?", "right. What other novel have we that's about rain?")
    assert turn.items[0].id == "b3" and turn.plan[0]["tool"] == "recommend"
