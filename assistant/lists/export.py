"""Lists as files: playlists (M3U8), reading plans (Markdown) and catalogues (OPDS), each entry with its reason."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote_from_bytes
from xml.sax.saxutils import escape

from assistant.chat.reply_templates import named
from assistant.domain.entities import Item, Kind
from assistant.domain.errors import AssistantError, UsageError
from assistant.language.normalise import flatten
from assistant.lists.list_request import MINUTES_A_DAY
from assistant.lists.list_selection import length_of
from assistant.messages import duration, quoted, tr
from assistant.settings.files import replace_file
from indexers.readers.registry import media_type


def write_list(
    path: Path,
    title: str,
    items: Sequence[Item],
    reasons: Mapping[str, str],
    *,
    now: float,
    minutes_a_day: float = MINUTES_A_DAY,
) -> tuple[Item, ...]:
    """Writes a list in the form that the name's ending says: .m3u8, .md or .opds. Returns the items that it holds.

    A playlist can hold only what has a file. Raises UsageError for another ending, AssistantError if the disk refuses.
    """
    kept = tuple(items)
    match path.suffix.lower():
        case ".m3u8" | ".m3u":
            kept = tuple(item for item in items if _is_playable(item))
            content = playlist(title, kept)
        case ".md":
            start = datetime.fromtimestamp(now).astimezone().date()
            content = reading_plan(title, items, reasons, start=start, minutes_a_day=minutes_a_day).encode()
        case ".opds" | ".xml":
            content = catalogue(title, items, reasons, now=now).encode()
        case ending:
            written = quoted(ending or path.name)
            raise UsageError(tr("A list is written as .m3u8, .md or .opds, not as {ending}.", ending=written))
    try:
        replace_file(path, content)
    except OSError as error:
        reason = error.strerror
        raise AssistantError(
            tr("The list could not be written to {path}: {reason}.", path=path, reason=reason)
        ) from error
    return kept


def playlist(title: str, items: Sequence[Item]) -> bytes:
    """An extended M3U in UTF-8; paths stand as the file system has them, byte by byte."""
    lines = [b"#EXTM3U", f"#PLAYLIST:{flatten(title)}".encode()]
    for item in items:
        if item.path is None:
            continue
        seconds = round(item.duration) if item.duration else -1
        name = " - ".join(part for part in (flatten(", ".join(item.creators), 100), flatten(item.title)) if part)
        lines += [f"#EXTINF:{seconds},{name}".encode(), os.fsencode(item.path)]
    return b"\n".join(lines) + b"\n"


def reading_plan(
    title: str,
    items: Sequence[Item],
    reasons: Mapping[str, str],
    *,
    start: date,
    minutes_a_day: float = MINUTES_A_DAY,
) -> str:
    """A plan in Markdown: every item with its days, at so many minutes a day, and its reason."""
    lines = [f"# {_plain(title)}", "", f"{minutes_a_day:g} minutes a day, from {start.isoformat()}.", ""]
    spent = 0.0
    for number, item in enumerate(items, 1):
        minutes = length_of(item)
        first = start + timedelta(days=int(spent // minutes_a_day))
        spent += minutes
        last = start + timedelta(days=max(0, int(-(-spent // minutes_a_day)) - 1))
        days = first.isoformat() if first >= last else f"{first.isoformat()} to {last.isoformat()}"
        lines.append(f"{number}. **{_plain(named(item))}** ({days}, about {duration(minutes)})")
        if reasons.get(item.id):
            lines.append(f"   {_plain(reasons[item.id])}")
    return "\n".join(lines) + "\n"


def catalogue(title: str, items: Sequence[Item], reasons: Mapping[str, str], *, now: float) -> str:
    """An OPDS 1.2 acquisition feed, which reading devices open."""
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = [_entry(item, reasons.get(item.id, ""), stamp) for item in items]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<id>urn:alcove:list</id><title>{escape(flatten(title))}</title><updated>{stamp}</updated>",
            *entries,
            "</feed>\n",
        ]
    )


def _entry(item: Item, reason: str, stamp: str) -> str:
    authors = "".join(f"<author><name>{escape(flatten(name, 100))}</name></author>" for name in item.creators)
    link = ""
    if item.path is not None:
        target = "file://" + quote_from_bytes(os.fsencode(item.path))
        kind = media_type(item.path) or "application/octet-stream"
        link = f'<link rel="http://opds-spec.org/acquisition" type="{kind}" href="{escape(target)}"/>'  # no words
    return (
        f"<entry><id>urn:alcove:{escape(item.id)}</id><title>{escape(flatten(item.title))}</title>"
        f"<updated>{stamp}</updated>{authors}<summary>{escape(flatten(reason))}</summary>{link}</entry>"
    )


def _is_playable(item: Item) -> bool:
    return item.path is not None and item.kind is Kind.MUSIC and not set(b"\r\n") & set(os.fsencode(item.path))


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in flatten(text))
