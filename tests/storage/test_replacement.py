"""Replacing the files of a home is one step: ended anywhere, all is as it was or all is new."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.domain.errors import AssistantError
from assistant.settings.paths import Paths
from assistant.storage.replacement import finish_replacing, is_replacing, replace_files
from assistant.storage.scratch import clear_scratch, scratch_folder

# Ends at every step that this takes among the files of the home, each time in a process and a home of its own.
ENDED = """
import os, sys
from pathlib import Path
from assistant.settings.paths import Paths
from assistant.storage.replacement import finish_replacing, replace_files
from tests.storage.test_replacement import fill

def end_at(step, home):
    count = 0
    def hook(event, args):
        nonlocal count
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(home) in str(args[:2]):
            count += 1
            if count == step:
                os._exit(9)
    sys.addaudithook(hook)

step, status = 0, 9
while status == 9:
    step += 1
    old, new = fill(Path(sys.argv[1]) / str(step))
    if not (child := os.fork()):
        end_at(step, old.home)
        replace_files(old, new, keep_library=False)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(step)
"""
BEFORE = {
    "vault.json": "old",
    "journal.db": "old",
    "journal.db-wal": "old",
    "settings.toml": "old",
    "library.db": "old",
}
AFTER = {"vault.json": "new", "journal.db": "new", "taste.pack": "new"}


def fill(folder: Path) -> tuple[Paths, Paths]:
    """A home, and a folder in it with what is to take its place: a pack comes, settings and library go."""
    for name, content in BEFORE.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    staged = Paths(folder / ".backup-1" / "work")
    staged.home.mkdir(parents=True)
    for name, content in AFTER.items():
        (staged.home / name).write_text(content)
    return Paths(folder), staged


def content(paths: Paths) -> dict[str, str]:
    return {path.name: path.read_text() for path in paths.home.iterdir() if path.is_file()}


def test_all_is_new_afterwards(tmp_path: Path) -> None:
    old, new = fill(tmp_path / "home")
    replace_files(old, new, keep_library=False)
    assert content(old) == AFTER and old.vault_copy.read_text() == "new"
    clear_scratch(old)
    assert {path.name for path in old.home.iterdir()} == {*AFTER, "backups"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ends a process that was forked")
def test_ended_at_any_step_it_is_undone_or_finished(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", ENDED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    outcomes = []
    for step in range(1, int(done.stdout) + 1):
        home = Paths(tmp_path / str(step))
        begun = is_replacing(home)
        finish_replacing(home)
        assert content(home) == (AFTER if begun or outcomes[-1:] == ["new"] else BEFORE), step
        outcomes.append("new" if content(home) == AFTER else "old")
    assert outcomes == sorted(outcomes, reverse=True) and set(outcomes) == {"old", "new"}


def test_a_disk_that_refuses_the_step_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = fill(tmp_path / "home")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(AssistantError, match="No space left"):
        replace_files(old, new, keep_library=True)
    assert content(old) == BEFORE and not is_replacing(old)


def test_what_cannot_be_finished_is_said_and_done_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = fill(tmp_path / "home")
    plan = {"holds": list(AFTER), "library": True}
    (new.home / "plan.json").write_text(json.dumps(plan))
    new.home.rename(old.home / "restoring")
    with monkeypatch.context() as patch, pytest.raises(AssistantError, match="cannot be finished"):
        patch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        finish_replacing(old)
    finish_replacing(old)
    assert content(old) == {**AFTER, "library.db": "old"}


def test_folders_in_use_are_not_cleared(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    (tmp_path / ".backup-dead" / "work").mkdir(parents=True)
    (paths.backups / ".before-restore-dead").mkdir(parents=True)
    (paths.backups / "journal-v3-20260101-000000.db.part").touch()
    with scratch_folder(paths) as folder:
        clear_scratch(paths)
        assert folder.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["backups"] and not any(paths.backups.iterdir())
