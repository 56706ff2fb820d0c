"""The library: what is in it, found again, and put right. Files come in by `indexing`."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.app.changes import Changes
from assistant.app.encoder import Encoder
from assistant.app.mutations import Mutations
from assistant.app.stores import Kept, Stores
from assistant.domain.entities import Item, Kind, Passage
from assistant.domain.errors import ModelError
from assistant.domain.notes import Note
from assistant.domain.rows import Row, RowView
from assistant.embedding.encoder import Embedder, Lexicon
from assistant.language.gazetteer import Gazetteer
from assistant.search.answers.sentence_vectors import SentenceVectors
from assistant.search.hybrid import SearchHit, search
from assistant.storage.library.albums import album_key
from assistant.storage.library.files import FileRecord
from assistant.storage.user_edits import EDITABLE, checked
from indexers.sound.audio_features import sound_features
from indexers.sound.audio_similarity import SoundIndex
from indexers.sound.signal import SoundFeatures
from indexers.wishes import shelve_wishes

if TYPE_CHECKING:
    # What the first list of a start does without is imported where it is needed.
    from assistant.chat.understand.heads import MessageHeads
    from assistant.search.answers.finding import AnswerSearch, FoundAnswer

_VIEW = "view of the library"  # no words
_SEARCHES = "searches of the library"  # no words
MOST_TYPED = 200
"""Items that words typed so far may find."""
AT_ONCE = 8
"""Edited items that get their vector and card before the edit is done: it takes some 100 ms for each."""

_UNRELATED = 0.8
"""Cosine of unrelated sentences in the space of all languages."""


@dataclass(frozen=True, slots=True)
class FoundItems:
    """What a search found, best first, and whether each item holds every word that was asked for."""

    items: tuple[Item, ...]
    every_word: bool


class Library:
    """Items with their files, covers, passages and sounds; search; the person's corrections."""

    def __init__(self, stores: Stores, encoder: Encoder, mutations: Mutations) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._encoder = encoder
        self._mutations = mutations
        self._names: Kept[Gazetteer] = Kept(stores.memory)
        self._sounds: Kept[SoundIndex] = Kept(stores.memory)
        self._sentences = SentenceVectors()
        self._read_ahead: object = None
        self._answered: tuple[tuple[object, ...], FoundAnswer] | None = None
        """The last question: it is asked to find out what it is, and again for its answer."""

    # Items

    def items(self, kind: Kind | None = None, query: str = "", limit: int | None = None) -> list[Item]:
        """The library with its albums and wishes, or what matches the words typed so far, best first."""
        if query.strip():
            return list(self.find_words(query, kind, limit or MOST_TYPED).items)
        return self._library.items.all(kind)[:limit]

    def find_words(self, query: str, kind: Kind | None = None, n: int = MOST_TYPED) -> FoundItems:
        """What holds all the words typed so far, best first; what holds some of them where nothing holds all."""
        for every in (True, False):
            hits = self._library.search.text(query, kind, n, typing=True, snippets=False, every=every)
            noted = self._library.noted.text(query, kind, n, every=every, typing=True)
            ids = list(dict.fromkeys((*(hit.item_id for hit in hits), *(item_id for item_id, _ in noted))))[:n]
            if ids:
                break
        found = self._library.items.by_id(ids)
        return FoundItems(tuple(found[item_id] for item_id in ids if item_id in found), every)

    def is_untouched(self) -> bool:
        """Whether there is nothing in it, nor a folder to read."""
        return not self._journal.roots() and not self.size()

    def size(self) -> int:
        """How many items there are, without reading them."""
        return self._library.items.count()

    def item(self, item_id: str) -> Item:
        """Raises UnknownItem."""
        return self._library.items.get(item_id)

    def find(self, text: str) -> Item:
        """An item by id or unambiguous title. Raises UnknownItem and AmbiguousItem."""
        return self._library.items.find(text)

    def tracks(self, item_id: str) -> list[Item]:
        """The tracks of an album, in order; none for what is no album of several files."""
        return self._library.albums.tracks(item_id)

    def album(self, item_id: str) -> Item | None:
        """The album that a track is on, where that is an item. Raises UnknownItem."""
        album_id = self._library.albums.of_key(album_key(self._library.items.get(item_id)))
        return self._library.items.get(album_id) if album_id else None

    def files(self, item_id: str) -> list[FileRecord]:
        """The files that stand for an item: its editions."""
        return self._library.files.of_item(item_id)

    def cover(self, item_id: str) -> bytes | None:
        return self._library.items.cover(item_id)

    def passages(self, item_id: str) -> list[Passage]:
        return self._library.items.passages(item_id)

    def notes(self, item_id: str | None = None) -> list[Note]:
        """What the person wrote about an item or underlined in it, or in all."""
        return self._journal.notes.all(item_id)

    def gazetteer(self) -> Gazetteer:
        """The names that the library knows; built again when it has changed."""
        return self._names.get(self._library.version, lambda: Gazetteer.build(self._library.items.all(), self.is_word))

    # Search

    def search(self, query: str, kind: Kind | None = None, n: int = 20) -> list[SearchHit]:
        """By words and by meaning, best first."""
        return search(self._library, self._encoder(), query, kind, n, self._encoder.worldly())

    def is_word(self, word: str) -> bool:
        """Whether a folded word is one of English, or of the library; any is, where the encoder knows no words."""
        encoder = self._encoder()
        return not isinstance(encoder, Lexicon) or encoder.has_word(word) or self._library.search.has_word(word)

    def paper_words(self, text: str) -> int:
        """How many words of a text one paper holds that no work and hardly another paper does."""
        return self._library.search.paper_words(text)

    def heads(self) -> "MessageHeads | None":
        """What reads messages by meaning; None where the encoder for all languages is not there."""
        return self._encoder.heads()

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """How near each of the others is to the text in meaning, about 0..1: the greater of both encoders."""
        if not others:
            return []
        near = _nearness(self._encoder(), text, others)
        worldly = self._encoder.worldly()
        if worldly is None:
            return near
        # Its cosines begin where all that is said begins to differ; only what is above tells.
        across = [(one - _UNRELATED) / (1 - _UNRELATED) for one in _nearness(worldly, text, others)]
        return [max(pair) for pair in zip(near, across, strict=True)]

    def answers(self, question: str, item_id: str | None = None) -> "FoundAnswer":
        """What in the files answers a question, and how sure that is; of one item only, if an id is given."""
        asked = (question, item_id, self._library.version())
        known = self._answered
        if known is None or known[0] != asked:
            known = asked, self.answer_search().find(question, item_id)
            self._answered = known
        return known[1]

    def papers_meant(self, question: str) -> list[str]:
        """Ids of the one paper, or the two, that a question points out among such as look alike."""
        return self.answer_search().papers_meant(question)

    def read_papers_ahead(self, halted: Callable[[], bool]) -> None:
        """Reads the sentences of papers that the first question would have to wait for, once for each state of the
        library."""
        version = self._library.version()
        if version != self._read_ahead:
            # Without an encoder there is nothing to make ready: whoever asks is told what is missing.
            with suppress(ModelError):
                self.answer_search().read_ahead(halted)
            self._read_ahead = None if halted() else version

    def answer_search(self) -> "AnswerSearch":
        """Looks for answers in all that is indexed."""
        from assistant.search.answers.finding import AnswerSearch

        return AnswerSearch(self._library, self._encoder(), self._encoder.worldly(), self._sentences)

    # Put right

    def edits(self, item_id: str) -> Row:
        """The person's own values for an item's fields."""
        return {field: value for field, value in self._journal.edits().get(item_id, {}).items() if field in EDITABLE}

    def edit(self, item_id: str, field: str, value: Any) -> Changes[Item]:
        """Put a field right: title, creators, year, series, series_index, language, subjects, description or kind.

        It survives every indexing; None takes the edit back. Raises UnknownItem, and UsageError for what cannot be.
        """

        def edited() -> Changes[Item]:
            self._library.items.get(item_id)
            stored = None if value is None else checked(field, value)
            self._journal.set_edit(item_id, field, list(stored) if isinstance(stored, tuple) else stored)
            self._library.items.edit(item_id, self.edits(item_id))
            self._follow_edits([item_id])
            return Changes(self._library.items.get(item_id), items=True)

        return self._mutations.plain(edited)

    def edit_all(self, changes: Mapping[str, RowView]) -> Changes[dict[str, Row]]:
        """Put fields of many items right at once, all or none. Its row is what undoes it: by item, each field's own
        value before, None where there was none. Of more than AT_ONCE items the others keep the vector and card that
        they have until the next indexing. Raises UnknownItem and UsageError."""
        checked_values = {
            item_id: {field: None if value is None else checked(field, value) for field, value in fields.items()}
            for item_id, fields in changes.items()
        }
        for item_id in changes:
            self._library.items.get(item_id)

        def edited() -> Changes[dict[str, Row]]:
            before: dict[str, Row] = {}
            for item_id, fields in checked_values.items():
                known = self.edits(item_id)
                before[item_id] = {field: known.get(field) for field in fields}
                for field, stored in fields.items():
                    self._journal.set_edit(item_id, field, list(stored) if isinstance(stored, tuple) else stored)
                self._library.items.edit(item_id, self.edits(item_id))
            self._follow_edits(list(changes)[:AT_ONCE])
            return Changes(before, items=True)

        return self._mutations.plain(edited)

    def view(self) -> Row:
        """How the person looks at the library: what the window keeps of it."""
        found = self._journal.get(_VIEW)
        return dict(found) if isinstance(found, dict) else {}

    def keep_view(self, view: RowView) -> None:
        """The next look is like this one."""
        self._journal.set(_VIEW, dict(view))

    def searches(self) -> list[Row]:
        """The searches that the person kept, as the window wrote them, the oldest first."""
        return list(self._journal.get(_SEARCHES, []))

    def keep_searches(self, searches: Sequence[RowView]) -> None:
        """These, in place of those that were kept before."""
        self._journal.set(_SEARCHES, [dict(one) for one in searches])

    def remove_wish(self, item_id: str) -> Changes[Item]:
        """Wish for an item no longer; what was said of it stays. Raises UnknownItem."""

        def removed() -> Changes[Item]:
            item = self._library.items.get(item_id)
            self._journal.remove_wish(item_id)
            shelve_wishes(self._library, self._journal)
            return Changes(item, items=True)

        return self._mutations.plain(removed)

    def _follow_edits(self, ids: Sequence[str]) -> None:
        """Albums as they are now, and new vectors and cards for a few items, without waiting for the next indexing."""
        from assistant.cards.making import make_cards
        from indexers.albums import shelve_albums
        from indexers.embed import combine_vectors, embed_items, embed_passages

        shelve_albums(self._library, self._journal)
        embed_items(self._library, self._encoder(), _unheeded, ids)
        embed_passages(self._library, self._encoder(), _unheeded, ids)
        combine_vectors(self._library, _unheeded)
        if (worldly := self._encoder.worldly()) is not None:
            make_cards(self._library, worldly, _unheeded, self._journal.edits(), ids)

    # Sound

    def sound(self, item_id: str) -> SoundFeatures | None:
        """How a recording sounds; None where nobody has listened yet, or nothing can be told."""
        record = self._library.sounds.get(item_id)
        return sound_features(record.data) if record is not None and record.data is not None else None

    def similar_sound(self, item_id: str, n: int = 10) -> list[Item]:
        """Recordings that sound most like one, the nearest first; none where it was not heard. Raises UnknownItem."""
        self._library.items.get(item_id)
        index = self._sounds.get(self._library.version, lambda: SoundIndex(self._library.sounds.all()))
        near = index.nearest(item_id, n)
        found = self._library.items.by_id([other for other, _ in near])
        return [found[other] for other, _ in near if other in found]


def _unheeded(count: int) -> None:
    """For steps that nobody watches."""


def _nearness(encoder: Embedder, text: str, others: Sequence[str]) -> list[float]:
    vectors = encoder.embed_batch([text, *others])
    return [float(one) for one in vectors[1:] @ vectors[0]]
