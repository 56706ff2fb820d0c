"""An item's page: its files, tracks and sound, setting it right, hiding it, and what would change its place."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Protocol

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from assistant.app.app import App
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.targets import Target
from assistant.storage.library.files import FileRecord, FileState
from gui.look.labels import facts
from gui.pages.for_you.page import ForYouPage
from gui.pages.for_you.what_if import WhatIf, move_words
from gui.pages.item.card_chips import CardChips
from gui.pages.item.item_menu import item_menu
from gui.pages.item.item_parts import ChapterList, FileList, Guessed, TrackList, guessed, sound_facts
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.shell.shell import Shell
from gui.widgets.buttons import Button, IconButton
from gui.widgets.popover import Popover
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text
from indexers.sound.signal import SoundFeatures
from tests.gui.shelf import ALBUM, TRACKS, OpenShelf, Wait, titled
from tests.indexers.test_audiobooks import write_book

ROAD = "The Sea Road"
WISHES = (
    "Book Id,Title,Author,ISBN,ISBN13,My Rating,Year Published,Date Read,Date Added,Bookshelves,Exclusive Shelf\n"
    "2,Iron Orchard,Ann Smith,,,0,1855,,2021/01/01,to-read,to-read\n"
)


class OpenItem(Protocol):
    """Opens an item's page by the item's title and waits until it stands; `before`: see `OpenShelf`."""

    def __call__(self, title: str, before: Callable[[App], object] = lambda _: None) -> ItemPage: ...


@pytest.fixture
def opened(open_shelf: OpenShelf, wait_until: Wait) -> OpenItem:
    def open_it(title: str, before: Callable[[App], object] = lambda _: None) -> ItemPage:
        shell = open_shelf(before)
        item_id = titled(shell.session.app, title).id
        shell.open("item", item_id)
        page = shell.page(ItemPage)
        wait_until(lambda: page.item is not None and page.item.id == item_id and page.why.ledger.isVisible())
        return page

    return open_it


def shell_of(page: ItemPage) -> Shell:
    shell = page.window().findChild(Shell)
    assert isinstance(shell, Shell)
    return shell


def app_of(page: ItemPage) -> App:
    return shell_of(page).session.app


def texts(page: QWidget) -> set[str]:
    return {text.text() for text in page.findChildren(Text) if not text.isHidden()}


def actions(menu: QMenu) -> dict[str, Callable[[], None]]:
    return {action.text().partition("\t")[0]: action.trigger for action in menu.actions()}


def stands(page: ItemPage, title: str) -> bool:
    return page.item is not None and page.item.title == title and page.why.ledger.isVisible()


def test_editions_are_listed_and_one_that_is_away_cannot_be_opened(opened: OpenItem, wait_until: Wait):
    def with_editions(app: App) -> None:
        item_id = titled(app, ROAD).id
        for name, state, reason in (
            ("road.mobi", FileState.PARTLY, "Its text is protected."),
            ("road.pdf", FileState.AWAY, ""),
        ):
            app.stores.library.files.put(FileRecord(Path("/media/x") / name, 1, 1, 1, b"", item_id, state, reason))

    page = opened(ROAD, with_editions)
    rows = page.findChild(FileList).rows
    assert [path.name for path in rows] == ["road.mobi", "road.pdf", "book0.epub"]
    assert "Partly read. Its text is protected." in texts(page)
    usable = [[button.isEnabled() for button in row.findChildren(IconButton)] for row in rows.values()]
    assert usable == [[True, True], [False, False], [True, True]]
    next(iter(rows.values())).findChildren(IconButton)[0].click()
    toast = shell_of(page).toast
    wait_until(lambda: toast.isVisible() and "no longer where it was" in toast.notice.text)


def test_an_album_lists_its_tracks_and_a_track_leads_to_its_album(opened: OpenItem, wait_until: Wait):
    page = opened(ALBUM)
    tracks = page.findChild(TrackList)
    slack = titled(app_of(page), "Slack")
    assert list(tracks.rows) == [titled(app_of(page), title).id for title in TRACKS]
    tracks.rows[slack.id].click()
    wait_until(lambda: stands(page, "Slack"))
    sound = app_of(page).library.sound(slack.id)
    assert sound is not None and {"A major", "calm"} <= texts(page)
    wait_until(lambda: page.sounding.isVisible())
    next(button for button in page.findChildren(Button) if ALBUM in button.text()).click()
    wait_until(lambda: page.item.title == ALBUM)


def test_a_name_leads_to_everything_by_it(opened: OpenItem, wait_until: Wait):
    page = opened(ROAD)
    shell = shell_of(page)
    assert [maker.text() for maker in page.head.makers] == ["Mara Quill"]
    page.head.makers[0].setFocus()
    QTest.keyClick(page.head.makers[0], Qt.Key.Key_Return)
    library = shell.page(LibraryPage)
    wait_until(lambda: {row.title for row in library.model.rows} == {ROAD, "Salt and Canvas"})
    assert shell.place == "library" and library.facets.chosen == {"creator": frozenset({"Mara Quill"})}


def test_a_subject_leads_to_what_has_it_and_not_to_what_only_speaks_of_it(opened: OpenItem, wait_until: Wait):
    page = opened(ROAD)
    shell = shell_of(page)
    next(button for button in page.head.findChildren(Button) if button.text() == "sea").click()
    library = shell.page(LibraryPage)
    wait_until(lambda: {row.title for row in library.model.rows} == {ROAD, "Salt and Canvas"})
    assert library.chips.isVisible() and library.search.text() == ""
    assert shell.session.app.library.find_words("sea").items, "words are found everywhere"
    shell.back()
    wait_until(lambda: shell.place == "item")


def test_what_was_guessed_is_said(opened: OpenItem):
    page = opened("Low Water", lambda app: None)
    assert page.findChild(Guessed) is None
    item = Item("x", Kind.BOOK, "A Title", inferred=frozenset({"title", "year", "creators"}))
    assert guessed(item) == "Guessed from the names of the file and its folder: title, author or artist and year."


def test_setting_it_right_and_taking_that_back(opened: OpenItem, wait_until: Wait):
    page = opened(ROAD)
    app, shell, item_id = app_of(page), shell_of(page), page.item.id
    QTest.keyClick(shell, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: page.form is not None and page.form.fields["title"].hasFocus())
    assert page.form.fields["language"].text() == "English"
    page.form.fields["language"].setText("french")
    page.form.fields["title"].setText("The Road")
    page.form.fields["creators"].setText("M. Quill; E. Editor")
    QTest.keyClick(page.form.fields["creators"], Qt.Key.Key_Return)
    wait_until(lambda: page.item.title == "The Road" and page.form is None)
    assert app.library.item(item_id).creators == ("M. Quill", "E. Editor")
    assert app.library.item(item_id).language == "fr"
    page.edit()
    wait_until(lambda: page.form is not None)
    page.form.resets["creators"].click()
    page.form.save()
    wait_until(lambda: page.form is None and app.library.item(item_id).creators == ("Mara Quill",))
    shell.session.undos.undo()
    wait_until(lambda: app.library.item(item_id).creators == ("M. Quill", "E. Editor"))
    shell.session.undos.undo()
    wait_until(lambda: page.item.title == ROAD)
    assert app.library.edits(item_id) == {}


def test_what_was_only_finished_is_never_said_to_be_liked(opened: OpenItem, wait_until: Wait):
    page = opened("Salt and Canvas", lambda app: app.feedback.record(Feedback(titled(app, ROAD).id, Verdict.FINISHED)))
    wait_until(lambda: page.why.ledger.isVisible(), 30)
    said = [row.accessibleName() for row in page.why.findChildren(LinkRow)]
    said += [words.text() for words in page.why.findChildren(Text)]
    assert any("which you finished" in line or "work you know" in line for line in said)
    assert not [line for line in said if "you liked" in line and line != "Close to what you liked"]


def test_what_cannot_be_is_told_and_the_form_stays(opened: OpenItem, wait_until: Wait):
    page = opened(ROAD)
    page.edit()
    wait_until(lambda: page.form is not None)
    page.form.fields["year"].setText("long ago")
    page.form.save()
    toast = shell_of(page).toast
    wait_until(lambda: toast.isVisible() and toast.notice.error)
    assert page.form is not None and page.form.fields["year"].text() == "long ago"
    QTest.keyClick(page.form.fields["year"], Qt.Key.Key_Escape)
    assert page.form is None


def test_a_document_that_is_a_book(opened: OpenItem, wait_until: Wait):
    page = opened("Pruning")
    actions(item_menu(page, shell_of(page).session, page.details))["This is a book"]()
    wait_until(lambda: page.item.kind is Kind.BOOK)
    shell_of(page).session.undos.undo()
    wait_until(lambda: page.item.kind is Kind.DOCUMENT)


def test_a_work_of_several_files_is_taken_apart(opened: OpenItem, wait_until: Wait, tmp_path: Path):
    write_book(tmp_path / "Salt Roads", count=2)
    page = opened("Salt Roads", lambda app: app.indexing.index([tmp_path / "Salt Roads"]))
    shell, library = shell_of(page), app_of(page).library

    def there(title: str) -> bool:
        return any(item.title == title for item in library.items())

    actions(item_menu(page, shell.session, page.details))["These files are works of their own"]()
    wait_until(lambda: there("Chapter 1") and there("Chapter 2") and not there("Salt Roads"), 30)
    wait_until(lambda: shell.place == "library" and shell.index_job is None, 30)
    shell.session.undos.undo()
    wait_until(lambda: there("Salt Roads") and not there("Chapter 1"), 30)
    wait_until(lambda: shell.index_job is None, 60)


def test_hiding_the_item_and_a_subject(opened: OpenItem, wait_until: Wait):
    page = opened(ROAD)
    session, item = shell_of(page).session, Target.item(page.item.id)
    hidden = app_of(page).feedback.hidden
    page.head.never.click()
    wait_until(lambda: page.details.hidden and page.head.never.isChecked())
    menu = item_menu(page, session, page.details)
    assert "Recommend this again" in actions(menu)
    subjects = next(act.menu() for act in menu.actions() if act.text() == "Never recommend a subject")
    actions(subjects)["journeys"]()
    wait_until(lambda: set(hidden()) == {item, Target.subject("journeys")})
    page.head.never.click()
    wait_until(lambda: hidden() == [Target.subject("journeys")] and not page.details.hidden)
    session.undos.undo()
    wait_until(lambda: item in hidden())


def test_a_wish_is_named_as_not_owned_and_can_be_dropped(opened: OpenItem, wait_until: Wait, tmp_path: Path):
    file = tmp_path / "wishes.csv"
    file.write_text(WISHES)
    page = opened("Iron Orchard", lambda app: app.indexing.import_file(file))
    assert "BOOK · 1855 · NOT OWNED" in texts(page)
    assert not [button for button in page.findChildren(Button) if button.text().strip() == "Read"]
    actions(item_menu(page, shell_of(page).session, page.details))["Remove from the wish list"]()
    wait_until(lambda: shell_of(page).place == "library")
    assert "Iron Orchard" not in {item.title for item in app_of(page).library.items()}


def test_why_not_higher_is_answered_when_asked(opened: OpenItem, wait_until: Wait):
    page = opened(ROAD, lambda app: app.feedback.record(Feedback(titled(app, ROAD).id, Verdict.NOT_NOW)))
    assert not page.why.why_not.isVisible() and page.why.ask_why_not.isVisible()
    page.why.ask_why_not.click()
    wait_until(lambda: page.why.why_not.isVisible() and page.why.why_not.text())
    assert page.why.ask_why_not.isEnabled()


def test_where_it_would_stand_without_a_like_is_told_on_its_page_and_beside_its_card(
    opened: OpenItem, wait_until: Wait
):
    page = opened("Salt and Canvas", lambda app: app.feedback.record(Feedback(titled(app, ROAD).id, Verdict.LIKED)))
    line = page.why.ledger.without
    wait_until(line.isVisible)
    said = f"Without “{ROAD}” by Mara Quill, which you liked, it would be number "
    assert line.text().startswith(said)
    shell = shell_of(page)
    shell.go("for-you")
    wait_until(lambda: shell.page(ForYouPage).cards)
    title = page.item.title
    next(one for one in shell.page(ForYouPage).cards if one.recommendation.item.title == title).why.click()
    popover = next(one for one in shell.window().findChildren(Popover) if one.isVisible())
    wait_until(lambda: line.text() in texts(popover))


def test_while_another_item_is_read_the_one_before_cannot_be_judged(opened: OpenItem, wait_until: Wait):
    page = opened(ROAD)
    session, free = shell_of(page).session, Event()
    session.run(free.wait)
    shell_of(page).open("item", titled(session.app, "Winter Birds").id)
    wait_until(lambda: not page.head.isVisible())
    free.set()
    wait_until(lambda: page.item.title == "Winter Birds" and page.head.isVisible())


def test_what_a_like_moves_is_shown(opened: OpenItem, wait_until: Wait):
    page = opened("Cold Hearth", lambda app: app.profile.add("I like slow books about nature"))
    assert not page.why.ask_what_if.isVisible()
    page.head.verdicts.buttons[Verdict.LIKED].click()
    wait_until(page.why.ask_what_if.isVisible)
    page.why.ask_what_if.click()
    wait_until(lambda: shell_of(page).window().findChildren(Popover))
    rows = shell_of(page).window().findChild(Popover).findChild(WhatIf).findChildren(LinkRow)
    app = app_of(page)
    moved = app.recommendations.what_if(page.item.id)
    titles = {one.id: one.title for one in app.library.items()}
    said = {move_words(titles[one], before, after): one for one, before, after in moved if before != after}
    assert rows and {row.accessibleName() for row in rows} <= set(said)
    target = said[rows[0].accessibleName()]
    rows[0].click()
    wait_until(lambda: page.item.id == target)


def test_words_for_moves_and_sounds():
    assert move_words("X", None, 4) == "“X” would enter the list at number 4"
    assert move_words("X", 3, 8) == "“X” would fall from 3 to 8"
    quiet = SoundFeatures(0.0, -18.6, 7.2, 900.0, "", "", 0.22, (0.0,) * 24)
    assert [name for name, _ in sound_facts(quiet)] == ["Loudness", "Energy"]
    slow = SoundFeatures(72.4, -18.6, 7.2, 900.0, "D", "major", 0.22, (0.0,) * 24)
    assert {"72 beats a minute", "D major", "calm"} <= {value for _, value in sound_facts(slow)}


def test_what_was_said_in_an_earlier_session_is_lit(opened: OpenItem, wait_until: Wait):
    page = opened("Slack", lambda app: app.feedback.record(Feedback(titled(app, "Slack").id, Verdict.DISLIKED)))
    wait_until(lambda: page.head.verdicts.buttons[Verdict.DISLIKED].isChecked())
    page.head.verdicts.buttons[Verdict.LIKED].click()
    feedback = app_of(page).feedback
    wait_until(lambda: feedback.verdicts() == {page.item.id: Verdict.LIKED} and shell_of(page).toast.isVisible())
    shell_of(page).session.undos.undo()
    wait_until(lambda: page.head.verdicts.buttons[Verdict.DISLIKED].isChecked())
    assert feedback.verdicts() == {page.item.id: Verdict.DISLIKED}


def test_an_audiobook_shows_its_chapters_with_their_times() -> None:
    book = Item(
        "b1", Kind.BOOK, "Salt Roads", narrators=("Jo Sand",), duration=7265.0, pages=312,
        chapters=(("The Quay", 0.0), ("At Sea", 61.5), ("Home", 3725.0)),
    )  # fmt: skip
    assert ChapterList(book).lines == ["0:00  ·  The Quay", "1:01  ·  At Sea", "1:02:05  ·  Home"]
    assert facts(book) == "Read by Jo Sand  ·  312 pages  ·  2:01:05"


def test_what_it_is_like_stands_in_chips_that_can_be_changed_and_changed_back(
    opened: OpenItem, wait_until: Wait
) -> None:
    def say(app: App) -> None:
        app.cards.set(titled(app, ROAD).id, "mood", ["calm"])

    page = opened(ROAD, say)
    assert page.item is not None
    item_id = page.item.id
    chip = page.chips.chips["mood", "calm"]
    assert chip.toolTip() == "your own word"
    menu = page.chips.facet_menu("mood")
    assert [act.text() for act in menu.actions() if act.isChecked()] == ["calm"]

    actions(menu)["hopeful"]()
    wait_until(lambda: ("mood", "hopeful") in page.chips.chips)
    assert app_of(page).cards.own(item_id) == {"mood": ("calm", "hopeful")}
    shell_of(page).session.undos.undo()
    wait_until(lambda: ("mood", "hopeful") not in page.chips.chips)
    assert app_of(page).cards.own(item_id) == {"mood": ("calm",)}

    actions(page.chips.facet_menu("mood"))["Back to what was found"]()
    wait_until(lambda: app_of(page).cards.own(item_id) == {})


def test_a_like_may_be_given_a_reason(real_shell: Shell, wait_until: Wait) -> None:
    shell, app = real_shell, real_shell.session.app
    item = app.library.items()[0]
    shell.open("item", item.id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.item.id == item.id)
    assert not page.head.because.isVisible()
    page.head.verdicts.buttons[Verdict.DISLIKED].click()
    wait_until(page.head.because.isVisible)
    page.head.because.setText("too many storms")
    QTest.keyClick(page.head.because, Qt.Key.Key_Return)
    wait_until(lambda: app.feedback.reason(item.id) == "too many storms")
    assert [one.because for one in app.ranking.history().reasons()] == ["too many storms"]
    assert app.feedback.verdicts()[item.id] == Verdict.DISLIKED
    wait_until(lambda: shell.session.verdicts.get(item.id) == Verdict.DISLIKED)
    shell.session.undos.undo()
    wait_until(lambda: app.feedback.reason(item.id) == "" and page.head.because.text() == "")
    assert app.feedback.verdicts()[item.id] == Verdict.DISLIKED


class Squeezed(QObject):
    """Watches what is painted, and remembers what had less height then than its words need."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.painted = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, Text | CardChips) and watched.isVisible():
            self.painted += 1
            if watched.height() < watched.heightForWidth(watched.width()):
                self.found.add(watched.accessibleName() or type(watched).__name__)
        return False


def test_a_page_is_never_painted_squeezed(open_shelf: OpenShelf, wait_until: Wait, qapp: QApplication):
    """Not even for the first frame: under load it stays on screen for a while."""
    shell = open_shelf(lambda app: app.cards.set(titled(app, ROAD).id, "mood", ["calm", "dark"]))
    watch = Squeezed()
    qapp.installEventFilter(watch)
    try:
        for title in (ROAD, ALBUM):
            shell.open("item", titled(shell.session.app, title).id)
            wait_until(lambda title=title: stands(shell.page(ItemPage), title))
    finally:
        qapp.removeEventFilter(watch)
    assert watch.painted and not watch.found


def test_a_sentence_behind_a_place_is_told_where_it_may_no_longer_hold(opened: OpenItem, wait_until: Wait):
    def tired_of_lund(app: App) -> None:
        app.library.edit(titled(app, "Cold Hearth").id, "creators", "Ivo Lund")
        app.profile.add("I like books by Ivo Lund")
        for title in ("The Quiet Orchard", "Winter Birds", "Cold Hearth"):
            app.feedback.record(Feedback(titled(app, title).id, Verdict.DISLIKED))

    page = opened("Cold Hearth", tired_of_lund)
    wait_until(page.why.doubts.isVisible)
    assert "“I like books by Ivo Lund” may no longer hold." in page.why.doubts.text()
