"""What the person says of a work is written down, turned down or taken back, and nothing of it comes back unasked."""

from dataclasses import replace

import pytest

from assistant.chat.plan import make_plan, run_plan
from assistant.chat.reply import reply_sentences
from assistant.chat.session import ChatSession
from assistant.chat.tools.deeds.verdict import next_wish, verdicts_in
from assistant.chat.turn import converse
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Verdict

FRESH = ChatSession()


@pytest.fixture
def do(services):
    """A turn whose act is known: the results and the reply."""

    def run(act, text, session=FRESH):
        intent = replace(read_by_rules(text, services.gazetteer()), act=act)
        steps = make_plan(intent, session, services.gazetteer())
        results = run_plan(steps, intent, session, services)
        return results, " ".join(reply_sentences(intent, session, results))

    return run


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("I've finished Iron Orchard and loved the narrator", [Verdict.FINISHED, Verdict.LIKED]),
        ("Gave up on Iron Orchard halfway, so tedious", [Verdict.ASIDE, Verdict.DISLIKED]),
        ("four and a half stars for Iron Orchard", [Verdict.RATED]),
        ("Iron Orchard war leider langweilig", [Verdict.DISLIKED]),
        ("J'ai adoré Iron Orchard", [Verdict.LIKED]),
        ("Iron Orchard, not today", [Verdict.NOT_NOW]),
        ("just started Iron Orchard", [Verdict.READING]),
        ("who wrote Iron Orchard", []),
        ("I don't like the first one", [Verdict.DISLIKED]),
        ("didn't enjoy Iron Orchard", [Verdict.DISLIKED]),
        ("wasn't too keen on it", [Verdict.DISLIKED]),
        ("Das mag ich nicht", [Verdict.DISLIKED]),
        ("je n'ai pas aimé", [Verdict.DISLIKED]),
        ("not bad", []),
        ("I have never loved a book so much", [Verdict.LIKED]),
        ("loved the start, hated the end", [Verdict.LIKED]),
        ("Mir gefällt es", [Verdict.LIKED]),
        ("mark Iron Orchard as reading", [Verdict.READING]),
        ("Tick Iron Orchard off as read", [Verdict.FINISHED]),
        ("marque-le comme lu", [Verdict.FINISHED]),
    ],
)
def test_what_is_said_of_a_work(text, verdicts):
    assert [verdict for verdict, _ in verdicts_in(text)] == verdicts


def test_stars_are_read(services, do):
    results, reply = do(Act.VERDICT, "Iron Orchard: 4,5 stars")
    assert [(one.item_id, one.value) for one in services.acts] == [("b2", 4.5)]
    assert "4.5 of 5" in reply


def test_finished_and_loved_is_noted_and_something_follows(services, do):
    results, reply = do(Act.VERDICT, "I've finished The Salt Road and loved the coast")
    assert [(one.item_id, one.verdict) for one in services.acts] == [("b1", Verdict.FINISHED), ("b1", Verdict.LIKED)]
    assert reply.startswith("I noted that you have finished “The Salt Road”")
    assert results.cards and all(one.item.id != "b1" for one in results.cards)


def test_what_is_to_be_different_in_the_next_one_is_kept_to(services):
    turn = converse("Loved The Salt Road. Another one like it, but on this planet and nothing sad", FRESH, services)
    assert {"no space", "nothing sad"} <= {one.chip for one in turn.session.constraints}
    assert next_wish("Ich mochte es sehr. Noch so eins, aber kürzer") == "Noch so eins, aber kürzer"
    assert next_wish("I hated it, but the end was good") == next_wish("Finished it and loved it, what next?") == ""


def test_of_no_work_it_asks_which(do, services):
    results, reply = do(Act.VERDICT, "I loved the ending")
    assert not services.acts and "Which one" in reply


def test_that_one_is_the_card_under_discussion(do, services):
    do(Act.VERDICT, "loved that one", ChatSession(cards=("b3", "b1"), focus="b1"))
    assert services.acts[0].item_id == "b1"


def test_hidden_for_good_and_taken_back(do, services):
    results, reply = do(Act.HIDE, "never show me Iron Orchard again")
    assert services.hidden() == {"b2"} and "Iron Orchard" in reply
    session = ChatSession(deeds=tuple(results.deeds))
    _, reply = do(Act.UNDO, "undo", session)
    assert not services.hidden() and "Iron Orchard" in reply


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("The Salt Road was great. Now something set in a garden", "Now something set in a garden"),
        ("loved it, didn't love carrying it. another orchard, thinner", "another orchard, thinner"),
        ("liked it a lot. same sort of coast, less salt", "same sort of coast, less salt"),
        ("I loved it. Thanks!", ""),
        ("I loved it, it was my grandmother's", ""),
    ],
)
def test_what_is_asked_for_behind_a_verdict_is_read(line, wish):
    assert next_wish(line) == wish


def test_neither_a_title_nor_a_weight_is_an_opinion(services, do):
    assert not [one for one, _ in verdicts_in("hated carrying it") if one is Verdict.DISLIKED]
    do(Act.VERDICT, "finished The Salt Road and hated carrying it")
    assert [one.verdict for one in services.acts] == [Verdict.FINISHED]


def test_what_is_asked_for_behind_a_verdict_is_kept_to(talk):
    turn = talk("loved Iron Orchard, didn't love carrying it. another book, thinner")
    assert any(one.chip.startswith("at most") for one in turn.session.constraints), turn.session.constraints


def test_a_verdict_is_taken_back(do, services):
    results, _ = do(Act.VERDICT, "loved The Salt Road, finished it in a day")
    do(Act.UNDO, "undo that", ChatSession(deeds=tuple(results.deeds)))
    assert services.acts == []


def test_go_back_shows_the_cards_of_before(services):
    first = converse("a book about the sea", ChatSession(), services)
    second = converse("nothing scary", first.session, services)
    third = converse("go back", second.session, services)
    assert third.cards == first.cards
    assert third.session.constraints == first.session.constraints


def test_nothing_to_take_back_is_said(services):
    assert "nothing to take back" in converse("undo", ChatSession(), services).reply


def test_what_was_turned_down_does_not_come_back(services, do):
    first = converse("a book about the sea", ChatSession(), services)
    session = replace(first.session, left_out=first.session.cards)
    results, reply = do(Act.REJECT, "none of these", session)
    assert not {one.item.id for one in results.cards} & set(first.cards)


def test_what_was_done_lives_on_after_a_restart():
    from assistant.chat.session import Deed, View

    session = ChatSession(
        left_out=("b1",),
        named=("b2", "creator:Mara Venn"),
        deeds=(Deed("hide", "b1"),),
        views=(View((), "sea", ("b1",)),),
    )
    assert ChatSession.from_data(session.to_data()) == session


def test_what_is_to_be_put_down_is_kept_with_its_sign(talk, services):
    """However it is asked for, before what is told or behind it."""
    lines = (
        "I've gone off war books, jot that down",
        "Teresa hates jazz. Put that down somewhere",
        "put it on record that I can't stand bagpipes",
    )
    replies = [talk(line).reply for line in lines]
    assert all(reply.startswith("Noted") and "keep away" in reply for reply in replies)
    gone = talk("cross out the bit about bagpipes, I live next to a piper now")
    assert "out of your profile" in gone.reply and "bagpipes" in gone.reply


def test_a_subject_and_all_there_is_of_it_is_a_wish(talk):
    assert talk("Sea. All you've got.").items


def test_what_somebody_has_stopped_is_noted_and_kept_to(talk, services):
    turn = talk("I'm not reading anything over 300 pages any more, the eyes give out", "a book about the sea")
    assert [one.chip for one in turn.session.constraints] == ["at most 300 pages", "book", "sea"]
    assert services.statements()
