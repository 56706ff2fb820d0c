"""Facts about what the person wrote, or underlined in a work."""

from dataclasses import dataclass

from assistant.domain.evidence.base import AboutWork
from assistant.domain.kinds import NoteKind


@dataclass(frozen=True, slots=True)
class Noted(AboutWork):
    """It is near in meaning to a note. `work` is what the note is about, or stands in; `quote` are words of it."""

    called = "note"

    note: str
    """Its id."""
    kind: NoteKind
    quote: str

    @property
    def id(self) -> str:
        return self.note

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.quote,)


@dataclass(frozen=True, slots=True)
class Reason(AboutWork):
    """It is close to why the person liked another work, or did not; `quote` are their words."""

    called = "reason"

    quote: str
    liked: bool

    @property
    def against(self) -> bool:
        return not self.liked

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.quote,)
