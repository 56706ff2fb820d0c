"""Requests for what an item is like are met by the items' cards."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.cards import COLUMN, COLUMNS, Source
from assistant.domain.entities import Statement
from assistant.domain.evidence import PartId
from assistant.explain.evidence_words import evidence_text
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.features.request.card import CardFit
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from tests.recommend.conftest import NOW, HashEmbedder, shelf, text_of

SLEEPY, GRIM, MERRY = 4, 10, 16
LIKE = {
    SLEEPY: {("mood", "calm"): 0.9, ("pace", "slow"): 0.95, ("occasion", "falling asleep"): 0.8},
    GRIM: {("mood", "dark"): 0.95, ("mood", "melancholy"): 0.9, ("mood", "cheerful"): 0.3, ("pace", "quick"): 0.9},
    MERRY: {("mood", "cheerful"): 0.9, ("mood", "funny"): 0.8},
}


@pytest.fixture(scope="module")
def recommender() -> Recommender:
    embedder = HashEmbedder()
    items = shelf()
    confidences = np.full((len(items), len(COLUMNS)), 0.02, np.float32)
    for row, own in LIKE.items():
        for value, sure in own.items():
            confidences[row, COLUMN[value]] = sure
        items[row] = replace(items[row], card=tuple((facet, value, "text") for facet, value in own))
    vectors = embedder.embed_batch([text_of(item) for item in items])
    ids = [item.id for item in items]
    return Recommender(Catalogue.build(items, ids, vectors, cards=(ids, confidences)), embedder)


def found(recommender: Recommender, text: str, **wishes: object) -> list[str]:
    request = Request(text=text, n=5, now=NOW, explore=0.0, **wishes)  # type: ignore[arg-type]
    return [one.item.id for one in recommender.recommend(History(), request)]


def test_something_to_fall_asleep_to_is_what_is_calm_and_slow(recommender: Recommender) -> None:
    request = Request(text="something to fall asleep to", n=5, now=NOW, explore=0.0)
    first, *rest = recommender.recommend(History(), request)
    assert first.item.id == f"i{SLEEPY}"
    (fact,) = (fact for fact in first.evidence if fact.type == "card")
    assert evidence_text(fact) == "Calm and slow, for falling asleep, to judge by its text"
    assert first.score.parts["card"] > max(one.score.parts.get("card", 0.0) for one in rest)


def test_a_card_says_for_whom_a_work_is() -> None:
    fact = CardFit(PartId("card"), "i1", ("children", "cheerful"), Source.SUBJECT)
    assert evidence_text(fact) == "Cheerful, for children, to judge by its subjects"


def test_cheer_me_up_never_finds_what_is_dark(recommender: Recommender) -> None:
    assert found(recommender, "cheer me up")[0] == f"i{MERRY}"
    placed = recommender.why(History(), f"i{GRIM}", Request(text="cheer me up", n=5, now=NOW, explore=0.0))
    assert placed.recommendation.score.parts["card_against"] < -3
    assert f"i{MERRY}" in found(recommender, "muntere mich auf")[:3]


def test_what_is_denied_or_to_be_avoided_is_kept_clear_of(recommender: Recommender) -> None:
    def against(request: Request) -> float:
        return recommender.why(History(), f"i{GRIM}", request).recommendation.score.parts.get("card_against", 0.0)

    assert against(Request(text="nothing dark", now=NOW, explore=0.0)) < -3
    assert against(Request(text="a story", avoid=("dark",), now=NOW, explore=0.0)) < -3
    assert against(Request(text="a dark story", now=NOW, explore=0.0)) > -3


def test_without_cards_or_wishes_there_is_no_such_part(recommender: Recommender) -> None:
    known = recommender.catalogue
    plain = Recommender(Catalogue.build(known.items, known.ids, known.vectors))
    for asked, text in ((plain, "cheer me up"), (recommender, "jazz from Berlin")):
        for one in asked.recommend(History(), Request(text=text, n=5, now=NOW, explore=0.0)):
            assert not {"card", "card_against"} & one.score.parts.keys()


def test_a_sentence_of_the_profile_stands_on_the_cards(recommender: Recommender) -> None:
    taste = Statement("s1", "I like frightening books")
    scary = replace(recommender.catalogue.items[21], card=(("mood", "frightening", "text"),))
    items = [*recommender.catalogue.items[:21], scary, *recommender.catalogue.items[22:]]
    shelf_of = Recommender(
        Catalogue.build(items, recommender.catalogue.ids, recommender.catalogue.vectors), HashEmbedder()
    )
    history = History(statements=(taste,))
    score = shelf_of.why(history, "i21", Request(now=NOW, explore=0.0)).recommendation.score
    other = shelf_of.why(history, "i33", Request(now=NOW, explore=0.0)).recommendation.score
    assert score.parts["statement:s1"] > other.parts.get("statement:s1", 0.0)
