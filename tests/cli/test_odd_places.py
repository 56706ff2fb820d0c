"""Places that somebody prepared: a folder with modules of our names, pipes and devices where files are asked for, and
links where Alcove writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")


@pytest.mark.parametrize(
    "act",
    [
        "from assistant.cli.main import main; sys.exit(main([]))",
        "from assistant.security.helper.pip_settings import usual_index; usual_index()",
    ],
)
def test_nothing_of_the_folder_that_one_stands_in_is_run(tmp_path: Path, act: str) -> None:
    """The window and what the helper asks pip are the two that are started by a module's name."""
    for name in ("gui", "pip", "assistant", "encodings", "json", "random"):
        package = tmp_path / "there" / name
        package.mkdir(parents=True)
        for file in ("__init__.py", "__main__.py"):
            (package / file).write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()")
    environment = {**os.environ, "ALCOVE_HOME": str(tmp_path / "home"), "DISPLAY": ":none", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-c", f"import sys; {act}"]
    subprocess.run(
        command, cwd=tmp_path / "there", env=environment | {"QT_QPA_PLATFORM": "xcb"}, capture_output=True, timeout=120
    )
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize(
    "command",
    [("restore",), ("backup",), ("backup", "--check"), ("import",), ("models", "install"), ("pack", "use")],
)
def test_no_pipe_or_device_is_waited_for(fresh: Program, tmp_path: Path, command: tuple[str, ...], kind: str) -> None:
    place = tmp_path / "given.gguf"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/zero")
    said = fresh(*command, place)
    assert said.status == 1 and place.name in said.err and said.err.count("\n") == 1, said


def test_a_folder_to_restore_with_a_device_in_it_fills_no_disk(fresh: Program, tmp_path: Path) -> None:
    assert fresh("profile", "add", "I like the sea.").status == 0
    (tmp_path / "kept").mkdir()
    for name in ("vault.json", "settings.toml", "journal.db"):
        (tmp_path / "kept" / name).symlink_to("/dev/zero" if name == "journal.db" else fresh.home / name)
    said = fresh("restore", tmp_path / "kept")
    assert said.status == 1 and "Nothing was changed." in said.err
    assert "I like the sea." in fresh("profile", "show").out


def test_locks_and_drafts_are_not_written_through_links(fresh: Program, tmp_path: Path) -> None:
    assert fresh("profile", "add", "I like the sea.").status == 0
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ada,")
    for name in ("open.lock", "door.lock"):
        lock = fresh.home / name
        lock.unlink()
        lock.symlink_to(letter)
        said = fresh("profile", "show")
        assert said.status == 1 and name in said.err and "Traceback" not in said.err
        lock.unlink()
    for name in (".copy.alcove.part", ".alcove-draft-abcdefgh"):
        (tmp_path / name).symlink_to(letter)
    assert fresh("backup", tmp_path / "copy.alcove").status == 0
    assert fresh("backup", "--check", tmp_path / "copy.alcove").status == 0
    (fresh.home / ".vault.json-abcdefgh").symlink_to(letter)
    (fresh.home / "backups" / "more").mkdir(parents=True)
    (fresh.home / "backups" / "more" / "vault.json").hardlink_to(letter)
    assert fresh("erase", "--everything", "--yes").status == 0
    assert letter.read_text() == "Dear Ada," and not fresh.home.exists()
