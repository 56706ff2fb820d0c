"""How many files wait for a person to see to them."""

from typing import TYPE_CHECKING

from assistant.storage.library.files import FileState

if TYPE_CHECKING:
    from assistant.app.app import App


def worth_a_look(app: "App") -> int:
    """How many files a person may want to see to: what is of no known kind is passed over rightly."""
    counts = app.indexing.file_states()
    return sum(counts.get(state, 0) for state in (FileState.FAILED, FileState.LOCKED, FileState.PARTLY))
