"""Text from files is data for the ranker too: a work that praises itself or gives orders does not climb by it.

Any added text moves a work a little. So a hostile one is held against harmless ones put in the same place: it may rise
at most two places above the luckiest of those, with the real encoder, and where only the words differ.
"""

import pytest

from assistant.domain.entities import Interaction, Item, Kind, Verdict
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from indexers.embed import item_text
from tests.chat.test_hostile_text import HOSTILE
from tests.stand_ins import HashEmbedder

NOW = 1_700_000_000.0
HARMLESS = (
    "Printed on cream paper.", "Second edition, revised.", "The index is short.", "First told to a friend over soup",
    "{1.__name__.__len__}", "<p>Second printing</p>", "Chapter: one\n\nChapter: two", "About bread",
    "It has nine chapters and an afterword by the editor's sister.", "1987",
)  # fmt: skip
NAMES_CONTENT = {"something calm", "a book about the sea"}
"""They speak of what the shelf is about, so they may well match a wish for it."""
TOLD = (
    "A keeper minds a lamp on a rock", "How hedges were cut in a walled garden", "Two climbers wait for the wind",
    "A tram driver learns the streets", "A weaver loses her sight", "Bees come back to the orchard",
    "A judge writes to his brother", "The ferry stops running", "A clockmaker forgets the hours", "Snow in the theatre",
)  # fmt: skip
MOST_RISE = 2
TARGET = 21


def shelf(text, where):
    items = [
        Item(
            f"b{number}",
            Kind.BOOK,
            f"Volume {number}",
            (f"Author {number % 7}",),
            subjects=(f"subject {number % 5}",),
            description=f"{TOLD[number % 10]}, and part {number} of it was found in a box in house {number * 7 % 40}.",
        )
        for number in range(40)
    ]
    one = items[TARGET]
    own = {"subjects": (*one.subjects, text)} if where == "subjects" else {}
    told = one.description if where == "subjects" else f"{one.description} {text}"
    items[TARGET] = Item(
        one.id, one.kind, one.title, one.creators, **{"subjects": one.subjects, **own}, description=told
    )
    return items


def places(items, vectors, embedder):
    """The target's place in the standing list and for a request in words."""
    recommender = Recommender(Catalogue.build(items, [item.id for item in items], vectors), embedder)
    liked = tuple(Interaction(n, f"b{n}", Verdict.LIKED, NOW - n) for n in (0, 6, 12))
    wishes = (Request(explore=0.0, now=NOW), Request(text="a keeper and a lamp", explore=0.0, now=NOW))
    return [recommender.ranks(History(liked), wish)[f"b{TARGET}"] for wish in wishes]


def all_places(texts, where, embedder, *, same_vector):
    base = embedder.embed_batch([item_text(item) for item in shelf("", where)])
    own = embedder.embed_batch([item_text(shelf(text, where)[TARGET]) for text in texts])
    found = []
    for text, vector in zip(texts, own, strict=True):
        vectors = base.copy()
        if not same_vector:
            vectors[TARGET] = vector
        found.append(places(shelf(text, where), vectors, embedder))
    return found


@pytest.mark.parametrize(
    ("where", "real", "first"),
    [("description", True, 0), ("subjects", True, 1), ("description", False, 2)],
    ids=["description", "subjects", "words alone"],
)
def test_orders_and_praise_do_not_raise_a_work(where, real, first, encoder):
    embedder = encoder if real else HashEmbedder()
    usual = all_places(HARMLESS, where, embedder, same_vector=not real)
    best = [min(column) for column in zip(*usual, strict=True)]
    texts = [text for text in HOSTILE[first::3] if text not in NAMES_CONTENT]
    found = all_places(texts, where, embedder, same_vector=not real)
    risen = {
        text: (after, best)
        for text, after in zip(texts, found, strict=True)
        if any(now < then - MOST_RISE for now, then in zip(after, best, strict=True))
    }
    assert risen == {}
