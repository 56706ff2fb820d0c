"""The names by which works are spoken of, and whether a sentence speaks of one: strict, since every hit is shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.entities import Item, Kind
from assistant.language.gazetteer import is_common, short_titles
from assistant.language.normalise import Token, tokenise
from assistant.language.words.stop_words import FOREIGN, STOP_WORDS
from assistant.recommend.text.series import bare_title
from assistant.relations.on_shelf import NOBODY

LONGEST = 10
"""Words of the longest name that is looked for."""
_LEAST_LETTERS = 4
_QUOTES = frozenset("\"'“”„‘’«»‹›_*")
_WORD = re.compile(r"['’ʼ`´]")
_BEFORE = re.compile(r"(?:[:–—•]|(?:^|\n)\s*[-*])\s*$")
_AFTER = re.compile(r"\s*(?:$|[\n,.;(])")
"""What divides a title from the rest of a line: "Christmas week: The Warden"."""


@dataclass(frozen=True, slots=True)
class Name:
    """`words` are folded, `capitals` says which of them begin large. `telling`: it can mean nothing else. What is less
    telling counts beside one of the `makers` (folded surnames) in the sentence, or `apart`, in quotation marks or as a
    line's heading."""

    text: str
    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    creator: bool = False
    telling: bool = True
    apart: bool = False
    makers: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()
    """What is large in it, as far as it has no accents, by which other texts could write it otherwise."""

    def may_stand(self, text: str) -> bool:
        """False where its large words are missing: most texts that hold the words of a name do not mean it."""
        return all(word in text or word.upper() in text for word in self.spelt)

    def span(self, tokens: Sequence[Token], text: str) -> tuple[int, int] | None:
        """Where in a sentence it stands first as a name does, as (start, end) in letters."""
        size = len(self.words)
        beside = self.telling or any(token.folded in self.makers for token in tokens)
        for at in range(len(tokens) - size + 1):
            found = tokens[at : at + size]
            if tuple(token.folded for token in found) == self.words and self._is_large(found, text):
                start, end = found[0].start, found[-1].end
                if beside or (self.apart and _is_apart(text, start, end)):
                    return start, end
        return None

    def _is_large(self, found: Sequence[Token], text: str) -> bool:
        """Whether what is large in the name is large here, too."""
        pairs = zip(found, self.capitals, strict=True)
        return all(not capital or _is_capital(text[token.start]) for token, capital in pairs)


def names_of(item: Item) -> list[Name]:
    """The names under which others may speak of an item: its title, short forms of it, who made it."""
    known = (words for name in item.creators if _stands_for_one(words := _folded(name)))
    makers = tuple(dict.fromkeys(words[-1] for words in known))
    found = [_title(text, item.kind, makers) for text in _forms(bare_title(item))]
    return [name for name in (*found, *(_creator(text) for text in item.creators)) if name is not None]


def _forms(title: str) -> list[str]:
    """A title and what is short for it, as they are spelt."""
    tokens, found = tokenise(title), [title]
    for short in sorted(short_titles(title)):
        words = short.split()
        for at in range(len(tokens) - len(words) + 1):
            part = tokens[at : at + len(words)]
            if [token.folded for token in part] == words:
                found.append(title[part[0].start : part[-1].end])
                break
    return found


def _title(text: str, kind: Kind, makers: tuple[str, ...]) -> Name | None:
    """Songs are called by everyday words: a song needs its maker beside it, and so does a title of one word."""
    tokens = tokenise(text)
    words = tuple(token.folded for token in tokens)
    own = [word for word in words if _is_content(word)]
    if not own or len(words) > LONGEST or sum(map(len, words)) < _LEAST_LETTERS:
        return None
    capitals = tuple(_is_capital(text[token.start]) for token in tokens)
    large = sum(capital and _is_content(word) for word, capital in zip(words, capitals, strict=True))
    rare = any(not is_common(word) for word in own)
    apart = kind is not Kind.MUSIC and any(capitals) and (rare or len(own) > 1)
    telling = apart and rare and large > 1
    return Name(text, words, capitals, False, telling, apart, makers, _spelt(tokens, capitals, text))


def _creator(text: str) -> Name | None:
    """A whole name; a name of one word may be any word."""
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first.strip()} {last.strip()}"
    tokens = tokenise(text)
    words = tuple(token.folded for token in tokens)
    capitals = tuple(_is_capital(text[token.start]) for token in tokens)
    if not _stands_for_one(words) or not 2 <= len(words) <= LONGEST or len(words[-1]) < 3 or not any(capitals):
        return None
    if all(is_common(word) for word in words):
        return None
    return Name(text, words, capitals, creator=True, spelt=_spelt(tokens, capitals, text))


def _spelt(tokens: Sequence[Token], capitals: Sequence[bool], text: str) -> tuple[str, ...]:
    pairs = zip(tokens, capitals, strict=True)
    written = (_WORD.split(text[token.start : token.end])[0] for token, capital in pairs if capital)
    return tuple(word for word in written if word.isascii())


def _folded(name: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokenise(name))


def _stands_for_one(words: tuple[str, ...]) -> bool:
    return bool(words) and " ".join(words) not in NOBODY and any(map(_is_content, words))


def _is_content(word: str) -> bool:
    return len(word) > 2 and word not in STOP_WORDS and word not in FOREIGN


def _is_capital(letter: str) -> bool:
    """A capital, or a letter of a script that has none."""
    return letter.isupper() or (letter.isalpha() and not letter.islower())


def _is_apart(text: str, start: int, end: int) -> bool:
    if text[max(0, start - 1) : start] in _QUOTES and text[end : end + 2].lstrip(",.")[:1] in _QUOTES:
        return start > 0
    return _BEFORE.search(text[:start]) is not None and _AFTER.match(text[end:]) is not None


class Names:
    """The names of a whole library by their first word; a text is read once for all of them."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._first: dict[str, dict[Name, list[str]]] = {}
        for item in items:
            for name in names_of(item):
                self._first.setdefault(name.words[0], {}).setdefault(name, []).append(item.id)

    def among(self, words: Sequence[str]) -> dict[Name, list[str]]:
        """Names whose words stand in a row in the folded words of a text, with the ids of their works; whether they
        stand there as names is for `Name.span` to say."""
        found: dict[Name, list[str]] = {}
        for at, word in enumerate(words):
            for name, ids in self._first.get(word, {}).items():
                if name not in found and tuple(words[at : at + len(name.words)]) == name.words:
                    found[name] = ids
        return found
