"""The profile: sentences written and kept, proposals, one at a time, and what moved."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.app.changes import Changes
from assistant.domain.entities import Feedback, Kind, Origin, Statement, Verdict
from assistant.messages import quoted
from assistant.storage.journal.store import StatementVersion
from gui.pages.profile import profile_tools
from gui.pages.profile.page import ProfilePage, shift_words
from gui.pages.profile.profile_tools import told
from gui.pages.profile.quarrel_card import QuarrelCard
from gui.pages.profile.statement_row import StatementRow, caption
from gui.pages.profile.statement_support import move_words, support_words
from gui.pages.profile.timeline_card import TimelineCard
from gui.shell.shell import Shell
from gui.widgets.buttons import Button
from gui.widgets.popover import Popover
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled

SLOW, SEA, NO_SEA = "I like slow, quiet books", "I like books about the sea", "I never want books about the sea"


def one_sentence(app: App) -> None:
    app.profile.add(SLOW)


def likes_vane(app: App) -> None:
    """Two of two books by R. Vane: enough for Alcove to ask whether that is no accident."""
    for title in ("Cold Hearth", "The Last Lamp"):
        app.feedback.record(Feedback(titled(app, title).id, Verdict.LIKED))


def profile(shell: Shell, wait_until: Wait) -> ProfilePage:
    shell.go("profile")
    page = shell.page(ProfilePage)
    assert isinstance(page, ProfilePage)
    wait_until(lambda: any(row.isVisible() for row in (*page.rows.values(), *page.proposals)))
    return page


def sentences(shell: Shell) -> list[str]:
    return [one.text for one in shell.session.app.profile.statements()]


def row_of(page: ProfilePage, text: str) -> StatementRow:
    return next(row for row in page.rows.values() if row.words.text() == text)


def links(shell: Shell) -> list[str]:
    return [row.accessibleName() for row in shell.window().findChildren(LinkRow) if row.isVisible()]


def test_a_proposal_counts_only_once_it_is_kept(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_vane)
    page = profile(shell, wait_until)
    assert "R. Vane" in page.proposals[0].statement.text and not sentences(shell)
    text = page.proposals[0].statement.text
    page.proposals[0].accept.click()
    wait_until(lambda: [row.words.text() for row in page.rows.values()] == [text] and not page.proposals)
    assert [one.origin for one in shell.session.app.profile.statements()] == [Origin.CONFIRMED]


def test_a_declined_proposal_goes_away_and_comes_back_with_undo(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_vane)
    page = profile(shell, wait_until)
    text = page.proposals[0].statement.text
    QTest.mouseClick(page.proposals[0].decline, Qt.MouseButton.LeftButton)
    wait_until(lambda: shell.toast.isVisible() and not page.proposals)
    assert shell.toast.notice.text == f"Not kept: {quoted(text)}" and not sentences(shell)
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: [row.statement.text for row in page.proposals] == [text])


def test_what_a_proposal_rests_on_can_be_opened(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_vane)
    profile(shell, wait_until).proposals[0].grounds.click()
    wait_until(lambda: set(links(shell)) == {"“Cold Hearth”, R. Vane", "“The Last Lamp”, R. Vane"})
    next(row for row in shell.window().findChildren(LinkRow) if row.isVisible()).click()
    wait_until(lambda: shell.place == "item")


def test_it_says_what_moved_and_opens_it(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(one_sentence)
    page = profile(shell, wait_until)
    heard: list[Changes[object]] = []
    shell.session.app.changed.connect(heard.append)
    QTest.keyClicks(page.field, SEA)
    page.add_button.click()
    wait_until(lambda: page.shifts.isVisible() and heard)
    rose, fell = heard[0].rose, heard[0].fell
    assert rose and page.shifts.text() == shift_words(len(rose), len(fell))
    page.moves_button.click()
    wait_until(lambda: links(shell))
    title = {one.id: one.title for one in shell.session.app.library.items()}
    moves = [(title[one], by) for one, by in rose] + [(title[one], -by) for one, by in fell]
    assert set(links(shell)) <= {move_words(*move) for move in moves}
    assert len(links(shell)) == min(len(moves), 12)


@pytest.mark.parametrize(
    ("up", "said"), [(3, "“Emma”: up 3 places"), (1, "“Emma”: up 1 place"), (-2, "“Emma”: down 2 places")]
)
def test_moves_in_words(up: int, said: str):
    assert move_words("Emma", up) == said


def test_shifts_in_words():
    assert shift_words(2, 1) == "2 picks moved up and 1 pick moved down."


def test_escape_leaves_a_sentence_as_it_was(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(one_sentence)
    row = row_of(profile(shell, wait_until), SLOW)
    row.buttons["edit"].click()
    row.edit.setText("something else")
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    at_rest(shell, wait_until)
    assert not row.edit.isVisible() and sentences(shell) == [SLOW] and shell.place == "profile"


def test_a_sentence_that_is_being_written_is_not_taken_away(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(one_sentence)
    page = profile(shell, wait_until)
    row = row_of(page, SLOW)
    row.buttons["edit"].click()
    wait_until(row.edit.hasFocus)
    shell.session.app.profile.add(SEA)
    at_rest(shell, wait_until)
    assert list(page.rows.values()) == [row] and row.edit.isVisible()
    QTest.keyClick(row.edit, Qt.Key.Key_Escape)
    wait_until(lambda: len(page.rows) == 2)


def test_small_print_says_where_a_sentence_counts():
    statement = Statement("s", "x", -1, kind=Kind.BOOK, context="evening", support=(3, 4), muted=True)
    assert caption(statement) == "For books  ·  Evening  ·  Fewer like this  ·  Muted"
    assert support_words(statement) == "Seen in 3 of 4 choices"
    assert caption(Statement("s", "x", kind=Kind.MUSIC)) == "For music"
    assert caption(Statement("s", "x")) == "For everything" and support_words(Statement("s", "x")) == ""


def test_sentences_that_disagree_are_pointed_out(open_shelf: OpenShelf, wait_until: Wait):
    def contradict(app: App) -> None:
        app.profile.add(SEA)
        app.profile.add(NO_SEA)

    page = profile(open_shelf(contradict), wait_until)
    (card,) = page.findChildren(QuarrelCard)
    button = next(button for button in card.findChildren(Button) if button.text() == "Go to the second")
    button.click()
    assert row_of(page, NO_SEA).colour == "wash" and row_of(page, SEA).colour != "wash"


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


def test_the_history_opens(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(one_sentence)
    profile(shell, wait_until).tools.buttons["history"].click()
    wait_until(lambda: shell.window().findChildren(Popover))
    said = {text.text() for text in shell.window().findChildren(Popover)[0].findChildren(Text)}
    assert f"Added: “{SLOW}”" in said


def test_it_goes_elsewhere_and_comes_back(
    open_shelf: OpenShelf, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    shell = open_shelf(one_sentence)
    page = profile(shell, wait_until)
    app, folder = shell.session.app, tmp_path / "out"
    folder.mkdir()
    shell.session.run(app.profile.add, SEA)
    shell.session.run(app.profile.add, "Short books")
    wait_until(lambda: len(page.rows) == 3)
    monkeypatch.setattr(profile_tools.QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.tools.buttons["export"].click()
    wait_until(lambda: shell.toast.notice is not None and shell.toast.notice.text.startswith("Saved: "))
    assert SEA in (folder / "profile.md").read_text(encoding="utf-8")
    for one in app.profile.statements()[1:]:
        shell.session.run(app.profile.remove, one.id)
    wait_until(lambda: len(page.rows) == 1)
    monkeypatch.setattr(profile_tools.QFileDialog, "getOpenFileName", lambda *_: (str(folder / "profile.json"), ""))
    page.tools.buttons["import"].click()
    wait_until(lambda: len(page.rows) == 3)
    wait_until(lambda: "2 sentences imported, 1 was there already" in shell.toast.notice.text)
    shell.session.undos.undo()
    wait_until(lambda: sentences(shell) == [SLOW] and len(page.rows) == 1)


def test_erasing_asks_first_and_leaves_nothing_to_undo(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(one_sentence)
    page = profile(shell, wait_until)
    row_of(page, SLOW).buttons["mute"].click()
    wait_until(lambda: shell.toast.isVisible())
    page.tools.buttons["erase"].click()
    assert page.tools.question.isVisible() and page.tools.keep.hasFocus() and sentences(shell) == [SLOW]
    page.tools.erase.click()
    wait_until(lambda: not sentences(shell) and not page.rows and not shell.session.app.profile.history())
    wait_until(lambda: shell.toast.notice.text.startswith("Erased: 1 sentence"))
    shell.session.undos.undo()
    at_rest(shell, wait_until)
    assert shell.toast.notice.text == "There is nothing to undo." and not sentences(shell)


def test_a_sentence_that_no_longer_holds_is_asked_about(open_shelf: OpenShelf, wait_until: Wait):
    def tired_of_lund(app: App) -> None:
        app.library.edit(titled(app, "Cold Hearth").id, "creators", "Ivo Lund")
        app.profile.add("I like books by Ivo Lund")
        for title in ("The Quiet Orchard", "Winter Birds", "Cold Hearth"):
            app.feedback.record(Feedback(titled(app, title).id, Verdict.DISLIKED))

    shell = open_shelf(tired_of_lund)
    page = profile(shell, wait_until)
    (row,) = page.doubts
    words = [one.text() for one in row.findChildren(Text)]
    assert "Of the last 3 works like this that you judged, you liked 0." in words
    row.grounds.click()
    wait_until(lambda: len(links(shell)) == 3)
    shell.window().findChildren(Popover)[0].dismiss()
    row.confirm.click()
    wait_until(lambda: not page.doubts)
    shell.session.undos.undo()
    wait_until(lambda: len(page.doubts) == 1)
    page.doubts[0].remove.click()
    wait_until(lambda: not page.doubts and not sentences(shell))


def test_a_new_sentence_stands_below_the_field(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(one_sentence)
    shell.window().resize(1024, 600)
    page = profile(shell, wait_until)
    QTest.keyClicks(page.field, "I like letters and diaries")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    wait_until(lambda: next(iter(page.rows.values())).words.text() == "I like letters and diaries")
    row = next(iter(page.rows.values()))
    wait_until(lambda: row.visibleRegion().boundingRect().height() == row.height())


def test_a_turn_of_taste_is_drawn_and_the_list_follows_at_a_click(open_shelf: OpenShelf, wait_until: Wait):
    def turned(app: App) -> None:
        ago = lambda days: time.time() - 86_400 * days  # noqa: E731
        older = ("The Quiet Orchard", "Winter Birds", "Pruning", "Harbour notes", "Low Water", "Slack")
        for number, title in enumerate(older):
            app.feedback.record(Feedback(titled(app, title).id, Verdict.OPENED), at=ago(360 - 30 * number))
        newer = ("Cold Hearth", "The Last Lamp", "The Sea Road", "Salt and Canvas")
        for number, title in enumerate(newer):
            app.library.edit(titled(app, title).id, "subjects", "Ghosts")
            app.feedback.record(Feedback(titled(app, title).id, Verdict.OPENED), at=ago(40 - number))

    shell = open_shelf(turned)
    shell.go("profile")
    page = shell.page(ProfilePage)
    wait_until(lambda: page.findChildren(TimelineCard))
    (card,) = page.findChildren(TimelineCard)
    assert "Ghosts: " in card.picture.accessibleName()
    said = [text.text() for text in card.findChildren(Text)]
    assert any("4 of 4 works in the last three months, 0 of 6" in words for words in said)
    assert all(row.statement not in card.asks for row in page.proposals)
    next(one for one in card.findChildren(Button) if one.text() == "Follow").click()
    wait_until(lambda: sentences(shell) == ["I like books about ghosts."])
    wait_until(lambda: page.findChildren(TimelineCard) and not page.findChildren(TimelineCard)[-1].asks)


def test_the_keyboard_stays_with_the_sentence_that_was_edited_or_muted(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(one_sentence)
    page = profile(shell, wait_until)
    row = row_of(page, SLOW)
    QTest.mouseDClick(row, Qt.MouseButton.LeftButton, pos=row.words.mapTo(row, row.words.rect().center()))
    wait_until(row.edit.hasFocus)
    QTest.keyClick(row.edit, Qt.Key.Key_End)
    QTest.keyClicks(row.edit, " at night")
    QTest.keyClick(row.edit, Qt.Key.Key_Return)
    wait_until(lambda: any(one.words.text() == f"{SLOW} at night" for one in page.rows.values()))
    at_rest(shell, wait_until)
    row = row_of(page, f"{SLOW} at night")
    assert row.buttons["edit"].hasFocus()
    row.buttons["mute"].setFocus()
    QTest.keyClick(row.buttons["mute"], Qt.Key.Key_Space)
    wait_until(lambda: shell.session.app.profile.statements()[0].muted)
    at_rest(shell, wait_until)
    row = row_of(page, f"{SLOW} at night")
    assert row.buttons["mute"].hasFocus() and row.buttons["mute"].toolTip() == "Unmute"
    # What is gone leaves the keyboard on its page, and no ring elsewhere.
    row.buttons["remove"].setFocus()
    QTest.keyClick(row.buttons["remove"], Qt.Key.Key_Space)
    wait_until(lambda: not page.rows)
    at_rest(shell, wait_until)
    held = shell.window().focusWidget()
    assert held is page or page.isAncestorOf(held)
