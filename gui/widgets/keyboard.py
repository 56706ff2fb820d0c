"""Where the keyboard goes in a page, and the keys that move a page."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QLayout, QScrollArea, QWidget

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
    return next((one for one in _below(page) if _takes_tab(one)), None)


def step(window: QWidget, *, back: bool) -> bool:
    """Take the keyboard to the next control as one reads, or the one before; within a panel that floats, round it.

    Qt's own order is that in which controls were made: what a page makes later would come behind all other pages.
    """
    focused = window.focusWidget()
    root = focused if focused is not None and focused is not window else window
    while root is not window and (parent := root.parentWidget()) is not None and parent is not window:
        root = parent
    seen = [*_below(root)]
    if back:
        seen.reverse()
    at = seen.index(focused) + 1 if focused in seen else 0
    target = next((one for one in (*seen[at:], *seen[:at]) if _takes_tab(one)), None)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason)
    area = target.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(target)
        area = area.parentWidget()
    return True


def _below(widget: QWidget) -> Iterator[QWidget]:
    """All that is seen in a widget, each thing before what stands in it: first what is laid out, in that order."""
    laid_out = [*_laid_out(widget.layout())]
    known = set(laid_out)
    floating = [one for one in widget.children() if isinstance(one, QWidget) and one not in known]
    for one in (*laid_out, *floating):
        if one.isVisible() and not one.isWindow():
            yield one
            yield from _below(one)


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        assert layout is not None
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        else:
            yield from _laid_out(item.layout())


def _takes_tab(widget: QWidget) -> bool:
    policy = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return policy and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


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
