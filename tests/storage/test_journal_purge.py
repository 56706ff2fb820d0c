"""What is erased is gone from the file, not only from sight."""

import pytest

from assistant.domain.entities import Feedback, Statement, Verdict
from assistant.settings.paths import Paths
from assistant.storage.journal.purge import purge_statements, take_back
from assistant.storage.journal.store import open_journal

KEY = bytes(range(32))


@pytest.fixture
def journal(tmp_path):
    found = open_journal(Paths(tmp_path), KEY)
    yield found
    found.close()


def pages(journal):
    """The whole database as it would be read by one who has the key."""
    return journal.database.connection.serialize("main")


def test_no_version_of_any_statement_is_left_in_the_pages(journal):
    for text in ("Secret orchids", "Secret lilies"):
        journal.put_statement(Statement("s1", text))
    journal.put_statement(Statement("s2", "Secret tulips"))
    journal.remove_statement("s2")
    journal.set("declined", ["p1"])
    journal.record(Feedback("b1", Verdict.LIKED), 1.0)
    assert b"orchids" in pages(journal) and b"tulips" in pages(journal)
    old = journal.database.path.parent / "backups" / "journal-v1-20260101-000000.db"
    old.parent.mkdir(exist_ok=True)
    old.touch()
    before = journal.taste_version()
    assert purge_statements(journal, ("declined",)) == 4
    assert b"Secret" not in pages(journal)
    assert journal.database.path.with_name("journal.db-wal").stat().st_size == 0
    assert not old.exists()
    assert journal.statement_history() == [] and journal.get("declined") is None
    assert len(journal.interactions()) == 1, "feedback is another matter"
    assert journal.taste_version() > before


def test_one_piece_of_feedback_is_taken_back_by_its_number(journal):
    first = journal.record(Feedback("b1", Verdict.LIKED), 1.0)
    journal.record(Feedback("b2", Verdict.LIKED), 2.0)
    assert take_back(journal, first.id)
    assert [one.item_id for one in journal.interactions()] == ["b2"]
    assert not take_back(journal, first.id) and not take_back(journal, 99)
