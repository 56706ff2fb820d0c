"""A work that is named first is what the rest of the message asks about; what two descriptions say of each other."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import book, opened, said

SHELF = [
    Item("f1", Kind.BOOK, "Curious Testament of Provost Ashgrove and Miss Quillon", ("Ros Halloran",), year=1931,
         words=15_000, language="en", subjects=("novel", "islands"),
         description="A provost leaves his house to a stranger. It is easily read in one afternoon."),
    Item("f2", Kind.BOOK, "Tallow and Remorse", ("Pieter Aal",), year=1936, words=54_000, language="en",
         subjects=("novel", "crime"), description="A candle maker strangles the harbour master for a lease."),
    Item("f3", Kind.MUSIC, "Kelpie Barcarolle", ("Una Feld",), year=1902, duration=240.0, subjects=("Harp", "Calm"),
         description="Everybody plays it on the harp, but it was meant for the organ. "
         "Feld drafted the opening page the week before she saw the lagoon."),
    Item("f4", Kind.MUSIC, "Barcarolle in Grey", ("Otmar Lindt",), year=1911, duration=300.0, subjects=("Harp", "Calm"),
         description="A rocking left hand and hardly a tune. Trickier than Kelpie Barcarolle, by a good deal."),
    *(book(n) for n in range(4)),
]  # fmt: skip
TEXTS = {
    "f1": "The old provost writes his will by candle.\n\n"
    "Miss Quillon's tale\nAgatha the cook tells the story by the fire.",
    "f2": "The candle maker counts the steps to the quay.",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("first"), SHELF, TEXTS)
    yield app
    app.close()


def test_whether_one_can_do_it_in_an_afternoon_is_asked_of_the_work_named_in_part(shelf):
    (turn,) = said(shelf, "ashgrove & quillon, could we manage it in one afternoon on the train?")
    assert [item.id for item in turn.items] == ["f1"]
    assert "takes about" in turn.reply and "easily read in one afternoon" in turn.reply


def test_who_is_asked_of_the_work_before_the_colon(shelf):
    (turn,) = said(shelf, "tallow + remorse: whom does he strangle")
    assert [item.id for item in turn.items] == ["f2"] and "harbour master" in turn.reply


def test_two_short_questions_behind_a_name_are_both_answered(shelf):
    (turn,) = said(shelf, "kelpie barcarolle. meant for harp?? what year?")
    assert [item.id for item in turn.items] == ["f3"]
    assert "1902" in turn.reply and "organ" in turn.reply


def test_a_year_behind_a_bare_title_is_told_alone(shelf):
    (turn,) = said(shelf, "Tallow and Remorse? what year?")
    assert "1936" in turn.reply and "candle maker" not in turn.reply


def test_a_wish_behind_a_name_is_still_a_wish(shelf):
    (turn,) = said(shelf, "tallow and remorse. could you recommend something like it?")
    assert turn.plan[0]["tool"] != "about"


def test_before_or_after_an_event_is_asked_of_the_description(shelf):
    (turn,) = said(shelf, "did Una Feld draft the Kelpie Barcarolle's opening before or after seeing the lagoon")
    assert "before she saw the lagoon" in turn.reply


def test_who_tells_the_story_is_no_question_for_what_it_is_about(shelf):
    (turn,) = said(shelf, "who tells the story in Curious Testament of Provost Ashgrove and Miss Quillon?")
    assert "Agatha" in turn.reply


def test_a_comparison_quotes_what_one_description_says_of_the_other(shelf):
    (turn,) = said(shelf, "Kelpie Barcarolle or Barcarolle in Grey for a beginner on the harp")
    assert turn.plan[0]["tool"] == "compare" and "Trickier than Kelpie Barcarolle" in turn.reply


def test_two_works_of_one_form_are_the_two_that_are_compared(shelf):
    (turn,) = said(shelf, "I have two barcarolles. How does Feld's differ from Lindt's?")
    assert {item.id for item in turn.items} == {"f3", "f4"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("one thing first: will anything I write here leave this computer?", "leaves this machine"),
        ("Bleibt das auf meinem Rechner?", "verlässt diesen Rechner"),
    ],
)
def test_whether_anything_leaves_the_machine_is_answered(shelf, asked, told):
    (turn,) = said(shelf, asked)
    assert told in turn.reply
