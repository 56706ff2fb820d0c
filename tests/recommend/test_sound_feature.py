"""Recordings that sound like what was liked rise, as far as the likes bear out that sound tells."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Kind
from assistant.domain.evidence import SoundsLike
from assistant.explain.evidence_words import evidence_text, told
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.features.person.sound import MOST, PART, PRIOR, weight_of
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.sounds import Sounds
from indexers.sound.audio_similarity import feature_row
from indexers.sound.signal import SoundFeatures
from tests.recommend.conftest import NOW, HashEmbedder, event, shelf, text_of

STORM = SoundFeatures(152.0, -8, 4, 3800, "E", "minor", 0.85, (3.0, 0.0))
LULL = SoundFeatures(0.0, -26, 9, 500, "C", "major", 0.1, (-3.0, 1.0))
RECORDINGS = [item.id for item in shelf() if item.kind is Kind.MUSIC]
"""Twenty; every other one is a storm."""


def is_storm(item_id: str) -> bool:
    return RECORDINGS.index(item_id) % 2 == 0


def sounds(seed: int = 1):
    rng = np.random.default_rng(seed)
    made = [STORM if is_storm(one) else LULL for one in RECORDINGS]
    return RECORDINGS, np.stack([feature_row(replace(one, loudness=one.loudness + rng.normal())) for one in made])


@pytest.fixture(scope="module")
def recommender() -> Recommender:
    items = shelf()
    vectors = HashEmbedder().embed_batch([text_of(item) for item in items])
    return Recommender(Catalogue.build(items, [item.id for item in items], vectors, sounds=sounds()))


def history(*liked: str) -> History:
    return History(tuple(event(number, one) for number, one in enumerate(liked, 1)))


def test_what_sounds_like_a_like_rises_and_says_so(recommender: Recommender) -> None:
    liked = RECORDINGS[0:6:2]
    for one in RECORDINGS[6:10]:
        placed = recommender.why(history(*liked), one, Request(now=NOW, explore=0.0)).recommendation
        part = placed.score.parts[PART]
        assert (part > 0.2) if is_storm(one) else (part < -0.2)
        assert float(placed.score) == pytest.approx(sum(placed.score.parts.values()))
        facts = [fact for fact in placed.evidence if isinstance(fact, SoundsLike)]
        assert bool(facts) == is_storm(one)
        assert all(fact.work.id in liked and set(fact.shared) > {"brightness", "energy"} for fact in facts)


def test_the_words(recommender: Recommender) -> None:
    placed = recommender.why(history(RECORDINGS[0]), RECORDINGS[6], Request(now=NOW, explore=0.0)).recommendation
    (fact,) = (fact for fact in placed.evidence if isinstance(fact, SoundsLike))
    work = next(item for item in shelf() if item.id == RECORDINGS[0])
    said = told(replace(fact, shared=("tempo", "brightness"))).sentence
    named = f"“{work.title}” by {work.creators[0]}"
    assert said == f"It sounds like {named}, which you liked: about as fast and about as bright"
    assert evidence_text(replace(fact, shared=("minor",))) == f"Sounds like {named}, which you liked: in minor as well"


def test_a_book_is_neither_raised_nor_lowered(recommender: Recommender) -> None:
    placed = recommender.why(history(RECORDINGS[0]), "i9", Request(now=NOW, explore=0.0)).recommendation
    assert PART not in placed.score.parts and "taste" in placed.score.parts


def test_without_a_like_that_was_heard_there_is_no_such_part(recommender: Recommender) -> None:
    for one in (RECORDINGS[2], "i9"):
        placed = recommender.why(history("i0"), one, Request(now=NOW, explore=0.0)).recommendation
        assert PART not in placed.score.parts


def test_the_likes_decide_what_it_weighs(recommender: Recommender) -> None:
    heard, row = recommender.catalogue.sounds, recommender.catalogue.row
    alike = np.asarray([row[one] for one in RECORDINGS if is_storm(one)][:8])
    mixed = np.asarray([row[one] for one in RECORDINGS[:8]])
    assert weight_of(heard, alike[:1]) == pytest.approx(MOST * PRIOR)
    assert MOST * PRIOR < weight_of(heard, alike[:4]) < weight_of(heard, alike) < MOST
    assert 0 <= weight_of(heard, mixed) < MOST * PRIOR


def test_it_is_brought_forward_by_its_sound_alone(recommender: Recommender) -> None:
    """No word and no meaning in common: the likes and the hits lie in genres apart."""
    found = recommender.why(history(*RECORDINGS[0:6:2]), RECORDINGS[8], Request(now=NOW, explore=0.0))
    assert "sounds like" in found.recommendation.sources


def test_an_album_sounds_like_its_tracks() -> None:
    albums = np.asarray([-1, 3, 3, 3])
    made = Sounds(4, {1: np.ones(9, np.float32), 2: 3 * np.ones(9, np.float32)}, albums)
    assert made.heard.tolist() == [False, True, True, True] and made.measured[3].tolist() == [2.0] * 9
    alike = made.between(np.arange(4), np.arange(4))
    assert alike[0].tolist() == [0.0] * 4 and alike[3, 1] == pytest.approx(alike[3, 2])


def test_without_a_beat_nothing_is_as_fast() -> None:
    rows = {0: feature_row(LULL), 1: feature_row(LULL), 2: feature_row(replace(LULL, tempo=100.0))}
    made = Sounds(3, rows, np.full(3, -1))
    assert made.in_common(0, 1) == ("brightness", "energy")
    assert "tempo" not in made.in_common(1, 2) and "tempo" in made.in_common(2, 2)
