"""What comes in a work, how it ends and how much it asks for: told from the guide where the file does not say."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

SHELF = {
    "The Master and Margarita": "Mikhail Bulgakov", "Beloved": "Toni Morrison", "Pippi Longstocking": "Astrid Lindgren",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    rows = [
        Item(f"c{at}", Kind.BOOK, title, (by,), language="en", words=80_000)
        for at, (title, by) in enumerate(SHELF.items())
    ]
    app = opened(tmp_path_factory.mktemp("motifs"), rows)
    yield app
    app.close()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("does Beloved have a happy ending?", "“ends bittersweet”"),
        ("how does The Master and Margarita end", "“ends bittersweet”"),
        ("is there a ball in The Master and Margarita?", "“ball at midnight”"),
        ("does Pippi Longstocking have a circus in it?", "“circus”"),
    ],
)
def test_who_asks_what_comes_in_it_is_told(app, line, told):
    assert f"Alcove’s guide says of it: {told}" in said(app, line)[-1].reply


def test_what_nobody_knows_is_not_affirmed(app):
    reply = said(app, "are there dragons in Beloved?")[-1].reply
    assert "does not say" in reply and "says of it" not in reply


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("is Beloved hard going?", "Yes: “Beloved”"),
        ("is Pippi Longstocking easy to read?", "Yes: “Pippi Longstocking”"),
        ("is Pippi Longstocking difficult?", "Hardly: “Pippi Longstocking”"),
    ],
)
def test_how_much_it_asks_for_is_told_by_its_card(app, line, begins):
    assert said(app, line)[-1].reply.startswith(begins)


def test_a_recommendation_does_not_give_the_ending_away(app):
    for line in ("a sad novel about a mother", "something for a long evening"):
        turn = said(app, line)[-1]
        assert "ends " not in turn.reply and not any("ends " in reason for _, reason in turn.reasons)
