"""Taking the profile elsewhere: export to Markdown and JSON, import back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from assistant.domain.entities import Interaction, Item, Kind, Origin, Statement
from assistant.domain.errors import AssistantError, InvalidStatement
from assistant.domain.notes import Note, with_reasons
from assistant.language.normalise import flatten
from assistant.messages import mark, quoted, tr
from assistant.settings.files import replace_file
from assistant.storage.journal.records import StatementVersion
from profiles.statements import check_text, make_statement

FORMAT = "alcove-profile"
VERSION = 1
LARGEST = 16 << 20
"""Bytes of a file that may still be a profile."""
_HEADINGS = {1: mark("What I like"), -1: mark("What I avoid")}


def export_profile(
    folder: Path,
    statements: Sequence[Statement],
    interactions: Iterable[Interaction] = (),
    items: Mapping[str, Item] | None = None,
    history: Iterable[StatementVersion] = (),
    notes: Sequence[Note] = (),
    *,
    now: float,
) -> tuple[Path, Path]:
    """Writes profile.md, to read, and profile.json, to import back, into `folder`; returns both paths.

    `items` gives feedback in the Markdown its titles. Raises AssistantError if the folder cannot be written.
    """
    markdown, document = folder / "profile.md", folder / "profile.json"
    acts = with_reasons(interactions, notes)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(markdown, to_markdown(statements, acts, items or {}, notes).encode())
        replace_file(document, to_json(statements, acts, items or {}, history, notes, now=now).encode())
    except OSError as error:
        raise AssistantError(
            tr("The profile could not be written to {folder}: {reason}.", folder=folder, reason=error.strerror)
        ) from error
    return markdown, document


def to_markdown(
    statements: Sequence[Statement],
    interactions: Sequence[Interaction],
    items: Mapping[str, Item],
    notes: Sequence[Note] = (),
) -> str:
    """The profile as a text that a person can read, edit and import back."""
    lines = ["# " + tr("My profile"), ""]
    for polarity, heading in _HEADINGS.items():
        chosen = [one for one in statements if one.polarity == polarity]
        if chosen:
            lines += [f"## {tr(heading)}", "", *(_line(one) for one in chosen), ""]
    if interactions:
        lines += ["## " + tr("What I said and did"), ""]
        for one in interactions:
            title = items[one.item_id].title if one.item_id in items else one.item_id
            day = datetime.fromtimestamp(one.at, UTC).date().isoformat()
            lines.append(f"* {day}: {_verdict(one)} – {flatten(title)}")
        lines.append("")
    if notes:
        lines += ["## " + tr("What I wrote and underlined"), "", *(_note_lines(one, items) for one in notes), ""]
    return "\n".join(lines)


def to_json(
    statements: Sequence[Statement],
    interactions: Sequence[Interaction],
    items: Mapping[str, Item],
    history: Iterable[StatementVersion] = (),
    notes: Sequence[Note] = (),
    *,
    now: float,
) -> str:
    """Everything that the profile holds, as one JSON document."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "exported": datetime.fromtimestamp(now, UTC).isoformat(),
        "statements": [statement_data(one) for one in statements],
        "feedback": [_interaction_data(one, items) for one in interactions],
        "history": [
            {"id": one.id, "at": one.at, "statement": one.statement and statement_data(one.statement)}
            for one in history
        ],
        "notes": [_note_data(one, items) for one in notes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """What a file holds: statements, and of what cannot be one the words with the reason."""

    statements: tuple[Statement, ...]
    rejected: tuple[tuple[str, str], ...] = ()


def read_profile(path: Path, *, now: float) -> ReadProfile:
    """An exported profile, JSON or Markdown. Raises AssistantError if it is neither."""
    try:
        if path.stat().st_size > LARGEST:
            raise AssistantError(tr("{path} is too large for a profile.", path=path))
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else tr("it is no text")
        raise AssistantError(tr("{path} cannot be read as a profile: {reason}.", path=path, reason=reason)) from error
    return from_json(text) if text.lstrip().startswith("{") else from_markdown(text, now=now)


def from_json(text: str) -> ReadProfile:
    """Raises AssistantError for what is no exported profile, or one of a newer version."""
    try:
        document = json.loads(text)
        if document["format"] != FORMAT:
            raise AssistantError(tr("This file is no profile of Alcove."))
        if document["version"] > VERSION:
            raise AssistantError(tr("This profile was written by a newer Alcove. Update this program."))
        rows = [dict(row) for row in document["statements"]]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise AssistantError(tr("This file is no profile of Alcove, or it was cut short.")) from error
    return _gathered((str(row.get("text", "")), partial(_statement, row)) for row in rows)


def from_markdown(text: str, *, now: float) -> ReadProfile:
    """Every list entry under the two headings becomes a written statement. Raises AssistantError if none is there."""
    found: list[tuple[str, Callable[[], Statement]]] = []
    polarity = 0
    by_heading = {name: polarity for polarity, heading in _HEADINGS.items() for name in (heading, tr(heading))}
    for line in text.splitlines():
        if line.startswith("#"):
            polarity = by_heading.get(line.lstrip("# ").strip(), 0)
        elif polarity and line.startswith(("- ", "* ")):
            found.append((line[2:], partial(_from_line, line[2:], polarity, now)))
    if not found:
        raise AssistantError(
            tr(
                "This file holds no statements under {likes} or {dislikes}.",
                likes=quoted(tr(_HEADINGS[1])),
                dislikes=quoted(tr(_HEADINGS[-1])),
            )
        )
    return _gathered(found)


def _gathered(made: Iterable[tuple[str, Callable[[], Statement]]]) -> ReadProfile:
    statements: list[Statement] = []
    rejected: list[tuple[str, str]] = []
    for words, make in made:
        try:
            statements.append(make())
        except InvalidStatement as error:
            rejected.append((flatten(words, 60), str(error)))
        except (KeyError, TypeError, ValueError, IndexError):
            rejected.append((flatten(words, 60), tr("A field of it cannot be read.")))
    return ReadProfile(tuple(statements), tuple(rejected))


def statement_data(one: Statement) -> dict[str, Any]:
    """A statement as JSON, the inverse of what import reads."""
    return {
        "id": one.id,
        "text": one.text,
        "polarity": one.polarity,
        "strength": one.strength,
        "kind": one.kind and str(one.kind),
        "context": one.context,
        "source": str(one.origin),
        "evidence": list(one.evidence),
        "support": list(one.support) if one.support else None,
        "muted": one.muted,
        "updated": one.updated,
    }


def _statement(data: Mapping[str, Any]) -> Statement:
    support = data.get("support")
    return Statement(
        id=str(data.get("id", "")),
        text=check_text(str(data["text"])),
        polarity=-1 if int(data.get("polarity", 1)) < 0 else 1,
        strength=min(1.0, max(0.0, float(data.get("strength", 1.0)))),
        kind=Kind(data["kind"]) if data.get("kind") else None,
        context=str(data.get("context", "")),
        origin=Origin(data.get("source", Origin.WRITTEN)),
        evidence=tuple(map(str, data.get("evidence", ()))),
        support=(int(support[0]), int(support[1])) if support else None,
        muted=bool(data.get("muted", False)),
        updated=float(data.get("updated", 0.0)),
    )


def _line(one: Statement) -> str:
    notes = [str(one.kind)] if one.kind else []
    notes += ["muted"] if one.muted else []
    notes += [f"liked {one.support[0]} of {one.support[1]}"] if one.support and one.polarity > 0 else []
    notes += [f"disliked {one.support[0]} of {one.support[1]}"] if one.support and one.polarity < 0 else []
    return f"- {one.text}" + (f" ({', '.join(notes)})" if notes else "")


def _from_line(line: str, polarity: int, now: float) -> Statement:
    text, _, notes = line.rpartition(" (") if line.endswith(")") else (line, "", "")
    words = [note.strip() for note in notes.rstrip(")").split(",")]
    known = all(note in ("muted", *Kind) or note.startswith(("liked ", "disliked ")) for note in words)
    if not notes or not known:
        text, words = line, []
    kind = next((Kind(note) for note in words if note in set(Kind)), None)
    made = make_statement(text, kind, now=now)
    return Statement(
        made.id, made.text, polarity, kind=made.kind, context=made.context, muted="muted" in words, updated=now
    )


def _interaction_data(one: Interaction, items: Mapping[str, Item]) -> dict[str, Any]:
    item = items.get(one.item_id)
    return {
        "item": one.item_id,
        "title": item.title if item else "",
        "creators": list(item.creators) if item else [],
        "kind": str(item.kind) if item else "",
        "verdict": str(one.verdict),
        "value": one.value,
        "at": one.at,
        "because": one.because,
        "source": one.source,
    }


def _note_data(one: Note, items: Mapping[str, Item]) -> dict[str, Any]:
    item = items.get(one.item_id)
    return {
        "item": one.item_id,
        "title": item.title if item else "",
        "kind": str(one.kind),
        "text": one.text,
        "place": one.place,
        "date": one.date or None,
        "source": one.source,
    }


def _note_lines(one: Note, items: Mapping[str, Item]) -> str:
    """A line that says what it is about, and the text as a quotation below: so no line of it is taken for a heading."""
    title = flatten(items[one.item_id].title) if one.item_id in items else one.item_id
    head = ", ".join(filter(None, (title, flatten(one.place), one.date)))
    return "\n".join([f"* {head}", "", *(f"> {line}" for line in one.text.split("\n")), ""])


def _verdict(one: Interaction) -> str:
    return f"rating={one.value:g}" if one.verdict == "rating" else str(one.verdict)
