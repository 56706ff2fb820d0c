"""The stand-ins keep the promises of what they stand for."""

import numpy as np
import pytest

from assistant.domain.errors import ModelDied
from assistant.llm.client import LanguageModel, Message, Sampling
from tests.stand_ins import HashEmbedder, ScriptedLanguageModel

ASKED = [Message("user", "Well?")]


def test_the_scripted_model_says_its_script_and_then_the_last_line_again() -> None:
    model = ScriptedLanguageModel(["One two.", "Three"])
    spoken: LanguageModel = model
    assert list(spoken.stream(ASKED)) == ["One", " two."]
    assert ["".join(spoken.stream(ASKED)) for _ in range(2)] == ["Three", "Three"]
    assert model.asked == [ASKED] * 3


def test_the_scripted_model_obeys_limits() -> None:
    model = ScriptedLanguageModel(["one two three\nfour"])
    assert "".join(model.stream(ASKED, Sampling(max_tokens=2))) == "one two"
    assert "".join(model.stream(ASKED, Sampling(stop=("\n", "zzz")))) == "one two three"
    assert list(model.stream(ASKED, Sampling(cancelled=lambda: True))) == []


def test_the_scripted_model_scores_and_fails() -> None:
    model = ScriptedLanguageModel(["Yes.", ModelDied()])
    assert list(model.stream(ASKED)) == ["Yes."]
    with pytest.raises(ModelDied):
        list(model.stream(ASKED))
    assert model.score("a", ["b", "cc"]) == [-1.0, -2.0]
    model.close()
    assert model.closed


def test_the_hash_embedder_finds_like_texts_alike() -> None:
    embedder = HashEmbedder()
    vectors = embedder.embed_batch(["The sea and the ship", "a ship at sea", "tax law", ""])
    assert vectors.shape == (4, 384) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.3 > abs(vectors[0] @ vectors[2])
    np.testing.assert_array_equal(embedder.embed("A Ship at sea"), vectors[1])
    assert embedder.embed_batch([]).shape == (0, 384)
