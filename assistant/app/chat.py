"""Conversation: turns, what they remember, and what was said before."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.app.changes import Changes
from assistant.app.chat_services import ChatServices, NothingIsKept
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.app.upkeep.foreground import Foreground
from assistant.chat.next_words import LIST, first_words
from assistant.chat.session import KEPT_TURNS, ChatSession, OnCards, Turn
from assistant.chat.turn import converse
from assistant.chat.understand.reading import read_intent
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row
from assistant.explain.checker_counts import CheckerCounts, keep_counts
from assistant.language.normalise import fold
from assistant.llm.client import LanguageModel, ModelClient, Stats
from assistant.messages import tr
from assistant.storage.journal.store import Conversation, StoredTurn

PERSON, ALCOVE = "you", "alcove"
"""Roles of stored turns."""
PRIVATE = "private:"
"""How the id of a conversation begins that leaves nothing behind."""
MOST_OF_A_NAME = 120


@dataclass(frozen=True, slots=True)
class ErasedTalk:
    """A conversation that was taken out, with all that the journal held of it."""

    conversation: Conversation
    turns: tuple[StoredTurn, ...]
    chips: Row | None


class Chat:
    """Turns, sessions and what they leave behind."""

    def __init__(
        self,
        stores: Stores,
        services: ChatServices,
        model: Callable[[], LanguageModel | None],
        foreground: Foreground,
        mutations: Mutations,
    ) -> None:
        self.services = services
        self._private: dict[str, list[StoredTurn]] = {}
        """Turns of conversations that are held here alone."""
        self._journal = stores.journal
        self._model = model
        self._foreground = foreground
        self._mutations = mutations
        self._memory = stores.memory
        self._sessions: dict[str, tuple[int, ChatSession]] = {}
        """Conversation: the id of its newest turn and what is remembered after that turn."""
        self._spent = Stats()

    def ask(
        self,
        text: str,
        *,
        conversation: str = "main",
        on_cards: OnCards | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Turn:
        """One turn: cards at once, then the reply as it is written. Both sides are kept in the journal, but for those
        of a private conversation: of that nothing is written, and it does nothing that would be."""
        self._foreground.asked()
        session, model = self.session(conversation), self._model()
        spent = model.spent() if isinstance(model, ModelClient) else Stats()
        counts = CheckerCounts()
        telling = partial(converse, on_cards=on_cards, on_text=on_text, cancelled=cancelled, counts=counts)
        if self.is_private(conversation):
            turn = self._unwritten(partial(telling, text, session, self.services.private(), model), session)
            last = self._hold(conversation, text, turn)
        else:
            turn = telling(text, session, self.services, model)
            keep_counts(self._journal, counts)
            with self._journal.atomic():
                self._journal.add_turn(conversation, PERSON, text, {})
                last = self._journal.add_turn(conversation, ALCOVE, turn.reply, _kept(turn))
        with self._memory:
            self._sessions[conversation] = last.id, turn.session
            self._spent = spent
        self._mutations.told(Changes(turn, conversations=True))
        return turn

    def _unwritten(self, telling: Callable[[], Turn], session: ChatSession) -> Turn:
        """A turn that proposes nothing to keep; where something was to be kept, its reply says that nothing is."""
        try:
            turn = telling()
            return replace(turn, memory=(), next=tuple(one for one in turn.next if one != tr(LIST)))
        except NothingIsKept as refused:
            return Turn(str(refused), session=session)

    def _hold(self, conversation: str, text: str, turn: Turn) -> StoredTurn:
        with self._memory:
            # One that was left while it was answered is not taken up again.
            held = self._private.get(conversation, [])
            for role, said, data in ((PERSON, text, {}), (ALCOVE, turn.reply, _kept(turn))):
                held.append(StoredTurn(len(held) + 1, conversation, role, said, data, time.time()))
            return held[-1]

    def tokens_of_turn(self) -> dict[str, int]:
        """What the last turn cost the model: prompt tokens evaluated and reused, and tokens written."""
        names, model = ("evaluated", "reused", "generated"), self._model()
        if not isinstance(model, ModelClient):
            return dict.fromkeys(names, 0)
        now = model.spent()
        return {name: max(0, getattr(now, name) - getattr(self._spent, name)) for name in names}

    def intent(self, text: str) -> Row:
        """How the conversation reads a sentence."""
        names, heads = self.services.gazetteer(), self.services.heads()
        return read_intent(text, names, heads=heads, is_word=self.services.is_word).to_data()

    # Sessions

    def session(self, conversation: str) -> ChatSession:
        """What the conversation remembers: its constraints and cards, after a restart as before."""
        turns = self.turns(conversation)
        last = turns[-1].id if turns else 0
        with self._memory:
            known = self._sessions.get(conversation)
            if known is None or known[0] != last:
                # Another process may have gone on with it, or a turn was taken back.
                known = last, self._restored(conversation, turns)
                self._sessions[conversation] = known
            return known[1]

    def put_session(self, conversation: str, session: ChatSession) -> Changes[ChatSession]:
        """For a chip that was taken away, or a fresh start; it outlasts a restart."""
        turns = self.turns(conversation)
        last = turns[-1].id if turns else 0
        if not self.is_private(conversation):
            self._journal.set(_chips(conversation), {"after": last, "session": session.state()} if turns else None)
        with self._memory:
            self._sessions[conversation] = last, session
        return self._mutations.told(Changes(session, conversations=True))

    def _restored(self, conversation: str, turns: Sequence[StoredTurn]) -> ChatSession:
        """The session as its turns left it, with the chips that were taken away since."""
        if not turns:
            return ChatSession()
        changed = self._journal.get(_chips(conversation))
        if changed and changed["after"] == turns[-1].id:
            state = changed["session"]
        else:
            state = next((one.data["session"] for one in reversed(turns) if "session" in one.data), {})
        session = ChatSession.from_data(state)
        for one in turns[-2 * KEPT_TURNS :]:
            session = session.with_turn(one.role, one.text)
        return session

    # Conversations

    def new(self, *, private: bool = False) -> str:
        """The id of a conversation that has no turns yet; a `private` one is held in memory alone, until `leave`."""
        name = f"c{uuid.uuid4().hex[:10]}"
        if not private:
            return name
        with self._memory:
            self._private[f"{PRIVATE}{name}"] = []
        return f"{PRIVATE}{name}"

    def is_private(self, conversation: str) -> bool:
        """Told by the name: what was asked before the conversation was left is not written down after it."""
        return conversation.startswith(PRIVATE)

    def leave(self, conversation: str) -> None:
        """A private conversation is over: nothing of it is left. Another one stays as it is."""
        with self._memory:
            if self._private.pop(conversation, None) is not None:
                self._sessions.pop(conversation, None)

    def first_words(self) -> tuple[str, ...]:
        """What this person might ask in an empty conversation; nothing while nothing is known of them."""
        works = {item.id: item for item in self.services.works()}
        return first_words(self.services.deeds(), works, described=bool(self.services.statements()))

    def conversations(self) -> list[Conversation]:
        """Earlier conversations and the one under way, the one with the newest turn first."""
        return self._journal.conversations()

    def turns(self, conversation: str) -> list[StoredTurn]:
        """The turns of a conversation in order; none if it is not known."""
        if self.is_private(conversation):
            return list(self._private.get(conversation, ()))
        return self._journal.turns(conversation)

    def search(self, query: str) -> list[Conversation]:
        """Conversations in which every word of the query was said by either side, the newest first."""
        words = fold(query).split()
        if not words:
            return self.conversations()
        said: dict[str, list[str]] = {}
        for turn in self._journal.all_turns():
            said.setdefault(turn.conversation_id, []).append(fold(turn.text))
        texts = {name: " ".join(parts) for name, parts in said.items()}
        return [
            one for one in self.conversations() if all(word in f"{fold(one.name)} {texts[one.id]}" for word in words)
        ]

    def rename(self, conversation: str, name: str) -> Changes[Conversation]:
        """Give a conversation a name; an empty one leaves it called by its opening. Raises AssistantError."""
        return self._named(replace(self._known(conversation), name=" ".join(name.split())[:MOST_OF_A_NAME]))

    def pin(self, conversation: str, pinned: bool = True) -> Changes[Conversation]:
        """Let a conversation stand before the others, or no longer. Raises AssistantError for one not known."""
        return self._named(replace(self._known(conversation), pinned=pinned))

    def _known(self, conversation: str) -> Conversation:
        found = next((one for one in self._journal.conversations() if one.id == conversation), None)
        if found is None:
            said = tr("There is no conversation {id}. List them with: alcove chat --list", id=conversation)
            raise AssistantError(said)
        return found

    def _named(self, conversation: Conversation) -> Changes[Conversation]:
        self._journal.name_conversation(conversation.id, conversation.name, conversation.pinned)
        return self._mutations.told(Changes(conversation, conversations=True))

    def erase(self, conversation: str) -> Changes[ErasedTalk]:
        """Take a conversation out for good; what it was is held by the caller alone. Raises AssistantError for one not
        known."""
        known = self._known(conversation)
        erased = ErasedTalk(known, tuple(self._journal.turns(conversation)), self._journal.get(_chips(conversation)))
        with self._journal.atomic():
            self._journal.remove_conversation(conversation)
        with self._memory:
            self._sessions.pop(conversation, None)
        return self._mutations.told(Changes(erased, conversations=True))

    def bring_back(self, erased: ErasedTalk) -> Changes[Conversation]:
        """Undo `erase`."""
        known = erased.conversation
        with self._journal.atomic():
            self._journal.restore_turns(erased.turns)
            self._journal.set(_chips(known.id), erased.chips)
            self._journal.name_conversation(known.id, known.name, known.pinned)
        return self._mutations.told(Changes(known, conversations=True))

    def drop_last_turn(self, conversation: str) -> Changes[str]:
        """Take the last question and its reply back, and return the question, to edit it or to ask it again.

        The session is as it was before. What the turn did beyond talking (a statement kept, a list made) stays. Empty
        when there is nothing to take back.
        """
        turns = self.turns(conversation)
        asked = next((one for one in reversed(turns) if one.role == PERSON), None)
        if asked is None:
            return Changes("")
        if self.is_private(conversation):
            with self._memory:
                del self._private[conversation][asked.id - 1 :]
                self._sessions.pop(conversation, None)
            return Changes(asked.text)
        with self._journal.atomic():
            self._journal.remove_turns(conversation, asked.id)
            self._journal.set(_chips(conversation), None)
        return self._mutations.told(Changes(asked.text, conversations=True))


def _kept(turn: Turn) -> Row:
    return {
        "cards": list(turn.cards),
        "reasons": dict(turn.reasons),
        "memory": list(turn.memory),
        "citations": [list(one) for one in turn.citations],
        "by": turn.by,
        "next": list(turn.next),
        "list": turn.saved.id if turn.saved is not None else "",
        "session": turn.session.state(),
    }


def _chips(conversation: str) -> str:
    return f"session:{conversation}"
