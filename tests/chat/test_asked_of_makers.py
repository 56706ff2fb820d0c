"""When makers lived, how old they were, where they come from: asked in a conversation about their works."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

SHELF = {
    "The Master and Margarita": ("Mikhail Bulgakov", 1967), "Flights": ("Olga Tokarczuk", 2007),
    "Beloved": ("Toni Morrison", 1987), "A Private Press": ("Nobody Known", 1990),
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    rows = [
        Item(f"k{at}", Kind.BOOK, title, (by,), year=year, subjects=("novel",), language="en", words=80_000,
             description=f"A woman dies in the first chapter of {title}.")
        for at, (title, (by, year)) in enumerate(SHELF.items())
    ]  # fmt: skip
    app = opened(tmp_path_factory.mktemp("makers"), rows)
    yield app
    app.close()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("is the author of The Master and Margarita still alive?", "Mikhail Bulgakov lived from 1891 to 1940"),
        ("when did Bulgakov die?", "Mikhail Bulgakov died in 1940"),
        ("when was Toni Morrison born", "Toni Morrison was born in 1931"),
        ("how old was Toni Morrison when she wrote Beloved?", "Toni Morrison was about 56"),
        ("how old was Bulgakov when he died", "Mikhail Bulgakov was about 49"),
        ("where is the writer of Flights from?", "Olga Tokarczuk: Polish"),
        ("who is Olga Tokarczuk", "Olga Tokarczuk (1962–): Polish"),
        ("was Beloved written by a man or a woman?", "Toni Morrison is a woman"),
        ("Lebt Olga Tokarczuk noch?", "1962"),
    ],
)
def test_what_is_known_of_a_maker_is_told(app, line, told):
    turn = said(app, line)[-1]
    assert told in turn.reply and ("Alcove’s guide" in turn.reply or "Alcoves Führer" in turn.reply)


def test_a_pronoun_means_who_made_what_was_spoken_of(app):
    assert "Polish" in said(app, "What is Flights about?", "and where is she from?")[-1].reply


@pytest.mark.parametrize("line", ["when does the woman in Beloved die?", "how old is Margarita in the book?"])
def test_people_of_a_work_are_not_its_makers(app, line):
    assert "Alcove’s guide, " not in said(app, line)[-1].reply


def test_of_whom_nothing_is_known_nothing_is_told(app):
    assert "Alcove’s guide" not in said(app, "when was the author of A Private Press born?")[-1].reply
