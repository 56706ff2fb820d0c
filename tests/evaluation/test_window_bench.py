"""The bench of the window opens a real one on a made-up library and tells what each act took."""

import pytest

from assistant.domain.errors import UsageError
from assistant.evaluation.window_bench import bench_window, told_by_window
from assistant.settings.paths import Paths


def test_a_window_measures_itself_while_it_is_used() -> None:
    rows = {row["name"]: row for row in bench_window(60, starts=0)}
    shown, painted, ready = (
        rows[f"process start to {name}"]["value"] for name in ("the window", "the first painted list", "interactive")
    )
    assert 0 < shown < painted <= ready + 1 and rows["process start to interactive"]["unit"] == "ms"
    assert 0 < rows["keystroke to painted results, p95"]["value"] < 5000
    assert 0 <= rows["frames within 16.7 ms, covers scrolled end to end"]["value"] <= 100
    assert rows["a text opened, nothing made ready"]["value"] > 0 and 50 < rows["window's memory"]["value"] < 2000


def test_a_window_that_does_not_open_says_how_it_ended(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DISPLAY", ":nowhere")
    monkeypatch.setenv("QT_QPA_PLATFORM", "an-unknown-screen")
    with pytest.raises(UsageError) as failed:
        told_by_window(Paths(tmp_path / "home"))
    told = str(failed.value).splitlines()
    assert told[1].startswith("exit status") and "an-unknown-screen" in str(failed.value), told
