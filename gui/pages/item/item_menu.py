"""What else can be done with an item: the menu behind the three dots on its page."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.entities import Item, Kind
from assistant.domain.recordings import sounds
from assistant.domain.targets import Target
from assistant.domain.whole_text import is_read_as_text
from assistant.language.concepts import subject_name
from assistant.messages import mark, quoted, tr
from gui.look.language import key_words
from gui.pages.activity.problem_list import shown
from gui.pages.item.radio_start import RADIO_WORDS, add_lists, add_playing, start_radio
from gui.pages.library.bulk import Bulk
from gui.shell.session import Session
from gui.widgets.menu import Menu

if TYPE_CHECKING:
    from gui.pages.item.details import Details
    from gui.pages.item.page import ItemPage

EDIT_KEY = "Ctrl+E"
_OTHER = {Kind.BOOK: (Kind.DOCUMENT, mark("This is a document")), Kind.DOCUMENT: (Kind.BOOK, mark("This is a book"))}
SUBJECTS = 12


def item_menu(page: "ItemPage", session: Session, details: "Details") -> Menu:
    """Only what is possible with this item stands in it."""
    item = details.item
    menu = Menu(page)
    words = tr("Edit details…")
    menu.addAction(f"{words}\t{key_words(EDIT_KEY)}").triggered.connect(page.edit)
    if item.kind in _OTHER and not item.form:
        kind, words = _OTHER[item.kind]
        changes: dict[str, str | None] = {"kind": kind.value}
        menu.addAction(tr(words)).triggered.connect(lambda: session.edits.edit(item, changes))
    if item.owned:
        menu.addAction(tr(RADIO_WORDS[item.kind])).triggered.connect(lambda: start_radio(session, item))
        add_lists(menu, session, item, page.head.more)
    Bulk(session, page).fill_lists(menu.below(tr("Add to a list")), (item,))
    if sounds(item):
        add_playing(menu, session, item)
    if item.path is not None and item.path.suffix.lower() == ".pdf" and is_read_as_text(item):
        menu.addAction(tr("Look at its pages")).triggered.connect(lambda: session.pages_wanted.emit(item.id))
    if item.recognised:
        menu.addAction(tr("Read the recognised text")).triggered.connect(lambda: session.text_wanted.emit(item.id))
    if item.path is not None:
        path = item.path
        menu.addAction(tr("Open in its usual program")).triggered.connect(lambda: session.files.open_outside(item))
        menu.addAction(tr("Show in folder")).triggered.connect(lambda: session.files.show_in_folder(path))
    if len(details.parts) > 1:
        menu.addAction(tr("These files are works of their own")).triggered.connect(
            lambda: _take_apart(session, item, details.parts)
        )
    menu.addSeparator()
    words = tr("Recommend this again") if details.hidden else tr("Never recommend this")
    menu.addAction(words).triggered.connect(page.head.turn_hidden)
    if item.path is not None:
        folder = item.path if item.form else item.path.parent
        said = tr("Nothing from {folder} is recommended.", folder=shown(folder))
        menu.addAction(tr("Never recommend anything from this folder")).triggered.connect(
            lambda: session.hide(Target.folder(str(folder)), said)
        )
    _add_subjects(menu, session, item.subjects)
    if not item.owned:
        menu.addSeparator()
        menu.addAction(tr("Remove from the wish list")).triggered.connect(lambda: session.edits.remove_wish(item))
    return menu


def _take_apart(session: Session, item: Item, parts: tuple[Path, ...]) -> None:
    """Makes works of the parts and shows them as soon as they are read; what was said of each before comes back."""
    indexing = session.app.indexing

    def read(_: object) -> None:
        session.index_wanted.emit(())

    def back() -> None:
        session.run(indexing.put_together, [Path(os.path.commonpath(parts))], done=read)

    def apart(done: object) -> None:
        read(done)
        session.place_wanted.emit("library")
        session.undos.offer(tr("{title} is taken apart.", title=quoted(item.title)), back)

    session.run(indexing.take_apart, parts, done=apart)


def _add_subjects(menu: Menu, session: Session, subjects: tuple[str, ...]) -> None:
    if not subjects:
        return
    below = menu.below(tr("Never recommend a subject"))
    for subject in subjects[:SUBJECTS]:
        said = tr("Nothing about {subject} is recommended.", subject=quoted(subject_name(subject)))
        act = below.addAction(subject_name(subject).replace("&", "&&"))
        act.triggered.connect(lambda _=False, subject=subject, said=said: session.hide(Target.subject(subject), said))
