"""What is said in Polish and Swedish is heard: kinds, moods, denials, lengths, languages; through the chat."""

import pytest

from assistant.domain.entities import Item, Kind


def chips(turn):
    return {one.chip for one in turn.session.constraints}


@pytest.fixture
def services(new_services):
    """The shelves with works in Polish and Swedish."""
    others = (
        Item("p1", Kind.BOOK, "Latarnia", ("Jan Wrona",), subjects=("kryminał",), language="pl", pages=180),
        Item("p2", Kind.BOOK, "Długi rok", ("Ewa Sowa",), subjects=("powieść",), language="pl", pages=420),
        Item("s1", Kind.BOOK, "Fyren utan ljus", ("Anna Ek",), subjects=("deckare",), language="sv", pages=150),
        Item("s2", Kind.MUSIC, "Båten", ("Nils Berg",), subjects=("pop",), language="sv", year=1970),
    )
    return new_services((*new_services().items.values(), *others))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("coś po polsku, do 200 stron", {"in Polish", "at most 200 pages"}),
        ("książka, ale nie po szwedzku", {"book", "no Swedish"}),
        ("polski kryminał na wieczór", {"in Polish", "book", "crime"}),
        ("poproszę jakąś muzykę bez śpiewu", {"music", "no singing"}),
        ("coś spokojnego w tle, bez słów", {"calm", "no singing"}),
        ("książka, ale bez horroru", {"book", "no horror"}),
        ("nie lubię horrorów, poleć mi jakąś książkę", {"book", "no horror"}),
        ("piosenka, nie dłuższa niż 4 minuty", {"music", "at most 4 minutes"}),
        ("powieść, tylko nie smutna", {"book", "nothing sad"}),
        ("coś cienkiego do czytania", {"book", "short"}),
        ("en bok, högst 200 sidor", {"book", "at most 200 pages"}),
        ("något roligt att läsa på engelska", {"book", "funny", "in English"}),
        ("en svensk deckare", {"in Swedish", "book", "crime"}),
        ("en bok men ingen skräck, tack", {"book", "no horror"}),
        ("musik utan sång", {"music", "no singing"}),
        ("något lugnt att lyssna på", {"music", "calm"}),
        ("en låt under tre minuter", {"music", "at most 3 minutes"}),
        ("jag orkar inte med något sorgligt, ge mig en bok", {"book", "nothing sad"}),
        ("en kort roman", {"book", "short"}),
        ("en bok, men inte på engelska", {"book", "no English"}),
    ],
)
def test_wishes_are_heard(talk, line, expected):
    assert expected <= chips(talk(line))


@pytest.mark.parametrize(
    "line",
    [
        "nie wiem co poczytać, polecisz coś?",
        "jag vet inte vad jag ska läsa",
        "książka, może być po angielsku",
        "jag gillade Fyren utan ljus, något liknande tack",
    ],
)
def test_what_is_not_turned_down_is_not_denied(talk, line):
    assert not any(one.startswith(("no ", "nothing ", "in ")) for one in chips(talk(line)))


@pytest.mark.parametrize(
    ("line", "more", "said"),
    [("coś wesołego do czytania", "coś innego", "polsku"), ("något roligt att läsa", "något annat", "svenska")],
)
def test_one_is_told_once_that_the_language_is_not_spoken(talk, line, more, said):
    turn = talk(line)
    assert said in turn.reply and said not in talk(more, session=turn.session).reply
