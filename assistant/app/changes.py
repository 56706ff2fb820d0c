"""What an act of the person changed, in the standing list and elsewhere."""

from dataclasses import dataclass

from assistant.domain.entities import Interaction, Statement


@dataclass(frozen=True, slots=True)
class Changes:
    """What feedback changed: the journal's row, and the items that rose or fell in the list by how many places."""

    interaction: Interaction | None
    rose: tuple[tuple[str, int], ...] = ()
    fell: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StatementChanges:
    """What a change of the profile changed; `contradictions` are sentences that say which statements disagree."""

    statement: Statement
    contradictions: tuple[str, ...] = ()
    rose: tuple[tuple[str, int], ...] = ()
    fell: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedProfile:
    """What came in with a profile: statements that are new, those that stood here already, and what was no statement,
    as (its first words, the reason)."""

    added: tuple[Statement, ...] = ()
    known: tuple[Statement, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    contradictions: tuple[str, ...] = ()
    rose: tuple[tuple[str, int], ...] = ()
    fell: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ErasedProfile:
    """What was destroyed: the statements that stood, and all their versions, those removed before included."""

    statements: int
    versions: int
