"""Assistant: the façade that the window and the command line hold. Every method may be called from any thread."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self, TypeVar

from assistant import explain
from assistant.chat_tools import ChatTools
from assistant.conversation.memory import Session, Turn
from assistant.conversation.merging import read_intent
from assistant.conversation.turn import converse
from assistant.core.embedding import Embedder, OnnxEmbedder
from assistant.core.entities import Feedback, Interaction, Item, Kind, Passage, Recommendation, Statement
from assistant.core.errors import ModelError
from assistant.core.journal import JournalStore, open_journal
from assistant.core.language_model import LanguageModel
from assistant.core.library import FileRecord, LibraryStore, open_library
from assistant.core.model_catalogue import installed_model, model_rows, row_of
from assistant.core.model_detection import detect
from assistant.core.settings import Paths, Settings, models_folder, write_atomically
from assistant.core.vault import open_vault
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.packs import Pack
from assistant.recommend.recommender import Placement, Recommender, WhyNot
from assistant.searching import SearchHit, search
from indexers.imports.apply import ImportReport, import_file
from indexers.sync import Progress, SyncReport, sync
from profiles.feedback import check_feedback
from profiles.portability import export_profile
from profiles.profile import Profile, StatementChange
from profiles.reviser import infer

__all__ = [
    "Assistant",
    "Changes",
    "Placement",
    "Progress",
    "Request",
    "SearchHit",
    "StatementChanges",
    "SyncReport",
    "Turn",
    "WhyNot",
]

SLATES_REMEMBERED = 5
"""How many past lists weigh on the next one, so that it is not the same list again."""
MOVES_SHOWN = 20


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


C = TypeVar("C", Changes, StatementChanges)


class Assistant:
    """Holds the stores and the models. Make one with `open`; close it at the end."""

    def __init__(
        self,
        paths: Paths,
        library: LibraryStore,
        journal: JournalStore,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
    ) -> None:
        self.paths = paths
        self.library = library
        self.journal = journal
        self.settings = settings
        self._embedder = embedder
        self._model = language_model
        self._lock = threading.RLock()
        self._recommender: tuple[int, Recommender] | None = None
        self._sessions: dict[str, Session] = {}
        self._tools = ChatTools(self)
        self.profile = Profile(journal, time.time, self._tools.gazetteer)

    @classmethod
    def open(
        cls,
        paths: Paths,
        *,
        passphrase: str | None = None,
        ask: Callable[[], str] | None = None,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
        llm: bool = True,
    ) -> Self:
        """Unlocks the vault and opens both databases; models are loaded when first used.

        Raises VaultError, StoreError and what else a person can mend.
        """
        settings = Settings.load(paths)
        key = open_vault(paths, passphrase, ask=ask)
        journal = open_journal(paths, key)
        library = open_library(paths, key)
        if language_model is None and llm:
            language_model = _model_or_none(settings)
        return cls(paths, library, journal, settings, embedder=embedder, language_model=language_model)

    def close(self) -> None:
        if self._model is not None:
            self._model.close()
        self.library.close()
        self.journal.close()

    # The library

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> SyncReport:
        """Bring folders and files into the library; without paths, all that are remembered. Raises NothingReadable."""
        roots = [path.absolute() for path in paths] or self.journal.roots()
        # Remembered first: what is stopped or killed on its way goes on the next time.
        for root in roots:
            if root.exists():
                self.journal.add_root(root)
        return sync(
            self.library,
            self.journal,
            self.embedder,
            roots,
            progress=progress or (lambda _: None),
            cancelled=cancelled or (lambda: False),
        )

    def import_file(self, path: Path) -> ImportReport:
        """Take over what another program's export says. Raises NotAnImport, or AssistantError for a damaged file."""
        return import_file(path, self.library, self.journal)

    def roots(self) -> list[Path]:
        return self.journal.roots()

    def problems(self) -> list[FileRecord]:
        return self.library.problems()

    def items(self, kind: Kind | None = None, query: str = "", limit: int | None = None) -> list[Item]:
        """The library, or what matches the words typed so far, best first."""
        if query.strip():
            hits = self.library.search_text(query, kind, limit or 200, typing=True)
            found = self.library.items_by_id([hit.item_id for hit in hits])
            return [found[hit.item_id] for hit in hits if hit.item_id in found]
        return self.library.items(kind)[:limit]

    def item(self, item_id: str) -> Item:
        return self.library.item(item_id)

    def find(self, text: str) -> Item:
        """An item by id or unambiguous title. Raises UnknownItem and AmbiguousItem."""
        return self.library.find(text)

    def cover(self, item_id: str) -> bytes | None:
        return self.library.cover(item_id)

    def passages(self, item_id: str) -> list[Passage]:
        return self.library.passages(item_id)

    def search(self, query: str, kind: Kind | None = None, n: int = 20) -> list[SearchHit]:
        """By words and by meaning, best first."""
        return search(self.library, self.embedder, query, kind, n)

    def version(self) -> tuple[int, int]:
        """Changes whenever library or journal do, whichever process wrote; cheap enough to ask every second."""
        return self.library.version(), self.journal.taste_version()

    # Recommending

    @property
    def embedder(self) -> Embedder:
        with self._lock:
            if self._embedder is None:
                self._embedder = OnnxEmbedder(models_folder() / "encoder", self.settings.threads)
            return self._embedder

    @property
    def model(self) -> LanguageModel | None:
        return self._model

    def recommender(self) -> Recommender:
        """The ranker over the library as it stands now; rebuilt when the library has changed."""
        with self._lock:
            version = self.library.version()
            if self._recommender is None or self._recommender[0] != version:
                catalogue = Catalogue.build(self.library.items(), *self.library.item_vectors())
                self._recommender = (
                    version,
                    Recommender(catalogue, self.embedder, self._pack(), self.library.search_text),
                )
            return self._recommender[1]

    def _pack(self) -> Pack | None:
        return Pack.load(self.paths.pack) if self.paths.pack.exists() else None

    def use_pack(self, file: Path) -> Pack:
        """Take a pack into use, in place of the one before. Raises PackError, and leaves the old one then."""
        pack = Pack.load(file)
        write_atomically(self.paths.pack, file.read_bytes())
        with self._lock:
            self._recommender = None
        return pack

    def pack(self) -> Pack | None:
        """The pack in use. Raises PackError if it was damaged since."""
        return self._pack()

    def history(self, *, fresh: bool = False) -> History:
        """The journal as the ranker reads it. A `fresh` list counts the last one as seen; otherwise it still stands."""
        slates = self.journal.recent_slates(SLATES_REMEMBERED + 1)
        shown: dict[str, float] = {}
        for age, slate in enumerate(slates if fresh else slates[1:]):
            for place in slate.rows:
                shown[place["id"]] = shown.get(place["id"], 0.0) + 0.5**age
        statements = tuple(one for one in self.journal.statements() if not one.muted)
        return History(tuple(self.journal.interactions()), statements, frozenset(self.journal.hidden()), shown)

    def request(self, **wishes: Any) -> Request:
        """A request with the person's sliders where `wishes` leaves them open."""
        wishes["surprise"] = self.settings.surprise if wishes.get("surprise") is None else wishes["surprise"]
        wishes["variety"] = self.settings.variety if wishes.get("variety") is None else wishes["variety"]
        return Request(**wishes)

    def recommend(
        self, request: Request | None = None, *, fresh: bool = True, explain: bool = True, llm: bool = True
    ) -> list[Recommendation]:
        """The next list, best first, each with its ledger and reason.

        `fresh` counts the last list as seen and remembers this one; without it, the standing list is solved again.
        """
        history = self.history(fresh=fresh)
        picks = self.recommender().recommend(history, request or self.request())
        if fresh and picks:
            self.journal.log_slate([{"id": pick.item.id, "score": float(pick.score)} for pick in picks])
        return [self.explained(pick, llm=llm) for pick in picks] if explain else picks

    def explained(self, pick: Recommendation, *, llm: bool = True) -> Recommendation:
        """With its reason in words: the model's if it is there and says only what the evidence says."""
        if llm and self._model is not None and pick.evidence:
            try:
                return replace(pick, explanation=explain.explain_with_model(pick, self._model))
            except ModelError:
                pass  # The reason stands in the ledger; only its wording is missing.
        return replace(pick, explanation=explain.explain(pick))

    def similar(self, item_id: str, n: int = 10) -> list[Recommendation]:
        """Items close to one, each with what it shares."""
        request = self.request(n=n, like=(item_id,), explore=False)
        return [self.explained(pick, llm=False) for pick in self.recommender().recommend(self.history(), request)]

    def why(self, item_id: str) -> Placement:
        """The rank and the ledger of an item in the standing list."""
        placed = self.recommender().why(self.history(), item_id, self.request(explore=False))
        return Placement(placed.rank, self.explained(placed.recommendation, llm=False))

    def why_not(self, item_id: str) -> WhyNot:
        """What holds an item down, and the smallest change that would bring it in."""
        answer = self.recommender().why_not(self.history(), item_id, self.request(explore=False))
        return replace(answer, recommendation=self.explained(answer.recommendation, llm=False))

    def what_if(self, without: str) -> list[tuple[str, int | None, int | None]]:
        """(item id, rank before, rank after) without a liked item, a statement or a kind; solved again, so exact."""
        return self.recommender().what_if(self.history(), without, self.request(explore=False))

    # Feedback

    def record(self, feedback: Feedback, *, at: float | None = None, source: str = "you") -> Changes:
        """Write feedback down, and say which items rose and fell. Raises UnknownItem and UsageError."""
        check_feedback(feedback)
        self.library.item(feedback.item_id)
        return self._shift(lambda: Changes(interaction=self.journal.record(feedback, at or time.time(), source)))

    def undo(self) -> Changes:
        """Take the last feedback back, as if it had never been."""
        return self._shift(lambda: Changes(interaction=self.journal.undo()))

    def hide(self, target: str) -> str:
        """Never recommend an item, a folder or `subject:NAME` again. Returns what is hidden."""
        hidden = self._hiding(target)
        self.journal.hide(hidden)
        return hidden

    def unhide(self, target: str) -> str:
        hidden = target if target in self.journal.hidden() else self._hiding(target)
        self.journal.unhide(hidden)
        return hidden

    def _hiding(self, target: str) -> str:
        if target.startswith("subject:") and target.partition(":")[2].strip():
            return target
        path = Path(target).expanduser()
        return f"folder:{path.absolute()}" if path.is_dir() else f"item:{self.library.find(target).id}"

    def _shift(self, act: Callable[[], C]) -> C:
        """Ranks before and after an act on the journal: what rose and what fell."""
        before = self._places()
        done = act()
        after = self._places()
        moves = [(id_, before[id_] - after[id_]) for id_ in before.keys() & after.keys() if before[id_] != after[id_]]
        moves.sort(key=lambda move: (-abs(move[1]), move[0]))
        rose = tuple(move for move in moves if move[1] > 0)[:MOVES_SHOWN]
        fell = tuple((id_, -by) for id_, by in moves if by < 0)[:MOVES_SHOWN]
        return replace(done, rose=rose, fell=fell)

    def _places(self) -> dict[str, int]:
        """The place of every candidate in the standing list, by item id."""
        recommender = self.recommender()
        ranking = recommender.rank(self.history(), self.request(explore=False))
        ids = recommender.catalogue.ids
        return {ids[row]: place for row, place in ranking.places().items()} if ranking is not None else {}

    # The profile

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
        undone = self.profile.undo()
        return self._revise(lambda: undone) if undone is not None else None

    def _revise(self, act: Callable[[], StatementChange]) -> StatementChanges:
        def revised() -> StatementChanges:
            change = act()
            statement = change.after or change.before
            assert statement is not None, "a change of the profile has a statement before or after it"
            return StatementChanges(statement, tuple(map(str, change.contradictions)))

        return self._shift(revised)

    def propose_statements(self) -> tuple[Statement, ...]:
        """What the feedback supports and the profile does not say yet."""
        proposals = infer(self.journal.interactions(), self.library.items(), time.time())
        declined = set(self.journal.get("declined", []))
        return tuple(one for one in self.profile.open_proposals(proposals) if one.id not in declined)

    def decline_statement(self, statement_id: str) -> None:
        """Never propose this one again."""
        self.journal.set("declined", sorted({*self.journal.get("declined", []), statement_id}))

    def export_profile(self, folder: Path) -> tuple[Path, Path]:
        """Write profile.md and profile.json. Raises AssistantError if the folder cannot be written."""
        items = {item.id: item for item in self.library.items()}
        acts, history = self.journal.interactions(), self.profile.history()
        return export_profile(folder, self.statements(), acts, items, history, now=time.time())

    def erase_profile(self) -> int:
        """Take every statement out; returns how many there were."""
        return self.profile.erase()

    # Conversation

    def chat(
        self,
        text: str,
        *,
        conversation: str = "main",
        on_cards: Callable[[Sequence[str]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Turn:
        """One turn: cards at once, then the reply as it is written. Both sides are kept in the journal."""
        session = self.session(conversation)
        turn = converse(
            text, session, self._tools, self._model, on_cards=on_cards, on_text=on_text, cancelled=cancelled
        )
        self._sessions[conversation] = turn.session
        self.journal.add_turn(conversation, "you", text, {})
        self.journal.add_turn(
            conversation, "alcove", turn.reply, {"cards": list(turn.cards), "memory": list(turn.memory)}
        )
        return turn

    def intent(self, text: str) -> dict[str, Any]:
        """How the conversation reads a sentence."""
        return read_intent(text, self._tools.gazetteer(), self._model).to_data()

    def session(self, conversation: str) -> Session:
        """What the conversation remembers: its constraints and cards."""
        return self._sessions.setdefault(conversation, Session())

    def put_session(self, conversation: str, session: Session) -> None:
        """For a chip that was taken away, or a fresh start."""
        self._sessions[conversation] = session

    # Models

    def models(self, *, detected: bool = False) -> list[dict[str, Any]]:
        """The catalogue's models and those installed; with `detected`, those of other programs on this machine too."""
        in_use = self._model.name if self._model is not None else ""
        return model_rows(in_use=in_use) + ([row_of(entry) for entry in detect(Path.home())] if detected else [])

    def use_model(self, name: str) -> None:
        """Take another model from now on. Raises ModelError if it is not on this machine."""
        settings = replace(Settings.load(self.paths), model=name)
        fresh = installed_model(settings)
        before, self._model = self._model, fresh
        settings.save(self.paths)
        self.settings = settings
        if before is not None:
            before.close()


def _model_or_none(settings: Settings) -> LanguageModel | None:
    """Everything but conversation works without a model; `doctor` says why there is none."""
    try:
        return installed_model(settings)
    except ModelError:
        return None
