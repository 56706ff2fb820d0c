"""What else can be done with an item that a reply shows: the menu behind the three dots on its small card."""

from PySide6.QtWidgets import QMenu, QWidget

from assistant.domain.entities import Item, Verdict
from assistant.domain.recordings import sounds
from assistant.domain.targets import Target
from assistant.messages import quoted, tr
from gui.look.labels import open_words
from gui.shell.session import Session


def card_menu(parent: QWidget, session: Session, item: Item) -> QMenu:
    """Opening it, its page, and the verdicts that have no button on the card."""
    menu = QMenu(parent)
    if item.path is not None or sounds(item):
        menu.addAction(open_words(item)).triggered.connect(lambda: session.files.open(item))
    menu.addAction(tr("Details")).triggered.connect(lambda: session.item_wanted.emit(item.id))
    menu.addSeparator()
    not_now = menu.addAction(tr("Not now: hide it for a while"))
    if session.verdicts.get(item.id) == Verdict.NOT_NOW:
        not_now.setCheckable(True)
        not_now.setChecked(True)
        not_now.setEnabled(False)
    not_now.triggered.connect(lambda: session.record(item, Verdict.NOT_NOW))
    said = tr("{title} is never recommended.", title=quoted(item.title))
    menu.addAction(tr("Never recommend this")).triggered.connect(lambda: session.hide(Target.item(item.id), said))
    return menu
