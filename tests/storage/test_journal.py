import math
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.entities import Feedback, Kind, Origin, Statement, Verdict
from assistant.domain.errors import UnknownItem, UnknownStatement
from assistant.storage.journal.store import JournalStore, open_journal
from tests.storage.shelf import book

any_text = st.text(st.characters(), max_size=20)

WRITER = """
import sys
from pathlib import Path
from assistant.domain.entities import Feedback, Verdict
from assistant.storage.journal.store import open_journal
from assistant.settings.paths import Paths
journal = open_journal(Paths(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]))
journal.record(Feedback("b2", Verdict.LIKED), 2.0)
"""


def like(journal: JournalStore, item_id: str, at: float = 1.0, source: str = "you"):
    return journal.record(Feedback(item_id, Verdict.LIKED), at, source)


# Ids


def test_an_item_keeps_its_id_by_any_of_its_keys(journal):
    first = journal.identify(Kind.BOOK, ["digest:1", "isbn:9", "path:/a"])
    assert journal.identify(Kind.BOOK, ["digest:1"]) == first
    assert journal.identify(Kind.BOOK, ["digest:2", "isbn:9"]) == first
    assert journal.identify(Kind.BOOK, ["digest:2"]) == first
    assert journal.identify(Kind.BOOK, ["digest:3", "path:/b"]) != first


def test_the_first_known_key_decides(journal):
    one = journal.identify(Kind.BOOK, ["digest:1"])
    two = journal.identify(Kind.BOOK, ["digest:2"])
    assert journal.identify(Kind.BOOK, ["digest:9", "digest:2", "digest:1"]) == two
    assert journal.identify(Kind.BOOK, ["digest:1"]) == one


def test_a_path_belongs_to_what_lies_there_now(journal):
    one = journal.identify(Kind.BOOK, ["digest:1", "path:/a"])
    two = journal.identify(Kind.BOOK, ["digest:2", "path:/b"])
    assert journal.identify(Kind.BOOK, ["digest:1", "path:/b"]) == one
    assert journal.identify(Kind.BOOK, ["digest:new", "path:/b"]) == one
    assert journal.identify(Kind.BOOK, ["digest:2"]) == two


def test_ids_are_short_and_come_back_even_without_the_journal(journal, tmp_path, key, paths):
    ids = [journal.identify(kind, [f"digest:{kind}"]) for kind in Kind]
    assert [item_id[0] for item_id in ids] == ["b", "m", "d"]
    assert all(len(item_id) == 9 and item_id.isalnum() and item_id == item_id.lower() for item_id in ids)
    other = open_journal(replace(paths, home=tmp_path / "other"), key)
    assert [other.identify(kind, [f"digest:{kind}"]) for kind in Kind] == ids
    other.close()


def test_two_items_never_share_an_id(journal):
    first = journal.identify(Kind.BOOK, ["digest:1"])
    with journal.database.atomic() as db:
        db.execute("UPDATE identities SET key = ?", (b"digest:other",))
    assert journal.identify(Kind.BOOK, ["digest:1"]) != first


def test_many_ids_in_one_transaction(journal):
    with journal.atomic():
        ids = {journal.identify(Kind.DOCUMENT, [f"digest:{number}"]) for number in range(500)}
    assert len(ids) == 500


def test_an_item_without_keys_is_a_bug(journal):
    with pytest.raises(ValueError, match="key"):
        journal.identify(Kind.BOOK, [])


def test_odd_keys_are_told_apart(journal):
    keys = ["path:/a\udcff", "path:/a\udcfe", "path:/a\ufffd", "path:/a", "path:/a\0", "path:/A"]
    assert len({journal.identify(Kind.BOOK, [key]) for key in keys}) == len(keys)


# Feedback


def test_feedback_comes_back_by_time(journal):
    late = journal.record(Feedback("b1", Verdict.RATED, 4.0, "for the \udcff snow"), 20.0)
    early = journal.record(Feedback("b2", Verdict.PLAYED, 3.0), 10.0, "import")
    assert journal.interactions() == [early, late]
    assert (late.verdict, late.value, late.because, late.source) == (Verdict.RATED, 4.0, "for the \udcff snow", "you")


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_numbers_that_are_none_are_a_bug(journal, bad):
    with pytest.raises(ValueError, match="finite"):
        journal.record(Feedback("b1", Verdict.RATED, bad), 1.0)
    with pytest.raises(ValueError, match="finite"):
        journal.record(Feedback("b1", Verdict.RATED, 3.0), bad)
    assert journal.interactions() == []


def test_undo_takes_back_one_after_another(journal):
    made = [like(journal, f"b{number}", at=10.0 - number) for number in range(3)]
    assert journal.undo() == made[2]
    assert journal.interactions() == [made[1], made[0]]
    assert journal.undo() == made[1]
    assert journal.undo() == made[0]
    assert journal.undo() is None
    assert journal.interactions() == []


def test_after_undo_the_history_is_as_if_it_had_never_been(journal):
    before = [like(journal, "b1"), like(journal, "b2")]
    like(journal, "b3")
    journal.undo()
    assert journal.interactions() == before
    again = like(journal, "b4")
    assert journal.interactions() == [*before, again]
    assert journal.undo() == again
    assert journal.interactions() == before


def test_undo_leaves_imports_and_what_was_seen(journal):
    imported = like(journal, "b1", source="import")
    mine = like(journal, "b2")
    like(journal, "b3", source="seen")
    assert journal.undo() == mine
    assert journal.undo() is None
    assert imported in journal.interactions()


def test_what_was_undone_is_kept_as_such(journal):
    like(journal, "b1")
    journal.undo()
    assert journal.database.rows("SELECT item, undone FROM interactions") == [("b1", 1)]


# Statements


def test_a_statement_comes_back_as_it_was(journal):
    put = Statement(
        "own id", "I like \udcff snow", -1, 0.25, Kind.MUSIC, "winter", Origin.INFERRED, ("b1", "7"), (7, 8), True, 9.0
    )
    assert journal.put_statement(put) == put
    assert journal.statements() == [put]


def test_statements_get_ids_that_are_never_used_again(journal):
    first = journal.put_statement(Statement("", "One"))
    second = journal.put_statement(Statement("", "Two"))
    journal.remove_statement(second.id)
    third = journal.put_statement(Statement("", "Three"))
    assert [first.id, second.id, third.id] == ["s1", "s2", "s3"]
    assert first.updated > 0


def test_statements_stay_in_their_order_when_they_change(journal):
    first = journal.put_statement(Statement("", "One"))
    second = journal.put_statement(Statement("", "Two"))
    changed = journal.put_statement(replace(first, text="Uno", updated=0.0))
    assert journal.statements() == [changed, second]
    assert changed.updated >= first.updated


def test_history_holds_every_version(journal):
    first = journal.put_statement(Statement("", "One", updated=1.0))
    changed = journal.put_statement(replace(first, text="Uno", updated=2.0))
    journal.remove_statement("s1")
    history = journal.statement_history()
    assert [(version.id, version.version, version.statement) for version in history] == [
        ("s1", 1, first),
        ("s1", 2, changed),
        ("s1", 3, None),
    ]
    assert [version.at for version in history[:2]] == [1.0, 2.0]
    assert journal.statements() == []
    assert journal.put_statement(first) == first
    assert journal.statements() == [first]


def test_a_statement_that_is_not_there_cannot_be_removed(journal):
    journal.put_statement(Statement("s1", "One"))
    journal.remove_statement("s1")
    for statement_id in ("s1", "s2"):
        with pytest.raises(UnknownStatement):
            journal.remove_statement(statement_id)


# What else is kept


def test_what_is_hidden(journal):
    for target in ("item:b1", "folder:/a\udcff", "subject:Noir", "item:b1"):
        journal.hide(target)
    journal.unhide("subject:Noir")
    journal.unhide("never hidden")
    assert journal.hidden() == {"item:b1", "folder:/a\udcff"}


def test_roots_stay_in_their_order(journal):
    for name in ("/b", "/a\udcff", "/b", "/c"):
        journal.add_root(Path(name))
    journal.remove_root(Path("/c"))
    assert journal.roots() == [Path("/b"), Path("/a\udcff")]


def test_edits_are_kept_by_item_and_field(journal):
    journal.set_edit("b1", "title", "Mine")
    journal.set_edit("b1", "creators", ["A", "B"])
    journal.set_edit("b2", "year", 1969)
    journal.set_edit("b1", "title", "Mine!")
    journal.set_edit("b2", "year", None)
    assert journal.edits() == {"b1": {"title": "Mine!", "creators": ["A", "B"]}}


def test_wishes_are_items_that_no_file_stands_for(journal):
    journal.put_wish(book("w1", "Wanted", "Someone", year=2001))
    journal.put_wish(book("w2", "Also"))
    journal.put_wish(book("w1", "Wanted more", "Someone"))
    assert [(wish.id, wish.title, wish.owned) for wish in journal.wishes()] == [
        ("w1", "Wanted more", False),
        ("w2", "Also", False),
    ]
    journal.remove_wish("w1")
    with pytest.raises(UnknownItem):
        journal.remove_wish("w1")


def test_conversations_come_back(journal):
    first = journal.add_turn("main", "you", "something sad? \udcff", {})
    second = journal.add_turn("main", "alcove", "Here.", {"cards": ["b1"], "plan": [{"tool": "search"}]})
    other = journal.add_turn("other", "you", "hello", {})
    assert journal.turns("main") == [first, second]
    assert journal.turns("none") == []
    assert [(talk.id, talk.turns, talk.opening) for talk in journal.conversations()] == [
        ("other", 1, "hello"),
        ("main", 2, "something sad? \udcff"),
    ]
    assert journal.conversations()[1].updated == second.at
    journal.remove_conversation("other")
    assert other not in journal.turns("other")


def test_slates_come_back_newest_first(journal):
    for number in range(3):
        journal.log_slate([{"item": f"b{number}", "propensity": 0.5}, {"item": "c"}], at=float(number))
    newest = journal.recent_slates(2)
    assert [slate.at for slate in newest] == [2.0, 1.0]
    assert newest[0].rows == ({"item": "b2", "propensity": 0.5}, {"item": "c"})


def test_small_values(journal):
    assert journal.get("theta") is None
    assert journal.get("theta", []) == []
    journal.set("theta", {"a": [1, 2.5, "ü\udcff", None]})
    assert journal.get("theta") == {"a": [1, 2.5, "ü\udcff", None]}
    journal.set("theta", None)
    assert journal.get("theta", "gone") == "gone"
    with pytest.raises(ValueError, match="JSON"):
        journal.set("theta", math.nan)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=any_text, name=any_text)
def test_any_text_is_kept(journal, text, name):
    turn = journal.add_turn(name, "you", text, {name: text})
    assert journal.turns(name)[-1] == turn
    made = journal.record(Feedback("b1", Verdict.LIKED, because=text), 1.0, name)
    assert journal.interactions()[-1] == made
    statement = journal.put_statement(Statement(f"s{name}", text, evidence=(name,)))
    assert statement in journal.statements()
    journal.hide(text)
    assert text in journal.hidden()


# Versions, transactions, other processes


def test_versions_grow_with_what_they_stand_for(journal):
    def after(change) -> tuple[bool, bool]:
        all_before, taste_before = journal.version(), journal.taste_version()
        change()
        return journal.version() > all_before, journal.taste_version() > taste_before

    assert after(lambda: like(journal, "b1")) == (True, True)
    assert after(lambda: journal.undo()) == (True, True)
    assert after(lambda: journal.put_statement(Statement("", "One"))) == (True, True)
    assert after(lambda: journal.hide("item:b1")) == (True, True)
    assert after(lambda: journal.set_edit("b1", "title", "x")) == (True, True)
    assert after(lambda: journal.log_slate([])) == (True, False)
    assert after(lambda: journal.add_turn("main", "you", "hi", {})) == (True, False)
    assert after(lambda: journal.set("x", 1)) == (True, False)
    assert after(lambda: journal.interactions()) == (False, False)


def test_all_or_nothing(journal):
    with pytest.raises(RuntimeError), journal.atomic():
        like(journal, "b1")
        raise RuntimeError
    assert journal.interactions() == []


def test_threads_lose_nothing(journal):
    threads = [threading.Thread(target=lambda: [like(journal, "b1") for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({interaction.id for interaction in journal.interactions()}) == 100


def test_another_process_is_heard(journal, paths, key):
    like(journal, "b1")
    before = journal.version()
    subprocess.run([sys.executable, "-c", WRITER, paths.home, key.hex()], check=True)
    assert journal.version() > before
    assert [interaction.item_id for interaction in journal.interactions()] == ["b1", "b2"]


def test_all_is_there_after_reopening(journal, paths, key):
    like(journal, "b1")
    journal.add_root(Path("/a"))
    journal.close()
    again = open_journal(paths, key)
    assert [interaction.item_id for interaction in again.interactions()] == ["b1"]
    assert again.roots() == [Path("/a")]
    again.close()


def test_the_history_is_dated_when_it_was_written(journal):
    first = journal.put_statement(Statement("s1", "I like poems", 1, updated=1_000.0))
    before = time.time()
    journal.put_statement(replace(first, muted=True))
    journal.put_statement(first)
    dates = [version.at for version in journal.statement_history()]
    assert len(dates) == 3 and all(before <= at <= time.time() for at in dates[1:])
    assert journal.statements()[0].updated == 1_000.0
