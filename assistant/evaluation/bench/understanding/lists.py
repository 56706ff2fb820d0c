"""Whether lists hold what was wished for: the number, length, kinds and theme, or say what is missing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.app.app import App
from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError
from assistant.domain.lengths import minutes_of
from assistant.domain.rows import Row as Plain
from assistant.domain.rows import RowView
from assistant.embedding.encoder import Embedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.bench.pacing import Say, paced
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.understanding.shelves import corpus_rows, shelves
from assistant.evaluation.fit.message_examples import CORPUS
from assistant.language.normalise import fold
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

_GOAL = 0.9
_SLACK = 0.1
"""A list may be so much shorter or longer than the time asked for."""
_MOST_A_DAY = 120.0
"""Minutes of reading a day that a plan may ask for, unless the wish says."""
_ON_THEME = 0.55
"""How often an entry must be nearer to what was wished than another work of its kind is; by chance it is 0.5. Moods and
occasions of music show little in a few subjects: lists that were right by eye had 0.56 to 0.97."""
_CARD = ("mood", "occasion", "themes", "audience", "demand", "setting", "tone")
_STEM = 5
"""Letters by which words are the same."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a wish, and what was said of it."""

    items: tuple[Item, ...]
    note: str


class Judge:
    """Holds lists against wishes; a theme by nearness in meaning, by an encoder that no list was made with alone."""

    def __init__(self, items: Sequence[Item], encoder: Embedder) -> None:
        self._items = items
        self._encoder = encoder
        self._vectors = encoder.embed_batch([_described(item) for item in items])

    def faults(self, wish: RowView, made: Made) -> set[str]:
        """What is wrong of "made", "kind", "number", "length", "theme"; nothing if the list is right."""
        items = made.items
        if not items:
            return {"made"}
        checks = {
            "kind": _is_kind(wish["kind"], items),
            "number": wish["count"] is None or len(items) == wish["count"] or _is_told(made, wish["count"]),
            "length": _is_long(wish, made),
            "theme": self._on_theme(wish["wants"], items) and not _holds_any(wish["avoids"], items),
        }
        return {name for name, right in checks.items() if not right}

    def _on_theme(self, wants: Sequence[str], items: Sequence[Item]) -> bool:
        """By the share of pairs (an entry, a work of its kind that is left out) in which the entry is nearer."""
        listed, kinds = {item.id for item in items}, {item.kind for item in items}
        inside = np.asarray([item.id in listed for item in self._items])
        others = np.asarray([item.kind in kinds for item in self._items]) & ~inside
        if not wants or not inside.any() or not others.any():
            return True
        near = self._vectors @ self._encoder.embed_batch(["; ".join(wants)])[0]
        return share_nearer(near[inside], near[others]) >= _ON_THEME


def share_nearer(inside: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    """The area under the curve: the share of pairs in which the first is above the second, ties counting half."""
    apart = inside[:, None] - others[None, :]
    return float(np.mean((apart > 0) + 0.5 * (apart == 0)))


def bench_lists(wishes: Path = CORPUS / "list-wishes.jsonl", say: Say = lambda _: None) -> list[Plain]:
    """Rows over wishes at the command line and in conversation, on the two made-up libraries. Raises AssistantError."""
    asked = corpus_rows(wishes)
    with shelves([CORPUS / "library", CORPUS / "library-c"], say) as app:
        judge = Judge(app.library.items(), MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER))
        made = [judge.faults(wish, by_command(app, wish["text"])) for wish in paced(asked, say, "lists")]
        said = [judge.faults(wish, by_talk(app, wish["text"])) for wish in paced(asked, say, "lists in conversation")]
    return [asdict(row) for row in (*_rows(made, ""), *_rows(said, ", in conversation"))]


def _rows(faults: Sequence[set[str]], how: str) -> list[Row]:
    def share(right: Sequence[bool]) -> float:
        return sum(right) / max(1, len(right))

    whole = share([not one for one in faults])
    parts = [
        Row(f"lists, {name}{how}", share([name not in one for one in faults]), "right")
        for name in ("made", "kind", "number", "length", "theme")
    ]
    return [Row(f"lists right in length, number, kind and theme{how}", whole, "right", "goal", whole / _GOAL), *parts]


def by_command(app: App, text: str) -> Made:
    """As `alcove list make` makes it; empty where it says that nothing fits."""
    try:
        saved = app.lists.make(text).row
    except AssistantError as error:
        return Made((), str(error))
    return Made(tuple(app.lists.items_of(saved)), saved.note)


def by_talk(app: App, text: str) -> Made:
    """What one turn gives: the list that it keeps, or the cards that it shows."""
    turn = app.chat.ask(text, conversation=app.chat.new())
    if turn.saved is not None:
        return Made(tuple(app.lists.items_of(turn.saved)), f"{turn.saved.note} {turn.reply}".strip())
    return Made(tuple(app.library.item(one) for one in turn.cards), turn.reply)


def _described(item: Item) -> str:
    """With what its card says, as far as words of a wish may speak of it."""
    return " | ".join((_told(item), *(value for facet, value, _ in item.card if facet in _CARD)))


def _told(item: Item) -> str:
    return " | ".join(filter(None, (item.title, *item.subjects, item.description[:500])))


def _is_kind(kinds: Sequence[str], items: Sequence[Item]) -> bool:
    """None but these, and each of them."""
    return not kinds or {str(item.kind) for item in items} == set(kinds)


def _is_told(made: Made, count: int) -> bool:
    """Whether a list that is too short says how many there are."""
    n = len(made.items)
    return n < count and (str(n) in made.note or n == 1 and bool(made.note))


def _is_long(wish: RowView, made: Made) -> bool:
    total = sum(minutes_of(item) or 0.0 for item in made.items)
    bounds = wish["minutes"] or {}
    if bounds.get("max") and total > bounds["max"] * (1 + _SLACK):
        return False
    if bounds.get("min") and total < bounds["min"] * (1 - _SLACK) and not made.note:
        return False
    return not wish["days"] or total <= wish["days"] * _MOST_A_DAY or bool(wish["minutes"]) or bool(made.note)


def _holds_any(avoids: Sequence[str], items: Sequence[Item]) -> bool:
    """Whether an entry tells of what was not wanted: all words of one of these, by their first letters."""
    told = [_stems(_told(item)) for item in items]
    return any(stems <= entry for one in avoids if (stems := _stems(one)) for entry in told)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in fold(text).split() if len(word) > 2}
