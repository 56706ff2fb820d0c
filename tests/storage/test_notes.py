"""Notes in the journal: known again, changed, taken back; a journal of an earlier version gets a place for them."""

import pytest

from assistant.domain.entities import Feedback, Verdict
from assistant.domain.errors import UnknownNote
from assistant.domain.notes import Note, NoteKind
from assistant.storage.database import Database, Migrations
from assistant.storage.journal.notes import OF_ITEM
from assistant.storage.journal.purge import purge_notes
from assistant.storage.journal.schema import journal_migrations
from assistant.storage.journal.store import JournalStore, open_journal


def underlined(item: str, text: str, place: str = "page 3") -> Note:
    return Note("", item, NoteKind.HIGHLIGHT, text, place, 86_400.0, "kindle")


def test_an_import_twice_adds_nothing_twice_and_two_at_one_place_stay_two(journal):
    both = [underlined("b1", "The sea."), underlined("b1", "The shore.")]
    assert journal.notes.take_in([*both, both[0]]) == 2
    assert journal.notes.take_in(both) == 0
    assert {(one.text, one.place, one.date) for one in journal.notes.all("b1")} == {
        ("The sea.", "page 3", "1970-01-02"),
        ("The shore.", "page 3", "1970-01-02"),
    }


def test_what_the_person_changed_or_removed_is_not_brought_back_by_an_import(journal):
    journal.notes.take_in([underlined("b1", "The sea."), underlined("b1", "The shore.")])
    sea, shore = journal.notes.all()
    journal.notes.edit(sea.id, "The grey sea.")
    journal.notes.remove(shore.id)
    assert journal.notes.take_in([underlined("b1", "The sea."), underlined("b1", "The shore.")]) == 0
    assert [one.text for one in journal.notes.all()] == ["The grey sea."]
    with pytest.raises(UnknownNote):
        journal.notes.get(shore.id)


def test_changes_are_taken_back_one_after_the_other_and_typing_at_once(journal):
    note = journal.notes.write(Note("", "b1", NoteKind.NOTE, "One", at=1.0))
    for text in ("One t", "One tw", "One two"):
        journal.notes.edit(note.id, text, joined=text != "One t")
    journal.notes.remove(note.id)
    stands = []
    while journal.notes.undo() is not None:
        stands.append([one.text for one in journal.notes.all()])
    assert stands == [["One two"], ["One"], []]


def test_notes_move_with_their_item_and_none_is_doubled(journal):
    journal.notes.take_in([underlined("w1", "The sea."), underlined("w1", "The shore."), underlined("b1", "The sea.")])
    journal.notes.await_work("w1", {"title": "Waves"})
    journal.notes.move("w1", "b1")
    assert sorted(one.text for one in journal.notes.all("b1")) == ["The sea.", "The shore."]
    assert not journal.notes.all("w1") and not journal.notes.awaited_works()


def test_the_notes_of_an_item_are_its_own_and_those_of_its_parts_found_by_the_index(journal):
    journal.notes.take_in([underlined(item, f"Of {item}.") for item in ("whole", "part", "other")])
    journal.joins.join("part", "whole")
    found = journal.notes.all("whole")
    assert {(one.item_id, one.text) for one in found} == {("whole", "Of whole."), ("whole", "Of part.")}
    assert not journal.notes.all("part") and len(journal.notes.all("other")) == 1
    plan = [row[3] for row in journal.database.rows(f"EXPLAIN QUERY PLAN {OF_ITEM}", ("whole",))]
    assert any("notes USING INDEX notes_by_item (item=?)" in step for step in plan), plan
    assert not any(step.startswith("SCAN notes") for step in plan), plan


def test_what_is_erased_is_gone_from_the_file(journal):
    journal.notes.write(Note("", "b1", NoteKind.NOTE, "kept to myself"))
    assert purge_notes(journal) == 1
    assert not journal.notes.all() and journal.notes.undo() is None


def test_a_journal_without_notes_opens_with_all_that_is_in_it(paths, key):
    earlier = Migrations("journal", "", "FULL", steps=journal_migrations.steps[:2])
    paths.journal.parent.mkdir(parents=True)
    old = JournalStore(Database(paths.journal, key, earlier))
    old.record(Feedback("b1", Verdict.LIKED, because="the sea"), 5.0)
    old.close()
    with_notes = open_journal(paths, key)
    assert [one.because for one in with_notes.interactions()] == ["the sea"]
    assert with_notes.notes.write(Note("", "b1", NoteKind.REVIEW, "Salt and wind.")).id == "n1"
    with_notes.close()
