"""What a work has beyond moods and themes (singing, a piano, made-up people): how it is said, and what shows it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.domain.entities import Item, Kind
from assistant.language.normalise import fold, without_clitics


@dataclass(frozen=True, slots=True)
class Trait:
    """`said`: words that ask for it, `denied`: that only deny it, `lacked`: that deny it with their denial; `shows`,
    `subjects`: words that show it, anywhere or as a subject. A subject that holds words of `usual` shows it, unless the
    item says words of `unusual`: a rock song is sung, and so is what has a language."""

    name: str
    kind: Kind | None
    said: re.Pattern[str]
    denied: re.Pattern[str] | None
    lacked: re.Pattern[str] | None
    shows: re.Pattern[str]
    subjects: frozenset[str]
    card: frozenset[tuple[str, str]]
    not_if_card: frozenset[tuple[str, str]]
    usual: re.Pattern[str] | None
    unusual: re.Pattern[str] | None
    not_if: str
    not_if_subject: frozenset[str]
    not_if_played: str
    """A trait of which no subject may say a word, if the item's language alone is to show this one; empty where no
    language does."""
    tags: frozenset[str]
    """Tags of the guide that show it; without one, each of `not_if_tags` shows that a work has it not."""
    not_if_tags: frozenset[str]
    required: bool
    """Whether to name it is to ask for it: who asks for songs wants singing, who asks for a novel says the kind."""

    def shown_by(self, item: Item) -> bool:
        """Whether an item is known to have it."""
        if self.kind is not None and item.kind is not self.kind and item.kind is not Kind.DOCUMENT:
            return False
        own = {fold(subject) for subject in item.subjects}
        if self.not_if_subject & own or (self.not_if and trait(self.not_if).shown_by(item)):
            return False
        values = {(facet, value) for facet, value, _ in item.card}
        if self.card & values and not self.not_if_card & values:
            return True
        text = _text_of(item)
        if self.unusual is not None and self.unusual.search(text):
            return False
        subjects = f" {' | '.join(own)} "
        if self.usual is not None and self.usual.search(subjects):
            return True
        if self.not_if_played and item.language and not trait(self.not_if_played).shows.search(subjects):
            return True
        return bool(self.subjects & own) or bool(self.shows.search(text))


def traits_in(text: str, *, denied: bool = False) -> tuple[Trait, ...]:
    """The traits that a text names; with `denied`, one that says what is not wanted: "no songs" means no singing."""
    folded = f" {fold(text)} "
    found = [one for one in _traits().values() if one.said.search(folded)]
    if denied:
        found += [one for one in _traits().values() if one.denied is not None and one.denied.search(folded)]
    return tuple(dict.fromkeys(found))


def traits_lacked(text: str) -> tuple[Trait, ...]:
    """The traits that a text turns down by a whole phrase: "bez słów"."""
    folded = f" {fold(text)} "
    return tuple(one for one in _traits().values() if one.lacked is not None and one.lacked.search(folded))


def without_trait_phrases(text: str) -> str:
    """Folded text without phrases that deny a trait as a whole: of "nobody opens their mouth" only "nobody"."""
    folded = f" {fold(text)} "
    for rule in filter(None, (one.denied for one in _traits().values())):
        folded = rule.sub(lambda found: " " if " " in found.group().strip() else found.group(), folded)
    return " ".join(folded.split())


def trait(name: str) -> Trait:
    """Raises KeyError for a name that there is not."""
    return _traits()[name]


def trait_named(name: str) -> Trait | None:
    return _traits().get(name)


def _text_of(item: Item) -> str:
    return f" {fold(without_clitics(' | '.join((item.title, *item.subjects, item.told[:1000]))))} "


@lru_cache(maxsize=1)
def _traits() -> dict[str, Trait]:
    data = tomllib.loads(files("resources").joinpath("cards/traits.toml").read_text(encoding="utf-8"))
    return {
        name: Trait(
            name,
            Kind(row["kind"]) if "kind" in row else None,
            _pattern(row["said"]),
            _optional(row, "denied"),
            _optional(row, "lacked"),
            _pattern(row["shows"]),
            _folded(row.get("subjects", "")),
            _values(row.get("card", "")),
            _values(row.get("not_if_card", "")),
            _optional(row, "usual"),
            _optional(row, "unusual"),
            row.get("not_if", ""),
            _folded(row.get("not_if_subject", "")),
            row.get("not_if_played", ""),
            _listed(row.get("tags", "")),
            _listed(row.get("not_if_tags", "")),
            row.get("required", False),
        )
        for name, row in data.items()
    }


def _optional(row: Mapping[str, str], name: str) -> re.Pattern[str] | None:
    return _pattern(row[name]) if name in row else None


def _values(listed: str) -> frozenset[tuple[str, str]]:
    """(facet, value) of "mood.calm, themes.death"."""
    parts = (one.strip().partition(".") for one in listed.split(",") if one.strip())
    return frozenset((facet, value) for facet, _, value in parts)


def _listed(names: str) -> frozenset[str]:
    return frozenset(one.strip() for one in names.split(",") if one.strip())


def _folded(listed: str) -> frozenset[str]:
    return frozenset(fold(one) for one in listed.split(",") if one.strip())


def _pattern(listed: str) -> re.Pattern[str]:
    """Any of the words, whole; a star stands for any ending."""
    words = [(fold(one.strip().rstrip("*")), one.strip().endswith("*")) for one in listed.split(",")]
    alternatives = "|".join(re.escape(word) + (r"\w*" if open_ended else "") for word, open_ended in words)
    return re.compile(rf" (?:{alternatives})(?= )")
