"""The player in the window on real stores: a stand-in counts the time, and once the real process finds no device."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from assistant.domain.entities import Kind, Verdict
from assistant.domain.recordings import Piece, Recording
from gui.pages.item.details import Details, so_far_words
from gui.pages.item.page import ItemPage
from gui.playing import playback
from gui.playing.bar.queue_panel import QueuePanel
from gui.playing.engine import Engine
from gui.playing.frames import DAMAGED, NO_DEVICE
from gui.shell.shell import Shell
from tests.gui.shelf import ALBUM, TRACKS, OpenShelf, Wait, at_rest, titled
from tests.gui.stand_ins import FileManager


class Silent(Engine):
    """Remembers what it was told; time passes when the test says so."""

    def prepare(self) -> None:
        self.started = True
        self.told: list[tuple[str, int]] = getattr(self, "told", [])

    @property
    def pid(self) -> int | None:
        return 1

    def play(self, number: int, file: int, path: Path, at: int = 0, *, paused: bool = False) -> None:
        os.close(file)
        self.number, self.next = number, 0
        self.told.append((path.name, at))

    def follow_with(self, number: int, file: int, path: Path) -> None:
        os.close(file)
        self.next = number

    def forget_next(self) -> None:
        self.next = 0

    def seek(self, at: int) -> None:
        self.told.append(("seek", at))

    def hear(self, begin: int, end: int) -> None:
        """Let the track sound from second `begin` to `end`."""
        for second in range(begin, end + 1):
            self.moved.emit(self.number, second * 1000)

    def follow_on(self) -> None:
        self.number = self.next
        self.began.emit(self.number)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, open_shelf: OpenShelf, wait_until: Wait) -> Shell:
    monkeypatch.setattr(playback, "Engine", Silent)
    found = open_shelf(opener=FileManager())
    at_rest(found, wait_until)
    return found


def silent(shell: Shell) -> Silent:
    engine = shell.player.engine
    assert isinstance(engine, Silent)
    return engine


def deeds(shell: Shell) -> list[tuple[str, Verdict]]:
    titles = {item.id: item.title for item in shell.session.app.library.items()}
    return [(titles[one.item_id], one.verdict) for one in shell.session.app.feedback.all()]


def test_an_album_is_played_by_mouse_and_keys_and_what_was_heard_is_noted(shell: Shell, wait_until: Wait) -> None:
    session, bar, page = shell.session, shell.player_bar, shell.page(ItemPage)
    session.item_wanted.emit(titled(session.app, ALBUM).id)
    wait_until(lambda: page.item is not None and page.item.title == ALBUM)
    assert not bar.isVisible()
    click(page.head.opener)
    wait_until(lambda: bar.isVisible() and bool(getattr(silent(shell), "next", 0)))
    assert [one.item.title for one in shell.player.queue.recordings] == list(TRACKS)
    assert bar.title.title.text() == TRACKS[0] and bar.play.accessibleName() == "Pause"
    silent(shell).hear(0, 2)
    silent(shell).follow_on()
    wait_until(lambda: bar.title.title.text() == TRACKS[1])
    wait_until(lambda: bool(silent(shell).next))
    click(bar.next)
    wait_until(lambda: silent(shell).told[-1] == (f"3 {TRACKS[2]}.flac", 0))
    QTest.keyClick(shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not shell.player.playing and bar.play.accessibleName() == "Play"
    click(bar.close_button)
    assert not bar.isVisible()
    at_rest(shell, wait_until)
    assert deeds(shell) == [(TRACKS[0], Verdict.PLAYED), (TRACKS[1], Verdict.SKIPPED)]
    session.undos.undo()
    at_rest(shell, wait_until)
    assert deeds(shell) == [(TRACKS[0], Verdict.PLAYED)]


def test_what_plays_is_named_and_leads_to_its_page_by_keyboard(shell: Shell, wait_until: Wait) -> None:
    title = shell.player_bar.title
    shell.session.play_wanted.emit((titled(shell.session.app, TRACKS[0]),), "")
    wait_until(lambda: title.isVisible() and title.item is not None)
    assert title.accessibleName() == f"Playing: “{TRACKS[0]}”" and title.toolTip().startswith(TRACKS[0])
    shell.window().resize(1280, 800)
    wait_until(lambda: title.width() == 186)
    title.setFocus(Qt.FocusReason.TabFocusReason)
    assert title.hasFocus()
    QTest.keyClick(title, Qt.Key.Key_Return)
    wait_until(lambda: shell.place == "item")


def test_nothing_is_noted_where_the_person_wants_none_of_it(shell: Shell, wait_until: Wait) -> None:
    shell.session.settings.note_listening = False
    shell.session.files.open(titled(shell.session.app, TRACKS[2]))
    wait_until(lambda: bool(getattr(silent(shell), "told", [])) and not shell.player.waiting)
    silent(shell).hear(0, 4)
    shell.player.stop()
    at_rest(shell, wait_until)
    assert (
        deeds(shell) == [] and shell.session.app.listening.stopped(titled(shell.session.app, TRACKS[2]).id).heard == 0
    )


def long_book(shell: Shell, folder: Path) -> Recording:
    """Two files of half an hour, four chapters."""
    files = [folder / "part 1.mp3", folder / "part 2.mp3"]
    for file in files:
        file.write_bytes(b"sound")
    chapters = (("North", 0.0), ("East", 900.0), ("South", 1800.0), ("West", 2700.0))
    book = titled(shell.session.app, "The Sea Road")
    item = replace(book, kind=Kind.BOOK, duration=3600.0, chapters=chapters, words=None)
    return Recording(item, tuple(Piece(file, 1800.0) for file in files))


def test_a_long_book_goes_on_where_it_was_left_and_sleeps_at_the_end_of_a_chapter(
    shell: Shell, wait_until: Wait, tmp_path: Path
) -> None:
    found, engine, listening = shell.player, silent(shell), shell.session.app.listening
    book = long_book(shell, tmp_path)
    found.play([book])
    wait_until(lambda: getattr(engine, "told", [])[-1:] == [("part 1.mp3", 0)] and not found.waiting)
    found.seek(2000.0)
    wait_until(lambda: engine.told[-1] == ("part 2.mp3", 200_000) and not found.waiting)
    engine.hear(200, 270)
    assert found.at == 2070.0 and shell.player_bar.chapter.text() == "South"
    found.stop()
    at_rest(shell, wait_until)
    assert listening.stopped(book.item.id).at == 2070.0 and listening.stopped(book.item.id).heard == 70.0
    assert deeds(shell) == [("The Sea Road", Verdict.OPENED)]
    heard = Details(book.item, stopped=listening.stopped(book.item.id), share_read=0.5)
    assert so_far_words(heard) == "You have read 50%  ·  You stopped at 34:30  ·  Heard here for 1 minute"
    found.play([book])
    wait_until(lambda: engine.told[-1] == ("part 2.mp3", 270_000) and not found.waiting)
    panel = QueuePanel(found)
    click(panel.chapters[3])
    assert engine.told[-1] == ("seek", 900_000) and found.at == 2700.0
    found.seek(2600.0)
    found.set_sleep(0, at_end=True)
    engine.hear(898, 901)
    assert not found.playing and not found.sleep.at_end
    panel.deleteLater()


def test_what_cannot_be_played_is_named_and_passed_over(shell: Shell, wait_until: Wait, tmp_path: Path) -> None:
    said: list[str] = []
    shell.session.noticed.connect(lambda notice: said.append(notice.text))
    found, engine = shell.player, silent(shell)
    gone = Recording(titled(shell.session.app, "Winter Birds"), (Piece(tmp_path / "gone.mp3"),))
    tracks = shell.session.app.listening.recordings([titled(shell.session.app, ALBUM)])
    found.play([gone, *tracks])
    wait_until(lambda: getattr(engine, "told", [])[-1:] == [(f"1 {TRACKS[0]}.flac", 0)] and not found.waiting)
    assert said == ["“gone.mp3” cannot be played: it is no longer where it was, or may not be read."]
    engine.failed.emit(engine.number, DAMAGED)
    wait_until(lambda: engine.told[-1] == (f"2 {TRACKS[1]}.flac", 0) and not found.waiting)
    assert f"“{TRACKS[0]}” cannot be played: its file is damaged" in said[-1]
    engine.failed.emit(engine.number, NO_DEVICE)
    assert not found.playing and "no loudspeaker" in said[-1] and shell.player_bar.isVisible()
    # What has no sound at all is not offered to the player.
    found.play_items([titled(shell.session.app, "Cold Hearth")])
    wait_until(lambda: said[-1] == "There is nothing to hear here.")


def test_the_usual_program_stays_one_click_away_and_a_menu_stops_it_later(shell: Shell, wait_until: Wait) -> None:
    shell.session.files.open(titled(shell.session.app, TRACKS[0]))
    wait_until(lambda: bool(getattr(silent(shell), "told", [])) and not shell.player.waiting)
    click(shell.player_bar.outside)
    opener = shell.session.opener
    assert isinstance(opener, FileManager)
    wait_until(lambda: [path.name for path in opener.opened] == [f"1 {TRACKS[0]}.flac"])
    assert not shell.player.playing
    click(shell.player_bar.sleep)
    menu = next(one for one in shell.player_bar.findChildren(QMenu) if one.isVisible())
    menu.actions()[1].trigger()
    menu.close()
    assert abs(shell.player.sleep.remainingTime() - 30 * 60_000) < 60_000
    shell.player.toggle()
    shell.player.sleep.setInterval(1)
    wait_until(lambda: not shell.player.playing)


def test_a_computer_without_sound_says_so_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch, open_shelf: OpenShelf, wait_until: Wait
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/no/such/place")
    shell = open_shelf()
    said: list[str] = []
    shell.session.noticed.connect(lambda notice: said.append(notice.text))
    shell.session.files.open(titled(shell.session.app, TRACKS[0]))
    wait_until(lambda: any("no loudspeaker" in words for words in said), 30)
    assert not shell.player.playing and shell.player_bar.isVisible()
    pid = shell.player.engine.pid
    assert pid is not None
    os.kill(pid, 9)
    wait_until(lambda: shell.player.engine.pid is None)
    click(shell.player_bar.play)
    wait_until(lambda: sum("no loudspeaker" in words for words in said) == 2, 30)


def test_a_radio_that_is_asked_for_in_the_conversation_sounds_and_can_be_taken_back(
    shell: Shell, wait_until: Wait
) -> None:
    def ask(text: str) -> None:
        shell.chat_side.take_keyboard()
        QTest.keyClicks(shell.chat.edit, text)
        QTest.keyClick(shell.chat.edit, Qt.Key.Key_Return)
        wait_until(lambda: not shell.chat.writing, 30)
        at_rest(shell, wait_until)

    ask("play a radio from Low Water but nothing like Slack")
    wait_until(lambda: shell.player.queue.now is not None)
    assert [one.item.title for one in shell.player.queue.recordings] == ["Low Water", "Spring Tide"]
    assert shell.player_bar.isVisible() and shell.player_bar.title.title.text() == "Low Water"
    kept = [saved.title for saved in shell.session.app.lists.all()]
    assert kept == ["Radio: Low Water − Slack"]
    ask("undo that")
    assert shell.session.app.lists.all() == []


def test_a_private_conversation_plays_nothing_since_what_is_heard_is_written_down(
    shell: Shell, wait_until: Wait
) -> None:
    shell.chat_side.take_keyboard()
    shell.chat.start_private()
    shell.chat.ask("play a radio from Low Water")
    wait_until(lambda: not shell.chat.writing, 30)
    at_rest(shell, wait_until)
    assert shell.player.queue.now is None and shell.session.app.lists.all() == []
