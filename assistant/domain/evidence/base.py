"""What all facts have in common, and what they are made of: parts of the ledger, deeds, works."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from assistant.domain.kinds import Kind
from assistant.domain.targets import Target

STATEMENT = "statement"


class PartId(str):
    """The name of a part of the ledger: a column of a feature, or "statement:ID" for a sentence of the profile."""

    __slots__ = ()

    @classmethod
    def of_statement(cls, statement_id: str) -> "PartId":
        return cls(f"{STATEMENT}:{statement_id}")

    @property
    def column(self) -> str:
        """The name without what it is about."""
        return self.partition(":")[0]

    @property
    def statement(self) -> str:
        """The id of the sentence that the part stands for; empty for all others."""
        column, _, about = self.partition(":")
        return about if column == STATEMENT else ""


class Deed(StrEnum):
    """What the person did with a work, as a reason tells it."""

    LIKED = "liked"
    RATED_HIGH = "rated high"  # no words
    RATED = "rated"
    RATED_LOW = "rated low"  # no words
    FINISHED = "finished"
    PLAYED = "played"
    READING = "reading"
    OPENED = "opened"
    SKIPPED = "skipped"
    ASIDE = "aside"
    DROPPED = "dropped"
    DISLIKED = "disliked"


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a sentence names it: by its title and, unless the title repeats it, its first creator."""

    id: str
    kind: Kind
    title: str
    creators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact behind one part of the score."""

    called: ClassVar[str]
    """The kind of fact, as the command line writes it."""
    part: PartId

    @property
    def type(self) -> str:
        return self.called

    @property
    def id(self) -> str:
        """The item, statement or name that the fact is about."""
        raise NotImplementedError

    @property
    def opens(self) -> Target | None:
        """What is shown when the fact is clicked."""
        return None

    @property
    def against(self) -> bool:
        """Whether it speaks against the item."""
        return False

    @property
    def works(self) -> tuple[Work, ...]:
        """Other works that it names."""
        return ()

    @property
    def creators(self) -> tuple[str, ...]:
        return tuple(name for work in self.works for name in work.creators)

    @property
    def topics(self) -> tuple[str, ...]:
        """What else it names: subjects, series, words, sentences."""
        return ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that it names, the most telling first."""
        return tuple(dict.fromkeys((*self.topics, *(work.title for work in self.works), *self.creators)))


@dataclass(frozen=True, slots=True)
class AboutWork(Evidence):
    """A fact that leads to another work."""

    work: Work

    @property
    def id(self) -> str:
        return self.work.id

    @property
    def opens(self) -> Target | None:
        return Target.item(self.work.id)

    @property
    def works(self) -> tuple[Work, ...]:
        return (self.work,)
