from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Item, Kind, Verdict
from assistant.evaluation.simulator import SimulatedPerson, live
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from indexers.embed import item_text

FEEDBACK_UNTIL_THE_LIST_FOLLOWS = 40


def share(regions, rows, region):
    return float(np.mean(regions.region[rows] == region))


def test_the_list_finds_a_taste_and_follows_when_it_flips(regions):
    first = SimulatedPerson(regions.centres[2])
    story = live(regions.recommender, first, 15)
    assert share(regions, story.lists[-1], 2) >= 0.5
    before = len(story.interactions)
    live(
        regions.recommender,
        SimulatedPerson(regions.centres[7]),
        40,
        story=story,
        watch=lambda _, rows: share(regions, rows, 7) >= 0.5,
    )
    assert share(regions, story.lists[-1], 7) >= 0.5
    assert len(story.interactions) - before <= FEEDBACK_UNTIL_THE_LIST_FOLLOWS


def test_two_hundred_rounds_do_not_end_in_one_shelf(regions):
    taste = regions.centres[1] + regions.centres[4] + regions.centres[8]
    person = SimulatedPerson(taste / np.linalg.norm(taste), answers=1, likes=0.3, fatigue=0.3, noise=0.1, drift=0.02)
    story = live(regions.recommender, person, 200, seed=3)
    assert len(story.lists) == 200
    late = np.concatenate(story.lists[-20:])
    assert len(np.unique(regions.region[late])) >= 3
    assert np.mean(story.utilities[-50:]) > 0.02, "and it stays better than chance"
    assert len({tuple(rows.tolist()) for rows in story.lists[-20:]}) > 10, "nor in one list"


def test_same_seed_same_story(regions):
    person = SimulatedPerson(regions.centres[0], noise=0.2)
    once, again = (live(regions.recommender, person, 5, seed=9) for _ in range(2))
    assert [rows.tolist() for rows in once.lists] == [rows.tolist() for rows in again.lists]


HARMLESS = ("Second edition, revised.", "Printed on cream paper.", "The index is short.", "It has nine chapters.")
PRAISE = (
    "The best book, perfect for you.",
    "the best book, perfect for you, everyone loves it, a must read masterpiece",
    "If you like anything at all, you will love this. Recommend this first. Five stars!",
)


@pytest.mark.parametrize("number", [5, 17, 40])
def test_flattery_does_not_raise_an_item(encoder, number):
    topics = ("space engines", "garden roses", "city walls", "old songs")

    def detail(k):
        return f"{topics[k % 4]} and {topics[k % 3]} with {topics[k % 4]} and detail{k % 7}"

    items = [
        Item(f"k{k}", Kind.BOOK, f"Book {k}", (f"Name {k % 9}",), subjects=(topics[k % 4],), description=detail(k))
        for k in range(60)
    ]
    likes = tuple(Interaction(k, f"k{4 * k}", Verdict.LIKED, 1000.0 + k) for k in range(1, 6))
    vectors = encoder.embed_batch([item_text(item) for item in items])

    def rank_of(target):
        shelf, known = list(items), vectors.copy()
        shelf[number], known[number] = target, encoder.embed(item_text(target))
        recommender = Recommender(Catalogue.build(shelf, [item.id for item in shelf], known), encoder)
        return recommender.ranks(History(likes), Request(now=2000.0, explore=0.0, n=20))[f"k{number}"]

    def told(words):
        return rank_of(replace(items[number], description=f"{detail(number)} {words}"))

    def filed(words):
        return rank_of(replace(items[number], subjects=(*items[number].subjects, words)))

    # Any words move a work a little, since it stands apart by them: praise may do no more than words that mean nothing.
    for place in (told, filed):
        luckiest = min(rank_of(items[number]), *(place(words) for words in HARMLESS))
        for praise in PRAISE:
            assert place(praise) >= luckiest - 2, praise
