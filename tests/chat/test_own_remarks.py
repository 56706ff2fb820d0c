"""What the person wrote of a work, asked for in a conversation with the real App: in notes and in their own copies."""

import pytest

from assistant.chat.about.remarks import work_remarked
from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

SHELF = (
    Item("n1", Kind.BOOK, "The Glass Ferry", ("Ada Venn",), year=1934, language="en", words=30, pages=304,
         subjects=("novel",), description="A ferryman loses his daughter to the fever and stops speaking."),
    Item("n2", Kind.BOOK, "Low Orchard", ("Ines Kopp",), year=1951, language="en", words=30, pages=150,
         subjects=("novel",), description="Two brothers quarrel over a cider press and a horse."),
    Item("n3", Kind.BOOK, "Die Mole", ("Gerd Halm",), year=1990, language="de", words=30, pages=90,
         subjects=("Roman",), description="Ein Zöllner wartet auf ein Schiff, das nie kommt."),
    Item("n4", Kind.BOOK, "Salt Marsh Days", ("Ada Venn",), year=1960, language="en", words=30, pages=210,
         subjects=("memoir",), description="A year among eel catchers on the coast."),
    Item("m1", Kind.MUSIC, "Slow Harbour Waltz", ("Sea Choir",), year=1988, duration=240.0, subjects=("folk",),
         description="An accordion and two voices. the one we danced to at our wedding, Aarhus 1997"),
    Item("n5", Kind.BOOK, "La montagna di ferro", ("Nico Sarti",), year=1972, language="it", words=30, pages=120,
         subjects=("romanzo",), description="Due ragazzi crescono in un paese senza scuola e restano amici."),
    Item("n6", Kind.BOOK, "The Long Levee", ("Tom Hale",), year=2001, language="en", words=30, pages=700,
         subjects=("saga",)),
    Item("p1", Kind.DOCUMENT, "Dentist letter", words=60,
         description="The dentist asks Ines to come first thing on Monday. It takes an hour and costs 90 crowns."),
)  # fmt: skip
TEXTS = {
    "m1": "",
    "n6": "The Long Levee\nstuck on page 90 since May. Tom said he would buy the levee himself",
    "n1": "The Glass Ferry\nA ferryman loses his daughter to the fever and stops speaking.\n"
    "Never again. Howled on the bus.",
    "n2": "Low Orchard\nTwo brothers quarrel over a cider press and a horse.\nfrom Uncle Bo, Lund 2009",
    "n3": "Die Mole\nEin Zöllner wartet auf ein Schiff, das nie kommt.\nvon Tante Ruth, zur Konfirmation",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("talk"), SHELF, TEXTS)
    yield found
    found.close()


@pytest.fixture
def ask(app):
    """Says lines one after the other in one conversation; returns the last turn."""
    return lambda *lines: said(app, *lines)[-1]


@pytest.mark.parametrize(
    "lines",
    [
        ("what did I scribble in Low Orchard?",),
        ("I wrote something inside Low Orchard, what was it",),
        ("what's Low Orchard about?", "and what have I written in it?"),
        ("was hab ich vorne in Low Orchard reingeschrieben?",),
        ("qu'est-ce que j'ai écrit dans Low Orchard ?",),
    ],
)
def test_what_stands_in_the_own_copy_is_told(ask, lines):
    turn = ask(*lines)
    assert "from Uncle Bo, Lund 2009" in turn.reply and [item.id for item in turn.items] == ["n2"]


def test_a_copy_without_a_remark_has_none(ask):
    assert "neither written nor underlined" in ask("what did I write in Salt Marsh Days?").reply


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("who wrote Low Orchard, and what did I scribble in it?", ("Ines Kopp", "Uncle Bo")),
        ("Die Mole, von wem ist das und wie dick ist das Buch?", ("Gerd Halm", "90")),
        ("what's Low Orchard about, and have I written anything in it?", ("cider press", "Uncle Bo")),
    ],
)
def test_both_questions_of_a_message_are_answered(ask, line, says):
    reply = ask(line).reply
    assert all(one in reply for one in says), reply


def test_the_work_of_the_turn_before_is_measured_by_another(ask):
    turn = ask("what's The Glass Ferry about?", "who is it by, and is it longer than Low Orchard")
    assert "Ada Venn" in turn.reply and "“The Glass Ferry” is the longer" in turn.reply.replace("thicker", "longer")


@pytest.mark.parametrize(
    "line", ["is The Glass Ferry one for me?", "would The Glass Ferry be anything for me at the moment?"]
)
def test_whether_a_work_is_for_one_goes_by_what_one_wrote_of_it(ask, line):
    reply = ask(line).reply
    assert reply.startswith("Rather not") and "Howled on the bus" in reply


def test_a_book_one_is_stuck_in_may_wait(ask):
    assert ask("is The Long Levee one for me right now?").reply.startswith("Not just now")


@pytest.mark.parametrize(
    "line",
    ["what have Low Orchard and Salt Marsh Days got in common?", "was haben Low Orchard und Die Mole gemeinsam?"],
)
def test_what_two_have_in_common_is_asked_of_both(ask, line):
    turn = ask(line)
    assert len(turn.items) == 2 and [step["tool"] for step in turn.plan] == ["compare"]


def test_facts_of_one_work_are_told_together(ask):
    turn = ask("worum geht es in Low Orchard und wie lang ist das?")
    assert "cider press" in turn.reply and "150" in turn.reply and [item.id for item in turn.items] == ["n2"]


def test_nothing_known_is_said_beside_what_the_work_is(ask):
    reply = ask("is Salt Marsh Days anything for me?").reply
    assert "cannot say yes or no" in reply and "eel catchers" in reply


def test_what_was_liked_is_a_yes(app, ask):
    ask("I loved Salt Marsh Days")
    try:
        assert ask("is Salt Marsh Days one for me?").reply.startswith("Yes")
    finally:
        app.feedback.undo()


def test_why_one_would_read_it_tells_what_it_is_first(ask):
    reply = ask("why would I read Salt Marsh Days, in two sentences?").reply
    assert "eel catchers" in reply and reply.find("eel catchers") < reply.find("To be honest") % 10_000


def test_a_question_about_ones_life_is_answered_by_what_one_wrote_of_a_recording(ask):
    turn = ask("what did we dance to at our wedding?")
    assert "“the one we danced to at our wedding, Aarhus 1997”" in turn.reply
    assert [item.id for item in turn.items] == ["m1"] and not turn.citations


def test_what_a_paper_says_goes_before_what_was_written_of_a_work(ask):
    turn = ask("what does the dentist cost?")
    assert "90 crowns" in turn.reply and [one.item_id for one in turn.citations] == ["p1"]


@pytest.mark.parametrize(
    ("line", "says"), [("the mountain one, who's it by?", "Nico Sarti"), ("what is the mountain one about?", "Due")]
)
def test_a_work_is_named_by_a_word_of_its_title_in_another_language(ask, line, says):
    turn = ask(line)
    assert says in turn.reply and [item.id for item in turn.items] == ["n5"]


@pytest.mark.parametrize(
    "line",
    ["what sort of reader am I, going by the shelves?", "what kind of a reader am I? be honest, Ines has a theory"],
)
def test_what_sort_of_reader_one_is_is_told_with_counts(ask, line):
    turn = ask(line)
    assert "6 books" in turn.reply and "English (4)" in turn.reply and "novel (2)" in turn.reply
    assert "Ada Venn (2)" in turn.reply and not turn.items


def test_one_word_of_a_copy_answers_only_what_it_says_of_oneself(app):
    found = work_remarked("what has to happen before I may buy it, by my own rules?", app.chat.services)
    assert found is None
    danced = work_remarked("what did we dance to at the party?", app.chat.services)
    assert danced is not None and danced.id == "m1"
