"""What was said before, read on a lane."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError

if TYPE_CHECKING:
    from assistant.app.app import App
    from assistant.chat.services import SavedList
    from assistant.storage.journal.records import StoredTurn

    Said = tuple[str, list[tuple[StoredTurn, list[Item], SavedList | None]]]

TURNS_SHOWN = 40


def newest(app: "App") -> "Said":
    """The conversation that was spoken in last: its id, and its turns with their cards and lists."""
    found = app.chat.conversations()
    return earlier(app, found[0].id) if found else ("", [])


def earlier(app: "App", conversation_id: str) -> "Said":
    """The last turns of a conversation, each with its cards, and the list that it made if there still is one."""
    turns = app.chat.turns(conversation_id)[-TURNS_SHOWN:]
    return conversation_id, [
        (turn, _items(app, turn.data.get("cards", ())), _list(app, turn.data.get("list", ""))) for turn in turns
    ]


def _list(app: "App", list_id: str) -> "SavedList | None":
    try:
        return app.lists.get(list_id) if list_id else None
    except AssistantError:
        return None


def _items(app: "App", ids: Sequence[str]) -> list[Item]:
    found: list[Item] = []
    for item_id in ids:
        try:
            found.append(app.library.item(item_id))
        except AssistantError:
            continue  # An item that has left the library leaves a gap in an old reply, nothing more.
    return found
