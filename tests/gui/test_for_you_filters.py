"""The filters of For You, on the real stores: the list keeps to what is chosen, and the counts are what it holds."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from assistant.app.app import App
from assistant.domain.entities import Verdict
from gui.pages.for_you.filters import FilterBar, FilterBox
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.shell.shell import Shell
from gui.widgets.buttons import Button
from gui.widgets.text import Text
from tests.gui.shelf import OpenShelf, titled

Wait = Callable[..., None]


def opened(shell: Shell, wait_until: Wait) -> tuple[ForYouPage, FilterBar]:
    shell.go("for-you")
    page = shell.page(ForYouPage)
    page.bar.filters.click()
    wait_until(lambda: page.cards and page.bar.steering.bar.genre.isVisible())
    return page, page.bar.steering.bar


def titles(page: ForYouPage) -> set[str]:
    return {card.recommendation.item.title for card in page.cards}


def offered(box: FilterBox) -> dict[str, str]:
    """The choices of the menu as a person reads them, with their counts."""
    menu = QMenu(box)
    box.fill(menu)
    return dict((*act.text().split("\t"), "")[:2] for act in menu.actions())


def choose(box: FilterBox, words: str) -> None:
    menu = QMenu(box)
    box.fill(menu)
    next(act for act in menu.actions() if act.text().split("\t")[0] == words).trigger()


def test_the_list_keeps_to_a_genre_and_the_other_filters_count_what_is_left(real_shell: Shell, wait_until: Wait):
    page, bar = opened(real_shell, wait_until)
    assert {"sea": "2", "ghosts": "2", "slow": "1"}.items() <= offered(bar.genre).items()
    choose(bar.genre, "sea")
    wait_until(lambda: titles(page) == {"The Sea Road", "Salt and Canvas"})
    wait_until(lambda: offered(bar.language) == {"Any language": "", "English": "2"})
    # A genre is counted as if none were chosen, so that another one can be.
    assert offered(bar.genre)["ghosts"] == "2" and not bar.decade.isVisible()
    card = next(card for card in page.cards if card.recommendation.item.title == "The Sea Road")
    card.verdicts.buttons[Verdict.DISLIKED].click()
    wait_until(lambda: offered(bar.genre)["sea"] == "1")
    choose(bar.genre, "Any genre")
    wait_until(lambda: len(page.cards) > 2)


def test_what_is_not_known_to_fit_stays_away_and_pages_agree_with_the_list(open_shelf: OpenShelf, wait_until: Wait):
    def translated(app: App) -> None:
        app.library.edit(titled(app, "Winter Birds").id, "language", "de")

    shell = open_shelf(translated)
    page, bar = opened(shell, wait_until)
    assert offered(bar.language) == {"Any language": "", "English": "8", "German": "1"}
    choose(bar.language, "German")
    wait_until(lambda: titles(page) == {"Winter Birds"})
    # No recording tells its language.
    shell.session.item_wanted.emit(titled(shell.session.app, "Tide Tables").id)
    item = shell.page(ItemPage)
    wait_until(lambda: "Not in your list right now" in {text.text() for text in item.findChildren(Text)})
    next(one for one in item.findChildren(Button) if one.text() == "Why not?").click()
    said = "It does not meet the conditions of this list."
    wait_until(lambda: said in {text.text() for text in item.findChildren(Text)})


def test_where_nothing_fits_all_picks_are_one_click_away(real_shell: Shell, wait_until: Wait):
    page, bar = opened(real_shell, wait_until)
    choose(bar.genre, "ghosts")
    wait_until(lambda: titles(page) == {"Cold Hearth", "The Last Lamp"})
    page.kinds.buttons["music"].click()
    wait_until(lambda: page.empty.isVisible())
    page.empty.acted.emit()
    wait_until(lambda: len(page.cards) > 2 and bar.genre.value() == "")


def test_one_row_stands_above_the_picks_and_its_button_unfolds_and_counts_the_rest(real_shell: Shell, wait_until: Wait):
    real_shell.go("for-you")
    page, window = real_shell.page(ForYouPage), real_shell.window()
    wait_until(lambda: page.cards)
    steering, button = page.bar.steering, page.bar.filters
    assert not steering.isVisible() and button.accessibleName() == "Filters"
    assert page.bar.height() == page.bar.request.height()
    page.bar.request.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert window.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    wait_until(lambda: steering.bar.genre.isVisible())
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert steering.isAncestorOf(window.focusWidget())
    choose(steering.bar.genre, "sea")
    steering.sliders["variety"].slider.setValue(18)
    wait_until(lambda: button.accessibleName() == "Filters: 2")
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not steering.isVisible() and not QAccessible.queryAccessibleInterface(button).state().checked
    wait_until(lambda: titles(page) == {"The Sea Road", "Salt and Canvas"})
    assert button.accessibleName() == "Filters: 2"
