"""The profile on the stand-in: proposals, one at a time, and what moved."""

from collections.abc import Callable

from fake_assistant import FakeAssistant
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.core.entities import Kind, Origin, Statement
from gui.shell import Shell
from gui.statement_row import caption

Wait = Callable[..., None]


def open_profile(shell: Shell, wait_until: Wait) -> None:
    shell.go("profile")
    wait_until(lambda: shell.profile.rows)


def test_a_proposal_counts_only_once_it_is_kept(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    fake_shell.profile.proposals[0].accept.click()
    wait_until(lambda: "p1" in fake_shell.profile.rows and not fake_shell.profile.proposals)
    assert [one.origin for one in fake.sentences if one.id == "p1"] == [Origin.CONFIRMED]


def test_a_declined_proposal_goes_away(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    fake_shell.profile.proposals[0].decline.click()
    wait_until(lambda: not fake_shell.profile.proposals)
    assert len(fake.sentences) == 3


def test_it_says_what_moved(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    QTest.keyClicks(fake_shell.profile.field, "Short books")
    fake_shell.profile.add_button.click()
    wait_until(lambda: fake_shell.profile.shifts.isVisible())
    assert fake_shell.profile.shifts.text() == "2 picks moved up and 1 moved down."


def test_escape_leaves_a_sentence_as_it_was(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    row = fake_shell.profile.rows["s1"]
    row.buttons["edit"].click()
    row.edit.setText("something else")
    QTest.keyClick(fake_shell, Qt.Key.Key_Escape)
    assert not row.edit.isVisible() and fake.sentences[0].text == "I like slow, quiet books about nature"
    assert fake_shell.place == "profile"


def test_a_sentence_that_is_being_written_is_not_taken_away(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    row = fake_shell.profile.rows["s2"]
    row.buttons["edit"].click()
    fake.sentences = fake.sentences[:2]
    fake_shell.profile.refresh()
    wait_until(lambda: fake_shell.session.lanes.library.idle)
    assert fake_shell.profile.rows["s2"] is row and row.edit.isVisible()


def test_small_print_says_what_a_sentence_rests_on():
    statement = Statement("s", "x", -1, kind=Kind.BOOK, support=(3, 4), muted=True)
    assert caption(statement) == "Seen in 3 of 4 of your choices  ·  For books  ·  Steers away  ·  Muted"
    assert caption(Statement("s", "x", kind=Kind.MUSIC)) == "For music"
    assert caption(Statement("s", "x")) == "For everything"
