"""What would do for a wish, by wishes that people judged works for: real encoders, and the map that comes with them."""

import hashlib
import tomllib
from importlib.resources import files

import numpy as np
import pytest

from assistant.cards.heads import default_heads as default_card_heads
from assistant.cards.maker import CardMaker, Subject
from assistant.chat.understand.heads import default_heads
from assistant.domain.entities import Item, Kind
from assistant.embedding.encoder import OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.fit.judged.shelves import Shelf
from assistant.evaluation.fit.judged.wish_map import SOURCES, Judged, Wish, fit
from assistant.guide.finding import with_guide
from assistant.guide.tags import tagged
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.judged_wishes import LONGEST, WishMap, wish_map
from assistant.recommend.text.world import World
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder
from indexers.embed import item_text
from tests.stand_ins import HashEmbedder

TIRED = "my shift ended at six and my head is porridge, something that asks nothing of me"
OATS = Item(
    "oats", Kind.BOOK, "Porridge", ("A. Miller",), subjects=("cookery", "oats"),
    description="A scholarly history of porridge: how oats were sown, milled and boiled in six countries.",
)  # fmt: skip
PARISH = Item(
    "parish", Kind.BOOK, "The Vicar's Bicycle", ("B. Lane",), subjects=("humorous fiction", "village life"),
    description="A gentle, funny tale of a vicar, a stolen bicycle and a fête at which everything goes wrong.",
)  # fmt: skip
SIEGE = Item(
    "siege", Kind.BOOK, "The Long Siege", ("C. Stone",), subjects=("military history", "famine"),
    description="A harrowing account of a starving city, told by those who buried its dead.",
)  # fmt: skip
SHELF = (OATS, PARISH, SIEGE)


@pytest.fixture(scope="module")
def shelf(encoder: OnnxEmbedder, worldly: MultilingualEmbedder) -> Recommender:
    texts = [item_text(item) for item in SHELF]
    ids = [item.id for item in SHELF]
    made = CardMaker(default_card_heads(), worldly).make([Subject(item) for item in SHELF])
    cards = ids, np.stack([one.confidences for one in made])
    catalogue = Catalogue.build(SHELF, ids, encoder.embed_batch(texts), cards=cards)
    heard = default_heads(models_folder() / MULTILINGUAL_FOLDER).heard
    return Recommender(catalogue, encoder, world=World(worldly.apart, worldly.apart.embed_batch(texts), heard=heard))


def told(shelf: Recommender, text: str) -> dict[str, float]:
    """Of each work, what its fit adds to its score."""
    found = shelf.recommend(History(), Request(text=text, kind=Kind.BOOK, explore=0.0))
    return {one.item.id: one.score.parts.get("request_fits", 0.0) for one in found}


@pytest.mark.parametrize(
    "text", [TIRED, "ich bin hundemüde nach der Schicht, gib mir was Lustiges, das nichts von mir will"]
)
def test_what_does_good_counts_more_than_what_sounds_alike(shelf: Recommender, text: str) -> None:
    fits = told(shelf, text)
    assert fits["parish"] > max(fits["oats"], fits["siege"])


def test_a_story_of_many_words_is_not_read_by_it(shelf: Recommender) -> None:
    assert any(told(shelf, TIRED).values())
    assert not any(told(shelf, f"{TIRED} {'and then and so ' * LONGEST}").values())


def test_other_encoders_have_no_map(worldly: MultilingualEmbedder, encoder: OnnxEmbedder) -> None:
    assert wish_map(encoder, worldly.apart) is not None
    assert wish_map(HashEmbedder(), worldly.apart) is None and wish_map(None, worldly.apart) is None


def test_the_map_was_learned_from_the_wishes_that_are_here() -> None:
    card = tomllib.loads(files("resources").joinpath("cards/wish_map.toml").read_text(encoding="utf-8"))
    assert card["data"] == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SOURCES}
    assert card["held_back"]["beside the map"] > card["held_back"]["cosines"]


def test_it_finds_what_was_right_and_keeps_it_in_a_file() -> None:
    generator = np.random.default_rng(3)
    shelf = Shelf(*(generator.normal(size=size).astype(np.float32) for size in ((2, 40, 8), (40, 3))))
    wishes = []
    for at in range(8):
        vectors = np.zeros(16, np.float32)
        vectors[at] = 1
        right = shelf.works[1, :, 7 - at] > 1  # what is right for it lies elsewhere, and in the other space
        wish = Wish("…", "", "s", np.ones(40, np.bool_), right, shelf.works[1, :, 7 - at] < -1)
        wishes.append(Judged(wish, vectors, generator.normal(3, 2, size=2).astype(np.float32)))
    learned = fit({"s": shelf}, wishes, ("one", "two"))
    kept = WishMap.from_bytes(learned.to_bytes())
    assert kept.models == ("one", "two")
    for one in wishes:
        fits = kept.fits(np.split(one.vectors, 2), one.heard, list(shelf.works), shelf.cards)
        assert fits[one.wish.right].mean() > fits[~one.wish.right].mean()
    bare = np.zeros_like(shelf.works)
    assert not kept.fits(np.split(wishes[0].vectors, 2), wishes[0].heard, list(bare)).any()


def test_the_tags_of_a_work_that_the_guide_knows_count(encoder: OnnxEmbedder, worldly: MultilingualEmbedder) -> None:
    """By title and maker alone nothing tells that the one is hard to put down and the other is not."""
    items = [
        with_guide(Item("girl", Kind.BOOK, "Gone Girl", ("Gillian Flynn",))),
        with_guide(Item("fold", Kind.BOOK, "The Emigrants", ("W. G. Sebald",))),
        Item("nobody", Kind.BOOK, "The Hollow Lantern", ("Ada Quill",)),
    ]
    known = wish_map(encoder, worldly.apart)
    assert known is not None
    text = "six hours of waiting at the airport, I want a book that I cannot put down"
    wish = (encoder.embed(text), worldly.apart.embed_batch([text])[0])
    heard = default_heads(models_folder() / MULTILINGUAL_FOLDER).heard(text)
    bare = [np.stack([one.embed("a book")] * 3) for one in (encoder, encoder)]
    plain = known.fits(wish, heard, bare)
    told = known.fits(wish, heard, bare, tags=tagged(items))
    assert plain[0] == pytest.approx(plain[1])
    assert told[0] > told[2] > told[1]
    assert told[2] == pytest.approx(plain[2])
