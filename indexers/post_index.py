"""The passes after reading: a vector for every item, then passages and sounds, what is used most first; then cards."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from assistant.cards.making import count_cardless, make_cards
from assistant.domain.entities import Item, Verdict
from assistant.embedding.encoder import Embedder, Loaded, apart
from assistant.embedding.tokens import token_embedder
from assistant.messages import tr
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.sounds import SoundRecord
from assistant.storage.library.store import LibraryStore
from indexers.albums import shelve_albums
from indexers.embed import combine_vectors, embed_for_the_world, embed_items, embed_passages
from indexers.notes.shelve import shelve_notes
from indexers.sound.audio_features import believed_sound, moods_of
from indexers.throttle import Pace
from indexers.worker.belonging import belongs_to
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import HEAR, Answer

MOST_USED = 500
HEARD_AT_ONCE = 48
_USE = frozenset({Verdict.LIKED, Verdict.OPENED, Verdict.PLAYED, Verdict.READING, Verdict.FINISHED, Verdict.RATED})

Show = Callable[[str, int, int, str], None]


@dataclass(frozen=True)
class PostIndex:
    """What the passes work on. `show` is told phase, steps done, steps in all, and a message without names."""

    library: LibraryStore
    journal: JournalStore
    embedder: Embedder | None
    pace: Pace
    show: Show
    readers: int
    listen: bool = True
    worldly: Embedder | None = None

    def run(self) -> None:
        """Does all that is left to do. Raises Cancelled between steps; what is done stays."""
        self.library.items.take_in_guide(self.journal.edits())
        if self.embedder is not None:
            self.library.vectors.set_encoder(self.embedder.name)
            step = self._stepper("items", self.library.items.count(), tr("Getting to know your items"))
            embed_items(self.library, self.embedder, step)
        waiting = self.library.vectors.count_unembedded_passages() if self.embedder is not None else 0
        unheard = self.library.sounds.count_unheard() if self.listen else 0
        read = self._stepper("passages", waiting, tr("Making the texts searchable"))
        heard = self._stepper("sound", unheard, tr("Listening to your music"))
        if waiting or unheard:
            used = most_used(self.journal)
            for ids in (used, None):
                if waiting and self.embedder is not None:
                    embed_passages(self.library, self.embedder, read, ids)
                if unheard:
                    self._hear(ids, heard)
        combine_vectors(self.library, read)
        shelve_notes(self.library, self.journal, self.embedder)
        shelve_albums(self.library, self.journal)
        if self.worldly is not None:
            self._meet_the_world(apart(self.worldly))
            cards = self._stepper("cards", count_cardless(self.library), tr("Finding out what your items are like"))
            make_cards(self.library, self.worldly, cards, self.journal.edits())

    def _meet_the_world(self, embedder: Embedder) -> None:
        tokens = token_embedder(embedder)
        self.library.world.set_encoder(embedder.name, tokens.basis.name if tokens is not None else "")
        waiting = sum(self.library.world.count_waiting())
        if waiting and isinstance(self.embedder, Loaded):
            # Both encoders at once took more memory than all else.
            self.embedder.let_go()
        step = self._stepper("world", waiting, tr("Reading across languages"))
        embed_for_the_world(self.library, embedder, step)

    def _hear(self, ids: Sequence[str] | None, step: Callable[[int], None]) -> None:
        with ReaderPool(self.readers, belongs=belongs_to(self.library, self.journal)) as pool:
            while items := self.library.sounds.unheard(HEARD_AT_ONCE, ids):
                self.library.sounds.put(list(self._listen(pool, items)))
                step(len(items))

    def _listen(self, pool: ReaderPool, items: Sequence[Item]) -> Iterator[SoundRecord]:
        by_path = {item.path: item for item in items if item.path is not None}
        for path, answer in pool.read_all(((path, b"") for path in by_path), HEAR):
            file = self.library.files.get(path)
            # What is not there now is listened to when it comes back.
            digest = file.digest if file is not None and path.exists() else b""
            yield _heard(by_path[path].id, digest, answer)

    def _stepper(self, phase: str, total: int, message: str) -> Callable[[int], None]:
        done = 0

        def step(count: int) -> None:
            nonlocal done
            done += count
            if count:
                self.show(phase, done, max(total, done), message)
            self.pace.step()

        return step


def _heard(item_id: str, digest: bytes, answer: Answer) -> SoundRecord:
    try:
        sound = believed_sound(answer.extra) if answer.extra is not None else None
    except (TypeError, ValueError):
        return SoundRecord(item_id, digest, None, tr("Its sound could not be measured."))
    if sound is None:
        return SoundRecord(item_id, digest, None, answer.reason)
    return SoundRecord(item_id, digest, asdict(sound), "", moods_of(sound))


def most_used(journal: JournalStore) -> list[str]:
    """Ids of the items that the person liked, opened or played, the latest first."""
    latest = {row.item_id: row.at for row in journal.interactions() if row.verdict in _USE}
    return sorted(latest, key=lambda item_id: -latest[item_id])[:MOST_USED]
