"""An item's page: its files, tracks and sound, setting it right, hiding it, and what would change its place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.targets import Target
from assistant.storage.library.files import FileState
from gui.pages.for_you.what_if import WhatIf, move_words
from gui.pages.item.item_menu import item_menu
from gui.pages.item.item_parts import FileList, Guessed, TrackList, sound_facts
from gui.pages.item.page import ItemPage
from gui.shell.shell import Shell
from gui.widgets.buttons import Button, IconButton
from gui.widgets.popover import Popover
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text
from tests.gui.fake_assistant import FakeAssistant
from tests.gui.fake_shelves import file_record, loud_piano

Wait = Callable[..., None]
ALBUM = Item(
    "al", Kind.MUSIC, "Gymnopédies", ("Erik Satie",), Path("/home/ada/Music"), form="album", subjects=("piano",)
)


@pytest.fixture
def opened(fake_shell: Shell, wait_until: Wait) -> Callable[[str], ItemPage]:
    """Opens an item's page and waits until it stands."""

    def open_it(item_id: str) -> ItemPage:
        fake_shell.open("item", item_id)
        page = fake_shell.page(ItemPage)
        wait_until(lambda: page.item is not None and page.item.id == item_id and page.ledger.isVisible())
        return page

    return open_it


def texts(page: ItemPage) -> set[str]:
    return {text.text() for text in page.findChildren(Text) if not text.isHidden()}


def actions(menu: QMenu) -> dict[str, Callable[[], None]]:
    return {action.text().partition("\t")[0]: action.trigger for action in menu.actions()}


def test_editions_are_listed_and_one_that_is_away_cannot_be_opened(opened, fake: FakeAssistant, fake_shell, wait_until):
    fake.records = [
        file_record("/home/ada/walden.epub", FileState.INDEXED, item="i0"),
        file_record("/media/x/walden.pdf", FileState.AWAY, item="i0"),
        file_record("/home/ada/walden.mobi", FileState.PARTLY, "Its text is protected.", item="i0"),
    ]
    page = opened("i0")
    rows = page.findChild(FileList).rows
    assert list(rows) == [record.path for record in fake.records]
    assert "Partly read. Its text is protected." in texts(page)
    usable = [button.isEnabled() for row in rows.values() for button in row.findChildren(IconButton)]
    assert usable == [True, True, False, False, True, True]
    rows[fake.records[0].path].findChildren(IconButton)[0].click()
    wait_until(lambda: fake_shell.toast.isVisible() and "no longer where it was" in fake_shell.toast.notice.text)


def test_an_album_lists_its_tracks_and_a_track_leads_to_its_album(opened, fake: FakeAssistant, wait_until):
    fake.library.append(ALBUM)
    fake.albums["al"] = ["i2", "i6"]
    fake.sounds["i2"] = loud_piano()
    page = opened("al")
    tracks = page.findChild(TrackList)
    assert list(tracks.rows) == ["i2", "i6"]
    tracks.rows["i2"].click()
    wait_until(lambda: page.item.id == "i2" and page.ledger.isVisible())
    assert {"72 beats a minute", "D major", "calm"} <= texts(page)
    wait_until(lambda: page.sounding.isVisible())
    next(button for button in page.findChildren(Button) if "Gymnopédies" in button.text()).click()
    wait_until(lambda: page.item.id == "al")


def test_what_was_guessed_is_said(opened, fake: FakeAssistant):
    fake.library[0] = replace(fake.library[0], inferred=frozenset({"title", "year", "creators"}))
    words = opened("i0").findChild(Guessed).words.text()
    assert words == "Guessed from the names of the file and its folder: title, author or artist and year."


def test_setting_it_right_and_taking_that_back(opened, fake: FakeAssistant, fake_shell: Shell, wait_until: Wait):
    page = opened("i0")
    QTest.keyClick(fake_shell, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: page.form is not None and page.form.fields["title"].hasFocus())
    page.form.fields["title"].setText("Walden")
    page.form.fields["creators"].setText("H. D. Thoreau; E. Editor")
    QTest.keyClick(page.form.fields["creators"], Qt.Key.Key_Return)
    wait_until(lambda: page.item.title == "Walden" and page.form is None)
    assert fake.item("i0").creators == ("H. D. Thoreau", "E. Editor")
    page.edit()
    wait_until(lambda: page.form is not None)
    page.form.resets["creators"].click()
    page.form.save()
    wait_until(lambda: page.form is None and fake.item("i0").creators == ("Henry David Thoreau",))
    fake_shell.session.undo()
    wait_until(lambda: fake.item("i0").creators == ("H. D. Thoreau", "E. Editor"))
    fake_shell.session.undo()
    wait_until(lambda: page.item.title == "Walden; or, Life in the Woods")
    assert fake.edits("i0") == {}


def test_what_cannot_be_is_told_and_the_form_stays(opened, fake: FakeAssistant, fake_shell: Shell, wait_until: Wait):
    page = opened("i0")
    page.edit()
    wait_until(lambda: page.form is not None)
    page.form.fields["year"].setText("long ago")
    page.form.save()
    wait_until(lambda: fake_shell.toast.isVisible() and fake_shell.toast.notice.error)
    assert page.form is not None and page.form.fields["year"].text() == "long ago"
    QTest.keyClick(page.form.fields["year"], Qt.Key.Key_Escape)
    assert page.form is None


def test_a_document_that_is_a_book(opened, fake: FakeAssistant, fake_shell: Shell, wait_until: Wait):
    page = opened("i4")
    actions(item_menu(page, fake_shell.session, page.details))["This is a book"]()
    wait_until(lambda: page.item.kind is Kind.BOOK)
    fake_shell.session.undo()
    wait_until(lambda: page.item.kind is Kind.DOCUMENT)


def test_hiding_the_item_its_folder_and_a_subject(opened, fake: FakeAssistant, fake_shell: Shell, wait_until: Wait):
    page = opened("i0")
    page.never.click()
    wait_until(lambda: page.details.hidden and page.never.isChecked())
    menu = item_menu(page, fake_shell.session, page.details)
    assert "Recommend this again" in actions(menu)
    subjects = next(action.menu() for action in menu.actions() if action.menu() is not None)
    actions(subjects)["solitude"]()
    wait_until(lambda: fake.unwanted == {Target.item("i0"), Target.subject("solitude")})
    page.never.click()
    wait_until(lambda: fake.unwanted == {Target.subject("solitude")} and not page.details.hidden)
    fake_shell.session.undo()
    wait_until(lambda: Target.item("i0") in fake.unwanted)


def test_a_wish_is_named_as_not_owned_and_can_be_dropped(opened, fake: FakeAssistant, fake_shell, wait_until: Wait):
    fake.library[8] = replace(fake.library[8], owned=False, path=None)
    page = opened("i8")
    assert "BOOK · 1855 · NOT OWNED" in texts(page)
    assert not [button for button in page.findChildren(Button) if button.text().strip() == "Read"]
    actions(item_menu(page, fake_shell.session, page.details))["Remove from the wish list"]()
    wait_until(lambda: fake_shell.place == "library" and "i8" not in {item.id for item in fake.library})


def test_why_not_higher_is_answered_when_asked(opened, wait_until: Wait):
    page = opened("i0")
    assert not page.why_not.isVisible()
    page.ask_why_not.click()
    wait_until(lambda: page.why_not.isVisible() and "Dracula" in page.why_not.text())


def test_what_a_like_moves_is_shown(opened, fake: FakeAssistant, fake_shell: Shell, wait_until: Wait):
    page = opened("i2")
    assert not page.ask_what_if.isVisible()
    page.verdicts.buttons[Verdict.LIKED].click()
    wait_until(page.ask_what_if.isVisible)
    page.ask_what_if.click()
    wait_until(lambda: fake_shell.window().findChildren(Popover))
    content = fake_shell.window().findChild(Popover).findChild(WhatIf)
    rows = [row.accessibleName() for row in content.findChildren(LinkRow)]
    assert rows[0] == "“Middlemarch” would rise from 9 to 2"
    assert "“Walden; or, Life in the Woods” would drop out from number 2" in rows
    content.findChildren(LinkRow)[0].click()
    wait_until(lambda: page.item.id == "i1")


def test_words_for_moves_and_sounds():
    assert move_words("X", None, 4) == "“X” would enter the list at number 4"
    assert move_words("X", 3, 8) == "“X” would fall from 3 to 8"
    quiet = loud_piano()
    quiet.tempo, quiet.key, quiet.mode = 0.0, "", ""
    assert [name for name, _ in sound_facts(quiet)] == ["Loudness", "Energy"]


def test_what_was_said_in_an_earlier_session_is_lit(make_window, fake: FakeAssistant, wait_until: Wait):
    from assistant.domain.entities import Feedback

    fake.record(Feedback("i2", Verdict.DISLIKED))
    shell = make_window(lambda paths, passphrase: fake).shell
    shell.open("item", "i2")
    wait_until(
        lambda: (
            shell.page(ItemPage).item is not None
            and shell.page(ItemPage).verdicts.buttons[Verdict.DISLIKED].isChecked()
        )
    )
    shell.page(ItemPage).verdicts.buttons[Verdict.LIKED].click()
    wait_until(lambda: len(fake.recorded) == 2 and shell.toast.isVisible())
    shell.session.undo()
    wait_until(lambda: shell.page(ItemPage).verdicts.buttons[Verdict.DISLIKED].isChecked())
