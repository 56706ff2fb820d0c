"""What stands in English in the files is read in the person's language where the program has the word."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel

from assistant.app.app import App
from assistant.messages import use_language
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.widgets.buttons import Button
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled


@pytest.fixture(autouse=True)
def in_german() -> Iterator[None]:
    use_language("de")
    yield
    use_language("en")


def with_subjects(app: App) -> None:
    for title in ("The Sea Road", "Winter Birds", "Cold Hearth"):
        app.library.edit(titled(app, title).id, "subjects", "Crime; Oxford; dragons")


def test_subjects_are_read_in_german_and_still_found(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf(with_subjects)
    at_rest(shell, wait_until)
    shell.go("library")
    library = shell.page(LibraryPage)
    wait_until(lambda: len(library.model.rows) >= 9)
    library.filters.click()
    wait_until(lambda: library.facets.lines.rows)
    head = next(n for n, line in enumerate(library.facets.lines.rows) if line.words == "Thema")
    if not any(line.words == "Oxford" for line in library.facets.lines.rows):
        library.facets.press(library.facets.lines.index(head))
    wait_until(lambda: {"Krimi", "Drachen", "Oxford"} <= {line.words for line in library.facets.lines.rows})
    shell.open("item", titled(shell.session.app, "Winter Birds").id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.related.isVisible())
    chips = [button.text() for button in page.head.findChildren(Button)]
    assert {"Krimi", "Oxford", "Drachen"} <= set(chips) and "Crime" not in chips
    told = " ".join(label.text() for label in page.related.findChildren(QLabel))
    assert "Krimi" in told and "Crime" not in told
