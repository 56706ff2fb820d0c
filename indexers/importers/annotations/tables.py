"""Reviews and private notes in the rows of tables: Goodreads, The StoryGraph, LibraryThing and their like."""

from dataclasses import replace

from assistant.domain.notes import NoteKind
from assistant.language.normalise import fold
from indexers.importers.annotations.markup import without_markup
from indexers.importers.base import Entry, ImportedWork
from indexers.importers.tables import Line
from indexers.notes.base import ImportedNote, written

_REVIEWS = frozenset({
    "review", "my review", "review text", "rezension", "meine rezension", "critique", "ma critique", "avis",
    "mon avis", "opinion", "mi opinion", "kritik", "meine meinung", "review content", "review body", "recensione",
    "resena", "recensie", "resenha", "critica", "opinione", "recenzja", "opinia", "anmeldelse",
    "recension", "arvostelu", "yorum", "inceleme", "レビュー", "书评", "書評", "리뷰", "독후감",
    "рецензия", "отзыв", "感想", "评论", "評論",
})  # fmt: skip # no words
_NOTES = frozenset({
    "private notes", "private note", "private comment", "private comments", "comment", "comments", "notes", "my notes",
    "note text", "notizen", "meine notizen", "notes privees", "mes notes",
    "notas", "notas privadas", "notas pessoais", "note personali", "anotacoes", "notities", "notatki", "anteckningar",
    "заметки", "примечания", "笔记", "筆記", "메모",
    "memo", "thoughts", "kommentar", "kommentare", "commentaire", "commentaires", "comentario", "メモ",
})  # fmt: skip # no words


def with_notes(entry: Entry, line: Line) -> Entry:
    """A work with what its row says in the person's own words, dated by the last act that the row tells of."""
    if not isinstance(entry, ImportedWork):
        return entry
    at = max((act.at for act in entry.acts if act.at is not None), default=None)
    found: list[ImportedNote] = []
    for name, text in line.cells.items():
        kind = _kind(fold(name))
        if kind is not None and text:
            found += written(kind, without_markup(text), "", at)
    return replace(entry, notes=tuple(dict.fromkeys(found))) if found else entry


def _kind(name: str) -> NoteKind | None:
    return NoteKind.REVIEW if name in _REVIEWS else NoteKind.NOTE if name in _NOTES else None
