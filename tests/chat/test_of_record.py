"""What is written down of the person, however it is asked for, and taken back however that is said."""

from dataclasses import replace

import pytest

from assistant.domain.entities import Feedback, Verdict
from tests.chat.shelves import book, opened, said

SHELF = [
    replace(book(0), title="The Drowned Orchard", creators=("Ada Quill",)),
    replace(book(1), title="A Lamp for Winter", creators=("Bram Oake",)),
    *(book(number) for number in range(2, 8)),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("record"), SHELF)
    app.feedback.record(Feedback("b0", Verdict.FINISHED))
    app.feedback.record(Feedback("b0", Verdict.RATED, 4.0))
    app.feedback.record(Feedback("b1", Verdict.DROPPED))
    app.feedback.record(Feedback("b1", Verdict.DISLIKED, because="Too much snow."))
    yield app
    app.close()


@pytest.fixture
def profile(app):
    yield app.profile
    for one in app.profile.statements():
        app.profile.remove(one.id)


@pytest.mark.parametrize(
    "asked", ["and what did I make of it, did I actually get to the end?", "how did I rate it?", "did I like it?"]
)
def test_what_was_done_with_the_work_spoken_of_is_all_told(app, asked):
    reply = said(app, "who wrote The Drowned Orchard?", asked)[-1].reply
    assert reply.startswith("You finished “The Drowned Orchard”") and "you rated it 4 out of 5" in reply


@pytest.mark.parametrize(
    "asked",
    [
        "My sister calls me a quitter. Which books have I actually chucked in?",
        "there's a novel I abandoned, which was it and why",
        "which books did I give up on",
    ],
)
def test_what_was_given_up_is_told_with_the_reason_though_it_was_judged_after(app, asked):
    reply = said(app, asked)[-1].reply
    assert "A Lamp for Winter" in reply and "“Too much snow.”" in reply and "Drowned Orchard" not in reply


def test_what_is_known_of_the_person_is_asked_of_no_paper(app, profile):
    profile.add("I like slow books about gardens")
    for asked in ("before you go on, whatever have you got written down about me?", "what have you noted about me"):
        assert "“I like slow books about gardens”" in said(app, asked)[-1].reply


@pytest.mark.parametrize(
    "taken_back",
    [
        "sorry, that was my brother at the keys. forget that about the bagpipes",
        "The bit about me hating bagpipes. That was my brother. Scratch it",
    ],
)
def test_what_was_written_down_is_taken_out_whatever_is_told_beside_it(app, profile, taken_back):
    first, then = said(app, "remember that I hate bagpipes", taken_back)
    assert first.reply.startswith("Noted") and "out of your profile" in then.reply
    assert not profile.statements()


def test_what_is_told_for_future_reference_is_written_down(app, profile):
    said(app, "for future reference I can't be doing with bagpipes. put it wherever you put things")
    assert [one.text for one in profile.statements()] == ["I can't be doing with bagpipes"]


def test_what_else_there_is_by_a_maker_is_listed_where_nothing_is_wished_for(app):
    turn = said(app, "who wrote Volume 2 of robots?", "has he written anything else that we own?")[-1]
    assert turn.reply == "By Writer 2 you also have “Volume 6 of sea”." and turn.cards == ("b6",)


def test_a_word_on_a_bet_beside_a_title_does_not_hide_what_is_asked(app):
    reply = said(app, "year for The Drowned Orchard? There's a fiver on it, my brother says 1930")[-1].reply
    assert reply == "Your files do not say when “The Drowned Orchard” is from."


def test_who_asks_what_a_program_has_lived_through_is_told_that_it_is_one(app):
    for asked in ("be honest, have you ever tasted salt", "have you ever been in love?"):
        assert said(app, asked)[-1].reply.startswith("I am a program")


@pytest.mark.parametrize("changed", ["changed my mind, something about gardens", "right, and now the same for gardens"])
def test_a_subject_takes_the_place_of_the_one_before(app, changed):
    last = said(app, "a book about the sea", changed)[-1]
    assert {item.subjects for item in last.items[:2]} == {("gardens",)}
    assert [one.chip for one in last.session.told] == ["book", "gardening"]


def test_the_language_of_ones_own_copy_is_told_whatever_stands_before(app):
    asked = "I want to lend A Lamp for Winter to my uncle but he reads only Spanish. Which language is mine in"
    assert "language" in said(app, asked)[-1].reply


@pytest.mark.parametrize(
    "asked",
    [
        "heb je iets Nederlandstaligs om te lezen?",
        "meine Tante liest nur Niederländisch, hast du ein Buch?",
        "ich suche ein niederländischsprachiges Buch",
    ],
)
def test_the_language_that_somebody_reads_is_kept_to(app, asked):
    turn = said(app, asked)[-1]
    told = [one.chip for one in turn.session.told]
    assert any("Dutch" in one or "Niederländisch" in one for one in told) or "Niederländisch" in turn.reply


def test_a_year_that_somebody_claims_is_asked_for(app):
    for asked in (
        "is The Drowned Orchard from 1898?",
        "he says The Drowned Orchard was published in 1887, is he right?",
    ):
        assert said(app, asked)[-1].reply == "Your files do not say when “The Drowned Orchard” is from."


@pytest.mark.parametrize("meant", ["no, I mean in my own papers, I've lost half of it", "not novels, my own notes"])
def test_what_was_asked_for_is_looked_for_in_the_papers_where_they_are_meant(app, meant):
    last = said(app, "where have we got gardens", meant)[-1]
    assert [one.chip for one in last.session.told][:1] == ["document"] and not last.items
