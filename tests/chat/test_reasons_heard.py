"""What is feared is not wished for, circumstances are no conditions, a word may point at a work; through the chat."""

import pytest

from assistant.domain.entities import Item, Kind


@pytest.fixture
def services(new_services):
    """The shelves with two books for children."""
    others = (
        Item("l1", Kind.BOOK, "The Lantern Who Came Home", ("Ada Pell",), subjects=("children",)),
        Item("l2", Kind.BOOK, "Owls at Noon", ("Ned Bray",), subjects=("children",)),
    )
    return new_services((*new_services().items.values(), *others))


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    ("line", "denied"),
    [
        ("a book for the train, because if it's sad I cry in public", "nothing sad"),
        ("music for driving, since I nod off when it's slow", "nothing slow"),
        ("un libro allegro, perché se è triste piango", "nothing sad"),
        ("sad ones keep me awake, so a novel that is light", "nothing sad"),
    ],
)
def test_what_is_feared_is_turned_down(talk, line, denied):
    told = chips(talk(line))
    assert denied in told and denied.removeprefix("nothing ") not in told


def test_a_reason_that_says_the_wish_again_asks_for_it(talk):
    told = chips(talk("a sad book, because if it's sad I feel less alone"))
    assert "sad" in told and "nothing sad" not in told


@pytest.mark.parametrize(
    "line",
    [
        "under four minutes each, I like to change with every pan",
        "shorter, she'll be lying in the top bunk",
        "less solemn please, I'll be doing the ironing",
        "not sad, you know I'm stuck at home",
    ],
)
def test_circumstances_are_no_conditions(talk, line):
    kinds = {one.name for one in talk("some calm music", line).session.constraints}
    assert "words" not in kinds


def test_being_odd_with_somebody_asks_for_nothing_strange(talk):
    assert "strange" not in chips(talk("everyone at choir is being weird with me, a gentle book please"))


def test_a_word_of_a_title_turns_that_work_down(talk):
    turn = talk("a book for bedtime, anything but the lantern, and nothing sad")
    assert "no The Lantern Who Came Home" in chips(turn) and "l1" not in turn.cards


@pytest.mark.parametrize("line", ["a bedtime story", "Bedtime, Elsa: a book", "a book, Pia wants reading to"])
def test_what_is_read_to_a_child_is_for_children(talk, line):
    turn = talk(line)
    assert "for children" in chips(turn) and set(turn.cards) == {"l1", "l2"}


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("a grown-up book", "for adults"),
        ("books for adults", "for adults"),
        ("a book, nothing for kids", "nothing for children"),
        ("ein Buch, nichts für Kinder", "nothing for children"),
    ],
)
def test_what_grown_ups_want_is_not_for_children(talk, line, chip):
    turn = talk(line)
    assert chips(turn) == ["book", chip] and not {"l1", "l2"} & set(turn.cards)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("keep in mind that Hanna doesn't read Dutch", "Hanna doesn't read Dutch"),
        ("please write down somewhere: nothing about floods until May", "nothing about floods until May"),
        ("make a note for us: no war books this winter", "no war books this winter"),
        ("denk dran: Oma liest kein Englisch", "Oma liest kein Englisch"),
        ("schreib dir bitte auf, dass Hanna kein Italienisch kann", "Hanna kann kein Italienisch"),
    ],
)
def test_what_is_to_be_kept_is_noted(talk, services, line, kept):
    turn = talk(line)
    assert [one.text for one in services.statements()] == [kept] and "remember" in {one["tool"] for one in turn.plan}
