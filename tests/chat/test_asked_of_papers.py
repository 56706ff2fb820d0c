"""Questions to one's own papers as people put them: in a fright, with half a sentence, or for what two figures make."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import book, opened, said

BOATHOUSE = Item("d1", Kind.DOCUMENT, "Handbook of the boathouse", ("Wanda Kerr",))
BREAD = Item("d2", Kind.DOCUMENT, "Rye loaf of the mill", ("Tove Lund",))
TEXTS = {
    "d1": (
        "The generator stands behind the oars. When it shows F7 the filter is blocked. To clear it, open the brass"
        " valve a half turn and wait for the hiss. Then press the green button.\n\n"
        "1. Moorings\n"
        "Three ropes were looked at: hemp, nylon and steel wire. Decision: the second, because it does not rot."
        " In favour 7, against none.\n\n"
        "2. Money\n"
        "The fund for the new slipway should hold 8,400; it stands at 6,150 today.\n\n"
        "3. Lost and found\n"
        "- Tuesday, even weeks: the dinghies are washed\n"
        "- Thursday, odd weeks: the canoes are washed\n"
        "- Paddles are oiled by the warden in March\n"
    ),
    "d2": (
        "Makes one dark loaf. Mix rye and buttermilk at noon.\n\n"
        "A sour loaf meant that the sponge stood too warm: set it in the larder.\n"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("papers"), [BOATHOUSE, BREAD, *(book(n) for n in range(6))], TEXTS)
    yield app
    app.close()


def test_a_sentence_that_leans_on_another_is_quoted_with_it(shelf):
    (turn,) = said(shelf, "what rope did we decide on for the moorings?")
    assert "hemp, nylon and steel wire" in turn.reply and "Decision: the second" in turn.reply


def test_who_stands_before_a_fault_is_told_what_to_do(shelf):
    (turn,) = said(shelf, "help, the generator stopped and it shows F7!! what do i do")
    assert "brass valve" in turn.reply and "green button" in turn.reply
    assert {one.item_id for one in turn.citations} == {"d1"}


def test_what_is_missing_of_a_sum_is_reckoned(shelf):
    (turn,) = said(shelf, "how much is still missing for the slipway fund?")
    assert "2,250" in turn.reply


def test_a_fragment_asks_the_question_before_of_something_else(shelf):
    _, turn = said(shelf, "on which day are the canoes washed at the boathouse?", "and paddles?")
    assert "oiled by the warden" in turn.reply


def test_why_asks_on_where_a_paper_told_how(shelf):
    first, turn = said(shelf, "how do i do the rye loaf", "mine came out sour, why")
    assert {one.item_id for one in first.citations} == {"d2"}
    assert "sponge stood too warm" in turn.reply and {one.item_id for one in turn.citations} == {"d2"}


def test_what_somebody_says_is_asked_of_their_papers(shelf):
    (turn,) = said(shelf, "my sour loaf is a shame, it's sad. what did tove say")
    assert "larder" in turn.reply and {one.item_id for one in turn.citations} == {"d2"}
