"""From sound files to a reason, by the command line: what sounds like a like says so, and what it shares with it."""

from pathlib import Path

import numpy as np
import soundfile

from tests.cli.program import Program

RATE = 22_050


def beat(path: Path, tempo: float, pitch: float, seconds: float = 7.0) -> None:
    """A tone that is struck on each beat, over quiet noise; higher means brighter."""
    time = np.arange(int(seconds * RATE)) / RATE
    struck = np.exp(-9 * (time % (60 / tempo))) * np.sin(2 * np.pi * pitch * time)
    noise = np.random.default_rng(int(pitch)).standard_normal(len(time)) * 0.002
    soundfile.write(path, (0.6 * struck + noise).astype(np.float32), RATE)


def test_why_tells_what_a_recording_sounds_like(fresh: Program, tmp_path: Path) -> None:
    folder = tmp_path / "songs"
    folder.mkdir()
    for name, tempo, pitch in (("Ada - Rain", 140, 2600), ("Bo - Hail", 142, 2500), ("Cy - Moss", 70, 130)):
        beat(folder / f"{name}.flac", tempo, pitch)
    assert fresh("index", folder, "--json").json["added"] == 3
    assert fresh("feedback", "Rain", "like").status == 0
    told = {name: fresh("why", name, "--json").json for name in ("Hail", "Moss")}
    (fact,) = (one for one in told["Hail"]["evidence"] if one["type"] == "sound")
    assert fact["text"].startswith("Sounds like “Rain” by Ada, which you liked: about as fast")
    assert told["Hail"]["parts"]["sounds_like"] > 0 > told["Moss"]["parts"]["sounds_like"]
    assert not [one for one in told["Moss"]["evidence"] if one["type"] == "sound"]
