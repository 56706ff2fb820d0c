"""What is turned down in everyday words of several languages is not shown, nor taken for a wish; through the chat."""

import pytest

from assistant.messages import speaking


def chips(turn):
    return {one.chip for one in turn.session.constraints}


@pytest.mark.parametrize(
    "line",
    [
        "a book for my aunt, she won't have horror",
        "a book, my aunt has gone off horror",
        "a book, I've had my fill of horror",
        "fed up with horror, give me a book",
        "she hates horror. a book for her please",
        "horror I can't stand, a book please",
        "a book for my dad, horror he won't touch",
        "Horror mag ich nicht mehr, ein Buch bitte",
        "Horror kann ich nicht leiden. Ein Buch!",
        "un livre, l'horreur, j'en ai assez",
        "un libro, horror no quiero más",
        "a book please, my brother has ruined horror for me for ever",
        "a book. That lighthouse put me right off horror",
        "un libro, horror non ne voglio più",
        "coś do czytania, horrorów nie lubię",
        "en bok, skräck gillar jag inte",
    ],
)
def test_horror_is_turned_down(talk, line):
    turn = talk(line)
    assert {"no horror", "nothing scary"} & chips(turn) and "horror" not in chips(turn) and "b3" not in turn.cards


@pytest.mark.parametrize(
    "line",
    [
        "a book, it won't take long",
        "a book, she doesn't have to like it",
        "a book, the alarm went off at five",
        "a book, I won't have time for horror stories about alarms",
    ],
)
def test_what_only_sounds_like_it_turns_nothing_down(talk, line):
    assert not any(one.startswith(("no ", "nothing ")) for one in chips(talk(line)))


@pytest.mark.parametrize(
    ("line", "without"),
    [
        (
            "a book for all of us: no English, and Ana has had enough of correcting our French",
            {"no English", "no French"},
        ),
        ("a book, in English if you can, we can't manage French", {"no French"}),
        ("nothing Victorian, a book please", {"nothing from 1837 to 1901"}),
        ("a book by any hand, but feet on dry land all the way", {"no sea"}),
        ("same sort of book but less doom", set()),
    ],
)
def test_what_is_turned_down_is_that_and_nothing_beside_it(talk, line, without):
    turned_down = {one for one in chips(talk(line)) if one.startswith(("no ", "nothing "))}
    assert turned_down == without


def test_a_kind_of_fiction_is_not_all_fiction(talk):
    assert chips(talk("a book, my dad has gone off science fiction")) == {"book", "no science fiction"}


def test_a_work_is_turned_down_beside_a_subject(talk):
    turn = talk("Was kann ich lesen? Nicht schon wieder Sparrows, und keinen Horror")
    assert "b5" not in turn.cards and "no sparrows" in chips(turn)


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("a novel, english or french", "in English or French"),
        ("ein Buch auf Englisch oder Französisch", "in English or French"),
        ("a book in French or in English please", "in English or French"),
    ],
)
def test_either_of_two_languages_will_do(talk, line, chip):
    said = {one.chip for one in talk(line).session.constraints if one.name == "language"}
    assert len(said) == 1 and {" ".join(sorted(said.pop().split()))} == {" ".join(sorted(chip.split()))}


@pytest.mark.parametrize(
    "line", ["music from the sixties till now", "songs from the sixties on", "music, sixties to today"]
)
def test_a_decade_until_now_is_the_first_of_them(talk, line):
    assert "from 1960 on" in chips(talk(line))


@pytest.mark.parametrize(
    ("kept", "wish", "chip"),
    [
        ("remember that I read nothing above 200 pages", "something to read", "at most 200 pages"),
        ("Merk dir, dass ich nichts über 200 Seiten lese", "ein Buch bitte", "höchstens 200 Seiten"),
        ("note that Magnus doesn't read French", "a short book for him", "no French"),
    ],
)
def test_what_was_written_down_holds_for_the_next_wish(talk, kept, wish, chip):
    turn = talk(kept, wish)
    with speaking(turn.session.language):
        assert chip in chips(turn)


def test_a_liking_that_was_written_down_is_no_condition(talk):
    assert not chips(talk("remember that I love the sea"))


def test_an_oath_turns_nothing_down(talk):
    said = chips(talk("a book, not up a mountain and for the love of god no horror"))
    assert "no horror" in said and not {"no religion", "no romance"} & said


def test_what_somebody_lacks_of_whom_it_tells_is_not_turned_down(talk):
    assert "no parents" not in chips(talk("stories with children who have no parents"))
    assert "no children" in chips(talk("a book with no children in it"))


def test_a_play_that_is_to_be_no_novel_may_be_made_up(talk):
    said = chips(talk("a proper stage work for our drama group, not a novel"))
    assert "drama" in said and "no fiction" not in said
