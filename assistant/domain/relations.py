"""What ties one work of a library to another, and what stands behind it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.messages import mark


class Relation(StrEnum):
    """How another work stands to this one. The values are the words of the command line."""

    NEXT = "next"
    BEFORE = "before"
    TITLE = "same title"  # no words
    ABOUT = "about its creator"  # no words
    """This work is about who made the other."""
    ABOUT_THIS = "about this creator"  # no words
    """The other work is about who made this one."""
    MENTIONS = "mentions"
    MENTIONED = "mentioned by"  # no words
    TOGETHER = "goes with"  # no words
    CREATOR = "same creator"  # no words
    SERIES = "same series"  # no words
    SUBJECT = "shared subject"  # no words


RELATION_NAMES = {
    Relation.NEXT: mark("Comes next"),
    Relation.BEFORE: mark("Comes before"),
    Relation.TITLE: mark("The same title"),
    Relation.ABOUT: mark("By the one it is about"),
    Relation.ABOUT_THIS: mark("About its creator"),
    Relation.MENTIONS: mark("It mentions"),
    Relation.MENTIONED: mark("Mentioned by"),
    Relation.TOGETHER: mark("Goes with"),
    Relation.CREATOR: mark("By the same creator"),
    Relation.SERIES: mark("In the same series"),
    Relation.SUBJECT: mark("The same subject"),
}
"""What a person reads above the works of a relation."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`item_id` is the other work. `names` are what the two share or what is mentioned, the most telling first.

    `sentence` stands at `place` of the work that mentions. `days`: how many days both were used on, of `own_days` on
    which this one was; `lists`: titles of the person's lists that hold both.
    """

    item_id: str
    relation: Relation
    weight: float
    names: tuple[str, ...] = ()
    sentence: str = ""
    place: str = ""
    days: int = 0
    own_days: int = 0
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mix:
    """Item ids: what a radio is to be near to beside its seed, and what it is to be unlike."""

    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()


NO_MIX = Mix()


@dataclass(frozen=True, slots=True)
class Step:
    """A work of a radio or a path. `nearness` to the one before lies in 0..1. `sounds` names what the two measurably
    share; `creator`, `subject` and `word` are what else they have in common, as far as there is any."""

    item_id: str
    nearness: float = 1.0
    sounds: tuple[str, ...] = ()
    creator: str = ""
    subject: str = ""
    word: str = ""
