"""States of tokens: of one pass with the vectors, small to keep, and near to one another across languages."""

import numpy as np

from assistant.embedding.encoder import passage_vectors
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.embedding.tokens import AXES, TokenBasis, met_by_words, token_embedder, unit, with_tokens
from assistant.evaluation.fit.token_basis import learn
from tests.stand_ins import HashEmbedder

SHELF = [
    "The Lamp. A lighthouse keeper on a lonely island finds a boat without a crew.",
    "The Storm. A young sailor leaves the island and looks for his brother in the harbour.",
    "The Loaf. How to bake bread at home, with forty recipes.",
    "",
]


def test_one_pass_gives_the_vectors_as_they_are_and_the_states(worldly: MultilingualEmbedder) -> None:
    encoder = worldly.apart
    vectors, states = encoder.embed_with_tokens(SHELF)
    assert np.array_equal(vectors, encoder.embed_passages(SHELF))
    assert [one.dtype for one in states] == [np.int8] * 4 and {one.shape[1] for one in states[:3]} == {AXES}
    assert 10 < len(states[0]) < 40 and len(states[3]) == 0
    asked = ["Boot ohne Besatzung", "Insel"]
    sought, of_first = encoder.embed_sought(asked)
    assert np.array_equal(sought, encoder.embed_batch(asked))
    assert np.allclose(np.linalg.norm(of_first, axis=1), 1, atol=1e-5)


def test_words_of_another_language_are_met_by_those_that_mean_the_same(worldly: MultilingualEmbedder) -> None:
    encoder = worldly.apart
    states = encoder.embed_with_tokens(SHELF)[1]
    for asked, nearest in (
        ("ein Boot ohne Besatzung, gefunden von einem Leuchtturmwärter", 0),
        ("un jeune marin à la recherche de son frère", 1),
        ("家でパンを焼く", 2),
        ("рецепты домашнего хлеба", 2),
    ):
        assert met_by_words(encoder.embed_sought([asked])[1], states, 4).argmax() == nearest, asked


def test_what_every_item_meets_tells_nothing_and_what_one_meets_tells_much() -> None:
    near, other = np.array([[100, 0]], np.int8), np.array([[0, 100]], np.int8)
    asked = unit(np.eye(2, dtype=np.float32))
    # The first word is met by both of the first items, the second by none of them; the third is measured beside them.
    met = met_by_words(asked, [near, near, np.concatenate([near, other])], 2)
    assert met.tolist() == [0, 0, 0.5]
    assert met_by_words(asked, [near[:0], near[:0]], 2).tolist() == [0, 0] and met_by_words(asked[:0], [near], 1) == 0


def test_a_basis_is_learned_from_what_differs_and_comes_back_as_it_was_written() -> None:
    generator = np.random.default_rng(3)
    scale = np.ones(384)
    scale[7] = 30
    found = [(generator.normal(size=(40, 384)) * scale + 5).astype(np.float32) for _ in range(30)]
    basis = learn(found, found[:2])
    assert abs(basis.axes[7, 0]) > 0.99 and np.allclose(basis.found, 5, atol=3)
    back = TokenBasis.from_bytes(basis.to_bytes())
    assert np.abs(back.of_found(found[0]).astype(int) - basis.of_found(found[0])).max() <= 1


def test_an_encoder_without_states_gives_vectors_alone() -> None:
    encoder = HashEmbedder()
    assert token_embedder(encoder) is None
    vectors, states = with_tokens(encoder, ["sea"])
    assert states is None and np.array_equal(vectors, passage_vectors(encoder, ["sea"]))
