"""Which works are near for whoever loves one: real encoders, and the map that comes with the program."""

import hashlib
import tomllib
from importlib.resources import files

import numpy as np
import pytest

from assistant.cards.heads import default_heads as default_card_heads
from assistant.cards.maker import CardMaker, Subject
from assistant.domain.entities import Interaction, Item, Kind, Verdict
from assistant.domain.evidence import CloseToNamed, KnownWork
from assistant.embedding.encoder import OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.fit.judged.kinship import SOURCES, Love, fit, precision
from assistant.evaluation.fit.judged.shelves import Shelf
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.kinship import CLOSE, CLOSE_IN_MEANING, Kin, KinMap, kin_map
from assistant.recommend.text.world import World
from indexers.embed import item_text


def book(name: str, title: str, says: str, *subjects: str) -> Item:
    return Item(name, Kind.BOOK, title, (f"{name.title()} Vane",), subjects=subjects, description=says)


LOVED = book(
    "patience", "A Boat Called Patience", "Two idle friends and a dog row up a river, quarrel over a tin of pineapple "
    "and get everything wrong. Very funny.", "humour", "boats",
)  # fmt: skip
SHELF = (
    LOVED,
    book("rowing", "Rowing the River", "A handbook for those who row up a river: boats, locks, camping, tins and dogs.",
         "boats", "sport"),
    book("fete", "The Vicar's Bicycle", "A gentle, funny tale of a vicar, a stolen bicycle and a village fête at "
         "which everything goes wrong.", "humour", "village life"),
    book("drowned", "The River Took Him", "A father searches a river for his drowned son, with the boat and the dog "
         "that came back alone.", "grief", "boats"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(encoder: OnnxEmbedder, worldly: MultilingualEmbedder) -> Recommender:
    texts, ids = [item_text(item) for item in SHELF], [item.id for item in SHELF]
    made = CardMaker(default_card_heads(), worldly).make([Subject(item) for item in SHELF])
    cards = ids, np.stack([one.confidences for one in made])
    catalogue = Catalogue.build(SHELF, ids, encoder.embed_batch(texts), cards=cards)
    return Recommender(catalogue, encoder, world=World(worldly.apart, worldly.apart.embed_batch(texts)))


def test_who_loves_a_funny_book_of_boats_would_rather_have_a_funny_one_than_a_handbook(shelf: Recommender) -> None:
    found = shelf.recommend(History(), Request(like=(LOVED.id,), kind=Kind.BOOK, explore=0.0))
    near = shelf.kin.between(np.asarray([0]), np.arange(len(SHELF)))[0]
    texts = shelf.catalogue.vectors @ shelf.catalogue.vectors[0]
    assert texts[1] > texts[2], "by what the texts mean, the handbook is nearer"
    assert near[2] == max(near[1:]) > CLOSE
    order = [one.item.id for one in found if one.item.id != LOVED.id]
    assert order.index("fete") < order.index("drowned")


def test_what_is_called_close_is_so_by_kinship(shelf: Recommender) -> None:
    history = History((Interaction(1, LOVED.id, Verdict.LIKED, 0.0),))
    near = shelf.kin.between(np.asarray([0]), np.arange(len(SHELF)))[0]
    for item, own in zip(SHELF[1:], near[1:], strict=True):
        said = shelf.why(history, item.id, Request(now=1.0, explore=0.0)).recommendation.evidence
        named = any(isinstance(one, KnownWork) and one.part in ("nearest_liked", "taste") for one in said)
        assert not named or own >= CLOSE
        like = shelf.why(History(), item.id, Request(like=(LOVED.id,), explore=0.0)).recommendation.evidence
        assert own >= CLOSE or not any(isinstance(one, CloseToNamed) for one in like)
    own = {item.id: float(one) for item, one in zip(SHELF, near, strict=True)}
    assert own["fete"] >= CLOSE and own["fete"] > own["drowned"]


def test_without_the_second_space_works_are_compared_by_their_texts(shelf: Recommender, encoder: OnnxEmbedder) -> None:
    catalogue = shelf.catalogue
    plain = Recommender(catalogue, encoder)
    assert plain.kin.close == CLOSE_IN_MEANING
    assert plain.kin.to_all(np.asarray([0]))[0] == pytest.approx(catalogue.vectors @ catalogue.vectors[0], abs=1e-5)


def test_what_is_not_known_of_a_work_tells_nothing(encoder: OnnxEmbedder, worldly: MultilingualEmbedder) -> None:
    known = kin_map(encoder, worldly.apart)
    assert known is not None
    random = np.random.default_rng(1)
    first, second = (random.standard_normal((3, 384)).astype(np.float32) for _ in range(2))
    cards = random.random((3, len(known.means) - 768)).astype(np.float32)
    first[1], second[1], cards[1] = 0, 0, 0
    cards[2] = 0
    placed = known.vectors(first, second, cards).astype(np.float32)
    assert np.linalg.norm(placed, axis=1) == pytest.approx([1, 0, 1], abs=1e-2)
    assert placed[2] == pytest.approx(known.vectors(first, second, None).astype(np.float32)[2], abs=1e-2)


def test_the_map_is_not_taken_for_other_encoders(encoder: OnnxEmbedder, worldly: MultilingualEmbedder) -> None:
    assert kin_map(encoder, encoder) is None and kin_map(None, worldly.apart) is None


def test_cosines_with_all_works_are_those_between_them() -> None:
    placed = np.random.default_rng(2).standard_normal((9000, 8)).astype(np.float16)
    kin = Kin(placed)
    rows = np.asarray([5, 8999])
    assert kin.to_all(rows) == pytest.approx(kin.between(rows, np.arange(9000)), abs=1e-3)


def test_the_shipped_map_was_learned_from_the_corpus() -> None:
    card = tomllib.loads(files("resources").joinpath("cards/kinship.toml").read_text(encoding="utf-8"))
    for path in SOURCES:
        assert card["data"][path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert card["held_back"]["by kinship"] > card["held_back"]["cosines"] + 0.15


def test_it_learns_what_judges_say() -> None:
    """Of works in two groups that only the card tells apart, each is taken next after its own."""
    random = np.random.default_rng(3)
    shelves, loves = {}, []
    for name in "abcdef":
        group = np.arange(12) % 2
        works = random.standard_normal((2, 12, 6)).astype(np.float32)
        cards = np.stack([group, 1 - group, random.random(12)], axis=1).astype(np.float32)
        shelves[name] = Shelf(works / np.linalg.norm(works, axis=2, keepdims=True), cards)
        everything = np.ones(12, np.bool_)
        for work in range(12):
            close = tuple(int(other) for other in np.flatnonzero(group == group[work]) if other != work)
            kind = everything.copy()
            kind[work] = False
            loves.append(Love(name, work, close, (), kind))
    learned = fit(shelves, loves, ("one", "other"))
    again = KinMap.from_bytes(learned.to_bytes())
    near = {
        name: Kin(again.vectors(own.works[0], own.works[1], own.cards)).to_all(np.arange(12))
        for name, own in shelves.items()
    }
    plain = {name: own.works[0] @ own.works[0].T for name, own in shelves.items()}
    assert precision(near, loves) > precision(plain, loves) + 0.1
