"""The profile: the sentences that steer the ranking, proposals for more, and their export."""

import time
from collections.abc import Callable
from pathlib import Path

from assistant.app.changes import Changes, ErasedProfile, ImportedProfile, Revised
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.domain.entities import Kind, Statement
from assistant.language.gazetteer import Gazetteer
from assistant.storage.derived import LAST_LIST
from assistant.storage.journal.purge import purge_statements
from assistant.storage.journal.records import StatementVersion
from profiles.habit_inference import infer_habits
from profiles.profile import DECLINED, UNDONE, Profile, StatementChange
from profiles.profile_export import export_profile, read_profile
from profiles.statement_doubt import Doubt, doubts
from profiles.statement_inference import infer
from profiles.statements import Contradiction
from profiles.taste_timeline import Timeline, taste_timeline

ONBOARDING = "onboarding"
"""The small value that keeps the questions of the first acquaintance with their answers."""
PROFILE_VALUES = (UNDONE, DECLINED, ONBOARDING)


class UserProfile:
    """Every change of a statement is ranked, and said to contradict what it contradicts."""

    def __init__(self, stores: Stores, names: Callable[[], Gazetteer], mutations: Mutations) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._names = names
        self._profile = Profile(stores.journal, time.time, names)
        self._mutations = mutations

    def statements(self) -> tuple[Statement, ...]:
        return self._profile.statements()

    def contradictions(self) -> list[Contradiction]:
        return self._profile.contradictions()

    def history(self) -> list[StatementVersion]:
        """Every version of every statement, the oldest first."""
        return self._profile.history()

    # Changes

    def add(self, text: str, kind: Kind | None = None) -> Changes[Revised]:
        """Raises InvalidStatement."""
        return self._revise(lambda: self._profile.add(text, kind))

    def edit(self, statement_id: str, text: str) -> Changes[Revised]:
        """Raises UnknownStatement and InvalidStatement."""
        return self._revise(lambda: self._profile.edit(statement_id, text))

    def mute(self, statement_id: str, muted: bool = True) -> Changes[Revised]:
        """Raises UnknownStatement."""
        return self._revise(lambda: self._profile.mute(statement_id, muted))

    def remove(self, statement_id: str) -> Changes[Revised]:
        """Raises UnknownStatement."""
        return self._revise(lambda: self._profile.remove(statement_id))

    def confirm(self, statement_id: str) -> Changes[Revised]:
        """Say that a sentence still holds. Raises UnknownStatement."""
        return self._revise(lambda: self._profile.confirm(statement_id))

    def accept(self, proposal: Statement) -> Changes[Revised]:
        """Take a proposal into the profile."""
        return self._revise(lambda: self._profile.accept(proposal))

    def undo(self) -> Changes[Revised | None]:
        """Take the last change of the profile back; its row is None when there is none."""

        def undone() -> Changes[Revised | None]:
            change = self._profile.undo()
            return Changes(_revised(change) if change is not None else None, profile=change is not None)

        return self._mutations.ranked(undone)

    def _revise(self, act: Callable[[], StatementChange]) -> Changes[Revised]:
        return self._mutations.ranked(lambda: Changes(_revised(act()), profile=True))

    # Proposals

    def proposals(self) -> tuple[Statement, ...]:
        """What the feedback supports and the profile does not say yet."""
        acts, items, now = self._journal.interactions(), self._library.items.all(), time.time()
        inferred = {one.id: one for one in infer(acts, items, now)}
        turned = [turn.proposal for turn in taste_timeline(acts, items, now).turns if turn.proposal is not None]
        # What is new comes first, in the words that tell most of it.
        first = {one.id: inferred.pop(one.id, one) for one in (*turned, *infer_habits(acts, items, now))}
        declined = set(self._journal.get(DECLINED, []))
        proposed = self._profile.open_proposals((*first.values(), *inferred.values()))
        return tuple(one for one in proposed if one.id not in declined)

    def timeline(self) -> Timeline:
        """What the works in hand were about, month by month, and what has changed lately."""
        return taste_timeline(self._journal.interactions(), self._library.items.all(), time.time())

    def doubts(self) -> tuple[Doubt, ...]:
        """Sentences that what was judged since no longer bears out."""
        acts, items = self._journal.interactions(), self._library.items.all()
        return doubts(self.statements(), acts, items, self._names())

    def decline(self, statement_id: str) -> Changes[str]:
        """Never propose this one again."""

        def declined() -> Changes[str]:
            self._journal.set(DECLINED, sorted({*self._journal.get(DECLINED, []), statement_id}))
            return Changes(statement_id, profile=True)

        return self._mutations.plain(declined)

    def reconsider(self, statement_id: str) -> Changes[str]:
        """Propose again what was declined."""

        def reconsidered() -> Changes[str]:
            self._journal.set(DECLINED, sorted({*self._journal.get(DECLINED, [])} - {statement_id}))
            return Changes(statement_id, profile=True)

        return self._mutations.plain(reconsidered)

    # Out and in

    def export(self, folder: Path) -> tuple[Path, Path]:
        """Write profile.md and profile.json. Raises AssistantError if the folder cannot be written."""
        items = {item.id: item for item in self._library.items.all()}
        acts, history = self._journal.interactions(), self.history()
        notes = self._journal.notes.all()
        return export_profile(folder, self.statements(), acts, items, history, notes, now=time.time())

    def import_file(self, path: Path) -> Changes[ImportedProfile]:
        """Take the statements of an exported profile in, JSON or Markdown. Raises AssistantError if it is neither.

        Feedback and history in the file are for reading; `restore` is the way to bring those back.
        """
        read = read_profile(path, now=time.time())

        def taken() -> Changes[ImportedProfile]:
            with self._journal.atomic():
                added, known = self._profile.take_in(read.statements)
            ids = {one.id for one in added}
            quarrels = [one for one in self.contradictions() if ids & {one.first.id, one.second.id}]
            return Changes(ImportedProfile(added, known, read.rejected, tuple(map(str, quarrels))), profile=True)

        return self._mutations.ranked(taken)

    def erase(self) -> Changes[ErasedProfile]:
        """Destroy every statement with its history, and what was declined. No undo brings it back."""

        def erased() -> Changes[ErasedProfile]:
            standing = len(self.statements())
            # Its reasons may name what the statements say.
            self._library.derived.forget(LAST_LIST)
            return Changes(ErasedProfile(standing, purge_statements(self._journal, PROFILE_VALUES)), profile=True)

        return self._mutations.ranked(erased)


def _revised(change: StatementChange) -> Revised:
    statement = change.after or change.before
    assert statement is not None, "a change of the profile has a statement before or after it"
    return Revised(statement, tuple(map(str, change.contradictions)))
