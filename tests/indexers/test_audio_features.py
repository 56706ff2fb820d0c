"""The second pass listens: what it stores, and which words fit a sound."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile

from assistant.domain.entities import Kind
from assistant.language.facets import Facets, speaks_of
from assistant.storage.library.files import FileState
from indexers.sound.audio_features import moods_of, sound_features
from indexers.sound.audio_similarity import SoundIndex
from indexers.sound.signal import measure

RATE = 22_050


def noisy_beat(tempo: float = 150, seconds: float = 12) -> np.ndarray:
    rng = np.random.default_rng(3)
    signal = rng.standard_normal(int(seconds * RATE)).astype(np.float32) * 0.05
    for start in np.arange(0, len(signal) - 4000, 60 / tempo * RATE).astype(int):
        signal[start : start + 4000] += (
            rng.standard_normal(4000).astype(np.float32) * np.exp(-np.arange(4000) / 900) * 0.9
        )
    return np.clip(signal, -1, 1)


def chords(*notes: int, seconds: float = 12, level: float = 0.02) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return (sum(np.sin(2 * np.pi * 440 * 2 ** ((note - 69) / 12) * time) for note in notes) * level).astype(np.float32)


def write(path, signal: np.ndarray) -> None:
    soundfile.write(path, signal, RATE)


def test_the_second_pass_listens_once(home, shelf) -> None:
    write(shelf / "Band - Storm.flac", noisy_beat())
    write(shelf / "Band - Lull.wav", chords(57, 60, 64))
    report = home.sync(shelf)
    assert (report.added, report.failed, report.problems) == (2, 0, ())
    storm, lull = (home.library.items.find(name) for name in ("Storm", "Lull"))
    loud, soft = (sound_features(home.library.sounds.get(item.id).data) for item in (storm, lull))
    assert loud.energy > soft.energy and loud.tempo == pytest.approx(150, rel=0.03)
    assert {"energetic", "fast"} <= set(storm.moods) and {"calm", "sad"} <= set(lull.moods)
    assert home.library.sounds.unheard(9) == []
    home.progress.clear()
    home.sync(shelf)
    assert {step.phase for step in home.progress} == {"scanning"}


def test_moods_are_met_by_requests(home, shelf) -> None:
    write(shelf / "Band - Storm.flac", noisy_beat())
    write(shelf / "Band - Lull.flac", chords(57, 60, 64))
    home.sync(shelf)
    storm, lull = home.library.items.find("Storm"), home.library.items.find("Lull")
    assert speaks_of(lull, "calm") and not speaks_of(storm, "calm")
    assert Facets(tempo="fast").names_any(storm) and not Facets(tempo="fast").names_any(lull)
    assert Facets(moods=("energetic",)).names_any(storm)


def test_moods_survive_a_change_of_tags_and_a_new_sound_is_heard_anew(home, shelf) -> None:
    path = shelf / "Band - Storm.flac"
    write(path, noisy_beat())
    home.sync(shelf)
    before = home.library.items.find("Storm").moods
    home.library.items.edit(home.library.items.find("Storm").id, {"title": "Storm"})
    assert home.library.items.find("Storm").moods == before
    write(path, chords(57, 60, 64))
    home.sync(shelf)
    assert "calm" in home.library.items.find("Storm").moods


def test_a_drive_that_was_away_is_listened_to_when_it_returns(home, shelf, tmp_path) -> None:
    (tmp_path / "stay").mkdir()
    (tmp_path / "stay" / "a.md").write_text("# Stay\n\ntext")
    write(shelf / "Band - Storm.flac", noisy_beat(seconds=3))
    home.sync(shelf, tmp_path / "stay")
    (storm,) = home.library.items.all(Kind.MUSIC)
    home.library.sounds.put(
        [replace(home.library.sounds.get(storm.id), digest=b"", data=None, reason="It is not there.")]
    )
    shelf.rename(tmp_path / "unplugged")
    home.sync(shelf, tmp_path / "stay")
    assert home.library.files.get(storm.path).state is FileState.AWAY and home.library.sounds.unheard(1) == []
    (tmp_path / "unplugged").rename(shelf)
    home.sync(shelf, tmp_path / "stay")
    assert home.library.sounds.get(storm.id).data is not None


def test_sounds_alike_are_near(home, shelf) -> None:
    for tempo in (148, 152, 160):
        write(shelf / f"Band - Storm {tempo}.flac", noisy_beat(tempo))
    for note in (50, 57, 62):
        write(shelf / f"Band - Lull {note}.flac", chords(note, note + 3, note + 7))
    home.sync(shelf)
    index = SoundIndex(home.library.sounds.all())
    titles = {item.id: item.title for item in home.library.items.all()}
    for item_id, title in titles.items():
        near = [titles[other] for other, _ in index.nearest(item_id, 2)]
        assert all(name.split()[0] == title.split()[0] for name in near)
    assert index.nearest("unknown", 2) == [] == SoundIndex([]).nearest("x", 1)


def test_words_for_sounds() -> None:
    quiet = measure(chords(57, 60, 64), RATE)
    assert (quiet.mode, quiet.key) == ("minor", "A")
    assert "happy" in moods_of(replace(quiet, energy=0.8, mode="major"))
    assert moods_of(replace(quiet, energy=0.45, mode="", tempo=0.0)) == ()
