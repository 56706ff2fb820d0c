"""What the Esc key closes before it goes back."""

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gui.pages.chat.page import ChatDock
from gui.widgets.fields import InPlaceEdit
from gui.widgets.keyboard import leave_form
from gui.widgets.popover import Popover


def leave_what_is_open(window: QWidget, chat: ChatDock, page: QWidget) -> bool:
    """Close the last popover, leave what is being edited, empty a field or stop a reply: the first of these that there
    is. False if there is none."""
    popovers = [child for child in window.findChildren(Popover) if child.isVisible()]
    focused = QApplication.focusWidget()
    if popovers:
        popovers[-1].dismiss()
    elif isinstance(focused, InPlaceEdit):
        focused.left.emit()
    elif leave_form(chat, focused) or leave_form(page, focused):
        pass
    elif isinstance(focused, QLineEdit) and focused.text():
        focused.clear()
    elif chat.writing:
        chat.stop()
    else:
        return False
    return True
