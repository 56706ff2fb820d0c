"""Works that are named by the figure in them: "another Father Brown", "no Holmes"."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

DOYLE, CHESTERTON = "Arthur Conan Doyle", "G. K. Chesterton"
SHELF = [
    ("A Study in Scarlet", DOYLE), ("The Sign of the Four", DOYLE), ("The Hound of the Baskervilles", DOYLE),
    ("The Innocence of Father Brown", CHESTERTON), ("The Wisdom of Father Brown", CHESTERTON),
    ("The Moonstone", "Wilkie Collins"), ("The Mysterious Affair at Styles", "Agatha Christie"),
    ("Emma", "Jane Austen"), ("Walden", "Henry David Thoreau"),
]  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    rows = [
        Item(f"f{at}", Kind.BOOK, title, (by,), subjects=("novel",), language="en", words=80_000)
        for at, (title, by) in enumerate(SHELF)
    ]
    app = opened(tmp_path_factory.mktemp("figures"), rows)
    yield app
    app.close()


def authors(turn):
    return [item.creators[0] for item in turn.items]


@pytest.mark.parametrize(
    "line", ["a crime novel, but no Holmes please", "crime, only not Sherlock again", "einen Krimi, aber keinen Holmes"]
)
def test_a_figure_that_is_turned_down_takes_its_works_along_and_no_others(app, line):
    turn = said(app, line)[-1]
    assert DOYLE not in authors(turn) and CHESTERTON in authors(turn)
    assert any("Sherlock Holmes" in one.chip for one in turn.session.constraints)


def test_another_one_is_one_of_them(app):
    assert authors(said(app, "another Father Brown")[-1]) == [CHESTERTON, CHESTERTON]


def test_what_is_like_a_figure_is_none_of_its_own_works(app):
    turn = said(app, "I love Sherlock Holmes, something like that with a kinder detective")[-1]
    found = authors(turn)
    assert found and DOYLE not in found, turn.reply


def test_one_work_is_meant_by_a_telling_word_of_its_title(app):
    turn = said(app, "like moonstone, but funnier")[-1]
    assert turn.items and "The Moonstone" not in [item.title for item in turn.items]
    assert "do not find" not in turn.reply


@pytest.mark.parametrize(
    ("line", "figure"),
    [("another Kurt Wallander please", "Kurt Wallander"), ("something with Maigret, I like the quiet ones", "Maigret")],
)
def test_a_figure_that_no_work_has_is_said_not_to_be_there(app, line, figure):
    turn = said(app, line)[-1]
    assert f"not find “{figure}”" in turn.reply and {item.kind for item in turn.items} == {Kind.BOOK}
