"""Questions about works that are named or described beside much else, and what the person did with one."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

SHELF = (
    Item("n1", Kind.BOOK, "The Salt Stair", ("Ada Venn",), year=1934, language="cy", words=90_000, pages=304,
         subjects=("novel", "islands"), description="Gwen Pryce keeps the light on a rock after her father drowns."),
    Item("n2", Kind.BOOK, "Low Orchard", ("Ada Venn",), year=1951, language="en", words=40_000, pages=150,
         subjects=("novel", "gardens"), description="Two brothers quarrel over a cider press; one plays the harp."),
    Item("n3", Kind.MUSIC, "Feathers: The Heron", ("Sea Choir",), year=1988, language="gd", album="The Long Tide",
         duration=240.0, subjects=("folk",), description="A slow hymn for harp about a bird over the marsh."),
    Item("n4", Kind.BOOK, "Clockwork Supper", ("Ivo Karr",), year=1921, language="en", words=20_000, pages=96,
         subjects=("drama",), description="A stage play in which kitchen automatons refuse to serve."),
    Item("n5", Kind.BOOK, "Herons of the Fen", ("Mara Dell",), year=1977, language="en", words=60_000, pages=210,
         subjects=("nature",), description="A year of watching birds from a hide."),
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("named"), SHELF)
    yield found
    found.close()


@pytest.fixture
def ask(app):
    """Says lines one after the other in one conversation; returns the last turn."""
    return lambda *lines: said(app, *lines)[-1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("who recorded The Heron, the harp one?", ("Sea Choir",)),
        ("the play with the automatons, who wrote that?", ("Ivo Karr",)),
        ("the one with the automatons who refuse to serve, whats it called and how many pages", ("Clockwork", "96")),
        ("I keep seeing The Salt Stair on the shelf and have no idea what sort of thing it is", ("Gwen Pryce",)),
        ("year and record for Feathers: The Heron? my brother says 1972", ("1988", "The Long Tide")),
        ("I'd lend the Venn, Salt Stair, to my aunt but she reads only English. which language is mine in", ("Welsh",)),
        ("I can't decide. What's the real difference between Low Orchard and Clockwork Supper?", ("cider", "kitchen")),
        ("das Theaterstück mit den Automatons, von wem ist das?", ("Ivo Karr",)),
    ],
)
def test_a_work_that_is_named_in_part_or_described_is_meant(ask, text, wanted):
    turn = ask(text)
    assert all(words in turn.reply for words in wanted)


def test_a_plot_that_is_hardly_known_is_no_title(ask):
    turn = ask("the novel where two sisters sail to the moon, whats it called")
    assert "It is “" not in turn.reply


@pytest.mark.parametrize(
    "text", ["what did I think of Low Orchard?", "did I like Low Orchard", "hat mir Low Orchard gefallen?"]
)
def test_what_one_thought_of_a_work_is_told_and_not_what_stands_in_it(ask, text):
    ask("I finished Low Orchard and I loved it")
    turn = ask(text)
    assert "Low Orchard" in turn.reply and ("liked it" in turn.reply or "gefallen" in turn.reply)


def test_what_was_never_read_is_told_so(ask):
    assert "no note that you read" in ask("have I read Herons of the Fen?").reply
