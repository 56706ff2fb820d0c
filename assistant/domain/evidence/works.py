"""Facts that tie an item to other works: known ones, those of the crowd, the same creator, series or subject."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.evidence.base import AboutWork, Deed, Evidence
from assistant.domain.targets import Target, TargetKind

_TYPES = {
    Deed.FINISHED: "finished",
    Deed.SKIPPED: "skipped",
    Deed.ASIDE: "aside",
    Deed.DROPPED: "dropped",
    Deed.DISLIKED: "disliked",
    Deed.RATED_LOW: "disliked",
}


@dataclass(frozen=True, slots=True)
class KnownWork(AboutWork):
    """A work near to this one, what the person did with it, and the tags that the two share by the guide."""

    deed: Deed
    shared: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        return _TYPES.get(self.deed, "liked")

    @property
    def against(self) -> bool:
        return self.type in ("disliked", "dropped", "aside", "skipped")


@dataclass(frozen=True, slots=True)
class SoundsLike(AboutWork):
    """A recording that this one sounds like, what the person did with it, and what the two measurably share."""

    called = "sound"

    deed: Deed
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrowdNeighbour(AboutWork):
    """People who like the work like this one, too."""

    called = "pack"


@dataclass(frozen=True, slots=True)
class CrowdFavourite(Evidence):
    """Many people like it."""

    called = "pack"

    @property
    def id(self) -> str:
        return "popular"


@dataclass(frozen=True, slots=True)
class SharedSubject(Evidence):
    """A subject that liked works carry, too; `liked` is how many. `said`: whether the person said so of each, or some
    were only opened, played or finished."""

    called = "subject"

    subject: str
    liked: int
    said: bool = True

    @property
    def id(self) -> str:
        return self.subject

    @property
    def opens(self) -> Target | None:
        return Target.subject(self.subject)

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.subject,)


@dataclass(frozen=True, slots=True)
class SameCreator(AboutWork):
    """It is by the creator of a work that the person liked, or did something with that counts for it."""

    called = "creator"

    creator: str
    deed: Deed = Deed.LIKED

    @property
    def id(self) -> str:
        return self.creator

    @property
    def opens(self) -> Target | None:
        return Target(TargetKind.CREATOR, self.creator)

    @property
    def creators(self) -> tuple[str, ...]:
        return (self.creator,)

    @property
    def names(self) -> tuple[str, ...]:
        return self.creator, self.work.title


@dataclass(frozen=True, slots=True)
class SeriesPart(AboutWork):
    """It belongs to a series begun with the work; `follows` says whether it is the very next part."""

    called = "series"

    series: str
    follows: bool

    @property
    def id(self) -> str:
        return self.series

    @property
    def opens(self) -> Target | None:
        return Target(TargetKind.SERIES, self.series)

    @property
    def creators(self) -> tuple[str, ...]:
        return ()

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.series,)


class Link(StrEnum):
    """What ties an item to a work that the person likes."""

    SERIES = "series"
    CREATOR = "creator"
    SUBJECT = "subject"
    WORD = "word"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Bridge(AboutWork):
    """What an unexpected item, or one of another kind, has in common with a liked work.

    `shared` names the series, creator, subject or word; it is empty for the work that is merely nearest. `across` says
    whether the two are of different kinds.
    """

    called = "bridge"

    deed: Deed
    link: Link
    shared: str = ""
    across: bool = False

    @property
    def creators(self) -> tuple[str, ...]:
        own = (self.shared,) if self.link is Link.CREATOR else ()
        return tuple(dict.fromkeys((*own, *self.work.creators)))

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.shared,) if self.shared and self.link is not Link.CREATOR else ()
