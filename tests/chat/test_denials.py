"""What is turned down is heard where it stands, and only what is turned down."""

import pytest

from assistant.chat.fit.breaking import breaks
from assistant.domain.entities import Item, Kind
from assistant.language.negation import split_negations


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("science fiction yes, horror no", {"science fiction", "no horror"}),
        ("horror no, robots no, a book about the sea", {"sea", "no horror", "no robots"}),
        ("no horror no robots just something calm", {"calm", "no horror", "no robots"}),
        ("a book about the sea, no horror i have horror enough", {"sea", "no horror"}),
        ("music without drums so i sleep till morning", {"no drums"}),
        ("I wind down without the roof, something calm", {"calm"}),
        ("quelque chose de drôle, mais rien comme The Salt Road", {"no The Salt Road"}),
    ],
)
def test_denials_end_where_what_is_wanted_begins(talk, line, expected):
    said = set(chips(talk(line)))
    assert expected <= said
    assert {one for one in said if one.startswith("no ")} == {one for one in expected if one.startswith("no ")}


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("nothing I have read already", "I have read already"),
        ("no I'd rather have a thin one, about the hills", ""),
        ("nein, no we'll take the thin one", ""),
        ("not just love songs", ""),
        ("oh no, not him again", "him again"),
        ("is there a dog, yes or no", ""),
        ("something calm without waking the baby", ""),
        ("No memoirs (we had five) and nothing about war", "memoirs about war"),
    ],
)
def test_what_is_denied(text, unwanted):
    assert " ".join(split_negations(text)[1].split()) == unwanted


def test_a_cookbook_that_is_turned_down_leaves_food(talk):
    assert {"food", "no cookbooks"} <= set(chips(talk("books about food, no cookbooks, i know my cookbooks by heart")))


def test_the_same_language_is_that_of_the_work_that_is_named(talk):
    assert "in French" in chips(talk("a book in the same language as Le Jardin d’hiver"))
    assert not any(one == "language" for one in chips(talk("a book in the same language as Le Jardin d’hiver")))


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("a book from this century", "from 2000 on"),
        ("books of the last century", "1900 to 1999"),
    ],
)
def test_centuries_are_told_from_today(talk, line, chip):
    assert chip in chips(talk(line))


def test_years_of_ones_own_life_bound_nothing(talk):
    assert chips(talk("the last two years were hard, a calm book")) == ["book", "calm"]


@pytest.mark.parametrize(
    ("line", "told", "untold"),
    [
        ("music for orchestra, but nobody opens their mouth", "no singing", "no mouth"),
        ("a quiet tune without a word", "no singing", "no word"),
        ("folk, and no weeping violins", "nothing sad", "no strings"),
        ("music, but no sad songs", "nothing sad", "no singing"),
        ("a story that isn't misery", "nothing sad", "no misery"),
        ("a book about anything EXCEPT music", "no music", "music"),
        ("Musik ohne Gesang UND ohne Klavier", "no piano", "no und"),
        ("ein Roman ohne Krieg und ohne Leichen", "no war", "no leichen"),
        ("un roman sans guerre", "no war", "no guerre"),
        ("una novela sin guerra ni muertos", "no deaths", "no muertos"),
        ("a book without songs", "book", "no singing"),
    ],
)
def test_a_denial_is_heard_for_what_it_means(talk, line, told, untold):
    chips = [one.chip for one in talk(line).session.constraints]
    assert told in chips and untold not in chips


def test_one_country_is_denied_without_its_neighbours():
    glen = Item("glen", Kind.BOOK, "The Glen", subjects=("Scotland", "Crime"))
    moor = Item("moor", Kind.BOOK, "The Moor", subjects=("England", "Crime"))
    assert breaks(glen, "scottish") and not breaks(moor, "scottish")
    assert breaks(glen, "british") and breaks(moor, "british")


def test_a_no_that_answers_turns_nothing_down_and_the_last_word_counts(talk):
    talk("a long novel about the sea")
    said = chips(talk("no I'd rather have a short one after all. under 150 pages, about the sea"))
    assert {"sea", "at most 150 pages"} <= set(said)
    assert "long" not in said and not any(one.startswith("no ") for one in said)


@pytest.mark.parametrize(
    "line",
    ["music, but if someone sings at me I'll scream", "Musik, aber wenn jemand singt, werde ich verrückt"],
)
def test_what_somebody_could_not_bear_is_denied(talk, line):
    assert "no singing" in [one.chip for one in talk(line).session.constraints]


def test_somebody_is_no_name(talk):
    assert "Nothing by" not in talk("which book is told by somebody who hates the sea").reply


@pytest.mark.parametrize(
    ("line", "told", "untold"),
    [
        ("I've had it with horror, something about the sea", "no horror", "horror"),
        ("sick to death of robots. A book please", "no robots", "robots"),
        ("I've had my fair share of horror, thank you, so robots", "no horror", "horror"),
        ("Enough with the robots! A calm novel", "no robots", "robots"),
        ("i have enough of war, a calm novel", "no war", "war"),
        ("a crime novel, but no murdered or missing children", "no murdered children", "no murder"),
        ("a crime novel, but no murdered or missing children", "no missing children", "no children"),
        ("an adventure without talking animals", "no talking animals", "no animals"),
        ("nothing older than my mother please, who was born in 1950", "from 1950 on", "no mother"),
        ("a novel from before my father was born, in 1950", "up to 1949", "1950"),
        ("a novel published after 1950, the year of the flood", "from 1950 on", "1950"),
        ("a funny novel, author not english", "no English", "in English"),
        ("I'm fed up with British writers, a calm novel", "no British", "no writing"),
        ("a calm novel by anyone except the Scottish", "no Scottish", "Scottish"),
        ("songs, not in English please", "singing", "in English"),
        ("something loud to run to on sundays with my brother, no metal and no rap", "no metal", "metal"),
        ("music to shout along with, no instrumentals", "singing", "instrumental"),
        ("a calm book please, love", "calm", "love"),
        ("find me something to read, my dear", "book", "love"),
        ("Tomé wants something calm to read", "calm", "long"),
    ],
)
def test_turning_down_is_heard_in_other_words_and_what_it_does_not_say_is_not(talk, line, told, untold):
    said = chips(talk(line))
    assert told in said and untold not in said


def test_makers_from_somewhere_are_turned_down_with_all_their_works():
    theirs = Item("one", Kind.BOOK, "Una casa", ("Jane Austen",), language="es")
    of_place = Item("two", Kind.BOOK, "London by Night", ("Halldór Laxness",), language="en", subjects=("England",))
    assert breaks(theirs, "makers:English") and not breaks(of_place, "makers:English")


def test_a_work_is_against_two_words_only_with_both():
    lost = Item("lost", Kind.BOOK, "The Lost Ones", subjects=("Children", "Murder"))
    school = Item("school", Kind.BOOK, "The Village School", subjects=("Children",))
    assert breaks(lost, "murdered children") and not breaks(school, "murdered children")
