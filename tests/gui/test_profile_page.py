"""The profile on the stand-in: proposals, one at a time, and what moved."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.domain.entities import Kind, Origin, Statement
from assistant.storage.journal.store import StatementVersion
from gui.pages.profile import profile_tools
from gui.pages.profile.page import ProfilePage, QuarrelCard
from gui.pages.profile.profile_tools import told
from gui.pages.profile.statement_row import caption
from gui.pages.profile.statement_support import support_words
from gui.shell.shell import Shell
from gui.widgets.buttons import Button
from gui.widgets.popover import Popover
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text
from profiles.statements import Contradiction
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


def open_profile(shell: Shell, wait_until: Wait) -> None:
    shell.go("profile")
    wait_until(lambda: shell.page(ProfilePage).rows)


def test_a_proposal_counts_only_once_it_is_kept(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    fake_shell.page(ProfilePage).proposals[0].accept.click()
    wait_until(lambda: "p1" in fake_shell.page(ProfilePage).rows and not fake_shell.page(ProfilePage).proposals)
    assert [one.origin for one in fake.sentences if one.id == "p1"] == [Origin.CONFIRMED]


def test_a_declined_proposal_goes_away(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    fake_shell.page(ProfilePage).proposals[0].decline.click()
    wait_until(lambda: not fake_shell.page(ProfilePage).proposals)
    assert len(fake.sentences) == 3


def test_it_says_what_moved(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    QTest.keyClicks(fake_shell.page(ProfilePage).field, "Short books")
    fake_shell.page(ProfilePage).add_button.click()
    wait_until(lambda: fake_shell.page(ProfilePage).shifts.isVisible())
    assert fake_shell.page(ProfilePage).shifts.text() == "2 picks moved up and 1 pick moved down."


def test_escape_leaves_a_sentence_as_it_was(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    row = fake_shell.page(ProfilePage).rows["s1"]
    row.buttons["edit"].click()
    row.edit.setText("something else")
    QTest.keyClick(fake_shell, Qt.Key.Key_Escape)
    assert not row.edit.isVisible() and fake.sentences[0].text == "I like slow, quiet books about nature"
    assert fake_shell.place == "profile"


def test_a_sentence_that_is_being_written_is_not_taken_away(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    row = fake_shell.page(ProfilePage).rows["s2"]
    row.buttons["edit"].click()
    fake.sentences = fake.sentences[:2]
    fake_shell.page(ProfilePage).refresh()
    wait_until(lambda: fake_shell.session.lanes.library.idle)
    assert fake_shell.page(ProfilePage).rows["s2"] is row and row.edit.isVisible()


def test_small_print_says_where_a_sentence_counts():
    statement = Statement("s", "x", -1, kind=Kind.BOOK, context="evening", support=(3, 4), muted=True)
    assert caption(statement) == "For books  ·  Evening  ·  Fewer like this  ·  Muted"
    assert support_words(statement) == "Seen in 3 of 4 choices"
    assert caption(Statement("s", "x", kind=Kind.MUSIC)) == "For music"
    assert caption(Statement("s", "x")) == "For everything" and support_words(Statement("s", "x")) == ""


def links(shell: Shell) -> list[str]:
    return [row.accessibleName() for row in shell.window().findChildren(LinkRow) if row.isVisible()]


def test_what_a_sentence_rests_on_can_be_opened(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.proposed = [Statement("p1", "Sea novels", origin=Origin.INFERRED, support=(2, 3), evidence=("i0", "i8", "x"))]
    open_profile(fake_shell, wait_until)
    fake_shell.page(ProfilePage).proposals[0].grounds.click()
    wait_until(lambda: links(fake_shell))
    assert links(fake_shell) == [
        "“Walden; or, Life in the Woods”, Henry David Thoreau",
        "“Leaves of Grass”, Walt Whitman",
    ]
    next(row for row in fake_shell.window().findChildren(LinkRow) if row.isVisible()).click()
    wait_until(lambda: fake_shell.place == "item")


def test_what_rose_and_fell_can_be_opened(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    fake_shell.page(ProfilePage).rows["s2"].buttons["mute"].click()
    wait_until(lambda: fake_shell.page(ProfilePage).moves_button.isVisible())
    fake_shell.page(ProfilePage).moves_button.click()
    wait_until(lambda: links(fake_shell))
    assert links(fake_shell)[0] == "“Middlemarch”: up 3 places" and "down 2 places" in links(fake_shell)[1]


def test_sentences_that_disagree_are_pointed_out(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.quarrels = [Contradiction(fake.sentences[0], fake.sentences[2], "pace")]
    open_profile(fake_shell, wait_until)
    card = fake_shell.page(ProfilePage).findChildren(QuarrelCard)[0]
    button = next(button for button in card.findChildren(Button) if button.text() == "Go to the second")
    button.click()
    assert fake_shell.page(ProfilePage).rows["s3"].colour == "wash"


def test_the_history_says_what_changed():
    one = Statement("s1", "Short books")
    versions = [
        StatementVersion("s1", 1, 1.0, one),
        StatementVersion("s1", 2, 2.0, replace(one, text="Very short books")),
        StatementVersion("s1", 3, 3.0, replace(one, text="Very short books", muted=True)),
        StatementVersion("s1", 4, 4.0, None),
    ]
    assert [words for _, words in told(versions)] == [
        "Added: “Short books”",
        "“Short books” became “Very short books”",
        "Muted: “Very short books”",
        "Removed: “Very short books”",
    ]


def test_the_history_opens(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.versions = [StatementVersion("s1", 1, 1.0, Statement("s1", "Short books"))]
    open_profile(fake_shell, wait_until)
    fake_shell.page(ProfilePage).tools.buttons["history"].click()
    wait_until(lambda: fake_shell.window().findChildren(Popover))
    popover = fake_shell.window().findChildren(Popover)[0]
    assert "Added: “Short books”" in [text.text() for text in popover.findChildren(Text)]


def test_it_goes_elsewhere_and_comes_back(
    fake_shell: Shell, fake: FakeAssistant, wait_until: Wait, monkeypatch, tmp_path
):
    open_profile(fake_shell, wait_until)
    tools = fake_shell.page(ProfilePage).tools
    monkeypatch.setattr(profile_tools.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    tools.buttons["export"].click()
    wait_until(lambda: fake.exported == [tmp_path])
    monkeypatch.setattr(profile_tools.QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "p.md"), ""))
    tools.buttons["import"].click()
    wait_until(lambda: len(fake_shell.page(ProfilePage).rows) == 4)
    assert "1 sentence imported, 1 was there already" in fake_shell.toast.notice.text
    fake_shell.session.undo()
    wait_until(lambda: len(fake_shell.page(ProfilePage).rows) == 3)


def test_erasing_asks_first_and_leaves_nothing_to_undo(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    open_profile(fake_shell, wait_until)
    fake_shell.page(ProfilePage).rows["s2"].buttons["mute"].click()
    wait_until(lambda: fake_shell.page(ProfilePage).moves_button.isVisible())
    tools = fake_shell.page(ProfilePage).tools
    tools.buttons["erase"].click()
    assert tools.question.isVisible() and tools.keep.hasFocus() and fake.sentences
    tools.erase.click()
    wait_until(lambda: not fake.sentences and not fake_shell.page(ProfilePage).rows)
    fake_shell.session.undo()
    assert fake_shell.toast.notice.text == "There is nothing to undo." and not fake.sentences


def test_a_declined_proposal_comes_back_with_undo(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake_shell.go("profile")
    wait_until(lambda: fake_shell.page(ProfilePage).proposals)
    QTest.mouseClick(fake_shell.page(ProfilePage).proposals[0].decline, Qt.MouseButton.LeftButton)
    wait_until(lambda: fake_shell.toast.isVisible() and not fake_shell.page(ProfilePage).proposals)
    assert "You enjoy novels set by the sea" in fake_shell.toast.notice.text
    QTest.keyClick(fake_shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: [row.statement.id for row in fake_shell.page(ProfilePage).proposals] == ["p1"])


def test_a_new_sentence_stands_below_the_field(fake_shell: Shell, wait_until: Wait):
    fake_shell.window().resize(1024, 600)
    fake_shell.go("profile")
    page = fake_shell.page(ProfilePage)
    wait_until(lambda: page.rows)
    QTest.keyClicks(page.field, "I like letters and diaries")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    wait_until(lambda: next(iter(page.rows.values())).words.text() == "I like letters and diaries")
    row = next(iter(page.rows.values()))
    wait_until(lambda: row.visibleRegion().boundingRect().height() == row.height())
