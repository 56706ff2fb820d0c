"""What is asked for beside a work: “that one, but elsewhere”, told as a remark on it; through the chat."""

import pytest

from assistant.chat.understand.intents import Act


@pytest.mark.parametrize(
    "line",
    [
        "The Salt Road with the storms taken out. My bag is heavy enough.",
        "The Salt Road had me up till two. Same nerves, but in a garden this time",
        "I want The Salt Road where everybody has already been disappointed once",
        "I need The Salt Road set in a town",
    ],
)
def test_a_work_that_is_to_be_otherwise_is_not_judged_but_likened(talk, line):
    turn = talk(line)
    assert turn.items and "b1" not in turn.cards, turn.reply
    assert "noted" not in turn.reply and not any(step["tool"] == Act.VERDICT for step in turn.plan)


@pytest.mark.parametrize(
    "line",
    ["a book that takes you by the collar", "Something to read that was put together by hand", "books, one by one"],
)
def test_what_stands_behind_by_is_no_maker_unless_it_is_a_name(talk, line):
    assert "Nothing by" not in talk(line).reply


def test_a_maker_in_small_letters_is_one(talk):
    assert "Nothing by" in talk("something by orla birch please").reply


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("like The Salt Road, but twenty years newer", "from 1989 on"),
        ("Iron Orchard but a century older", "up to 1924"),
        ("like The Salt Road, but newer", "from 1975 on"),
    ],
)
def test_years_apart_are_counted_from_the_work(talk, line, chip):
    assert chip in {one.chip for one in talk(line).session.constraints}


def test_a_mood_alone_is_asked_for_beside_the_work(talk):
    turn = talk("The Drowned Bell but happier")
    assert [step["tool"] for step in turn.plan] == [Act.RECOMMEND] and "b3" not in turn.cards


@pytest.mark.parametrize("line", ["no, a book. Short, nothing sad", "actually a book, short, nothing sad"])
def test_another_kind_that_is_named_alone_takes_the_place_of_the_one_before(talk, line):
    chips = {one.chip for one in talk("music to work to", line).session.constraints}
    assert chips >= {"book", "short", "nothing sad"} and "music" not in chips


def test_what_is_to_be_done_again_is_likened_to_what_did_it(talk):
    turn = talk("The Salt Road calmed me right down. Now do it again with a garden in it")
    assert turn.items and "b1" not in turn.cards and "Which one" not in turn.reply
