"""Questions about papers that lean on the one before, and that set look-alikes beside each other."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said


def _paper(number, title, *lines):
    return Item(f"d{number}", Kind.DOCUMENT, title, description="\n".join((title, "", *lines)))


PAPERS = (
    _paper(1, "Contract with the bakery 2021", "Position: night baker.", "Pay: 14 crowns an hour.",
           "Notice: three weeks on either side.", "Days off: 24 a year."),
    _paper(2, "Contract with the bakery 2025", "Position: head baker.", "Pay: 22 crowns an hour.",
           "Notice: two months on either side.", "Days off: 30 a year."),
    _paper(3, "Insurance of the barge", "Premium: 310 crowns a year.", "Excess: 500 crowns.", "Berth 12, lower lock."),
    _paper(4, "Insurance of the moped", "Premium: 95 crowns a year.", "Excess: 150 crowns.", "Kept in the yard."),
    _paper(5, "Beehive log", "Swarm caught on 4 June.", "Harvested 38 pounds of honey.", "Lost two colonies to frost."),
    _paper(6, "Mill log", "3 March 2022: millstone dressed by Odo, 210 crowns.",
           "17 May 2024: millstone dressed by Odo, belt renewed, 340 crowns.",
           "8 June 2023: gutter mended, 95 crowns."),
    _paper(7, "Cider tasting", "At Perrin's barn, with five neighbours, we tried eight ciders from the valley.",
           "The russet for hot days.", "The perry for weddings.", "Cups were rinsed between rounds."),
    _paper(8, "Herb teas of the abbey", "| Herb | Minutes | Taste |", "|---|---|---|",
           "| Sage | 4 | smoke and leather |",
           "| Mint | 6 | meadow |", "| Lime blossom | 8 | honey |"),
    Item("b1", Kind.BOOK, "Stoner", ("John Williams",), subjects=("novel",), description="A farm boy teaches."),
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("papers"), PAPERS)
    yield app
    app.close()


def _quotes(turn, *said):
    return all(one in turn.reply for one in said) and "outright" not in turn.reply


def test_what_was_asked_is_asked_of_the_paper_that_is_named_next(app):
    barge, moped = said(app, "what's the premium on the barge?", "and the moped?")
    assert _quotes(barge, "310") and _quotes(moped, "95") and "310" not in moped.reply
    _, older = said(app, "what's the pay in the 2025 contract?", "and in the old contract what was it")
    assert _quotes(older, "14 crowns") and {one.item_id for one in older.citations} == {"d1"}
    _, before = said(app, "how many days off in the 2025 contract?", "and the one before")
    assert {one.item_id for one in before.citations} == {"d1"} and _quotes(before, "24 a year")


def test_a_short_question_stays_with_the_paper_of_the_last_answer(app):
    _, lost = said(app, "how much honey did we harvest?", "did we lose any colonies")
    assert "two colonies" in lost.reply and {one.item_id for one in lost.citations} == {"d5"}
    _, excess = said(app, "what's the premium on the barge?", "excess?")
    assert _quotes(excess, "500") and {one.item_id for one in excess.citations} == {"d3"}


def test_two_papers_are_quoted_under_the_same_word(app):
    (turn,) = said(app, "which contract lets me leave sooner")
    assert _quotes(turn, "three weeks", "two months") and "Stoner" not in turn.reply
    *_, turn = said(app, "premium on the barge?", "and the moped?", "which of them has the lower excess")
    assert _quotes(turn, "500", "150")


def test_of_papers_that_differ_in_their_date_the_newest_is_asked_for_how_it_is_now(app):
    (turn,) = said(app, "what's my pay at the bakery now?")
    assert "22 crowns" in turn.reply and {one.item_id for one in turn.citations} == {"d2"}


def test_what_no_work_says_is_no_question_about_the_shelves(app):
    (turn,) = said(app, "how many pounds of honey did we get?")
    assert _quotes(turn, "38 pounds") and turn.plan[0]["tool"] == "answer"


def test_of_dated_lines_the_latest_is_meant_and_asked_on(app):
    when, cost = said(app, "when was the millstone last dressed", "and what did he take off me that time")
    assert "17 May 2024" in when.reply and "2022" not in when.reply
    assert _quotes(cost, "340 crowns") and "95" not in cost.reply


def test_the_clause_that_asks_is_looked_for_in_the_paper_that_all_of_it_leads_to(app):
    (turn,) = said(app, "At Perrin's we tried eight ciders and I settled on one for weddings. Remind me?")
    assert "perry" in turn.reply and {one.item_id for one in turn.citations} == {"d7"}


def test_what_is_forgotten_is_asked_for(app):
    (turn,) = said(app, "no idea any more where the barge is berthed")
    assert "Berth 12" in turn.reply and turn.plan[0]["tool"] == "answer"


def test_what_is_only_told_before_a_question_is_no_question(app):
    (turn,) = said(app, "The moped is in the yard. What is the excess on the barge?")
    assert "500" in turn.reply and len(turn.plan) == 1


def test_a_row_that_was_quoted_is_asked_on_under_the_names_of_its_columns(app):
    _, brewed = said(app, "Herb teas of the abbey: which one tasted of smoke?", "ha. and how long do I leave it in")
    assert "Minutes: 4" in brewed.reply and "Mint" not in brewed.reply


def test_a_fact_of_a_paper_is_told_where_nothing_else_is_asked(app):
    (turn,) = said(app, "what year did the bees in the beehive log first swarm, I mean the old ones")
    assert "is from" not in turn.reply
