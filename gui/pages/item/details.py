"""All that the stores say of an item, for its page."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.app.app import App
from assistant.domain.cards import Card
from assistant.domain.entities import Item, Kind
from assistant.domain.targets import Target
from assistant.storage.library.files import FileRecord

if TYPE_CHECKING:
    from indexers.sound.signal import SoundFeatures


@dataclass(frozen=True, slots=True)
class Details:
    """All that the stores say of an item, read at once."""

    item: Item
    tracks: tuple[Item, ...] = ()
    album: Item | None = None
    files: tuple[FileRecord, ...] = ()
    edits: tuple[str, ...] = ()
    sound: "SoundFeatures | None" = None
    hidden: bool = False
    card: Card = field(default_factory=dict)
    own: tuple[str, ...] = ()
    """Facets of the card that the person set."""
    parts: tuple[Path, ...] = ()
    """The files of a work that several make together."""


def read_details(app: App, item_id: str) -> Details:
    """Raises UnknownItem."""
    item = app.library.item(item_id)
    music = item.kind is Kind.MUSIC
    return Details(
        item,
        tuple(app.library.tracks(item_id)) if item.form else (),
        app.library.album(item_id) if music and not item.form else None,
        tuple(app.library.files(item_id)),
        tuple(sorted(app.library.edits(item_id))),
        app.library.sound(item_id) if music and not item.form else None,
        Target.item(item_id) in app.feedback.hidden(),
        app.cards.card(item_id),
        tuple(app.cards.own(item_id)),
        app.indexing.parts(item_id),
    )
