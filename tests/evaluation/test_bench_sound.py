"""The bench of key and tempo: pieces of known key and tempo, and what counts as right."""

from dataclasses import replace

import numpy as np

from assistant.evaluation.bench.sound import Piece, bench_sound, key_right, plan, tempo_right
from assistant.evaluation.bench.sound_voices import FAMILIES
from indexers.sound.signal import SoundFeatures

HEARD = SoundFeatures(100.0, -14, 6, 1500, "A", "minor", 0.5, ())
A_MINOR = Piece(9, True, 100.0, 0.0, FAMILIES[0])


def test_the_pieces_cover_keys_tempos_and_timbres():
    pieces = list(plan(60, np.random.default_rng(1)))
    assert {(one.tonic, one.minor) for one in pieces} == {(tonic, minor) for tonic in range(12) for minor in (0, 1)}
    assert {min(one.tempo for one in pieces), max(one.tempo for one in pieces)} == {50, 190}
    assert {one.family for one in pieces} == set(FAMILIES) and max(abs(one.cents) for one in pieces) <= 30


def test_what_is_right():
    assert key_right(A_MINOR, HEARD)
    assert not any(key_right(A_MINOR, replace(HEARD, **wrong)) for wrong in ({"key": "C"}, {"mode": "major"}))
    assert all(tempo_right(A_MINOR, replace(HEARD, tempo=tempo)) for tempo in (100, 103.9, 50, 200))
    assert not any(tempo_right(A_MINOR, replace(HEARD, tempo=tempo)) for tempo in (0, 105, 66.7, 150, 300))


def test_keys_and_tempos_are_heard():
    """Seed 5 is neither the one that judges nor one of those that the analyser was tuned on."""
    rows = {row["name"]: row for row in bench_sound(6, seed=5)}
    assert rows["sound, key"]["value"] >= 4 / 6 and rows["sound, tempo"]["value"] >= 5 / 6
    assert {f"sound, key, {family}" for family in FAMILIES} < rows.keys()
