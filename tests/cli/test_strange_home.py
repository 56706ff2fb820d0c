"""A home in which something else stands where a file of ours should: the command line says so, and does not wait."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.program import Program, make_program, write_shelf


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = make_program(tmp_path)
    assert program("profile", "add", "I like the sea.").status == 0
    return program


@pytest.mark.parametrize("lose", [Path.unlink, lambda journal: os.truncate(journal, 0)])
def test_a_journal_that_is_gone_is_not_begun_anew_in_silence(
    program: Program, tmp_path: Path, lose: Callable[[Path], None]
) -> None:
    write_shelf(tmp_path / "shelf")
    assert program("index", tmp_path / "shelf").status == 0
    assert program("backup", tmp_path / "copy.alcove").status == 0
    lose(program.home / "journal.db")
    for command in (("profile", "show"), ("recommend",), ("index",)):
        said = program(*command)
        assert said.status == 1 and "alcove restore FILE" in said.err and "begin anew" in said.err
    assert program("restore", tmp_path / "copy.alcove").status == 0
    assert "I like the sea." in program("profile", "show").out
    lose(program.home / "journal.db")
    (program.home / "library.db").rename(tmp_path / "moved away")
    assert program("profile", "show").status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_file_is_named_and_not_waited_for(
    program: Program, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    for name in ("settings.toml", "vault.json", "open.lock", "door.lock"):
        stood, aside = program.home / name, tmp_path / name
        if stood.exists():
            stood.rename(aside)
        make(stood)
        said = program("profile", "show")
        assert said.status == 1 and name in said.err and "Traceback" not in said.err
        stood.rmdir() if stood.is_dir() else stood.unlink()
        if aside.exists():
            aside.rename(stood)
    assert program("profile", "show").status == 0


def test_a_vault_too_large_to_be_one_is_not_read(program: Program) -> None:
    (program.home / "vault.json").write_bytes(b"[" * (4 << 20))
    said = program("profile", "show")
    assert said.status == 1 and "too large" in said.err
