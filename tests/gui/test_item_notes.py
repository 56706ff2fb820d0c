"""Notes on an item's page: shown as they stand, written and kept while one types, taken back; stars and progress."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.app.app import App
from assistant.domain.entities import Verdict
from assistant.domain.notes import Note, NoteKind
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.paths import Paths
from gui.pages.item import note_edit
from gui.pages.item.notes_card import SHOWN, NotesCard, heading
from gui.pages.item.page import ItemPage
from gui.shell.shell import Shell
from gui.widgets.markdown import Markdown
from tests.gui.shelf import PASSPHRASE, OpenShelf, Wait, at_rest, titled

ROAD = "The Sea Road"
OTHER = "Winter Birds"


@pytest.fixture(autouse=True)
def quick_autosave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_edit, "AUTOSAVE", 30)


def opened(shell: Shell, wait_until: Wait) -> ItemPage:
    shell.open("item", titled(shell.session.app, ROAD).id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.item.title == ROAD and page.why.ledger.isVisible())
    return page


def app_of(page: ItemPage) -> App:
    shell = page.window().findChild(Shell)
    assert isinstance(shell, Shell)
    return shell.session.app


def texts(shell: Shell) -> list[str]:
    return [note.text for note in shell.session.app.notes.all()]


def test_what_was_written_and_underlined_is_shown_as_it_stands(open_shelf: OpenShelf, wait_until: Wait) -> None:
    def before(app: App) -> None:
        item_id = titled(app, ROAD).id
        app.notes.write(
            item_id, "So *fine* <img src='file:///etc/hostname'> ![x](file:///etc/hostname)", at=1_684_000_000
        )
        marked = [
            Note("", item_id, NoteKind.HIGHLIGHT, f"<b>wave</b> {k}", f"page {k}", 1_684_000_000.0, "kindle")
            for k in range(SHOWN)
        ]
        app.stores.journal.notes.take_in([*marked, Note("", item_id, NoteKind.HIGHLIGHT, "word " * 10_000, "page 99")])
        app.notes.write(item_id, "Salt, wind.", NoteKind.REVIEW)

    page = opened(open_shelf(before), wait_until)
    card = page.notes
    wait_until(lambda: len(card.rows) == SHOWN)
    rows = list(card.rows.values())
    assert [row.words.text() for row in rows[:1]] == ["Salt, wind."] or rows[0].note.kind is NoteKind.REVIEW
    own = next(row for row in rows if row.note.kind is NoteKind.NOTE)
    assert isinstance(own.words, Markdown) and "So fine <img src='file:///etc/hostname'>" in own.words.toPlainText()
    wave = next(row for row in rows if row.note.text == "<b>wave</b> 3")
    assert (
        wave.words.toPlainText() == "<b>wave</b> 3" and heading(wave.note) == "Highlighted  ·  page 3  ·  13 May 2023"
    )
    assert not card.write_review.isVisible()
    found = app_of(page).library.find_words("salt win")
    assert [item.title for item in found.items] == [ROAD] and found.every_word
    card.more.click()
    wait_until(lambda: len(card.rows) == SHOWN + 3 and not card.more.isVisible())
    long = next(row for row in card.rows.values() if len(row.note.text) > 40_000)
    assert len(long.words.text()) < 2_000
    long.whole.click()
    assert long.words.text() == long.note.text


def typed(card: NotesCard, words: str) -> None:
    assert card.edit is not None
    QTest.keyClicks(card.edit.box, words)


def test_a_note_is_kept_while_one_types_and_taken_back_at_once(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    card = opened(shell, wait_until).notes
    card.write_note.click()
    wait_until(lambda: card.edit is not None and card.edit.box.hasFocus())
    typed(card, "The grey")
    wait_until(lambda: texts(shell) == ["The grey"])
    typed(card, " sea")
    wait_until(lambda: texts(shell) == ["The grey sea"])
    assert card.edit is not None
    QTest.keyClick(card.edit.box, Qt.Key.Key_Escape)
    wait_until(lambda: card.edit is None and len(card.rows) == 1)
    assert shell.page(ItemPage).isVisible()

    (row,) = card.rows.values()
    row.change.click()
    typed(card, "!")
    wait_until(lambda: texts(shell) == ["The grey sea!"])
    card.edit.done.click()
    wait_until(lambda: card.edit is None and [one.note.text for one in card.rows.values()] == ["The grey sea!"])
    at_rest(shell, wait_until)
    shell.session.undos.undo()
    wait_until(lambda: texts(shell) == ["The grey sea"])
    wait_until(lambda: [one.note.text for one in card.rows.values()] == ["The grey sea"])
    next(iter(card.rows.values())).remove.click()
    wait_until(lambda: not texts(shell) and not card.rows)
    at_rest(shell, wait_until)
    shell.session.undos.undo()
    wait_until(lambda: len(card.rows) == 1)
    shell.session.undos.undo()
    wait_until(lambda: not card.rows)


def kept_texts(home: Path, encoder: OnnxEmbedder) -> list[str]:
    app = App.open(Paths(home), passphrase=PASSPHRASE, embedder=encoder, llm=False)
    try:
        return [note.text for note in app.notes.all()]
    finally:
        app.close()


def test_what_was_typed_right_before_the_window_closes_is_kept(
    open_shelf: OpenShelf, wait_until: Wait, tmp_path: Path, encoder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_edit, "AUTOSAVE", 60_000)
    shell = open_shelf()
    card = opened(shell, wait_until).notes
    card.write_review.click()
    typed(card, "Slow, then not.")
    shell.session.run(time.sleep, 0.3)  # What is sent now waits, and a lane that closes forgets what waits.
    shell.window().close()
    assert kept_texts(tmp_path / "real", encoder) == ["Slow, then not."]


@pytest.mark.parametrize("closes", [True, False])
def test_what_is_typed_while_a_note_is_being_kept_stays_in_that_note(
    closes: bool, open_shelf: OpenShelf, wait_until: Wait, tmp_path: Path, encoder: OnnxEmbedder
) -> None:
    shell = open_shelf()
    page = opened(shell, wait_until)
    card, journal = page.notes, shell.session.app.stores.journal
    card.write_note.click()
    typed(card, "The grey")
    assert card.edit is not None
    with journal.database.atomic():
        card.edit.save()
        typed(card, " sea")
    if closes:
        shell.window().close()
        assert kept_texts(tmp_path / "real", encoder) == ["The grey sea"]
        return
    shell.open("item", titled(shell.session.app, OTHER).id)
    wait_until(lambda: page.item is not None and page.item.title == OTHER)
    wait_until(lambda: texts(shell) == ["The grey sea"])


def test_a_review_and_a_note_left_empty(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    card = opened(shell, wait_until).notes
    card.write_note.click()
    wait_until(lambda: card.edit is not None)
    assert card.edit is not None
    card.edit.done.click()
    wait_until(lambda: card.edit is None)
    card.write_review.click()
    typed(card, "Slow.")
    shell.go("library")
    wait_until(lambda: texts(shell) == ["Slow."])
    assert shell.session.app.notes.all()[0].kind is NoteKind.REVIEW


def test_what_was_clicked_a_moment_ago_is_undone(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    page, feedback = opened(shell, wait_until), shell.session.app.feedback
    item_id = titled(shell.session.app, ROAD).id
    shell.session.run(time.sleep, 0.3)  # The click waits behind something, so that its undo is not known yet.
    page.head.stars.rated.emit(3.5)
    shell.session.undos.undo()
    at_rest(shell, wait_until)
    assert feedback.rating(item_id) is None and page.head.stars.value is None


def test_stars_in_halves_and_progress(open_shelf: OpenShelf, wait_until: Wait, qapp: QApplication) -> None:
    shell = open_shelf()
    page, feedback = opened(shell, wait_until), shell.session.app.feedback
    item_id = titled(shell.session.app, ROAD).id
    stars = page.head.stars
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=QPoint(6 + 3 * 22 + 4, 19))
    wait_until(lambda: feedback.rating(item_id) == 3.5)
    wait_until(lambda: stars.accessibleName() == "Your rating: 3.5 of 5 stars")
    stars.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(stars, key)
    wait_until(lambda: feedback.rating(item_id) == 4.5)
    at_rest(shell, wait_until)
    shell.session.undos.undo()
    wait_until(lambda: feedback.rating(item_id) == 3.5 and stars.value == 3.5)
    page.head.progress.buttons[Verdict.ASIDE].click()
    wait_until(lambda: any(one.verdict is Verdict.ASIDE for one in shell.session.app.stores.journal.interactions()))
