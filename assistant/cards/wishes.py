"""What a sentence wants of an item's card, and what it does not: read from resources/cards/wishes.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.language.facet_parser import is_measured
from assistant.language.foreign import language_of
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.ages import audience_of
from assistant.language.words.false_friends import without_false_friends
from assistant.language.words.stop_words import FOREIGN

Value = tuple[str, str]
"""(facet, value)."""
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class CardWish:
    """`wanted` and `avoided` were said; `brought` goes with what was wanted, and `unwelcome` against it."""

    wanted: tuple[Value, ...] = ()
    avoided: tuple[Value, ...] = ()
    brought: tuple[Value, ...] = ()
    unwelcome: tuple[Value, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.avoided)


@dataclass(frozen=True)
class _Words:
    phrases: Mapping[str, tuple[Value, ...]]
    unwelcome: Mapping[Value, tuple[Value, ...]]
    brings: Mapping[Value, tuple[Value, ...]]
    doubtful: Mapping[str, tuple[Value, ...]]


def card_wish(text: str) -> CardWish:
    """The values that a wish names, or for whose occasion it asks: “something to fall asleep to”."""
    text = text[:2000]
    language = language_of(text)
    said, denied = split_negations(text)
    wanted, avoided = _named(said, language), _named(denied, language)
    audience = ("audience", audience_of(said))
    wanted += (audience,) if audience[1] and audience not in wanted else ()
    wanted = tuple(value for value in wanted if value not in avoided)
    words = _words()
    brought = [one for value in wanted for one in words.brings.get(value, ())]
    unwelcome = [one for value in wanted for one in words.unwelcome.get(value, ())]
    return CardWish(
        wanted,
        avoided,
        tuple(dict.fromkeys(one for one in brought if one not in wanted + avoided)),
        tuple(dict.fromkeys(one for one in unwelcome if one not in wanted + avoided)),
    )


def named_values(text: str) -> tuple[Value, ...]:
    """The values that a few words name, whatever is said of them: for what is to be avoided."""
    return _named(text)


def doubtful_values(concept: str) -> tuple[Value, ...]:
    """The values that somebody may mean as well who turns a concept down: death by "nothing sad"."""
    return _words().doubtful.get(concept, ())


def is_of_card(text: str) -> bool:
    """True if a text names values of a card and nothing else that could be looked for word for word."""
    named, rest = _taken_apart(text[:2000])
    return bool(named) and is_measured(" ".join(word for word in rest if word not in FOREIGN))


def _named(text: str, language: str | None = None) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(_taken_apart(text, language)[0]))


def _taken_apart(text: str, language: str | None = None) -> tuple[list[Value], list[str]]:
    """The values named and the words left; the longest phrases first, so that “fantasy world” wishes for no world."""
    words, phrases = fold(without_false_friends(text, language)).split(), _words().phrases
    found: list[Value] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            said = " ".join(words[at : at + length])
            if values := phrases.get(said) or (phrases.get(positive(said), ()) if length == 1 else ()):
                found += values
                at += length
                break
        else:
            rest.append(words[at])
            at += 1
    return found, rest


def positive(word: str) -> str:
    """ "Sunny" of "sunnier", "warm" of "warmer"; empty for what is no comparative."""
    if word.endswith("ier") and len(word) > 5:
        return word[:-3] + "y"
    if not word.endswith("er") or len(word) < 6:
        return ""
    bare = word[:-2]
    return bare[:-1] if bare[-1] == bare[-2] else bare


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(files("resources").joinpath("cards/wishes.toml").read_text(encoding="utf-8"))
    phrases: dict[str, tuple[Value, ...]] = {}
    for name, listed in data["wish"].items():
        for phrase in listed.split(","):
            folded = fold(phrase)
            phrases[folded] = tuple(dict.fromkeys((*phrases.get(folded, ()), _value(name))))
    doubtful = {concept: _listed(values) for concept, values in data["doubtful"].items()}
    return _Words(phrases, _related(data["unwelcome"]), _related(data["brings"]), doubtful)


def _related(data: Mapping[str, str]) -> dict[Value, tuple[Value, ...]]:
    return {_value(name): _listed(values) for name, values in data.items()}


def _listed(values: str) -> tuple[Value, ...]:
    return tuple(_value(one.strip()) for one in values.split(","))


def _value(name: str) -> Value:
    facet, _, value = name.partition(".")
    return facet, value
