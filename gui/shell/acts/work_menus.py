"""A right click, or the menu key, on a work: its menu, wherever in the window the work stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from gui.pages.item.work_menu import shown_work, work_menu

if TYPE_CHECKING:
    from gui.shell.shell import Shell


class WorkMenus(QObject):
    """What no widget in between took for itself arrives at the shell; so no page has to think of it."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        shell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QContextMenuEvent):
            return False
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        meant = QApplication.focusWidget() if by_key else self._shell.childAt(event.pos())
        if (found := shown_work(meant)) is None:
            return False
        widget, item = found
        at = widget.mapToGlobal(widget.rect().center()) if by_key else event.globalPos()
        work_menu(self._shell, self._shell.session, (item,), widget).popup(at)
        return True
