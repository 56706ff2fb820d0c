"""Artists and works that a request names, as spans of its text, also where the library does not know them.

A linear chain over the words (Lafferty, McCallum & Pereira 2001), its weights fitted by the averaged structured
perceptron (Collins 2002) in `assistant.evaluation.fit.spans`. The features know single words only of Alcove's own
lists; every other word counts by its class and place, so the weights hold no names.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.language.facet_parser import names_meant
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import fold, fold_word
from assistant.language.vocabulary import vocabulary

TAGS = ("O", "BA", "IA", "BW", "IW")
"""Outside, first and further word of an artist, first and further word of a work."""
START = "^"
_IMPOSSIBLE = frozenset({
    ("O", "IA"), ("O", "IW"), ("BA", "IW"), ("IA", "IW"), ("BW", "IA"), ("IW", "IA"), (START, "IA"), (START, "IW"),
})  # fmt: skip
_LONGEST = 120
"""Words that are read."""
_LONGEST_NAME = 6
_WINDOW = range(-3, 4)
_WORD = re.compile(r"[^\s|“”\"„«».,!?;:()\[\]]+|[|.!?;:()\[\]“”\"„«»]|,")
_BREAKS = frozenset('|.!?;:()[]“”"„«»')
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{2,80})[”\"»“]")
_ROLES = {"creator": "A", "title": "W"}
_TRIGGERS = frozenset({
    "like", "similar", "similiar", "by", "as", "style", "vibe", "love", "sounds", "from", "of", "to", "than", "fan",
    "into", "featuring", "and", "or",
})  # fmt: skip
_SAME = {
    "book": "album", "books": "albums", "novel": "album", "novels": "albums", "author": "artist",
    "authors": "artists", "writer": "artist", "writers": "artists", "read": "listen", "reading": "listening",
    "poems": "songs", "story": "song", "stories": "songs", "paper": "track", "papers": "tracks",
}  # fmt: skip
"""Books are asked for in the same sentences as music."""
_ASKED = {
    "songs": "song", "song": "song", "track": "song", "tracks": "song", "bands": "band", "band": "band",
    "artists": "band", "artist": "band", "acts": "band", "singers": "band", "groups": "band", "music": "music",
    "stuff": "music", "something": "music", "anything": "music", "album": "album", "albums": "album",
}  # fmt: skip

Weights = Mapping[str, Sequence[float]]
"""Feature to one weight for each tag; "T:" and a tag before gives the weights of what follows it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text: `text` is `request[start:end]`."""

    text: str
    start: int
    end: int

    def to_data(self) -> dict[str, str | int]:
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word of a request as the chain sees it, with its place in the text."""

    word: str
    start: int
    end: int


def find_spans(text: str, names: Gazetteer) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """(artists, works) of a request in the order in which they stand. Names of the library outrank what is guessed."""
    known = [
        (_ROLES[one.role], one.start, one.end)
        for one in names_meant(text, names)
        if one.role in _ROLES and not _is_both(text[one.start : one.end], names)
    ]
    # Typed with capitals, a name of the library is meant; in small letters its words may be part of another name.
    sure = [span for span in known if text[span[1]].isupper()]
    rest = [span for span in known if span[0] == "A" and " " in text[span[1] : span[2]]]
    quoted = [("W", match.start(1), match.end(1)) for match in _QUOTED.finditer(text)]
    roles = {span[1:]: span[0] for span in known}
    guessed = [(roles.get((start, end), role), start, end) for role, start, end in guess(text, names)]
    found: list[tuple[str, int, int]] = []
    for span in (*sure, *quoted, *guessed, *rest):
        if all(span[2] <= start or span[1] >= end for _, start, end in found):
            found.append(span)
    found.sort(key=lambda span: span[1])
    of = {role: tuple(Span(text[a:b], a, b) for kind, a, b in found if kind == role) for role in "AW"}
    return of["A"], of["W"]


def _is_both(words: str, names: Gazetteer) -> bool:
    """True for a name that is a creator's and a title: a record called as its band."""
    folded = fold(words)
    return folded in names.creators and folded in names.titles


def guess(text: str, names: Gazetteer, weights: Weights | None = None) -> list[tuple[str, int, int]]:
    """("A" or "W", start, end) of the names that the chain finds."""
    pieces = pieces_of(text)
    if not pieces:
        return []
    tags = best_tags(features(pieces, names), weights if weights is not None else _weights())
    found: list[tuple[str, int, int]] = []
    for piece, tag in zip(pieces, tags, strict=True):
        if tag[0] == "B":
            found.append((tag[1], piece.start, piece.end))
        elif tag[0] == "I":
            found[-1] = (tag[1], found[-1][1], piece.end)
    return found


def pieces_of(text: str) -> list[TaggedWord]:
    """The words of a request; punctuation that parts sentences becomes "|", commas go."""
    found = []
    for match in _WORD.finditer(text):
        if match.group() == ",":
            continue
        word = "|" if match.group() in _BREAKS else fold_word(match.group()) or match.group()
        word = "and" if word == "&" else word
        found.append(TaggedWord(word, match.start(), match.end()))
    return found[:_LONGEST]


def features(pieces: Sequence[TaggedWord], names: Gazetteer) -> list[list[str]]:
    """The features that hold at every word."""
    words = [_SAME.get(piece.word, piece.word) for piece in pieces]
    classes = [_classes(word) for word in words]
    known = _known(words, names)
    share = sum(not one[0].startswith("w=") for one in classes) / len(words)
    rows = []
    last, distance, asked = "none", 0, "none"
    for at, word in enumerate(words):
        rest = words[at + 1 :]
        rest = rest[: rest.index("|")] if "|" in rest else rest
        by = min(rest.index("by"), 6) if "by" in rest else -1
        row = ["b", f"trig:{last}:{min(distance, 6)}", f"trigk:{last}:{asked}", f"kind:{asked}", f"by:{by}"]
        row += [f"len:{min(len(words), 12) // 3}:{share > 0.6}", f"pos:{min(at, 4)}:{share > 0.6}"]
        row += [f"rest:{min(len(rest), 6)}", *known[at], *_around(classes, at)]
        rows.append(row)
        if word in _TRIGGERS or word == "|":
            last, distance = word, 0
        else:
            distance += 1
        asked = _ASKED.get(word, asked)
    return rows


def best_tags(rows: Sequence[Sequence[str]], weights: Weights) -> list[str]:
    """The tags of the best path through the chain (Viterbi 1967)."""
    scores: dict[str, float] = {START: 0.0}
    behind: list[dict[str, str]] = []
    for row in rows:
        local = _sum(row, weights)
        reached: dict[str, float] = {}
        came: dict[str, str] = {}
        for place, tag in enumerate(TAGS):
            allowed = [one for one in scores if (one, tag) not in _IMPOSSIBLE]
            if allowed:
                steps = {one: scores[one] + weights.get(f"T:{one}", _NONE)[place] for one in allowed}
                before = max(steps, key=steps.__getitem__)
                reached[tag], came[tag] = steps[before] + local[place], before
        scores = reached
        behind.append(came)
    tag = max(scores, key=scores.__getitem__)
    path = [tag]
    for came in reversed(behind[1:]):
        tag = came[tag]
        path.append(tag)
    return path[::-1]


_NONE = (0.0,) * len(TAGS)


def _sum(row: Sequence[str], weights: Weights) -> list[float]:
    total = [0.0] * len(TAGS)
    for name in row:
        for place, value in enumerate(weights.get(name, _NONE)):
            total[place] += value
    return total


def _around(classes: Sequence[Sequence[str]], at: int) -> list[str]:
    def near(place: int) -> Sequence[str]:
        if 0 <= place < len(classes):
            return classes[place]
        return ("w=^",) if place < 0 else ("w=$",)

    row = [f"{step}:{one}" for step in _WINDOW for one in near(at + step)]
    row.append(f"p:{near(at - 1)[0]}|{near(at)[0]}")
    row.append(f"q:{near(at)[0]}|{near(at + 1)[0]}")
    row.append(f"r:{near(at - 2)[0]}|{near(at - 1)[0]}")
    return row


@lru_cache(maxsize=20_000)
def _classes(word: str) -> tuple[str, ...]:
    words = vocabulary()
    if word == "|" or word in words.request or word in words.plain or word in words.kinds:
        return (f"w={word}",)
    if word in words.terms:
        first = f"c=term:{words.terms[word][0][0]}"
    elif word[0].isdigit():
        first = "c=num"
    else:
        first = "c=open"
    endings = [f"c={ending}" for ending in ("s", "ing", "in", "y", "ed") if word.endswith(ending)]
    return (first, *endings)


def _known(words: Sequence[str], names: Gazetteer) -> list[list[str]]:
    """Which words are the first or a further one of a creator that the library knows."""
    found: list[list[str]] = [[] for _ in words]
    at = 0
    while at < len(words):
        length = next(
            (n for n in range(min(_LONGEST_NAME, len(words) - at), 0, -1) if _is_known(words[at : at + n], names)), 0
        )
        for place in range(at, at + length):
            found[place].append(f"g:{'B' if place == at else 'I'}{min(length, 3)}")
        at += max(length, 1)
    return found


def _is_known(words: Sequence[str], names: Gazetteer) -> bool:
    if len(words) == 1 and (_classes(words[0])[0].startswith("w=") or words[0] in vocabulary().terms):
        return False
    name = " ".join(words)
    forms = (name, name.removesuffix("s"))
    return any(form in names.creators and form not in names.partial for form in forms)


@lru_cache(maxsize=1)
def _weights() -> Weights:
    found: Weights = json.loads(files("resources").joinpath("spans.json").read_text(encoding="utf-8"))
    return found
