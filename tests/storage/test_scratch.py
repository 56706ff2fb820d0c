"""Folders outside of every home: gone afterwards, and after a kill with the next that is made."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from assistant.storage.scratch import passing_folder

_KILLED = "import os\nfrom assistant.storage.scratch import passing_folder\nwith passing_folder('try') as one:\n"


def test_what_killed_runs_left_goes_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    script = _KILLED + "    (one / 'f').touch(); os._exit(9)"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", script], env=os.environ | {"TMPDIR": str(tmp_path)}, timeout=60)
    assert len(list(tmp_path.glob("alcove-try-*/work/f"))) == 1
    letter = tmp_path / "letter"
    letter.mkdir()
    (letter / "in-use.lock").touch()
    # Of another purpose, not yet locked, and a link: none of ours to clear.
    (tmp_path / "alcove-other-1").mkdir()
    (tmp_path / "alcove-try-young").mkdir()
    (tmp_path / "alcove-try-link").symlink_to(letter)
    with passing_folder("try") as first, passing_folder("try") as second:
        assert first.is_dir() and second.is_dir() and first != second
        assert not list(tmp_path.glob("alcove-try-*/work/f"))
    left = {"letter", "alcove-other-1", "alcove-try-young", "alcove-try-link"}
    assert {one.name for one in tmp_path.iterdir()} == left and (letter / "in-use.lock").exists()
