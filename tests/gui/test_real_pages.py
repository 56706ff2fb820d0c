"""Every page, driven by real signals on the real stores."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from assistant.domain.entities import Feedback, Verdict
from assistant.settings.paths import Paths
from gui.pages.activity.problems import ProblemsPage
from gui.pages.first_run.page import FirstRunPage
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.profile.page import ProfilePage
from gui.shell.main_window import MainWindow
from gui.shell.shell import Shell
from gui.widgets.popover import Popover
from gui.widgets.text import Text

Wait = Callable[..., None]


def test_reading_a_folder_fills_the_library_and_names_what_could_not_be_read(
    make_window: Callable[..., MainWindow], open_real, shelf_folder: Path, wait_until: Wait, tmp_path: Path
):
    shell = make_window(open_real, Paths(tmp_path / "fresh")).shell
    wait_until(lambda: shell.place == "first-run")
    shell.page(FirstRunPage).zone.chosen.emit([shelf_folder])
    assert shell.place == "library" and shell.strip.cancel.isVisible()
    wait_until(lambda: shell.index_job is None, 60)
    wait_until(lambda: shell.place == "for-you" and len(shell.page(ForYouPage).cards) > 3, 30)
    shell.go("library")
    wait_until(lambda: len(shell.page(LibraryPage).model.rows) >= 9)
    assert "The Sea Road" in {item.title for item in shell.page(LibraryPage).model.rows}
    assert "could not be read" in shell.strip.words.text()
    shell.strip.problems.click()
    wait_until(lambda: "1 not read" in shell.page(ProblemsPage).summary.text())
    assert shell.rail.buttons["problems"].badge == 1


def test_search_as_you_type_narrows_the_grid_and_escape_widens_it(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    QTest.keyClick(real_shell, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "orchard")
    wait_until(lambda: len(page.model.rows) < 4)
    assert page.model.rows[0].title == "The Quiet Orchard"
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    wait_until(lambda: len(page.model.rows) >= 9)
    QTest.keyClicks(page.search, "zzzz")
    wait_until(lambda: page.stack.currentWidget() is page.empty)


def test_kind_filter_and_sort(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    page.kinds.buttons["document"].click()
    wait_until(lambda: {item.kind for item in page.model.rows} == {"document"})
    page.kinds.buttons["book"].click()
    page.sort.setCurrentText("Title")
    wait_until(lambda: [item.title for item in page.model.rows][-1:] == ["Winter Birds"])


def test_an_item_opens_with_its_ledger_and_its_like(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    item = next(item for item in page.model.rows if item.title == "The Sea Road")
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(item.id)))
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    wait_until(lambda: real_shell.page(ItemPage).item == item and real_shell.page(ItemPage).why.ledger.isVisible())
    assert real_shell.place == "item"
    wait_until(lambda: real_shell.page(ItemPage).similar.isVisible())
    real_shell.page(ItemPage).head.verdicts.buttons[Verdict.LIKED].click()
    wait_until(lambda: real_shell.session.verdicts.get(item.id) == Verdict.LIKED)
    rows = real_shell.session.app.stores.journal.interactions()
    assert [(row.item_id, row.verdict) for row in rows] == [(item.id, Verdict.LIKED)]
    QTest.keyClick(real_shell, Qt.Key.Key_Escape)
    assert real_shell.place == "library"


def order(shell: Shell) -> list[str]:
    """The cards on For You, by id, from the first on."""
    return [card.recommendation.item.id for card in shell.page(ForYouPage).cards]


def test_a_like_moves_the_list_and_undo_takes_it_back(real_shell: Shell, wait_until: Wait):
    real_shell.go("for-you")
    wait_until(lambda: real_shell.page(ForYouPage).cards)
    before = order(real_shell)
    card = real_shell.page(ForYouPage).cards[0]
    item = card.recommendation.item
    spy = QSignalSpy(real_shell.session.changed)
    QTest.mouseClick(card.verdicts.buttons[Verdict.LIKED], Qt.MouseButton.LeftButton)
    wait_until(lambda: spy.count() and real_shell.toast.isVisible())
    assert item.title in real_shell.toast.notice.text
    assert order(real_shell) == before  # the card under the pointer stays until one comes back to the page
    real_shell.go("library")
    real_shell.go("for-you")
    wait_until(lambda: item.id not in order(real_shell))
    real_shell.session.undos.undo()
    wait_until(lambda: not real_shell.session.verdicts)
    wait_until(lambda: order(real_shell) == before)
    assert real_shell.session.app.stores.journal.interactions() == []
    assert not real_shell.page(ForYouPage).cards[0].verdicts.buttons[Verdict.LIKED].isChecked()


def test_not_now_takes_the_card_away(real_shell: Shell, wait_until: Wait):
    real_shell.go("for-you")
    wait_until(lambda: len(real_shell.page(ForYouPage).cards) > 3)
    item = real_shell.page(ForYouPage).cards[1].recommendation.item
    real_shell.page(ForYouPage).cards[1].verdicts.buttons[Verdict.NOT_NOW].click()
    wait_until(lambda: item.id not in {card.recommendation.item.id for card in real_shell.page(ForYouPage).cards})


def test_a_request_steers_the_list(real_shell: Shell, wait_until: Wait):
    real_shell.go("for-you")
    page = real_shell.page(ForYouPage)
    wait_until(lambda: page.cards)
    QTest.keyClicks(page.bar.request, "a ghost story")
    QTest.keyClick(page.bar.request, Qt.Key.Key_Return)
    wait_until(lambda: "ghost" in page.subtitle.text())
    assert page.cards[0].recommendation.item.creators == ("R. Vane",)
    page.cards[0].why.click()
    popover = real_shell.window().findChildren(Popover)[-1]
    assert popover.isVisible()
    real_shell.escape()
    assert not popover.isVisible()


def test_the_kind_filter_of_for_you(real_shell: Shell, wait_until: Wait):
    real_shell.go("for-you")
    wait_until(lambda: real_shell.page(ForYouPage).cards)
    real_shell.page(ForYouPage).kinds.buttons["document"].click()
    wait_until(lambda: {card.recommendation.item.kind for card in real_shell.page(ForYouPage).cards} == {"document"})


def test_profile_add_edit_mute_remove_and_take_back(real_shell: Shell, wait_until: Wait):
    real_shell.go("profile")
    page, store = real_shell.page(ProfilePage), real_shell.session.app.profile
    QTest.keyClicks(page.field, "I love books about the sea")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    wait_until(lambda: len(page.rows) == 1)
    row = next(iter(page.rows.values()))
    assert row.words.text() == "I love books about the sea" and page.field.text() == ""
    row.buttons["edit"].click()
    row.edit.setText("I love books about birds")
    QTest.keyClick(row.edit, Qt.Key.Key_Return)
    wait_until(lambda: [one.text for one in store.statements()] == ["I love books about birds"])
    wait_until(lambda: page.rows and next(iter(page.rows.values())).words.text() == "I love books about birds")
    next(iter(page.rows.values())).buttons["mute"].click()
    wait_until(lambda: store.statements()[0].muted)
    wait_until(lambda: next(iter(page.rows.values())).statement.muted)
    next(iter(page.rows.values())).buttons["remove"].click()
    wait_until(lambda: not store.statements() and not page.rows)
    real_shell.session.undos.undo()
    wait_until(lambda: len(store.statements()) == 1 and len(page.rows) == 1)


def test_a_sentence_that_is_none_is_refused_in_words(real_shell: Shell, wait_until: Wait):
    real_shell.go("profile")
    real_shell.page(ProfilePage).field.setText("x" * 5000)
    real_shell.page(ProfilePage).add()
    wait_until(lambda: real_shell.toast.isVisible() and real_shell.toast.notice.error)
    assert real_shell.page(ProfilePage).rows == {}


def test_markup_in_a_title_is_text(real_shell: Shell, wait_until: Wait):
    item = next(item for item in real_shell.page(LibraryPage).model.rows if "Bold" in item.title)
    real_shell.open("item", item.id)
    wait_until(lambda: real_shell.page(ItemPage).item == item)
    assert item.title == "Bold & <img src='file:///etc/hostname'>" and item.creators == ("An Author",)
    assert item.title in {text.accessibleName() for text in real_shell.page(ItemPage).findChildren(Text)}


def test_a_change_from_another_process_appears(real_shell: Shell, wait_until: Wait, open_real, encoder):
    real_shell.go("profile")
    other = open_real(real_shell.session.paths, None)
    real_shell.session.look_for_changes()
    wait_until(lambda: real_shell.session.lanes.watch.idle)
    other.profile.add("I like short books")
    wait_until(
        lambda: any(row.words.text() == "I like short books" for row in real_shell.page(ProfilePage).rows.values()), 8
    )
    other.close()


def test_a_chat_without_a_model_answers_with_cards(real_shell: Shell, wait_until: Wait):
    chat = real_shell.chat
    QTest.keyClicks(chat.edit, "a ghost story please")
    QTest.keyClick(chat.edit, Qt.Key.Key_Return)
    assert chat.writing and chat.edit.toPlainText() == ""
    wait_until(lambda: not chat.writing, 30)
    turns = real_shell.session.app.chat.turns(chat.conversation)
    assert [turn.role for turn in turns] == ["you", "alcove"]
    from gui.pages.chat.chat_card import ChatCard

    wait_until(lambda: chat.findChildren(ChatCard))


def test_a_file_that_vanished_or_lies_elsewhere_is_not_opened(real_shell: Shell, wait_until: Wait, tmp_path: Path):
    from dataclasses import replace

    session, said = real_shell.session, []
    session.noticed.connect(lambda notice: said.append(notice.text))
    item = real_shell.page(LibraryPage).model.rows[0]
    (tmp_path / "letter.pdf").touch()
    for name in ("gone.epub", "letter.pdf"):
        session.files.open_outside(replace(item, path=tmp_path / name))
    session.files.show_in_folder(tmp_path / "letter.pdf")
    wait_until(lambda: len(said) == 3 and real_shell.toast.isVisible())
    assert "no longer where it was" in said[0]
    assert all("lies outside your folders" in one for one in said[1:])


def test_a_folder_that_vanishes_before_it_is_read(real_shell: Shell, wait_until: Wait, tmp_path: Path):
    real_shell.index([tmp_path / "nowhere"])
    wait_until(lambda: real_shell.index_job is None, 30)
    assert "nowhere" in real_shell.strip.words.text()
    assert len(real_shell.page(LibraryPage).model.rows) >= 9


def test_feedback_given_elsewhere_changes_the_list(real_shell: Shell, wait_until: Wait, open_real):
    real_shell.go("for-you")
    wait_until(lambda: len(real_shell.page(ForYouPage).cards) > 2)
    item = real_shell.page(ForYouPage).cards[0].recommendation.item
    other = open_real(real_shell.session.paths, None)
    real_shell.session.look_for_changes()
    wait_until(lambda: real_shell.session.lanes.watch.idle)
    other.feedback.record(Feedback(item.id, Verdict.DISLIKED))
    wait_until(lambda: item.id not in {card.recommendation.item.id for card in real_shell.page(ForYouPage).cards}, 8)
    other.close()
