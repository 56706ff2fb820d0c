"""The profile's side of the façade: statements, proposals, export."""

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from assistant.app.changes import ErasedProfile, ImportedProfile, StatementChanges
from assistant.app.feedback import Acts
from assistant.domain.entities import Kind, Statement
from assistant.storage.journal.purge import purge_statements
from profiles.profile import DECLINED, UNDONE, Profile, StatementChange
from profiles.profile_export import export_profile, read_profile
from profiles.statement_inference import infer

ONBOARDING = "onboarding"
"""The small value that keeps the questions of the first acquaintance with their answers."""
PROFILE_VALUES = (UNDONE, DECLINED, ONBOARDING)


class Tastes(Acts):
    """The sentences that steer the ranking."""

    @cached_property
    def profile(self) -> Profile:
        return Profile(self.journal, time.time, self.gazetteer)

    def statements(self) -> tuple[Statement, ...]:
        return self.profile.statements()

    def add_statement(self, text: str, kind: Kind | None = None) -> StatementChanges:
        """Raises InvalidStatement."""
        return self._revise(lambda: self.profile.add(text, kind))

    def edit_statement(self, statement_id: str, text: str) -> StatementChanges:
        """Raises UnknownStatement and InvalidStatement."""
        return self._revise(lambda: self.profile.edit(statement_id, text))

    def mute_statement(self, statement_id: str, muted: bool = True) -> StatementChanges:
        """Raises UnknownStatement."""
        return self._revise(lambda: self.profile.mute(statement_id, muted))

    def remove_statement(self, statement_id: str) -> StatementChanges:
        """Raises UnknownStatement."""
        return self._revise(lambda: self.profile.remove(statement_id))

    def accept_statement(self, proposal: Statement) -> StatementChanges:
        """Take a proposal into the profile."""
        return self._revise(lambda: self.profile.accept(proposal))

    def undo_statement(self) -> StatementChanges | None:
        """Take the last change of the profile back; None when there is none."""
        before = self._places()
        undone = self.profile.undo()
        return self._moved(_told(undone), before) if undone is not None else None

    def _revise(self, act: Callable[[], StatementChange]) -> StatementChanges:
        return self._shift(lambda: _told(act()))

    def propose_statements(self) -> tuple[Statement, ...]:
        """What the feedback supports and the profile does not say yet."""
        proposals = infer(self.journal.interactions(), self.library.items(), time.time())
        declined = set(self.journal.get(DECLINED, []))
        return tuple(one for one in self.profile.open_proposals(proposals) if one.id not in declined)

    def decline_statement(self, statement_id: str) -> None:
        """Never propose this one again."""
        self.journal.set(DECLINED, sorted({*self.journal.get(DECLINED, []), statement_id}))

    def export_profile(self, folder: Path) -> tuple[Path, Path]:
        """Write profile.md and profile.json. Raises AssistantError if the folder cannot be written."""
        items = {item.id: item for item in self.library.items()}
        acts, history = self.journal.interactions(), self.profile.history()
        return export_profile(folder, self.statements(), acts, items, history, now=time.time())

    def import_profile(self, path: Path) -> ImportedProfile:
        """Take the statements of an exported profile in, JSON or Markdown. Raises AssistantError if it is neither.

        Feedback and history in the file are for reading; `restore` is the way to bring those back.
        """
        read = read_profile(path, now=time.time())

        def taken() -> ImportedProfile:
            with self.journal.atomic():
                added, known = self.profile.take_in(read.statements)
            ids = {one.id for one in added}
            quarrels = [one for one in self.profile.contradictions() if ids & {one.first.id, one.second.id}]
            return ImportedProfile(added, known, read.rejected, tuple(map(str, quarrels)))

        return self._shift(taken)

    def erase_profile(self) -> ErasedProfile:
        """Destroy every statement with its history, and what was declined. No undo brings it back."""
        standing = len(self.statements())
        return ErasedProfile(standing, purge_statements(self.journal, PROFILE_VALUES))


def _told(change: StatementChange) -> StatementChanges:
    statement = change.after or change.before
    assert statement is not None, "a change of the profile has a statement before or after it"
    return StatementChanges(statement, tuple(map(str, change.contradictions)))
