"""The stand-in's side for the conversation: what is said is kept by conversation, replies come word by word."""

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from assistant.domain.entities import Item, Passage
from assistant.storage.journal.store import Conversation, StoredTurn


@dataclass(frozen=True)
class FakeSession:
    constraints: tuple[Any, ...] = ()

    def without_constraint(self, chip: str) -> "FakeSession":
        return FakeSession(tuple(one for one in self.constraints if one.chip != chip))


class FakeTalk:
    """Replies with `reply`, shows two cards and proposes one sentence."""

    reply: str
    pause: float
    chat_error: Exception | None
    notice: str = ""
    citations: tuple[tuple[int, str, str], ...] = ()

    def begin_talk(self) -> None:
        self.talks: dict[str, list[StoredTurn]] = {}
        self.constraints: tuple[Any, ...] = ()
        self._turn_ids = itertools.count(1)
        self._talk_ids = itertools.count(1)

    def chat(
        self,
        text: str,
        *,
        conversation: str = "main",
        on_cards: Callable[[Sequence[Item]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Any:
        self._called()  # type: ignore[attr-defined]
        shown = tuple(self.item(one) for one in ("i0", "i8"))  # type: ignore[attr-defined]
        if on_cards:
            on_cards(shown)
        written = ""
        for word in self.reply.split(" "):
            if cancelled and cancelled():
                break
            time.sleep(self.pause)
            written += word + " "
            if on_text:
                on_text(word + " ")
            if self.chat_error is not None:
                raise self.chat_error
        data = {"cards": ["i0", "i8"], "citations": [list(one) for one in self.citations]}
        for role, said, kept in (("you", text, {}), ("alcove", written.strip(), data)):
            turn = StoredTurn(next(self._turn_ids), conversation, role, said, kept, time.time())
            self.talks.setdefault(conversation, []).append(turn)
        self.constraints = (SimpleNamespace(chip="nothing sad"),)
        return SimpleNamespace(
            reply=written.strip(),
            items=shown,
            memory=("I read quiet books in the evening",),
            citations=self.citations,
            notice=self.notice,
            saved=self.lists()[0] if "list" in text else None,  # type: ignore[attr-defined]
        )

    def session(self, conversation: str) -> Any:
        return FakeSession(self.constraints)

    def put_session(self, conversation: str, session: Any) -> None:
        self.constraints = session.constraints

    def new_conversation(self) -> str:
        return f"c{next(self._talk_ids)}"

    def conversations(self) -> list[Conversation]:
        found = [
            Conversation(name, turns[0].at, turns[-1].at, len(turns), turns[0].text)
            for name, turns in self.talks.items()
            if turns
        ]
        return sorted(found, key=lambda one: -self.talks[one.id][-1].id)

    def search_conversations(self, query: str) -> list[Conversation]:
        said = {name: " ".join(turn.text for turn in turns).casefold() for name, turns in self.talks.items()}
        return [one for one in self.conversations() if query.casefold() in said[one.id]]

    def turns(self, conversation: str) -> list[StoredTurn]:
        return list(self.talks.get(conversation, ()))

    def erase_conversation(self, conversation: str) -> int:
        return len(self.talks.pop(conversation))

    def drop_last_turn(self, conversation: str) -> str:
        turns = self.talks[conversation]
        self.talks[conversation] = turns[:-2]
        return turns[-2].text

    def passages(self, item_id: str) -> list[Passage]:
        return [Passage(item_id, 0, "A first page.", "page 1"), Passage(item_id, 1, "I went to the woods.", "page 2")]
