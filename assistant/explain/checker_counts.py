"""How often the checker let a model's sentence through: counted for the person to see, without any text."""

from dataclasses import dataclass

from assistant.storage.journal.store import JournalStore

COUNTS = "checker counts"  # no words
"""The journal's name for what was counted."""


@dataclass
class CheckerCounts:
    """How often the checker let a sentence pass, dropped one, and had to fall back to the built-in wording."""

    passed: int = 0
    dropped: int = 0
    fallback: int = 0

    def to_data(self) -> dict[str, int]:
        return {"passed": self.passed, "dropped": self.dropped, "fallback": self.fallback}

    def __bool__(self) -> bool:
        return bool(self.passed or self.dropped or self.fallback)


def counts_kept(journal: JournalStore) -> CheckerCounts:
    """All that was counted so far: plain numbers, no text."""
    known = journal.get(COUNTS, {})
    return CheckerCounts(**{name: int(known.get(name, 0)) for name in CheckerCounts().to_data()})


def keep_counts(journal: JournalStore, counts: CheckerCounts) -> None:
    """Adds what was counted just now."""
    if counts:
        with journal.atomic():
            before = counts_kept(journal).to_data()
            journal.set(COUNTS, {name: before[name] + value for name, value in counts.to_data().items()})
