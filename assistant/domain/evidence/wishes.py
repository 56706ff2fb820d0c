"""Facts about what the person wrote: sentences of the profile, words of a request, works named in one."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.evidence.base import AboutWork, Evidence
from assistant.domain.targets import Target, TargetKind


@dataclass(frozen=True, slots=True)
class Sentence(Evidence):
    """A fact about a sentence of the profile."""

    statement: str
    """Its id."""
    text: str

    @property
    def id(self) -> str:
        return self.statement

    @property
    def opens(self) -> Target | None:
        return Target(TargetKind.STATEMENT, self.statement)

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Fits(Sentence):
    """The item meets the sentence as a whole; where `subject` is given, by that subject alone."""

    called = "statement"

    subject: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.text.rstrip(". "), self.subject) if self.subject else (self.text,)


@dataclass(frozen=True, slots=True)
class Averse(Sentence):
    """The sentence speaks against the item."""

    called = "aversion"

    @property
    def against(self) -> bool:
        return True


class Match(StrEnum):
    """How an item meets the words of a request."""

    ALL = "all words"  # no words
    MEANING = "meaning"
    SOME = "some words"  # no words


@dataclass(frozen=True, slots=True)
class RequestMatch(Evidence):
    """`words` are the request as a whole, or those of its words that the item has (SOME)."""

    called = "request"

    words: tuple[str, ...]
    match: Match

    @property
    def id(self) -> str:
        return "request"

    @property
    def topics(self) -> tuple[str, ...]:
        return self.words


@dataclass(frozen=True, slots=True)
class CloseToNamed(AboutWork):
    """It is close to a work that the request names; `shared`: the tags that the two share by the guide."""

    called = "request"

    shared: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        # What is shared with it answers the request; that it was named repeats it.
        return "guide" if self.shared else self.called


@dataclass(frozen=True, slots=True)
class TagsFit(Evidence):
    """The guide marks the item with these tags, which speak for what was asked for; `values`: what stands on its card
    by the guide beside them."""

    called = "guide"

    item_id: str
    tags: tuple[str, ...]
    values: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.item_id


@dataclass(frozen=True, slots=True)
class SubjectOfNamed(AboutWork):
    """Its subject `own` goes with the subject `theirs` of a work that the request names; often the two are one."""

    called = "request"

    own: str
    theirs: str
    same: bool

    @property
    def topics(self) -> tuple[str, ...]:
        return self.own, self.theirs
