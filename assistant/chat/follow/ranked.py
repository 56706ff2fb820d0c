"""Which of the cards is meant by how it stands to the others: “the earlier of the two”, “la plus courte”."""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.domain.entities import Item
from assistant.domain.lengths import minutes_of

_AGE, _LENGTH = "age", "length"  # no words
_AFTER = re.compile(
    r"(?: (?:one|book|novel|piece|song|album|record|track|paper|work|buch|stuck|lied|livre|morceau))?"
    r"(?P<two> (?:of (?:the|these|those) two|von (?:den )?beiden|des deux))?(?P<all> of (?:them|these|those"
    r"|the \w+))?"
    r"(?(all)\b|(?=$| (?:(?:and|und|et|y|e) )?(?:(?:from|since|by|in|at|von|aus|seit|de|depuis) )?(?:what|who|how"
    r"|is|was|does|when|why|please|then|tell|was|wer|wie|bitte"
    r"|qui|quoi|de quoi|c est)\b))"
)
_OLD = re.compile(
    r"earlier|earliest|older|oldest|first written|altere\w*|alteste\w*|fruhere\w*|plus (?:ancien|vieux|vieille)\w*"
)
_NEW = re.compile(
    r"later|latest|newer|newest|(?:more|most) recent|neuere\w*|neueste\w*|jungere\w*|spatere\w*|plus recent\w*"
)
_SHORT = re.compile(
    r"shorter|shortest|briefest|thinner|thinnest|(?:short|thin|slim|skinny|slender|brief|little|small)(?= one\b)"
    r"|kurzere\w*|kurzeste\w*|plus courte?"
)
_LONG = re.compile(
    r"longer|longest|thicker|thickest|(?:long|thick|fat|big|chunky|huge)(?= one\b)|langere\w*|langste\w*"
    r"|plus longue?"
)
_MEANT = tuple(
    (by, most, re.compile(rf"\b(?:the|der|die|das|den|dem|am|le|la) (?:{words.pattern}){_AFTER.pattern}"))
    for by, most, words in (
        (_AGE, False, _OLD), (_AGE, True, _NEW), (_LENGTH, False, _SHORT), (_LENGTH, True, _LONG)
    )
)  # fmt: skip
_WHICH = re.compile(
    r"(?:^|\b(?:which|whats?|welche[rsn]?|was|lequel|laquelle|quel(?:le)?s?)(?: (?:ones?|s|is|are|was|of|the|them"
    r"|these"
    r"|those|all|davon|von|denen|diesen|ihnen|ist|sind|est|c|d|entre|eux|elles|ce))*|^(?:and|und|et|ok|so))\s*$"
)
"""What stands before "the shortest" where nothing else is asked."""
_ASKS_ON = re.compile(
    r"(?:and|und|et|y|e) (?:(?:from|since|by|in|at|von|aus|seit|de|depuis) )?(?:who|what|how|when|where"
    r"|why|wer|was|wie|wann|qui|quoi|comment|quand)\b"
)
_ORDER = {(_AGE, False): "oldest", (_AGE, True): "newest", (_LENGTH, False): "shortest", (_LENGTH, True): "longest"}
_OF_ALL = re.compile(r"\b(?:\w+est|most recent|\w+ste\w*|plus|(?!\w+er )\w+ one)\b")
_KEYS: dict[str, Callable[[Item], float | None]] = {_AGE: lambda one: one.year, _LENGTH: minutes_of}


def ranked_place(folded: str, cards: Sequence[Item]) -> int | None:
    """The place, from 1, of the card that folded text means so; None where it means none, or nothing tells which it is.

    A comparative speaks of the first two.
    """
    ranked = next(_ranked(folded, cards), None)
    return ranked[1] if ranked is not None else None


def which_is_asked(folded: str, cards: Sequence[Item]) -> tuple[str, int] | None:
    """("shortest", the place of that card), where a text asks which of them is that, be it with more behind
    "and"; so for
    "longest", "oldest" and "newest"."""
    ranked = next(_ranked(folded, cards), None)
    if ranked is None or not _OF_ALL.search(ranked[2].group()) or ranked[2]["two"]:
        return None
    before, after = folded[: ranked[2].start()], folded[ranked[2].end() :]
    rest = after.strip()
    alone = rest in ("", "please", "bitte") or _ASKS_ON.match(rest) is not None
    return ranked[:2] if _WHICH.search(before) and alone else None


def _ranked(folded: str, cards: Sequence[Item]) -> Iterator[tuple[str, int, re.Match[str]]]:
    """(order, place of the card, what says so)."""
    for by, most, pattern in _MEANT:
        found = pattern.search(folded)
        if found is None or not cards:
            continue
        row = cards if _OF_ALL.search(found.group()) and not found["two"] else cards[:2]
        marks = [_KEYS[by](one) for one in row]
        known = [(mark, place) for place, mark in enumerate(marks, 1) if mark is not None]
        if len(known) == len(row):
            yield _ORDER[by, most], (max if most else min)(known, key=lambda pair: pair[0])[1], found
