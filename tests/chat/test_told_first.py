"""Questions behind what is told first, and questions on what a machine shows, asked of the real App."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

PAPERS = {
    "Stove manual": "The stove stands in the back kitchen. Error E04: the hopper is empty. Error E17: the flue is"
    " blocked, call the sweep. The ash drawer is emptied on Fridays.",
    "Boat cover": "Vessel: the ketch Amarant, 9 metres. Excess: 300 crowns; for skippers under 25 it is 700 crowns."
    " Period: March to November.",
    "Cottage cover": "The cottage at Hollow Lane. Excess: 150 crowns; storm damage 400 crowns. The roof is of slate.",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    rows = [Item(f"d{at}", Kind.DOCUMENT, title) for at, title in enumerate(PAPERS)]
    rows += [
        Item("b1", Kind.BOOK, "The Quiet Harbour", ("Mara Venn",), subjects=("sea",), description="A calm voyage."),
        Item("b2", Kind.BOOK, "The Flue", ("Ida Holm",), subjects=("crime",), description="A sweep finds a body."),
    ]
    app = opened(tmp_path_factory.mktemp("told"), rows, {f"d{at}": text for at, text in enumerate(PAPERS.values())})
    yield app
    app.close()


@pytest.mark.parametrize(
    "line",
    [
        "it is freezing and the stove flashes E17 at me. what was that one",
        "stove says E17!! what is that",
        "Der Ofen zeigt E17, was heißt das?",
    ],
)
def test_what_a_machine_shows_is_looked_up_and_no_other_code_is_told(app, line):
    turn = said(app, line)[-1]
    assert "flue is blocked" in turn.reply and "hopper" not in turn.reply


@pytest.mark.parametrize(
    "line",
    [
        "some clown has rammed the Amarant in the harbour. what's our excess for that",
        "Mara scraped the ketch along the quay, she is fine. what will the excess be",
    ],
)
def test_what_is_told_leads_to_the_paper_and_the_question_to_the_sentence(app, line):
    turn = said(app, line)[-1]
    assert "300 crowns" in turn.reply and "150 crowns" not in turn.reply


@pytest.mark.parametrize("line", ["I have a cold and no patience. What is a good book for that?", "it rains. what now"])
def test_a_wish_behind_what_is_told_asks_no_papers(app, line):
    assert "answer" not in [step["tool"] for step in said(app, line)[-1].plan]


@pytest.mark.parametrize(
    "line",
    [
        "Just finished an enormous horror saga and need a palate cleanser: something short and funny",
        "after three horror novels in a row I need something short and funny",
        "Gerade einen dicken Horrorroman ausgelesen, jetzt bitte ein kurzes, lustiges Buch",
    ],
)
def test_what_was_read_last_is_not_asked_for_again(talk, line):
    turn = talk(line)
    assert not {"horror", "no horror"} & {one.chip for one in turn.session.constraints}
    assert "horror" not in turn.session.wish.lower()


def test_what_was_read_last_is_asked_for_where_more_of_it_is_wanted(talk):
    chips = {one.chip for one in talk("just finished a horror novel, I need another one like it").session.constraints}
    assert "horror" in chips
