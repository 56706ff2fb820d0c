"""All that the stores say of an item, for its page."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.cards import Card
from assistant.domain.entities import Item, Kind
from assistant.domain.recordings import LONG, Stopped, sounds
from assistant.domain.targets import Target
from assistant.messages import duration, tr
from gui.look.labels import clock

if TYPE_CHECKING:
    from assistant.app.app import App
    from assistant.storage.library.files import FileRecord
    from indexers.sound.signal import SoundFeatures

_A_MOMENT = 5.0
"""Seconds below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Details:
    """All that the stores say of an item, read at once."""

    item: Item
    tracks: tuple[Item, ...] = ()
    album: Item | None = None
    files: "tuple[FileRecord, ...]" = ()
    edits: tuple[str, ...] = ()
    sound: "SoundFeatures | None" = None
    hidden: bool = False
    card: Card = field(default_factory=dict)
    own: tuple[str, ...] = ()
    """Facets of the card that the person set."""
    parts: tuple[Path, ...] = ()
    """The files of a work that several make together."""
    stopped: Stopped = Stopped()
    """Where one stopped listening, and for how long it was heard."""
    share_read: float = 0.0
    """How much of its text lies behind the reader, 0..1."""


def read_details(app: "App", item_id: str) -> Details:
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
        app.listening.stopped(item_id) if sounds(item) else Stopped(),
        bookmark.share if (bookmark := app.reader.bookmark(item_id)) is not None else 0.0,
    )


def so_far_words(details: Details) -> str:
    """How far one is, and how long it was heard here; empty where it was not begun here."""
    said = []
    if details.share_read > 0:
        said.append(tr("You have read {share}", share=f"{details.share_read:.0%}"))
    if details.stopped.at >= _A_MOMENT and (details.item.duration or 0.0) >= LONG:
        said.append(tr("You stopped at {time}", time=clock(details.stopped.at)))
    if details.stopped.heard >= _A_MOMENT:
        said.append(tr("Heard here for {length}", length=duration(details.stopped.heard / 60)))
    return "  ·  ".join(said)
