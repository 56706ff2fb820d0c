"""Replays conversations that build a playlist through the product's own turns of chat, each in a session of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.app.app import App
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.rows import RowView
from assistant.embedding.encoder import Embedder
from assistant.evaluation.bench.pacing import Say, paced
from assistant.recommend.packs.tables import TableError
from assistant.settings.paths import Paths
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.scratch import passing_folder
from indexers.embed import embed_items

PLACES = 10
_BEGUN = 1_700_000_000.0


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a person said turn by turn, what they accepted of each turn's tracks, and the playlist at the end."""

    id: str
    said: tuple[str, ...]
    accepted: tuple[tuple[str, ...], ...]
    goal: frozenset[str]


def read_dialogues(path: Path) -> tuple[list[Item], list[Dialogue]]:
    """All tracks of a file in the layout of the Conversational Playlist Curation Dataset, and its dialogues.

    Raises TableError.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        tracks = {name: track for row in rows for name, track in row["tracks"].items()}
        return [_item(name, track) for name, track in tracks.items()], [_dialogue(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TableError(f"{path} holds no dialogues that can be read ({error}).") from error


def _item(name: str, track: RowView) -> Item:
    album = track.get("track_release_titles") or ""
    return Item(name, Kind.MUSIC, track["track_titles"], tuple(track["track_artists"]), album=album)


def _dialogue(row: RowView) -> Dialogue:
    turns = row["turns"]
    accepted = tuple(tuple(turn["liked_results"]) for turn in turns)
    return Dialogue(row["id"], tuple(turn["user_query"] for turn in turns), accepted, frozenset(row["goal_playlist"]))


def replay_dialogues(file: Path, embedder: Embedder, say: Say = lambda _: None) -> "Hits":
    """All dialogues of a file, over a library of all its tracks, in a temporary home. Raises TableError."""
    tracks, dialogues = read_dialogues(file)
    with passing_folder("replay") as home:
        app = App.open(Paths(Path(home)), passphrase="a passphrase for the replay", embedder=embedder, llm=False)
        try:
            say(f"embedding {len(tracks)} tracks")
            app.stores.library.items.put_many((track, (), None, _file_of(track)) for track in tracks)
            embed_items(app.stores.library, embedder, lambda _: None)
            say(f"replaying {len(dialogues)} dialogues")
            turns = [turn for one in paced(dialogues, say, "dialogues") for turn in replay_dialogue(one, app)]
        finally:
            app.close()
    return Hits(len(turns), sum(turn.missing for turn in turns), sum(turn.hit for turn in turns))


@dataclass(frozen=True, slots=True)
class Hits:
    """Turns, those in which a track of the goal was still missing, and those whose cards hold such a track."""

    turns: int
    open: int
    hits: int

    @property
    def rate(self) -> float:
        """Over all turns, those with nothing left to find included."""
        return self.hits / max(1, self.turns)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One turn. `missing`: something was left to find; `hit`: a card of the first ten was of it."""

    missing: bool
    hit: bool


def replay_dialogue(dialogue: Dialogue, app: App) -> Iterator[Replayed]:
    """The turns of one dialogue, by the code of the chat without a model; the journal is as before at the end.

    What was accepted in earlier turns is liked feedback, as in the window, so it shapes the list and is not in it.
    Nothing else of the dialogue is used: neither the other side's words nor its searches.
    """
    tools, session, liked = app.chat.services, ChatSession(), set[str]()
    for number, (said, accepted) in enumerate(zip(dialogue.said, dialogue.accepted, strict=True)):
        turn = converse(said, session, tools, places=PLACES)
        session = turn.session
        missing = dialogue.goal - liked
        yield Replayed(bool(missing), not missing.isdisjoint(turn.cards[:PLACES]))
        with app.stores.journal.atomic():
            for item_id in sorted(set(accepted) - liked):
                app.stores.journal.record(Feedback(item_id, Verdict.LIKED), _BEGUN + number)
        liked.update(accepted)
    with app.stores.journal.atomic():
        for _ in liked:
            app.stores.journal.undo()


def _file_of(track: Item) -> FileRecord:
    return FileRecord(Path(f"/{track.id}"), 0, 0, 0, track.id.encode(), track.id, FileState.INDEXED)
