"""Where the keyboard goes in a page, and the keys that move a page."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QWidget

from gui.widgets.surfaces import Page

_Act = QAbstractSlider.SliderAction
SCROLLS = {
    int(Qt.Key.Key_PageDown): _Act.SliderPageStepAdd,
    int(Qt.Key.Key_PageUp): _Act.SliderPageStepSub,
    int(Qt.Key.Key_Down): _Act.SliderSingleStepAdd,
    int(Qt.Key.Key_Up): _Act.SliderSingleStepSub,
    int(Qt.Key.Key_Home): _Act.SliderToMinimum,
    int(Qt.Key.Key_End): _Act.SliderToMaximum,
}


@runtime_checkable
class Focusing(Protocol):
    """A page that knows where the keyboard should begin."""

    def first_focus(self) -> QWidget | None: ...


def begin(page: QWidget) -> None:
    """Put the keyboard where a page begins."""
    target = page.first_focus() if isinstance(page, Focusing) else first_control(page)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def first_control(page: QWidget) -> QWidget | None:
    """The first thing in a page that the Tab key would reach."""
    found = page.nextInFocusChain()
    while found is not None and found is not page:
        takes = bool(found.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and page.isAncestorOf(found) and found.isEnabled() and found.isVisibleTo(page):
            return found
        found = found.nextInFocusChain()
    return None


def scroll(place: QWidget, key: int) -> bool:
    """Move what scrolls in a page; False if the key means nothing there."""
    action = SCROLLS.get(key)
    page = next((page for page in place.findChildren(Page) if page.isVisible()), None)
    if action is None or page is None:
        return False
    page.verticalScrollBar().triggerAction(action)
    return True
