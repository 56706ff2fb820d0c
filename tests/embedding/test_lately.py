"""What was asked for last is kept: asked for again, it is the same to the bit, and nobody can spoil it."""

import numpy as np

from assistant.embedding.encoder import EMBEDDING
from assistant.embedding.lately import FEW, KEPT, Lately


def test_few_texts_go_through_the_model_once():
    asked = []

    def make(texts, output):
        asked.append((tuple(texts), output))
        return np.full((len(texts), 2), len(asked), np.float32)

    lately = Lately(make)
    first = lately(["sea"], EMBEDDING)
    first[:] = 9
    assert lately(["sea"], EMBEDDING).tolist() == [[1, 1]] and len(asked) == 1
    assert lately(["sea"], "apart").tolist() == [[2, 2]], "another output is another vector"
    assert lately(["sea", "moor"], EMBEDDING).tolist() == [[3, 3]] * 2
    many = [str(number) for number in range(FEW + 1)]
    lately(many, EMBEDDING), lately(many, EMBEDDING)
    assert len(asked) == 5, "many are not kept"
    for number in range(KEPT):
        lately([str(number)], EMBEDDING)
    assert lately(["sea"], EMBEDDING)[0, 0] == len(asked) == KEPT + 6


def test_one_text_is_the_same_alone_and_asked_for_again(encoder):
    alone = encoder.embed("a calm book about the sea")
    assert np.array_equal(alone, encoder.embed_batch(["a calm book about the sea"])[0])
    assert float(alone @ encoder.embed_batch(["a calm book about the sea", "a storm"])[0]) > 0.9999
