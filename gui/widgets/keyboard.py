"""Where the keyboard goes in a page, and the keys that move a page."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QWidget

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


def follow_on(before: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let the Tab key go from a control to these and what stands in them: what is made later would come behind all
    other pages."""
    for widget in widgets:
        for one in (widget, *widget.findChildren(QWidget)):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, one)
                before = one


def leave_form(page: QWidget, focused: QWidget | None) -> bool:
    """Leave the question or the form that stands open in a page, the one that holds the keyboard first.

    A button that leaves one has the property `leaves`, and is pressed. False where none is open.
    """
    ways = [one for one in page.findChildren(QAbstractButton) if one.property("leaves") and one.isVisible()]
    if not ways:
        return False
    nearest = [one for one in ways if focused is not None and _beside(one, focused, page)]
    (nearest or ways)[-1].click()
    return True


def _beside(button: QWidget, focused: QWidget, page: QWidget) -> bool:
    """Whether both stand in one form: in the parent of the button, or in that one's parent."""
    form = button.parentWidget()
    return form is not None and form is not page and (form is focused or form.isAncestorOf(focused))


def scroll(place: QWidget, key: int) -> bool:
    """Move what scrolls in a page; False if the key means nothing there."""
    action = SCROLLS.get(key)
    page = next((page for page in place.findChildren(Page) if page.isVisible()), None)
    if action is None or page is None:
        return False
    page.verticalScrollBar().triggerAction(action)
    return True
