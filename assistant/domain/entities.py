"""The nouns of Alcove, in the words of the recommender field. All are frozen: a change returns a new one."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from assistant.domain.evidence import Evidence, PartId
from assistant.domain.kinds import Kind as Kind

LIST_LENGTH = 10
"""Items of the standing list, of which every shorter one is the head."""


class Verdict(StrEnum):
    """What a person said of an item, or did with it. The values are the words of the command line."""

    LIKED = "like"
    DISLIKED = "dislike"
    NOT_NOW = "not-now"
    OPENED = "opened"
    PLAYED = "played"
    SKIPPED = "skipped"
    READING = "reading"
    FINISHED = "finished"
    ASIDE = "aside"
    DROPPED = "dropped"
    RATED = "rating"


class Origin(StrEnum):
    """Who put a statement into the profile. What the person wrote outranks what was inferred."""

    WRITTEN = "written"
    CONFIRMED = "confirmed"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Item:
    """One work on the person's shelves: a book, a piece of music or a document."""

    id: str
    kind: Kind
    title: str
    creators: tuple[str, ...] = ()
    path: Path | None = None
    year: int | None = None
    series: str = ""
    series_index: float | None = None
    publisher: str = ""
    language: str = ""
    """ISO 639-1, lower case; empty when unknown."""
    subjects: tuple[str, ...] = ()
    description: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    """(scheme, value), for example ("isbn", "9780441478125")."""
    album: str = ""
    track: int | None = None
    duration: float | None = None
    """Seconds."""
    words: int | None = None
    added: float = 0.0
    """Unix seconds at which the item first entered the library."""
    inferred: frozenset[str] = frozenset()
    """Names of the fields that were guessed from file and folder names."""
    owned: bool = True
    """False for wish items, which no file stands for."""
    form: str = ""
    """“album” for a whole album as one item: its tracks are items of their own, or stand in its one file."""
    album_artist: str = ""
    """Who the album is by, where its tracks say so; the creators of a track may be others."""
    disc: int | None = None
    narrators: tuple[str, ...] = ()
    """Who reads an audiobook aloud; its creators are who wrote it."""
    chapters: tuple[tuple[str, float], ...] = ()
    """(name, seconds from the start) of an audiobook's chapters."""
    pages: int | None = None
    """Printed pages, as the file states or has them."""
    tempo: float | None = None
    """Beats a minute, as the file states them."""
    moods: tuple[str, ...] = ()
    """What its sound was measured to be, in words of the vocabulary: calm, energetic, slow, fast, dark, happy, sad."""
    card: tuple[tuple[str, str, str], ...] = ()
    """(facet, value, source) of what stands on its card with some confidence."""
    recognised: bool = False
    """Its text, or some of it, was recognised in pictures of its pages, and may hold errors."""
    guide: str = ""
    """What Alcove's guide to well-known works says of it, or of its album or its maker, whose name goes first then."""
    keywords: tuple[str, ...] = ()
    """What one would look for it by, says the guide: no subjects, which are the file's or the person's own."""
    motifs: tuple[str, ...] = ()
    """Who and what comes in it, how it is told and ends, says the guide. They take part in what is near to a wish, and
    are told to who asks for them: some give away more than a blurb does."""
    usual: float | None = None
    """Minutes that the whole work usually takes, says the guide."""

    @property
    def told(self) -> str:
        """What the guide says, and the description."""
        return "\n".join(filter(None, (self.guide, ", ".join(self.keywords), self.description)))


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an item's text of about 256 tokens. `position` counts from 0 within the item."""

    item_id: str
    position: int
    text: str
    place: str = ""
    """Where it stands, for citing: a chapter's heading, "page 12"."""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the person says of an item just now. `value` is stars (0.5 to 5) for RATED, a count for PLAYED."""

    item_id: str
    verdict: Verdict
    value: float = 1.0
    because: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """A row of the journal: feedback, or an act seen or imported, with its time (Unix seconds)."""

    id: int
    item_id: str
    verdict: Verdict
    at: float
    value: float = 1.0
    because: str = ""
    source: str = "you"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the profile. `polarity` is +1 or -1, `strength` lies in 0..1."""

    id: str
    text: str
    polarity: int = 1
    strength: float = 1.0
    kind: Kind | None = None
    context: str = ""
    origin: Origin = Origin.WRITTEN
    evidence: tuple[str, ...] = ()
    """Ids of items and interactions that the statement was inferred from."""
    support: tuple[int, int] | None = None
    """(for, of): "liked 7 of 8"."""
    muted: bool = False
    updated: float = 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """A number that remembers its reasons: `float(score)` is exactly the sum of its named parts."""

    parts: Mapping[PartId, float] = field(default_factory=dict)

    def __float__(self) -> float:
        return math.fsum(self.parts.values())

    def __iter__(self) -> Iterator[tuple[PartId, float]]:
        """Parts from the strongest to the weakest, by magnitude."""
        return iter(sorted(self.parts.items(), key=lambda part: -abs(part[1])))


@dataclass(frozen=True, slots=True)
class Explanation:
    """One or two sentences for the person. `by` is "model" or "built-in"."""

    text: str
    by: str = "built-in"


@dataclass(frozen=True, slots=True)
class Recommendation:
    item: Item
    score: Score
    evidence: Sequence[Evidence] = ()
    explanation: Explanation | None = None
    sources: frozenset[str] = frozenset()
    """The retrievers that brought it."""
    propensity: float | None = None
    """How probable it was that this try would be drawn; None for what is no try."""
    team: str = ""
    """Where another way to rank took turns in the list, who put it there: “ours” or “theirs”."""
