"""What a fact supports: the names in it, who did what with which work, and its English words, folded for comparing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.evidence import (
    Bridge,
    CloseToNamed,
    CrowdFavourite,
    CrowdNeighbour,
    Deed,
    Evidence,
    KnownWork,
    Noted,
    Reason,
    RequestMatch,
    SameCreator,
    Sentence,
    SharedSubject,
    SoundsLike,
    SubjectOfNamed,
    Untouched,
)
from assistant.explain.evidence_words import english_text
from assistant.language.grammar import QUOTED
from assistant.language.normalise import fold
from assistant.language.vocabulary import Vocabulary

_PERSONS = (Sentence, RequestMatch, CloseToNamed, SubjectOfNamed, Noted, Reason)
"""Kinds of facts about what the person wrote."""
_DEEDS = {
    Deed.LIKED: "liked",
    Deed.RATED_HIGH: "liked",
    Deed.RATED_LOW: "disliked",
    Deed.FINISHED: "finished",
    Deed.PLAYED: "played",
    Deed.OPENED: "opened",
    Deed.DROPPED: "dropped",
    Deed.DISLIKED: "disliked",
}
"""The deed that a sentence may tell, in the words of resources/words.toml. That a work was rated says no more."""


def folded(names: Iterable[str]) -> set[str]:
    return {name for name in map(fold, names) if name}


class Phrases:
    """Texts that a phrase may stand in."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __contains__(self, words: str) -> bool:
        return any(f" {form} " in text for text in self._texts for form in (words, words.removesuffix("s")))


@dataclass(frozen=True)
class Told:
    """One fact as the checker compares it. Names, titles and creators are folded, `folded` lies between blanks."""

    text: str
    names: tuple[str, ...]
    folded: str
    titles: frozenset[str]
    """Names that a sentence may treat as works."""
    creators: frozenset[str]
    deeds: frozenset[str]
    """What was done with its works, or, where it names none, what may be told at all."""
    crowd: bool
    """The deeds are those of other people."""
    persons: bool
    """It is about what the person wrote."""

    @classmethod
    def of(cls, fact: Evidence, words: Vocabulary) -> "Told":
        text = english_text(fact)
        return cls(
            text,
            fact.names,
            f" {fold(text)} ",
            frozenset(folded(_titles(fact))),
            frozenset(folded(fact.creators)),
            _deeds(fact, words),
            isinstance(fact, CrowdNeighbour | CrowdFavourite),
            isinstance(fact, _PERSONS),
        )

    def tells_of(self, title: str) -> bool:
        """Whether it names that title; “Dune” is not told of where only “Dune Messiah” is."""
        if title in map(fold, self.names):
            return True
        text = self.folded
        for longer in self.titles - {title}:
            if f" {title} " in f" {longer} ":
                text = text.replace(f" {longer} ", "  ")
        return f" {title} " in text

    def words_beside_names(self) -> set[str]:
        """Its words outside quotations and names: a title called "Never" denies nothing."""
        text = f" {fold(QUOTED.sub(' ', self.text))} "
        for name in sorted(map(fold, self.names), key=len, reverse=True):
            text = text.replace(f" {name} ", "  ") if name else text
        return set(text.split())


def _titles(fact: Evidence) -> list[str]:
    """Works, and the subjects or words told beside them: what is said of these must be told of them, too."""
    titles = [work.title for work in fact.works]
    return [*titles, *fact.topics] if isinstance(fact, Bridge | SubjectOfNamed) else titles


def _deeds(fact: Evidence, words: Vocabulary) -> frozenset[str]:
    match fact:
        case KnownWork() | Bridge() | SoundsLike():
            return frozenset({_DEEDS[fact.deed]} if fact.deed in _DEEDS else ())
        case SharedSubject() | SameCreator() | CrowdNeighbour() | CrowdFavourite():
            return frozenset({"liked"})
        case Untouched():
            return frozenset({"opened"})
        case Sentence() | RequestMatch():
            # The person's own words may be told again, whatever they say.
            said = {word for text in fact.topics for word in fold(text).split()}
            return frozenset(deed for form, deed in words.deeds.items() if form in said)
        case _:
            return frozenset()
