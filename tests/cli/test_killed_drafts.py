"""What a command leaves that is killed while it replaces a file: nothing that outlives an erasure, or the next run."""

import os
import subprocess
import sys
import time
from pathlib import Path

from assistant.settings.files import new_draft
from tests.cli.program import Program
from tests.cli.test_backup import little_space

_KILLED = """
import os, sys
def killed(event, arguments):
    if event == "os.rename" and str(arguments[1]) == sys.argv[1]:
        os._exit(9)
sys.addaudithook(killed)
from assistant.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def killed_before(alcove: Program, target: Path, *arguments: object) -> None:
    """Runs a command that dies, as by SIGKILL, right before it puts a file in its place."""
    command = [sys.executable, "-c", _KILLED, str(target), *map(str, arguments)]
    home = {"ALCOVE_HOME": str(alcove.home), "ALCOVE_PASSPHRASE_FILE": str(alcove.passphrase)}
    assert subprocess.run(command, env=os.environ | home, capture_output=True, timeout=120).returncode == 9


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def put_back(folder: Path) -> None:
    """As if a while had passed since: a minute, or two hours where the system does not tell of locks."""
    then = time.time() - (7200 if sys.platform == "win32" else 60)
    for one in folder.iterdir():
        if "draft" in one.name:
            os.utime(one, (then, then))


def test_no_draft_of_a_key_outlives_an_erasure(fresh: Program, tmp_path: Path) -> None:
    assert fresh("profile", "add", "I like orchids").status == 0
    (tmp_path / "new").write_text("four other quiet words\n")
    before = names(fresh.home)
    killed_before(fresh, fresh.home / "vault.json", "passphrase", "--new", tmp_path / "new")
    killed_before(fresh, fresh.home / "settings.toml", "settings", "language", "de")
    left = names(fresh.home) - before
    assert left
    # What an earlier version left there, and what a killed restore had taken apart.
    for place in (".vault.json-a1b2c3d4", "..vault.json-0f-a1b2c3d4", ".backup-x/work/vault.json", "alcove.log.1"):
        (fresh.home / place).parent.mkdir(parents=True, exist_ok=True)
        (fresh.home / place).write_bytes((fresh.home / "vault.json").read_bytes())
    assert fresh("erase", "--everything", "--yes").status == 0
    assert not fresh.home.exists()


def test_drafts_are_cleared_by_whoever_comes_later(fresh: Program, tmp_path: Path) -> None:
    assert fresh("profile", "add", "I like orchids").status == 0
    copies, before = tmp_path / "copies", names(fresh.home)
    copies.mkdir()
    killed_before(fresh, copies / "first.alcove", "backup", copies / "first.alcove")
    killed_before(fresh, fresh.home / "settings.toml", "settings", "language", "de")
    assert len(names(copies)) == 1 and names(fresh.home) - before
    for folder in (copies, fresh.home):
        put_back(folder)
    (copies / ".alcove-draft-folder").mkdir()
    descriptor, under_way = new_draft(tmp_path)
    under_way.rename(copies / ".alcove-draft-under-way")
    put_back(copies)
    assert fresh("backup", copies / "third.alcove").status == 0
    os.close(descriptor)
    left = {".alcove-draft-under-way"} if sys.platform != "win32" else set()
    assert names(copies) == {"third.alcove", ".alcove-draft-folder"} | left
    assert names(fresh.home) <= before | {"backups"}


def test_what_was_written_for_a_person_is_replaced_whole_or_not_at_all(fresh: Program, tmp_path: Path) -> None:
    """A list, and the sentences of a profile, over what was written before."""
    (tmp_path / "papers").mkdir()
    for number in range(3):
        (tmp_path / "papers" / f"{number}.md").write_text(f"# Tides {number}\n\nThe harbour in winter, {number}.\n")
    fresh("index", tmp_path / "papers")
    fresh("profile", "add", "I like orchids")
    (tmp_path / "kept").mkdir(mode=0o700)
    plan, folder = tmp_path / "kept" / "plan.md", tmp_path / "profile"
    plan.symlink_to(tmp_path / "plan.md")
    (tmp_path / "plan.md").write_text("of before")
    (tmp_path / "plan.md").chmod(0o640)
    killed_before(fresh, tmp_path / "plan.md", "list", "make", "documents", "--out", plan)
    assert plan.read_text() == "of before"
    assert fresh("list", "make", "documents", "--out", plan).status == 0
    assert "Tides" in plan.read_text() and plan.is_symlink()
    assert os.name == "nt" or plan.stat().st_mode & 0o777 == 0o640
    assert fresh("profile", "export", folder).status == 0
    before = (folder / "profile.json").read_bytes()
    fresh("profile", "add", "I like tides")
    with little_space(500):
        refused = fresh("profile", "export", folder)
    assert refused.status == 1 and (folder / "profile.json").read_bytes() == before
    assert names(folder) == {"profile.json", "profile.md"}
    assert fresh("profile", "export", folder).status == 0 and b"tides" in (folder / "profile.json").read_bytes()
