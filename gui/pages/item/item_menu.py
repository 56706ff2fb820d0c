"""What else can be done with an item: the menu behind the three dots on its page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from assistant.domain.entities import Kind
from assistant.domain.targets import Target
from assistant.messages import tr
from gui.pages.activity.problem_list import shown
from gui.shell.session import Session

if TYPE_CHECKING:
    from gui.pages.item.page import Details, ItemPage

_OTHER = {Kind.BOOK: (Kind.DOCUMENT, "This is a document"), Kind.DOCUMENT: (Kind.BOOK, "This is a book")}
SUBJECTS = 12


def item_menu(page: "ItemPage", session: Session, details: "Details") -> QMenu:
    """Only what is possible with this item stands in it."""
    item = details.item
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(tr("Edit details…") + "\tCtrl+E").triggered.connect(page.edit)
    if item.kind in _OTHER and not item.form:
        kind, words = _OTHER[item.kind]
        changes: dict[str, str | None] = {"kind": kind.value}
        menu.addAction(words).triggered.connect(lambda: session.edit(item, changes))
    if item.path is not None:
        path = item.path
        menu.addAction(tr("Show in folder")).triggered.connect(lambda: session.show_in_folder(path))
    menu.addSeparator()
    words = "Recommend this again" if details.hidden else "Never recommend this"
    menu.addAction(words).triggered.connect(page.turn_hidden)
    if item.path is not None:
        folder = item.path if item.form else item.path.parent
        said = f"Nothing from {shown(folder)} is recommended."
        menu.addAction(tr("Never recommend anything from this folder")).triggered.connect(
            lambda: session.hide(Target.folder(str(folder)), said)
        )
    _add_subjects(menu, session, item.subjects)
    if not item.owned:
        menu.addSeparator()
        menu.addAction(tr("Remove from the wish list")).triggered.connect(lambda: session.remove_wish(item))
    return menu


def _add_subjects(menu: QMenu, session: Session, subjects: tuple[str, ...]) -> None:
    if not subjects:
        return
    below = menu.addMenu("Never recommend a subject")
    for subject in subjects[:SUBJECTS]:
        said = f"Nothing about “{subject}” is recommended."
        act = below.addAction(subject.replace("&", "&&"))
        act.triggered.connect(lambda _=False, subject=subject, said=said: session.hide(Target.subject(subject), said))
