"""What an item has to do with others, on its page: links, the picture, and a radio from its menu."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from assistant.app.app import App
from assistant.domain.relations import Relation
from gui.pages.item.item_chooser import ItemChooser
from gui.pages.item.item_menu import item_menu
from gui.pages.item.page import ItemPage
from gui.pages.lists.page import ListsPage
from gui.shell.shell import Shell
from gui.widgets.text import Text
from tests.gui.shelf import OpenShelf, Wait, titled


def with_series(app: App) -> None:
    """The two books of R. Vane and one more become a series."""
    for number, title in enumerate(("Cold Hearth", "The Last Lamp", "Winter Birds"), 1):
        item_id = titled(app, title).id
        app.library.edit(item_id, "series", "Vane nights")
        app.library.edit(item_id, "series_index", str(number))


def open_item(shell: Shell, title: str, wait_until: Wait) -> ItemPage:
    item_id = titled(shell.session.app, title).id
    shell.open("item", item_id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.item.id == item_id and page.why.ledger.isVisible())
    return page


def test_the_next_of_a_series_is_a_click_away(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf(with_series)
    page = open_item(shell, "The Last Lamp", wait_until)
    wait_until(page.related.isVisible)
    following, before = titled(shell.session.app, "Winter Birds"), titled(shell.session.app, "Cold Hearth")
    assert {(Relation.NEXT, following.id), (Relation.BEFORE, before.id)} <= page.related.links.keys()
    page.related.links[Relation.NEXT, following.id].click()
    wait_until(lambda: page.item is not None and page.item.id == following.id)


def with_a_subject(app: App) -> None:
    for title in ("The Sea Road", "Winter Birds", "Cold Hearth"):
        app.library.edit(titled(app, title).id, "subjects", "islands; gales")


def test_a_reason_that_all_share_is_told_once_and_the_picture_names_the_subject(
    open_shelf: OpenShelf, wait_until: Wait
) -> None:
    page = open_item(open_shelf(with_a_subject), "Winter Birds", wait_until)
    wait_until(page.related.isVisible)
    told = [text.text() for text in page.related.findChildren(QLabel) + page.related.findChildren(Text)]
    assert sum("islands" in words for words in set(told)) == 1
    assert page.related.picture is not None
    below = {node.accessibleName() for node in page.related.picture.nodes}
    assert {"islands and gales: The Sea Road", "gales and islands: The Sea Road"} & below and not any(
        "subject" in words for words in below
    )


def test_the_picture_is_walked_by_keyboard(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf(with_series)
    page = open_item(shell, "Winter Birds", wait_until)
    wait_until(page.related.isVisible)
    picture = page.related.picture
    assert picture is not None and len(picture.nodes) >= 3
    boxes = [node.geometry() for node in (*picture.nodes, picture.centre)]
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    first = picture.nodes[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Space)
    wait_until(lambda: page.item is not None and page.item.id == first.item.id)


def test_a_radio_from_the_menu_opens_as_a_list_and_goes_by_undo(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    page = open_item(shell, "The Sea Road", wait_until)
    assert page.details is not None
    acts: dict[str, Callable[[], None]] = {
        act.text(): act.trigger for act in item_menu(page, shell.session, page.details).actions()
    }
    acts["What to read after this"]()
    lists = shell.page(ListsPage)
    wait_until(lambda: shell.place == "lists" and lists.view.saved is not None)
    saved = lists.view.saved
    assert saved is not None and saved.title == "After The Sea Road" and len(saved.items) > 2
    shell.session.undos.undo()
    wait_until(lambda: shell.session.app.lists.all() == [])


def below(page: ItemPage, shell: Shell) -> dict[str, Callable[[], None]]:
    """What the menu of an item's page offers below “Other lists from this”."""
    assert page.details is not None
    menu = item_menu(page, shell.session, page.details)
    inner = next(act.menu() for act in menu.actions() if act.text() == "Other lists from this")
    return {act.text(): act.trigger for act in inner.actions()}


def test_a_path_leads_to_a_work_that_is_typed(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    page = open_item(shell, "The Sea Road", wait_until)
    below(page, shell)["A path from this to…"]()
    chooser = shell.window().findChild(ItemChooser)
    assert isinstance(chooser, ItemChooser) and chooser.field.hasFocus()
    QTest.keyClicks(chooser.field, "orchard")
    wait_until(lambda: bool(chooser.rows))
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    lists = shell.page(ListsPage)
    wait_until(lambda: shell.place == "lists" and lists.view.saved is not None)
    assert lists.view.saved is not None
    assert lists.view.saved.title.startswith("From The Sea Road to ") and len(lists.view.saved.items) > 2


def test_nothing_is_offered_for_words_that_name_nothing(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    page = open_item(shell, "The Sea Road", wait_until)
    below(page, shell)["This, but nothing like…"]()
    chooser = shell.window().findChild(ItemChooser)
    assert isinstance(chooser, ItemChooser)
    QTest.keyClicks(chooser.field, "zzyzx")
    wait_until(lambda: any(text.text() == "Nothing is called so." for text in chooser.findChildren(Text)))
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert chooser.rows == [] and shell.place == "item"


def test_a_bundle_opens_as_a_list(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    page = open_item(shell, "The Sea Road", wait_until)
    below(page, shell)["A bundle around this"]()
    lists = shell.page(ListsPage)
    wait_until(lambda: shell.place == "lists" and lists.view.saved is not None)
    assert lists.view.saved is not None and lists.view.saved.form == "bundle"
