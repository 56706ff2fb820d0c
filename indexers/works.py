"""Tells when two files hold the same work, and makes one item of them."""

import re
from dataclasses import fields, replace
from pathlib import Path

from assistant.domain.entities import Item, Kind
from assistant.language.names.articles import without_article
from assistant.language.normalise import plain
from assistant.messages import one_line
from indexers.readers.base import Reading

_PREFERRED = (
    ".epub",
    ".kepub",
    ".azw3",
    ".mobi",
    ".fb2",
    ".flac",
    ".alac",
    ".wav",
    ".aiff",
    ".ape",
    ".wv",
    ".opus",
    ".m4a",
)
_LAST = (".txt", ".pdf", ".cbz")
_SLACK = 4.0
"""Seconds within which two encodings of one recording differ."""


def normal_form(text: str) -> str:
    """Letters and digits in lower case without accents, one blank between words, no leading article."""
    return without_article(" ".join(re.findall(r"\w+", plain(text))))


def work_keys(reading: Reading) -> list[str]:
    """Keys under which another file of the same work would be found, the surest first; empty for what is unsure.

    Documents are told apart by content and DOI alone: many share a title. A recording needs artist, title, album and
    length; because lengths differ a little between encodings, it has two keys whose rounding is offset.
    """
    assert reading.kind is not None
    keys = [f"{scheme}:{value}" for scheme, value in reading.identifiers if scheme == "doi"]
    if reading.kind is Kind.BOOK:
        keys += [f"isbn:{value}" for scheme, value in reading.identifiers if scheme == "isbn"]
    title, creator = normal_form(reading.title), normal_form(reading.creators[0] if reading.creators else "")
    if not title or not creator or reading.kind is Kind.DOCUMENT:
        return keys
    if reading.kind is Kind.BOOK:
        parts = [title, " ".join(sorted(creator.split()))]
        if reading.duration:
            parts.append("audiobook")
            album = normal_form(reading.album)
            parts += ["", ""] if album == title else [album, str(reading.track or "")]
        return [*keys, f"work:book|{'|'.join(parts)}"]
    if not reading.duration:
        return keys
    album, track = normal_form(reading.album), reading.track or ""
    slots = sorted({int(reading.duration / _SLACK), int(reading.duration / _SLACK + 0.5) + 10_000_000})
    return [f"work:music|{title}|{creator}|{album}|{track}|{slot}" for slot in slots]


def whole_keys(reading: Reading) -> list[str]:
    """Keys of the work that a reading is a part of: by where it lies, then those of the same book in one file."""
    whole = replace(reading, title=reading.album, track=None, identifiers=())
    return [f"whole:{reading.whole}", *work_keys(whole)]


def make_item(reading: Reading, item_id: str, path: Path, now: float) -> Item:
    """The item that one file stands for."""
    assert reading.kind is not None
    shared = {field.name for field in fields(Item)} & {field.name for field in fields(Reading)} - {"kind"}
    values = {name: getattr(reading, name) for name in shared}
    # Readers name each file by something; one that was taken over may not.
    values["title"] = reading.title.strip() or one_line(path.stem)
    return Item(id=item_id, kind=reading.kind, path=path, added=now, moods=_moods(reading), **values)


def _moods(reading: Reading) -> tuple[str, ...]:
    """What a stated tempo says; listening says more, where the sound can be decoded."""
    if reading.kind is not Kind.MUSIC or not reading.tempo:
        return ()
    from indexers.sound.audio_features import FAST, SLOW

    return ("slow",) if reading.tempo <= SLOW else ("fast",) if reading.tempo >= FAST else ()


def edition_rank(path: Path | None) -> int:
    """Which edition of a work tells most about it and opens best; lower is better."""
    suffix = path.suffix.lower() if path is not None else ""
    if suffix in _PREFERRED:
        return _PREFERRED.index(suffix)
    return len(_PREFERRED) + (1 + _LAST[::-1].index(suffix) if suffix in _LAST else 0)


def merge_items(base: Item, other: Item) -> Item:
    """`base` with its empty fields, and those it only inferred, filled from another edition that states them."""
    changes: dict[str, object] = {}
    inferred = set(base.inferred)
    for name in ("title", "creators", "year", "series", "series_index", "publisher", "language", "subjects",
                 "description", "identifiers", "album", "track", "duration", "words", "pages", "tempo",
                 "narrators", "chapters"):  # fmt: skip
        mine, theirs = getattr(base, name), getattr(other, name)
        stated = name in inferred and name not in other.inferred
        if theirs and (not mine or stated):
            changes[name] = theirs
            inferred = (inferred - {name}) | ({name} & other.inferred)
    return replace(base, **changes, inferred=frozenset(inferred))  # type: ignore[arg-type]


def is_other_work(old: Item, new: Reading) -> bool:
    """Whether a changed file holds another work now: title and creators both differ, and no ISBN agrees."""
    if old.kind is Kind.DOCUMENT or new.kind is Kind.DOCUMENT:
        return False
    stated = {value for scheme, value in new.identifiers if scheme == "isbn"}
    known = {value for scheme, value in old.identifiers if scheme == "isbn"}
    if stated & known:
        return False
    titles_differ = normal_form(old.title) != normal_form(new.title)
    people_differ = (
        bool(old.creators)
        and bool(new.creators)
        and not ({normal_form(name) for name in old.creators} & {normal_form(name) for name in new.creators})
    )
    return titles_differ and people_differ
