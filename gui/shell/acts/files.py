"""Files: played or read here, opened in their usual program, or shown in their folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.domain.entities import Feedback, Item, Verdict
from assistant.domain.errors import AssistantError
from assistant.domain.recordings import sounds
from assistant.domain.whole_text import is_looked_at, is_read_as_text
from assistant.messages import quoted, tr

if TYPE_CHECKING:
    from gui.shell.session import Session


class Opener(Protocol):
    """Opens a file in the program that the desktop uses for it. The courier is one."""

    def open_file(self, path: Path) -> None: ...


class Files:
    """What an item's files are opened with."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def open_outside(self, item: Item) -> None:
        """Open the item's file in its usual program, through the courier, and note that it was opened."""
        path = item.path
        if path is None:
            wished = tr("There is no file to open: this work is on your wish list.")
            several = tr("There is no single file to open: its files lie in several places.")
            self._session.say(several if item.owned else wished)
            return

        def opened(_: object) -> None:
            self._session.say(tr("Opening {title}…", title=quoted(item.title)))
            self._session.run(
                self._session.app.feedback.record,
                Feedback(item.id, Verdict.OPENED),
                done=lambda _: self._session.undos.noted(),
            )

        self._session.run(self._open_file, path, done=opened)

    def open(self, item: Item) -> None:
        """Play it here if it sounds, read it here if it is text or pages; else in its usual program."""
        if sounds(item):
            self._session.play_wanted.emit((item,), item.id)
        elif is_read_as_text(item):
            self._session.text_wanted.emit(item.id)
        elif is_looked_at(item):
            self._session.pages_wanted.emit(item.id)
        else:
            self.open_outside(item)

    def show_in_folder(self, path: Path) -> None:
        """Open the folder that a file lies in, through the courier."""
        self._session.run(self._open_folder, path, done=lambda _: self._session.say(tr("Opening the folder…")))

    def _open_file(self, path: Path) -> None:
        self._hand_over(self._session.app.handover.file(path))

    def _open_folder(self, path: Path) -> None:
        self._hand_over(self._session.app.handover.folder_of(path))

    def _hand_over(self, real: Path) -> None:
        if self._session.opener is None:
            raise AssistantError(
                tr("Files cannot be opened from here: the helper that starts programs is not running.")
            )
        self._session.opener.open_file(real)
