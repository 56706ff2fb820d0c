"""Layers set on the lower ones of an encoder: with its own they make its vectors, and a damaged file is told."""

from pathlib import Path

import numpy as np
import pytest

from assistant.chat.understand.heads import KEPT_LAYERS, States
from assistant.domain.errors import ModelError
from assistant.embedding.encoder import MODEL_FILE, WEIGHTS_FILE
from assistant.embedding.multilingual import VOCABULARY_FILE, MultilingualEmbedder
from assistant.evaluation.fit.upper_layers import exported, imported, upper_layers
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

FOLDER = models_folder() / MULTILINGUAL_FOLDER


def test_its_own_layers_make_its_vectors(worldly: MultilingualEmbedder) -> None:
    states = States(FOLDER, [exported(upper_layers(FOLDER, range(KEPT_LAYERS, 12)), KEPT_LAYERS)])
    for text in ("a lighthouse keeper finds a boat", "Wann muss der Kessel gewartet werden?"):
        mean = states.of(states.tokens(text, "")[0])[0].mean(0)
        assert mean / np.linalg.norm(mean) @ worldly.embed(text) > 0.99


def test_branches_do_not_touch_each_other() -> None:
    own, last = (exported(upper_layers(FOLDER, range(first, 12)), first) for first in (KEPT_LAYERS, 11))
    tokens = States(FOLDER).tokens("a calm book", "")[0]
    both, alone = States(FOLDER, [last, own]).of(tokens), States(FOLDER, [own]).of(tokens)
    assert len(both) == 2 and np.allclose(both[1], alone[0], atol=1e-5)
    assert not np.allclose(both[0], both[1], atol=1e-2)


def test_the_kept_layers_stand_alone() -> None:
    states = States(FOLDER)
    own, before = states.tokens("a calm book", "you: hello")
    assert states.of(own + before)[0].shape == (len(own) + len(before), 384) and len(before) > 1


def test_a_damaged_graph_is_told(tmp_path: Path) -> None:
    for name in (WEIGHTS_FILE, VOCABULARY_FILE):
        (tmp_path / name).symlink_to(FOLDER / name)
    for content in (b"", b"\x3a\xff\xff\xff", (FOLDER / MODEL_FILE).read_bytes()[:5000]):
        (tmp_path / MODEL_FILE).write_bytes(content)
        with pytest.raises(ModelError, match="make setup"):
            States(tmp_path)


def test_layers_learn_on_from_what_others_became() -> None:
    trained, others = upper_layers(FOLDER, range(11, 12)), upper_layers(FOLDER, range(10, 11))
    given = exported(trained, 11)
    imported(others, 11, given)
    again = exported(others, 11)
    assert set(again) == set(given)
    assert max(float(np.abs(again[name].astype(np.float32) - given[name]).max()) for name in given) < 1e-6
