"""Commands for what the person wrote about items or underlined in them: note, notes."""

import argparse
import sys

from assistant.app.app import App
from assistant.app.changes import Changes
from assistant.cli.opening import opened
from assistant.cli.output import Output
from assistant.cli.registry import DATE, OneOf, argument, command, flag
from assistant.cli.words import spoken
from assistant.domain.errors import UnknownItem, UsageError
from assistant.domain.notes import Note, NoteKind, check_note, parse_date
from assistant.domain.rows import Row
from assistant.messages import mark, tr, trn
from assistant.settings.paths import Paths


@command(
    "note",
    mark("Write down what you think of an item; - reads the text from standard input."),
    argument("words", nargs="*", metavar="ITEM TEXT"),
    flag("--review", help=mark("it is a review of the whole")),
    argument("--place", default="", metavar="TEXT", help=mark("where in the item, such as “page 12”")),
    DATE,
    OneOf(
        (
            argument("--edit", metavar="ID", help=mark("give a note this text instead")),
            argument("--remove", metavar="ID", help=mark("take a note away")),
            flag("--undo", help=mark("take the last change of a note back")),
        )
    ),
)
def note(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    item, text = _words(options)
    at = parse_date(options.date) if options.date is not None else None
    with opened(options, paths) as app:
        if options.undo:
            _show(output, app, app.notes.undo(), tr("Undone."))
        elif options.remove:
            _show(output, app, app.notes.remove(options.remove), tr("Removed."))
        elif options.edit:
            _show(output, app, app.notes.edit(options.edit, text), tr("Changed."))
        else:
            kind = NoteKind.REVIEW if options.review else NoteKind.NOTE
            found = app.library.find(item)
            _show(output, app, app.notes.write(found.id, text, kind, place=options.place, at=at), tr("Written down."))


def _words(options: argparse.Namespace) -> tuple[str, str]:
    """The item and the text that were given; a text without words is told before anything is opened."""
    words: list[str] = options.words
    if options.undo or options.remove:
        if words:
            raise UsageError(tr("--undo and --remove take no text."))
        return "", ""
    if len(words) < (1 if options.edit else 2):
        raise UsageError(tr("Give an item and a text, or --edit ID and a text."))
    item, said = ("", words) if options.edit else (words[0], words[1:])
    text = _standard_input() if said == ["-"] else " ".join(said)
    return item, check_note(text)


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _show(output: Output, app: App, changes: Changes[Note] | Changes[Note | None], said: str) -> None:
    row = changes.row
    if row is None:
        output.result({}, [tr("There is nothing to undo.")])
        return
    lines = [said, _line(row, _title(app, row.item_id)), *output.shifts(changes, app)]
    output.result({**note_row(row), **output.moves(changes)}, lines)


@command(
    "notes",
    mark("What you wrote about items or underlined in them."),
    argument("item", nargs="?", metavar="ITEM", help=mark("of one item alone")),
    flag("--erase", help=mark("destroy all notes for good")),
)
def notes(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.erase and options.item:
        raise UsageError(tr("--erase destroys all notes; remove one with: alcove note --remove ID"))
    with opened(options, paths) as app:
        if options.erase:
            erased = app.notes.erase().row
            said = trn("Destroyed {n} note.", "Destroyed {n} notes.", erased)
            output.result({"erased": erased}, [said])
            return
        found = app.notes.all(_item_id(app, options.item) if options.item else None)
        titles = {one: _title(app, one) for one in {note.item_id for note in found}}
    lines = [_line(note, titles[note.item_id]) for note in found]
    output.result([note_row(note) for note in found], lines or [tr("Nothing is written down yet.")])


def _item_id(app: App, text: str) -> str:
    """An item that is not in the library may have notes all the same."""
    try:
        return app.library.find(text).id
    except UnknownItem:
        if any(note.item_id == text for note in app.notes.all()):
            return text
        raise


def _title(app: App, item_id: str) -> str:
    try:
        return app.library.item(item_id).title
    except UnknownItem:
        return tr("not in your library")


def _line(note: Note, title: str) -> str:
    where = "  ".join(filter(None, (note.date, spoken(note.kind), note.place)))
    return f"{note.id}  {title}  {where}\n    " + note.text.replace("\n", "\n    ")


def note_row(note: Note) -> Row:
    return {
        "id": note.id,
        "item": note.item_id,
        "kind": note.kind,
        "text": note.text,
        "place": note.place,
        "date": note.date or None,
        "colour": note.colour if note.kind is NoteKind.HIGHLIGHT else None,
        "source": note.source,
    }
