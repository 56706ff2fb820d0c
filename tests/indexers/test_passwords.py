"""Kept passwords, and a reader that a hostile file has taken over: it learns the one of the file at hand, or none."""

import shutil
from functools import partial

import pytest

from assistant.domain.errors import LockedFile
from assistant.storage.library.files import FileState
from indexers.passwords import kept_password, unlock
from indexers.worker.pool import ReaderProcess
from tests.indexers import samples

CAPTURED = """
import sys
from indexers.readers.books import pdf_file
from indexers.worker import process, reading
from indexers.worker.protocol import Answer

learned = []

def attacked(path, known=b"", said=None):
    if pdf_file._password:
        learned.append(pdf_file._password)
    return Answer("indexed" if pdf_file._password else "locked", "as it says", extra=learned)

reading.read_file = attacked
process.main(*sys.argv[1:])
"""
"""The real process with all its limits, which calls every file locked and hands back what it was told so far."""


@pytest.fixture
def statements(home, shelf):
    for name, password in (("a", "harbour"), ("b", "orchard"), ("c", "orchard")):
        words = (f"Statement {name}. " + samples.prose(120),)
        samples.write_encrypted_pdf(shelf / f"{name}.pdf", password, words)
    home.sync(shelf)
    assert len(home.library.files.in_state(FileState.LOCKED)) == 3
    return shelf


def test_a_password_opens_the_files_that_it_was_given_for(home, statements) -> None:
    paths = [statements / f"{name}.pdf" for name in "abc"]
    assert unlock(home.library, home.journal, paths, "orchard", keep=True) == 2
    assert [kept_password(home.journal, path) for path in paths] == ["", "orchard", "orchard"]
    with pytest.raises(LockedFile, match="none of these"):
        unlock(home.library, home.journal, paths[:1] * 2, "meadow", keep=True)
    assert kept_password(home.journal, paths[0]) == ""
    # It belongs to the content, wherever that lies.
    shutil.move(paths[1], statements / "moved.pdf")
    assert kept_password(home.journal, statements / "moved.pdf") == "orchard"
    home.sync(statements)
    assert [one.path for one in home.library.files.in_state(FileState.LOCKED)] == paths[:1]


def test_a_captured_reader_learns_no_password_but_that_of_the_file_at_hand(home, statements) -> None:
    bank = statements / "b.pdf"
    unlock(home.library, home.journal, [bank], "orchard", keep=True)
    hostile = statements / "hostile.pdf"
    hostile.write_bytes(b"%PDF-1.4".ljust(bank.stat().st_size))
    captured = ReaderProcess(program=("-c", CAPTURED), password=partial(kept_password, home.journal))
    try:
        said = [captured.read(path) for path in (hostile, bank, hostile)]
    finally:
        captured.close()
    assert [(one.state, one.extra) for one in said] == [("locked", []), ("indexed", ["orchard"]), ("locked", [])]
