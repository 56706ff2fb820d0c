"""What tests of works that are looked at share: the window on a few files, and what is seen of their pages."""

from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QColor

from assistant.domain.entities import Item
from gui.pages.item.page import ItemPage
from gui.pages.reader.pages_page import PagesPage
from gui.shell.shell import Shell
from tests.gui.shelf import Wait
from tests.gui.stand_ins import FileManager


class OpenFiles(Protocol):
    """Opens the window on a library of these files; `opener` stands for the desktop."""

    def __call__(self, *files: Path, opener: FileManager | None = None) -> Shell: ...


def only(shell: Shell) -> Item:
    (item,) = shell.session.app.library.items()
    return item


def looked_at(shell: Shell, wait_until: Wait) -> PagesPage:
    """The pages of the only item, opened from its own page."""
    shell.session.item_wanted.emit(only(shell).id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.item.id == only(shell).id)
    page.head.opener.click()
    pages = shell.page(PagesPage)
    wait_until(lambda: shell.place == "pages" and pages.item is not None, 60)
    return pages


def shows(page: PagesPage, colour: str) -> bool:
    """Whether the middle of the view has this colour."""
    image = page.view.viewport().grab().toImage()
    return image.pixelColor(image.rect().center()).rgb() == QColor(colour).rgb()
