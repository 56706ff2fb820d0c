"""Whole turns over a small library, without a model and with one that follows a script."""

import pytest

from assistant.chat.reasons.spoken import spoken_of
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.domain.cards import Source
from assistant.domain.entities import Item, Kind, Passage, Recommendation, Score
from assistant.domain.evidence import NewInLibrary, PartId
from assistant.explain.checker_counts import CheckerCounts
from assistant.explain.claim_verifier import Checker
from assistant.recommend.features.request.card import CardFit


def chips(turn):
    return [one.chip for one in turn.session.constraints]


def test_cards_come_before_the_reply(services):
    events = []
    turn = converse(
        "something about the sea",
        ChatSession(),
        services,
        on_cards=lambda items, _: events.append([item.id for item in items]),
        on_text=events.append,
    )
    assert events[0] == list(turn.cards)
    assert "".join(events[1:]) == turn.reply
    assert set(turn.cards[:3]) <= {"b1", "b3", "b6", "m4", "d2"}


def test_every_title_of_a_reply_is_a_card(talk, services):
    turn = talk("a book about the sea")
    for item in services.items.values():
        if f"“{item.title}”" in turn.reply:
            assert item.id in turn.cards or item.id == "b1"


def test_constraints_persist_over_turns(talk, services):
    turn = talk("a book about the sea", "nothing scary", "shorter")
    assert "nothing scary" in chips(turn)
    assert "b3" not in turn.cards
    assert all(services.items[one].words < 60_000 for one in turn.cards)
    assert services.calls[-1][1].count("sea") == 1


def test_a_new_wish_keeps_what_is_to_be_avoided(talk):
    turn = talk("a book about the sea", "nothing sad", "jazz songs")
    assert chips(turn) == ["nothing sad", "music", "jazz"]
    assert "m3" not in turn.cards


def test_a_chip_can_be_taken_away(talk):
    turn = talk("jazz songs", "nothing sad")
    session = turn.session.without_constraint("nothing sad")
    assert "m3" in talk("jazz songs", session=session).cards


@pytest.mark.parametrize("line", ["sad is fine", "any mood", "sad songs, please"])
def test_a_constraint_is_lifted_in_words(talk, line):
    assert "nothing sad" in chips(talk("jazz songs", "nothing sad"))
    assert "m3" not in talk("jazz songs", "nothing sad").cards
    turn = talk("jazz songs", "nothing sad", line)
    assert "nothing sad" not in chips(turn)
    assert "m3" in turn.cards


@pytest.mark.parametrize("before", [(), ("jazz songs", "shorter"), ("something about the sea",)])
def test_shorter_than_a_named_work_is_measured_by_that_work(talk, services, before):
    turn = talk(*before, "Something like Iron Orchard again, but shorter")
    assert [chip for chip in chips(turn) if "most" in chip or chip == "short"] == ["at most 9.5 hours"]
    assert turn.cards and all(services.items[one].words < 150_000 for one in turn.cards)


def test_a_length_measured_by_one_kind_ends_with_it(talk):
    turn = talk("Something like Iron Orchard, but shorter", "jazz songs")
    assert chips(turn) == ["music", "jazz"]


def test_a_text_of_few_words_is_measured_in_words(new_services):
    leaves = (Item("b9", Kind.BOOK, "Ash Leaf", words=120), Item("b10", Kind.BOOK, "Oak Leaf", words=90))
    turn = converse("Something like Ash Leaf, but shorter", ChatSession(), new_services(leaves))
    assert chips(turn) == ["book", "at most 114 words"] and turn.cards == ("b10",)


def test_among_cards_of_several_kinds_shorter_is_short_for_each(talk):
    assert "short" in chips(talk("something about the sea", "shorter"))


def test_any_length_lifts_the_length(talk):
    turn = talk("a book about the sea", "shorter", "any length")
    assert not any("most" in chip for chip in chips(turn))


def test_constraints_end_with_the_session(talk):
    turn = talk("jazz songs", "nothing sad", "start over")
    assert turn.session.constraints == ()
    assert turn.session.cards == ()


def test_why_that_one_speaks_of_the_first_card(talk):
    first = talk("a book about the sea")
    turn = talk("why that one?", session=first.session)
    assert turn.plan[0]["tool"] == "why" and turn.plan[0]["items"] == [first.cards[0]]
    assert turn.cards == ()


def test_the_second_one(talk, services):
    first = talk("a book about the sea")
    turn = talk("the second one", session=first.session)
    assert turn.cards == (first.cards[1],)
    assert services.items[first.cards[1]].title in turn.reply
    again = talk("why that one?", session=turn.session)
    assert again.plan[0]["items"] == [first.cards[1]]


def test_more_like_this_leaves_the_seed_out(talk):
    first = talk("folk songs")
    turn = talk("more like this", session=first.session)
    assert turn.plan[0]["item"] == first.cards[0]
    assert first.cards[0] not in turn.cards
    assert all(one.startswith("m") for one in turn.cards)


def test_more_like_an_artist_leaves_their_works_out(talk):
    turn = talk("something like The Hollow Pines")
    assert {"m1", "m4"}.isdisjoint(turn.cards)
    assert turn.plan[0]["like"] == ["m1", "m4"]


def test_works_of_a_creator(talk):
    assert talk("books by Mara Venn").cards[:2] == ("b1", "b3")


def test_something_else_brings_others(talk):
    first = talk("two songs")
    turn = talk("something else", session=first.session)
    assert turn.cards
    assert not set(first.cards) & set(turn.cards)


@pytest.mark.parametrize("line", ["a romance", "vampire novels", "opera"])
def test_what_the_library_has_not_is_said(talk, line):
    turn = talk(line)
    assert "I have nothing for “" in turn.reply


def test_what_only_the_text_of_a_file_speaks_of_is_found(new_services):
    base = new_services()
    passages = (*base.passages, Passage("b5", 0, "Two ghosts keep the mill."))
    turn = converse("a book about ghosts", ChatSession(), new_services(passages=passages))
    assert turn.cards[0] == "b5"
    assert "nearest" not in turn.reply


def test_constraints_that_leave_nothing_are_said(talk):
    turn = talk("a book under 2 minutes")
    assert "Nothing on your shelves fits all of that (at most 2 minutes); these come nearest." in turn.reply
    assert turn.cards and all(one.startswith("b") for one in turn.cards)


def test_what_constraints_leave_out_is_said(talk):
    turn = talk("nothing scary", "at most 3 hours", "books by Tobias Reck")
    assert "Nothing on your shelves fits all of that (" in turn.reply
    assert "b2" not in turn.cards


@pytest.mark.parametrize("line", ["", "   ", "?", "hello", "thank you", "what can you do?"])
def test_small_talk_needs_no_tool(talk, services, line):
    turn = talk(line)
    assert turn.reply
    assert turn.plan == ()
    assert services.calls == []


def test_a_pasted_page_is_read_in_part(talk, services):
    turn = talk("Once upon a time. " * 3000 + "Remember that I like tea.")
    assert turn.reply.startswith("That was long")
    assert turn.memory == ()
    assert services.profile == []
    assert len(turn.session.turns[0][1]) <= 500


def test_another_language_is_answered(talk):
    turn = talk("Ich suche ein trauriges Buch für den Abend")
    assert "was du mochtest" in turn.reply
    assert turn.cards


def test_one_clarifying_question_and_not_two(talk):
    first = talk("recommend me something")
    assert first.reply.endswith("hear?")
    assert not talk("recommend me something", session=first.session).reply.endswith("hear?")


def test_no_question_where_something_was_said(talk):
    assert "?" not in talk("recommend me something calm").reply


# Memory


def test_taste_is_proposed_and_never_stored_unasked(talk, services):
    turn = talk("I don't like horror. Something about the sea?")
    assert turn.memory == ("I don't like horror.",)
    assert services.profile == []
    assert "b3" not in turn.cards


@pytest.mark.parametrize("line", ["I like this one", "I'd like a book", "I want jazz tonight", "Do I like horror?"])
def test_what_is_meant_for_now_is_not_proposed(talk, line):
    assert talk(line).memory == ()


def test_what_the_profile_holds_is_not_proposed_again(talk):
    assert talk("remember that I don't like horror", "I don't like horror").memory == ()


def test_remember_writes_when_asked(talk, services):
    turn = talk("Please remember that I don't like horror")
    assert [one.text for one in services.profile] == ["I don't like horror"]
    assert services.profile[0].polarity == -1
    assert turn.memory == ()
    assert "“I don't like horror”" in turn.reply


@pytest.mark.parametrize("line", ["remember", "remember that ", "remember that \x07\x00"])
def test_remember_nothing(talk, services, line):
    turn = talk(line)
    assert services.profile == []
    assert turn.reply


def test_forget_takes_the_statement_that_is_meant(talk, services):
    talk("remember that I like jazz", "remember that I like long essays", "forget that I like jazz")
    assert [one.text for one in services.profile] == ["I like long essays"]


def test_forget_needs_one_statement(talk, services):
    turn = talk("remember that I like jazz", "forget what I said about boats")
    assert len(services.profile) == 1
    assert "says nothing of “boats”" in turn.reply


# Documents


def test_answers_are_quoted_with_numbered_sources(talk):
    turn = talk("What does my lease say about notice?")
    assert turn.reply.startswith("“The tenant may end the lease with three months of notice.”")
    assert "[1] “Lease of the workshop”, page 2" in turn.reply
    assert turn.citations == ((1, "d1", "page 2"),)
    assert turn.cards == ("d1",)


@pytest.mark.parametrize(
    ("passage", "quoted"),
    [
        ("Mending the gutter\nThe ladder stands in the shed.\nCall Ida first.", "The ladder stands in the shed."),
        ("Gutter, mending of\nA bent gutter wants mending before the frost.", "A bent gutter wants mending before"),
        ("| Work | Price |\n|---|---|\n| mending the gutter | 90 |\n| paint | 40 |", "mending the gutter | 90"),
    ],
)
def test_a_heading_is_not_quoted_and_a_row_of_a_table_is(new_services, passage, quoted):
    services = new_services(passages=(Passage("d1", 0, passage, "page 1"),))
    turn = converse("What do my notes say about mending the gutter?", ChatSession(), services)
    assert f"“{quoted}" in turn.reply and "“Mending the gutter" not in turn.reply


@pytest.mark.parametrize("line", ["What is the capital of France?", "How long do elephants live?", "Who is she?"])
def test_no_passage_no_answer(talk, line):
    turn = talk(line)
    assert "could not find" in turn.reply or "Which one" in turn.reply
    assert turn.citations == ()


# Lists


def test_a_list_is_kept_with_reasons(talk, services):
    turn = talk("make me a playlist of folk songs")
    ((title, ids, reasons),) = services.lists
    assert title == "Folk songs"
    assert ids == turn.cards
    assert set(reasons) == set(ids)
    assert all(one.startswith("m") for one in ids)


# With a model


def test_a_model_speaks_behind_the_checker(talk, script):
    counts = CheckerCounts()
    model = script("Isaac Asimov wrote Iron Orchard. “Iron Orchard” by Tobias Reck is close to The Salt Road. ")
    turn = talk("a science fiction book", model=model, counts=counts)
    assert "is close to The Salt Road" in turn.reply
    assert "Asimov" not in turn.reply
    assert turn.by == "model"
    assert (counts.passed, counts.dropped, counts.fallback) == (1, 1, 0)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Foundation is the best book ever.",
        "You liked Iron Orchard.",
        "“Iron Orchard” by Mara Venn is close.",
        "Iron Orchard is a romance.",
        "This is for you.",
        "Iron Orchard has 300 pages.",
        "Iron Orchard and",
        "The Drowned Bell and Iron Orchard are by Tobias Reck.",
    ],
)
def test_the_built_in_reply_steps_in(talk, script, said):
    counts = CheckerCounts()
    turn = talk("a science fiction book", model=script(said), counts=counts)
    assert turn.by == "built-in"
    assert counts.fallback == 1
    assert "“Iron Orchard” by Tobias Reck" in turn.reply
    assert not said or said not in turn.reply


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("“Iron Orchard” by Tobias Reck may suit you: it is tense, to judge by its subjects.", "model"),
        ("“Iron Orchard” by Tobias Reck may suit you: it is calm, to judge by its subjects.", "built-in"),
        ("“Iron Orchard” by Tobias Reck may suit you, since it is tense and to judge by its subjects.", "built-in"),
        ("“Iron Orchard” by Tobias Reck may suit you: you liked it.", "built-in"),
    ],
)
def test_a_model_may_word_what_a_card_says_too(talk, services, script, monkeypatch, said, by):
    fits = CardFit(PartId("card"), "b2", ("tense",), Source.SUBJECT)
    monkeypatch.setattr(
        services, "_recommendation", lambda item, text: Recommendation(item, Score({"card": 0.5}), (fits,))
    )
    model, counts = script(said), CheckerCounts()
    turn = talk("a science fiction book", model=model, counts=counts)
    assert "“Iron Orchard” by Tobias Reck: Tense, to judge by its subjects" in model.asked[-1][-1].content
    assert (turn.by, counts.fallback) == (by, int(by != "model"))
    assert (said in turn.reply) is (by == "model")


def test_a_model_that_dies_leaves_a_built_in_reply(talk, script):
    turn = talk("a science fiction book", model=script("“Iron Orchard”", dies=True))
    assert "started again" in turn.notice
    assert "“Iron Orchard” by Tobias Reck" in turn.reply


def test_stop_ends_the_reply(services, script):
    spoken = []
    turn = converse(
        "a book about the sea",
        ChatSession(),
        services,
        script("It is long. " * 50),
        on_text=spoken.append,
        cancelled=lambda: bool(spoken),
    )
    assert len(spoken) == 1
    assert turn.cards
    assert turn.session.cards == turn.cards


def test_a_session_survives_json(talk):
    import json

    session = talk("a calm book", "nothing sad").session
    assert ChatSession.from_data(json.loads(json.dumps(session.to_data()))) == session


def test_long_conversations_keep_constraints_and_drop_turns(talk):
    turn = talk("jazz songs", "nothing sad", *["why that one?"] * 30)
    assert len(turn.session.turns) == 12
    assert "nothing sad" in chips(turn)


def test_built_in_replies_pass_an_own_checker(talk, services):
    """Every quotation of a reply about cards is a title of the cards, of what was liked, or a subject."""
    for line in ("a book about the sea", "folk songs", "something calm", "make a list of sea books", "like Neon Tram"):
        turn = talk(line)
        items = [services.items[one] for one in (*turn.cards, "b1")]
        problems = Checker((), items, passages=[turn.session.wish, line]).check(turn.reply.split(". ", 1)[1])
        assert not [one for one in problems if one.startswith(("quotation", "name"))], turn.reply


def test_an_empty_library_says_so(new_services):
    turn = converse("a funny novel", ChatSession(), new_services(items=(), passages=()))
    assert turn.cards == () and "Your library holds no works yet." in turn.reply


def test_who_wrote_a_work_is_told(talk):
    assert "Mara Venn" in talk("who wrote The Salt Road?").reply


def test_hidden_works_of_a_creator_stay_hidden(services, talk):
    services.unseen = {"b3"}
    services.recommend = lambda *args, **wishes: []
    assert talk("books by Mara Venn").cards == ("b1",)


def test_words_that_nothing_says_are_told(talk):
    assert "Nothing on your shelves mentions “sushi”" in talk("a book about sushi").reply
    assert "mentions" not in talk("something about the landlord").reply
    assert talk("something about the landlord").cards[0] == "d1"


def test_a_why_about_something_else_is_answered(talk):
    assert "moon" in talk("why do tides rise?").reply


def test_the_third_is_of_the_list_before(talk):
    first = talk("four books")
    second = talk("tell me about the first one", session=first.session)
    third = talk("tell me about the third one", session=second.session)
    assert third.cards == (first.cards[2],)


def test_in_a_language_means_those_that_are_in_it(talk):
    said = talk("a book in Japanese")
    assert said.cards
    assert "Nothing on your shelves fits all of that (in Japanese); these come nearest." in said.reply


def test_the_reply_speaks_the_language_of_the_message(talk):
    assert talk("was kannst du denn?").session.language == "de"
    assert talk("Bonjour, je voudrais un livre sur la mer").session.language == "fr"


def test_the_apology_for_a_language_is_made_once(talk):
    first = talk("quiero algo para leer sobre el mar")
    again = talk("y algo para escuchar por favor, con gracias", session=first.session)
    assert "español" in first.reply
    assert "español" not in again.reply


def test_to_be_new_on_the_shelves_is_no_answer_to_a_wish():
    item = Item("b9", Kind.BOOK, "Ash", ("Ida Moor",), description="A smith pays her debts. It snows.")
    spoken = spoken_of([Recommendation(item, Score({}), (NewInLibrary(PartId("fresh"), "b9"),))])
    assert spoken is not None and spoken.sentence == "“Ash” by Ida Moor: “A smith pays her debts”."
