"""Whether sentences of the profile are read as they are meant, and move the ranking as they should."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from assistant.app.app import App
from assistant.domain.entities import Kind, Statement
from assistant.domain.lengths import MINUTES_PER_UNIT
from assistant.domain.rows import Row as Plain
from assistant.domain.rows import RowView
from assistant.embedding.encoder import Embedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.bench.pacing import Say, paced
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.understanding.shelves import corpus_rows, shelves, write_source
from assistant.evaluation.fit.message_examples import CORPUS
from assistant.language.facet_parser import read_facets
from assistant.language.facets import Facets
from assistant.language.normalise import fold
from assistant.language.taste.reading import read_taste
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder
from assistant.storage.scratch import passing_folder
from profiles.statements import make_statement

_GOALS = {"moves": 0.95, "parsed": 0.8}
_SAME = 0.75
"""Nearness in meaning from which two phrases, perhaps of two languages, say the same."""
_SLACK = 0.15
_LAST = 1_000_000
_LANGUAGES = {"English": "en", "French": "fr", "German": "de", "Spanish": "es", "Italian": "it"}
Bound = tuple[float | None, float | None]


def bench_sentences(file: Path = CORPUS / "profile-sentences.jsonl", say: Say = lambda _: None) -> list[Plain]:
    """Rows for what is read of the sentences, slot by slot, and for the ranking after each. Raises AssistantError."""
    rows = corpus_rows(file)
    encoder = MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER)
    faults = [parsing_faults(row, encoder) for row in rows]
    parsed = [_goal("profile sentences, every slot", "parsed", [not one for one in faults])]
    for name in ("likes", "dislikes", "kind", "language", "when", "bounds"):
        parsed.append(Row(f"profile sentences, {name}", _share([name not in one for one in faults]), "right"))
    with passing_folder("bench") as made:
        source = write_source(Path(made) / "source", [example(*one) for one in _examples(rows)])
        with shelves([source], say) as app:
            moved = [_moves(app, row, place) for place, row in enumerate(paced(rows, say, "sentences"))]
    return [
        asdict(row)
        for row in (_goal("profile sentences that move the ranking as they should", "moves", moved), *parsed)
    ]


def parsing_faults(row: RowView, encoder: Embedder) -> set[str]:
    """The slots of a sentence that are not read as its row has them."""
    taste, statement = read_taste(row["text"]), make_statement(row["text"], now=1.0)
    likes, dislikes = ([read_facets(one) for one in side] for side in (taste.likes, taste.dislikes))
    # A bound is told by liking "under 300 pages", or disliking what is longer.
    free = bool(row["bounds"] or row["language"])
    checks = {
        "likes": _covers(row["likes"], taste.likes, encoder) or free and not row["likes"],
        "dislikes": _covers(row["dislikes"], taste.dislikes, encoder) or free and not row["dislikes"],
        "kind": str(statement.kind or "") == (row["kind"] or ""),
        "language": not row["language"] or any(row["language"] in one.languages for one in likes),
        "when": bool(statement.context) == bool(row["when"]),
        "bounds": all(_is_bound(slot, bound, likes, dislikes) for slot, bound in row["bounds"].items()),
    }
    return {name for name, right in checks.items() if not right}


def _covers(meant: Sequence[str], read: Sequence[str], encoder: Embedder) -> bool:
    """Whether each of these phrases is among what was read, by a word of its own or by its meaning; nothing by none."""
    if not meant or not read:
        return not meant and not read
    words = _stems(" ".join(read))
    near = encoder.embed_batch(list(meant)) @ encoder.embed_batch(list(read)).T
    return all(_stems(one) & words or most >= _SAME for one, most in zip(meant, near.max(axis=1), strict=True))


def _stems(text: str) -> set[str]:
    return {word[:5] for word in fold(text).split() if len(word) > 2}


def _is_bound(slot: str, bound: RowView, likes: Sequence[Facets], dislikes: Sequence[Facets]) -> bool:
    """Whether a bound is read: as something that is liked, or the other side of it as something disliked."""
    meant = bound.get("min"), bound.get("max")
    liked = [one for facets in likes if (one := _bound_of(slot, facets)) is not None]
    disliked = [one for facets in dislikes if (one := _bound_of(slot, facets)) is not None]
    return any(_alike(meant, one) for one in (*liked, *((most, least) for least, most in disliked)))


def _bound_of(slot: str, facets: Facets) -> Bound | None:
    if slot == "years":
        return facets.years
    if facets.minutes is None or slot == "minutes":
        return facets.minutes
    least, most = facets.minutes
    page = MINUTES_PER_UNIT["p"]
    return least and least / page, most and most / page


def _alike(meant: Bound, read: Bound) -> bool:
    pairs = list(zip(meant, read, strict=True))
    return all((a is None) == (b is None) for a, b in pairs) and all(
        abs(a - b) <= _SLACK * a if a < 1000 else abs(a - b) <= 1 for a, b in pairs if a is not None and b is not None
    )


def _examples(rows: Sequence[RowView]) -> list[tuple[str, str, str]]:
    return [
        (name_of(side, place), row["kind"] or Kind.BOOK, row[f"example_{side}"])
        for place, row in enumerate(rows)
        for side in ("up", "down")
    ]


def name_of(side: str, place: int) -> str:
    """The title of an example, which says nothing of it."""
    return f"Number {2 * place + (side == 'down') + 1}"


def example(title: str, kind: str, told: str) -> Plain:
    """An example as a row for `make.py`: its words are the description; pages, minutes, year and language as told."""
    pages = re.search(r"(\d+)[- ]?(?:page|Seiten)", told)
    minutes = re.search(r"(\d+)[- ]?(?:minute|Minuten|min\b)", told)
    year = re.search(r"\b(1[5-9]\d\d|20\d\d)\b", told)
    language = re.search(rf"\b(?:in )?({'|'.join(_LANGUAGES)})\b(?! (?:revolution|horn))", told)
    return {
        "kind": str(Kind.MUSIC) if kind == Kind.MUSIC else str(Kind.BOOK),
        "title": title,
        "creators": ["Somebody"],
        "language": _LANGUAGES[language[1]] if language else "en",
        "year": int(year[1]) if year else 1980,
        # A remark of a few words is taken for one of a program that made the file.
        "description": f"Described by its owner as {told}." if kind == Kind.MUSIC else told,
        "pages": int(pages[1]) if pages else 300,
        "seconds": int(minutes[1]) * 60 if minutes else 240,
    }


def _moves(app: App, row: RowView, place: int) -> bool:
    """Whether what should rise stands above what should fall once the sentence is in the profile."""
    ids = {item.title: item.id for item in app.library.items()}
    statement: Statement = app.profile.add(row["text"]).row.statement
    # On its occasion: a sentence for the evening says nothing of the morning.
    places = app.ranking.recommender().ranks(app.ranking.history(), replace(app.ranking.standing(), contexts=None))
    app.profile.remove(statement.id)
    up, down = (places.get(ids[name_of(side, place)], _LAST) for side in ("up", "down"))
    return up < down


def _goal(name: str, goal: str, right: Sequence[bool]) -> Row:
    share = _share(right)
    return Row(name, share, "right", "goal", share / _GOALS[goal])


def _share(right: Sequence[bool]) -> float:
    return sum(right) / max(1, len(right))
