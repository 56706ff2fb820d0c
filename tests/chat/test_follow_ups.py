"""Messages that change the wish under way: lifted, replaced, turned down, known already, and of whom they speak."""

from dataclasses import replace

import pytest

from assistant.chat.follow.comparing import measures_in
from assistant.chat.follow.in_context import in_context
from assistant.chat.follow.ranked import ranked_place, which_is_asked
from assistant.chat.meant import items_meant
from assistant.chat.plan import make_plan, run_plan
from assistant.chat.session import ChatSession
from assistant.chat.tools.known.library import is_maker
from assistant.chat.turn import converse
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import minutes_of
from tests.chat.shelves import book, opened, said


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    "line",
    [
        "it needn't be a short one",
        "doesn't have to be short",
        "length doesn't matter",
        "no matter how long",
        "drop the length limit",
        "it can be long if you like",
    ],
)
def test_a_length_is_lifted(talk, line):
    turn = talk("a short book about the sea", line)
    assert "short" not in chips(turn)
    assert "book" in chips(turn) and "sea" in turn.session.wish


def test_what_is_lifted_leaves_the_wish(talk):
    turn = talk("a French family novel", "needn't be French")
    assert "french" not in turn.session.wish.casefold()


def test_a_lift_and_a_wish_in_one_message(talk):
    turn = talk("a book, nothing sad", "sad is fine after all, but shorter")
    assert "nothing sad" not in chips(turn)
    assert any("at most" in one or one == "short" for one in chips(turn))


@pytest.mark.parametrize("line", ["I've read Venn", "I know all of Mara Venn by heart", "Mara Venn kenne ich schon"])
def test_a_creator_known_by_heart_is_left_out(talk, line):
    turn = talk("a book about the sea", f"something else, {line}")
    assert not {"b1", "b3"} & set(turn.cards)
    assert "book" in chips(turn)


def test_a_card_that_is_known_does_not_come_back(talk):
    first = talk("a book about the sea")
    turn = talk("a book about the sea", "I've read the first one, what else?", "shorter")
    assert first.cards[0] not in turn.cards


def test_the_other_one_is_not_hidden_by_what_was_never_read(talk):
    assert not talk("a book about the sea", "I have never read any of those, so shorter please").session.left_out


def test_not_that_author(talk):
    first = talk("a book about the sea")
    turn = talk("a book about the sea", "not that author")
    assert first.items[0].creators[0] not in {name for item in turn.items for name in item.creators}


def test_someone_else_than_whom_was_asked_for(talk):
    turn = talk("something by The Hollow Pines", "someone else in that vein")
    assert not {"m1", "m4"} & set(turn.cards)
    assert "by The Hollow Pines" not in chips(turn)


def test_another_of_hers(talk):
    turn = talk("tell me about The Salt Road", "anything else of hers?")
    assert turn.cards[0] == "b3" and "b1" not in turn.cards


def test_another_kind_for_the_same_wish(talk):
    turn = talk("a book about the sea", "and what about music then?")
    assert "music" in chips(turn) and "sea" in turn.session.wish
    assert turn.cards[0] == "m4"


def test_own_words_become_a_chip_and_the_rest_stays(talk):
    turn = talk("a science fiction book", "with more gardening")
    assert "gardening" in chips(turn) and "science fiction" in chips(turn)


def test_the_first_of_two_that_were_named(talk):
    turn = talk("Iron Orchard or Quiet Harbours for the train?", "more like the second, then")
    assert turn.plan[0]["item"] == "b6"


def test_moods_of_two_sides_replace_each_other(talk):
    assert "happy" not in chips(talk("happy songs", "sadder"))


def test_opposite_bounds_do_not_pile_up(talk):
    turn = talk("a book of at least 5 hours", "at most 2 hours")
    assert not any("at least" in one for one in chips(turn))


def test_a_named_year_counts_more_than_a_comparison(talk):
    assert "up to 1979" in chips(talk("a book about the sea", "older than those, before 1980"))


def test_a_wish_of_its_own_begins_anew(talk):
    turn = talk("a calm book about the sea", "I want jazz songs now")
    assert "music" in chips(turn) and "calm" not in chips(turn)


def _works(*rows):
    return [Item(str(at), Kind.BOOK, str(at), year=year, words=words) for at, (year, words) in enumerate(rows)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the earlier of the two what happens in it", 2),
        ("and the oldest one", 3),
        ("worum geht es in dem alteren", 2),
        ("et le plus court de quoi ca parle", 3),
        ("tell me about the longer one", 1),
        ("something by the older strauss", None),
        ("is it about the older brother", None),
    ],
)
def test_a_card_is_meant_by_how_it_stands_to_the_others(text, place):
    assert ranked_place(text, _works((1990, 900_000), (1980, 60_000), (1970, 1_000))) == place


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("thats a lot whats the shortest of them", ("shortest", 3)),
        ("which of those is the longest", ("longest", 1)),
        ("und welches davon ist am kurzesten", ("shortest", 3)),
        ("et le plus ancien", ("oldest", 3)),
        ("and the newest one", ("newest", 1)),
        ("who wrote the shortest of them", None),
        ("what is the longest river", None),
        ("which is the older of the two", None),
    ],
)
def test_which_of_the_cards_is_the_shortest_is_asked(text, asked):
    assert which_is_asked(text, _works((1990, 900_000), (1980, 60_000), (1970, 1_000))) == asked


def test_which_is_the_shortest_is_asked_of_the_cards(services):
    shown = converse("four books", ChatSession(), services)
    turn = converse("which of those is the shortest?", shown.session, services)
    shortest = min(shown.items, key=lambda one: minutes_of(one) or 0.0)
    assert turn.items == (shortest,) and f"The shortest is “{shortest.title}”" in turn.reply


def test_those_point_at_all_and_what_is_told_of_one_means_it(services):
    about = replace(read_by_rules("which of those is the one with the coast"), act=Act.ABOUT, card="all")
    before = ChatSession(wish="novels", cards=("b2", "b3", "b1"), focus="b2")
    results = run_plan(make_plan(about, before, services.gazetteer()), about, before, services)
    assert results.about is not None and results.about.id == "b1"


def test_what_nobody_knows_the_year_of_is_not_the_older():
    assert ranked_place("the older one", _works((None, 1), (1980, 1))) is None


def test_it_is_what_was_spoken_of_last_whatever_card_the_heads_guess(services):
    session = ChatSession(cards=("b1", "b2"), focus="b1")
    heard = replace(read_by_rules("how long is it?", services.gazetteer()), act=Act.ABOUT, card=2)
    assert items_meant(heard, session) == ["b1"]


@pytest.mark.parametrize("line", ["have I read it?", "hab ich das schon gelesen?", "est-ce que je l'ai déjà lu ?"])
def test_whether_it_was_read_is_asked_of_the_history(talk, line):
    turn = talk("tell me about The Salt Road", line)
    assert turn.plan[0]["tool"] == "library" and "Salt" in turn.reply


def test_a_kind_that_was_only_heard_gives_way_to_what_the_creator_made(services):
    heard = replace(read_by_rules("anything by Mara Venn?", services.gazetteer()), kind=Kind.MUSIC)
    assert in_context(heard, ChatSession(), services).kind is None
    said = read_by_rules("any music by Mara Venn?", services.gazetteer())
    assert in_context(said, ChatSession(), services).kind is Kind.MUSIC


def test_a_name_that_nobody_on_the_shelves_has_is_a_name():
    assert is_maker("grisham", "how many books by John Grisham do I have?") and is_maker("sagan", "que de Sagan ?")
    assert not is_maker("sea", "how many books about the sea do I have?")


@pytest.mark.parametrize(
    ("first", "line"),
    [
        ("a short book about the sea", "something calm for tonight, no drums"),
        ("a short book about the sea", "I'm in the mood for something dreamy and slow"),
        ("a short book about the sea", "now a novel where two sisters meet again"),
        ("a short book about the sea", "my nephew is seven, what can I read to him?"),
        ("ein kurzes Buch über das Meer", "ich brauche etwas Lustiges zum Einschlafen"),
        ("un livre court sur la mer", "quelque chose de drôle pour les vacances"),
    ],
)
def test_a_whole_request_begins_anew(talk, first, line):
    turn = talk(first, line)
    assert not {"short", "sea"} & set(chips(turn))
    assert "sea" not in turn.session.wish and "Meer" not in turn.session.wish and "mer" not in turn.session.wish.split()


@pytest.mark.parametrize(
    "line",
    ["something a bit darker", "with robots", "not so long", "et en plus drôle ?", "lieber lustiger"],
)
def test_what_is_told_beside_the_wish_changes_it(talk, line):
    turn = talk("a book about the sea", line)
    assert "book" in chips(turn) and "sea" in turn.session.wish


def test_something_completely_different_leaves_what_was_shown(talk):
    first = talk("a book about the sea")
    turn = talk("a book about the sea", "something completely different")
    assert chips(turn) == ["book"] and not turn.session.wish
    assert not set(first.cards) & set(turn.cards)


def test_a_mood_that_is_replaced_leaves_the_words_of_the_wish(talk):
    assert talk("a sad song", "actually, happier").session.wish == "a song"
    turn = talk("etwas Trauriges zum Hören", "fröhlicher")
    assert "happy" in chips(turn) and "Trauriges" not in turn.session.wish


def test_of_two_subjects_the_one_named_again_stays(talk):
    turn = talk("something with mountains and sea", "No water after all. Mountains!")
    assert "mountains" in chips(turn) and "sea" not in chips(turn) and "sea" not in turn.session.wish


@pytest.mark.parametrize("line", ["und Musik dazu?", "et en musique ?", "y música?"])
def test_another_kind_in_another_language(talk, line):
    turn = talk("a crime novel about the sea, short", line)
    assert "music" in chips(turn) and not {"crime", "short", "book"} & set(chips(turn))
    assert "sea" in turn.session.wish and "crime" not in turn.session.wish


def test_a_bound_that_was_told_first_is_of_the_wish_that_follows(talk):
    assert "at most 3 hours" in chips(talk("at most 3 hours", "books by Tobias Reck"))
    assert "at most 3 hours" not in chips(talk("a book, at most 3 hours", "jazz songs for dancing, please"))


def test_a_child_is_still_meant_by_the_next_book(talk):
    lines = ("a funny book for my 8-year-old", "a book about dragons")
    assert "for children" in talk(*lines).session.wish
    assert "for children" not in talk(*lines[:1], "a book about dragons for me").session.wish


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("kürzer", ["shorter"]),
        ("ein kurzer Roman", []),
        ("plus court", ["shorter"]),
        ("too long", ["shorter"]),
        ("etwas älter", ["older"]),
        ("más largo y más nuevo", ["longer", "newer"]),
    ],
)
def test_measures_in_many_languages(text, measures):
    assert list(measures_in(text)) == measures


def test_an_age_told_later_counts_from_then_on(talk, services):
    talk("a book about the sea", "oh, it is for a 10 year old")
    assert "children" in [call[1] for call in services.calls if call[0] == "recommend"][-1]


def test_makers_that_are_women_are_no_name_that_is_missing(talk):
    assert "Nothing by women" not in talk("a book about the sea", "only by women actually").reply


def test_the_same_wish_again_leaves_no_chip(talk):
    first = talk("a quiet story of a voyage")
    again = talk("a quiet story of a voyage", "A quiet story of a voyage!")
    assert chips(again) == chips(first) and again.cards == first.cards
    assert again.reply.startswith("These are still the ones I would pick")
    assert not set(talk("a quiet story of a voyage", "A quiet story of a voyage!", "more").cards) & set(first.cards)


@pytest.mark.parametrize(
    "line",
    [
        "something shorter, my arms are aching",
        "a calm one instead. we were up all night",
        "a calm one, Nora's driving",
        "lieber etwas Ruhiges, meine Tante schläft",
    ],
)
def test_what_is_told_beside_a_wish_is_no_condition(talk, line):
    said = {word for one in chips(talk("a book about the sea", line)) for word in one.split()}
    assert said.isdisjoint({"arms", "aching", "night", "nora", "noras", "driving", "tante", "schlaft"})


def test_what_is_told_alone_is_the_wish(talk):
    assert "winters" in chips(talk("a book about the sea", "our island winters"))


def test_a_likeness_to_what_is_not_owned_is_a_wish_of_its_own(talk):
    turn = talk("a book about the sea", "something like Rebecca by the sea")
    assert "“Rebecca” by Daphne du Maurier is not on your shelves" in turn.reply and turn.cards
    assert not any("manderley" in one for one in chips(turn))


def test_a_question_on_what_is_not_owned_is_answered_by_the_guide(talk):
    turn = talk("a book about the sea", "who wrote Crime and Punishment?")
    assert "Fyodor Dostoevsky is not on your shelves. Alcove’s guide says: " in turn.reply and not turn.cards


NAMED = (("The Cold Wing", "Ada Quill"), ("Night Linen", "Rosa Quill"), ("The Bell Tower", "Jonas Marten"),
         ("Moth and Key", "Ines Calder"))  # fmt: skip
GOTHIC = tuple(
    book(at, title=title, creators=(name,), subjects=("gothic", "horror"), description="A gothic tale of a house.")
    for at, (title, name) in enumerate(NAMED)
)
TUNES = tuple(
    Item(f"t{at}", Kind.MUSIC, f"Tune {at}", ("Players",), duration=180, subjects=("folk",), description="A folk tune.")
    for at in range(6)
)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("follow"), (*GOTHIC, *TUNES, *(book(10 + at) for at in range(6))))
    yield app
    app.close()


@pytest.mark.parametrize("line", ["without Calder please", "shorter ones"])
def test_a_question_of_what_is_owned_is_the_wish_of_what_follows(shelves, line):
    turn = said(shelves, "which gothic novels do I own?", line)[-1]
    assert {"book", "gothic"} <= set(chips(turn))
    assert turn.items and all(item.kind is Kind.BOOK for item in turn.items)


def test_both_of_a_family_are_turned_down_by_their_surname(shelves):
    turn = said(shelves, "a gothic novel", "not Marten, and not a Quill")[-1]
    assert {"no Ada Quill", "no Rosa Quill", "no Jonas Marten"} <= set(chips(turn))
    assert turn.items and not {"Quill", "Marten"} & {item.creators[0].split()[-1] for item in turn.items}


def test_what_was_too_much_is_not_looked_for(shelves):
    turn = said(shelves, "folk music", "too sleepy, something livelier")[-1]
    assert "sleepy" not in turn.session.wish and not any("sleepy" in one for one in chips(turn))
