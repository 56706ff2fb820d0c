"""What there is and what was done, counted; what is believed of the person."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from assistant.chat.session import ChatSession
from assistant.chat.tools.known.periods import period_in
from assistant.chat.turn import converse
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Interaction, Verdict
from tests.chat.test_deeds import do as do

TODAY = date(2026, 9, 12)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("what did i finish in may", date(2026, 5, 1), date(2026, 5, 31)),
        ("what did i finish in october", date(2025, 10, 1), date(2025, 10, 31)),
        ("read since february", date(2026, 2, 1), TODAY),
        ("how many this year", date(2026, 1, 1), TODAY),
        ("books read in 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("letzten monat gehort", date(2026, 8, 1), date(2026, 8, 31)),
        ("december 2024", date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_periods(text, first, last):
    assert period_in(text, TODAY) == (first, last)


def test_may_asks_for_leave():
    assert period_in("may i see my books", TODAY) is None


def act(number, item_id, verdict, *day):
    return Interaction(number, item_id, verdict, datetime(*day, 12).timestamp())


def test_counts_by_kind_and_genre(do):
    results, reply = do(Act.LIBRARY, "how many folk songs do I own")
    assert reply.startswith("I count 2 pieces of music.")
    assert {one.item.id for one in results.cards} == {"m1", "m4"}


def test_finished_in_a_month(do, services):
    services.acts = [act(0, "b1", Verdict.FINISHED, 2024, 5, 3), act(1, "b2", Verdict.FINISHED, 2024, 6, 3)]
    results, reply = do(Act.LIBRARY, "what did I finish in May 2024")
    assert [one.item.id for one in results.cards] == ["b1"]
    assert reply == "You finished 1 book. It is “The Salt Road” by Mara Venn."


def test_unread_by_a_creator(do, services):
    services.acts = [act(0, "b1", Verdict.FINISHED, 2024, 5, 3)]
    results, _ = do(Act.LIBRARY, "which of Mara Venn's have I not read yet")
    assert [one.item.id for one in results.cards] == ["b3"]


def test_the_longest(do):
    results, reply = do(Act.LIBRARY, "what is the longest book I have")
    assert results.cards[0].item.id == "b2" and "10 hours" in reply


def test_whether_one_was_read(do, services):
    assert "no note that you read" in do(Act.LIBRARY, "did I read Iron Orchard")[1]
    services.acts = [act(0, "b2", Verdict.FINISHED, 2024, 5, 3)]
    assert do(Act.LIBRARY, "did I read Iron Orchard")[1].startswith("You finished “Iron Orchard”")


def test_none_is_said_to_be_none(do):
    assert do(Act.LIBRARY, "which jazz did I love last week")[1] == "I know of none that you liked."


def test_what_is_known_of_me(services):
    services.remember("I like slow books about the sea.")
    reply = converse("What do you know about me?", ChatSession(), services).reply
    assert "“I like slow books about the sea”" in reply


def test_what_is_remembered_is_said_as_it_was_understood(services):
    reply = converse("Remember that I love fjords but can't stand harpsichords", ChatSession(), services).reply
    assert "I look for “fjords” and keep away from “harpsichords”" in reply


def test_what_is_over_takes_the_old_sentence_out(services):
    services.remember("I hate westerns.")
    reply = converse("Remember: I used to hate westerns, now I can't get enough", ChatSession(), services).reply
    assert [one.text for one in services.profile] == ["I used to hate westerns, now I can't get enough"]
    assert "“I hate westerns” no longer stands there" in reply


@pytest.mark.parametrize(
    "text",
    ["forget what I said about westerns", "Forget that I hate westerns, that was a phase.", "scrap the westerns thing"],
)
def test_a_sentence_is_forgotten_by_what_it_is_about(do, services, text):
    services.remember("I hate westerns.")
    do(Act.FORGET, text)
    assert services.profile == []


def test_the_latest_change_of_the_profile_is_taken_back(services):
    session = converse("Remember that I love fjords", ChatSession(), services).session
    converse("undo", session, services)
    assert services.profile == []


@pytest.mark.parametrize(
    "text",
    [
        "Would you bear in mind that accordions set my teeth on edge",
        "Never anything with clowns in it for me, please remember that",
        "I was wrong about westerns, they are fine by me",
        "Sagas are wasted on me; travel writing I lap up",
        "I'm allergic to vampires",
    ],
)
def test_a_taste_that_lasts_is_remembered(services, text):
    turn = converse(text, ChatSession(), services)
    assert len(services.profile) == 1 and turn.plan[0]["tool"] == "remember"


def test_a_wish_that_tells_of_taste_is_a_wish(services):
    converse("vampires bore me to death, something about the sea", ChatSession(), services)
    assert services.profile == []


@pytest.mark.parametrize(
    "text",
    [
        "What is new in my library?",
        "what's new on my shelves since Monday",
        "Was gibt's Neues bei mir im Regal?",
        "Quoi de neuf dans ma bibliothèque ?",
        "¿Qué hay de nuevo en mi biblioteca?",
        "Che novità ci sono nella mia libreria?",
        "O que há de novo na minha biblioteca?",
    ],
)
@pytest.mark.parametrize("before", ["something about the sea", "who wrote The Salt Road?"])
def test_what_came_in_last_is_no_wish_and_no_question_about_a_card(services, text, before):
    session = converse(before, ChatSession(), services).session
    now = datetime.now().timestamp()
    services.items = {one.id: replace(one, added=now - 9 * (one.id != "b2")) for one in services.items.values()}
    turn = converse(text, session, services)
    assert turn.plan[0]["tool"] == "library" and turn.items[0].id == "b2" and len(turn.items) > 3


def test_what_came_in_this_week_is_of_this_week(services):
    now = datetime.now().timestamp()
    services.items = {one.id: replace(one, added=now if one.id == "m1" else 1.0) for one in services.items.values()}
    assert [one.id for one in converse("what's new this week?", ChatSession(), services).items] == ["m1"]


@pytest.mark.parametrize(
    "text",
    [
        "my sister asks what you've got on me. what do I hate, as far as you know",
        "what have you worked out about me",
        "what do you reckon I hate",
        "was hast du über mich gespeichert",
        "qu'as-tu retenu sur mes goûts ?",
    ],
)
def test_all_that_is_believed_is_told_however_it_is_asked(services, text):
    services.remember("I hate westerns.")
    assert "I hate westerns" in converse(text, ChatSession(), services).reply
