"""Brings the library's copy of the notes up to date, and gives vectors to those that tell most of the person."""

from assistant.domain.notes import speaking
from assistant.embedding.encoder import Embedder
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore

AT_ONCE = 64
_READ = 1200
"""Characters of a note that its vector is made from: the encoder reads no more."""


def shelve_notes(library: LibraryStore, journal: JournalStore, embedder: Embedder | None) -> None:
    """Without an embedder the vectors are left for the next time. Doing it twice costs one comparison."""
    notes = journal.notes.all()
    library.noted.keep(notes)
    if embedder is None or not notes:
        return
    chosen = {note.id: note for note in speaking(notes)}
    waiting = library.noted.without_vector(chosen)
    for start in range(0, len(waiting), AT_ONCE):
        batch = [chosen[note_id] for note_id in waiting[start : start + AT_ONCE]]
        library.noted.set_vectors(batch, embedder.embed_batch([note.text[:_READ] for note in batch]))
