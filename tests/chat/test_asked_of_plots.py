"""Questions about what stands in a work: answered from its text or said not to be there, and never with a list."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import book, opened, said

SHELF = [
    Item("k1", Kind.BOOK, "The Kelpie's Ledger", ("Ros Halloran",), year=1931, series="Quays", series_index=1,
         words=60_000, language="en", subjects=("novel", "islands"),
         description="Orla keeps the accounts of an island in 1798. Ask nobody what the harbour master drinks."),
    Item("k2", Kind.BOOK, "Salt and Tallow", ("Ros Halloran",), year=1936, series="Quays", series_index=2, words=54_000,
         language="en", subjects=("novel", "islands"),
         description="A very funny, cheerful comedy of candle makers. Read The Kelpie's Ledger first."),
    Item("k3", Kind.MUSIC, "Portraits: Bartram", ("Una Feld",), year=1902, duration=240.0, subjects=("Orchestral",),
         description="Feld drew her friends in nine pieces; this one is her baker Lorimer. It ends in a whisper."),
    Item("k4", Kind.BOOK, "Lanterns of Ghent", ("Pieter Aal",), year=1950, words=30_000, language="en",
         subjects=("Drama", "Automata"), description="A play. The automata of a watchmaker walk out at night."),
    *(book(n) for n in range(4)),
]  # fmt: skip
TEXTS = {
    "k1": "Orla refuses Callum the first time because his boat is mortgaged to her uncle. The harbour master has tea."
          "\n\nBrannoch\nHe is a seal of brass and winds up with a key. When his spring runs down he still hums.",
    "k4": "The automata are baked from a kind of clay, not hammered from iron. The watchmaker sleeps through it all.",
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("plots"), SHELF, TEXTS)
    yield app
    app.close()


def test_a_why_about_the_plot_is_no_why_about_the_cards(shelf):
    (turn,) = said(shelf, "The Kelpie's Ledger: why doesn't Orla marry Callum the first time?")
    assert "mortgaged" in turn.reply and [item.id for item in turn.items] == ["k1"]
    (turn,) = said(shelf, "why did you recommend The Kelpie's Ledger?")
    assert turn.plan[0]["tool"] == "why"


def test_a_word_of_a_title_is_asked_about(shelf):
    (turn,) = said(shelf, "who's bartram then")
    assert "Lorimer" in turn.reply and [item.id for item in turn.items] == ["k3"]


def test_a_character_is_told_from_the_text(shelf):
    (turn,) = said(shelf, "in The Kelpie's Ledger, who is Brannoch?")
    assert "seal of brass" in turn.reply


def test_what_a_work_does_not_say_is_said_not_to_be_there(shelf):
    (turn,) = said(shelf, "does the watchmaker's cat die in Lanterns of Ghent?")
    assert turn.reply.startswith("Your file of “Lanterns of Ghent”")
    assert not turn.reply.startswith(("Yes", "Hardly"))


def test_the_time_in_which_it_plays_is_not_the_year_it_was_written(shelf):
    (turn,) = said(shelf, "when is The Kelpie's Ledger set, roughly?")
    assert "1798" in turn.reply and "1931" not in turn.reply


def test_reading_order_is_told_with_what_a_description_advises(shelf):
    (turn,) = said(shelf, "do I have to read The Kelpie's Ledger before Salt and Tallow or can I just jump in")
    assert "comes before “Salt and Tallow”" in turn.reply and "Read The Kelpie's Ledger first." in turn.reply


def test_a_length_is_told_in_days_at_the_pace_of_the_person(shelf):
    (turn,) = said(shelf, "If I read 20 minutes a night, how long would The Kelpie's Ledger take me?")
    assert "about 12 days" in turn.reply


def test_what_else_of_his_with_nothing_else(shelf):
    _, turn = said(shelf, "tell me about Lanterns of Ghent", "and what else of his have we got?")
    assert turn.reply == "Only “Lanterns of Ghent” is by Pieter Aal on your shelves."


def test_that_means_what_was_spoken_of_whatever_the_person_says_of_themselves(shelf):
    _, turn = said(shelf, "tell me about Salt and Tallow", "how long is that going to take me, i like it orchestral")
    assert "Salt and Tallow" in turn.reply
