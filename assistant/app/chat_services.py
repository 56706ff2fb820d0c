"""What a conversation may do, made of the parts of the App: code calls them, never a model."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Protocol, Self

from assistant.app.cards import ItemCards
from assistant.app.changes import Changes
from assistant.app.feedback import FeedbackLog
from assistant.app.library import Library
from assistant.app.profile import UserProfile
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.recommendations import Recommendations
from assistant.cards.needs import NeedsMet
from assistant.chat.services import Placed, SavedList, Sought, Station
from assistant.chat.understand.heads import MessageHeads
from assistant.domain.cards import Card
from assistant.domain.entities import Feedback, Interaction, Item, Kind, Recommendation, Statement
from assistant.domain.errors import AssistantError
from assistant.domain.notes import Note
from assistant.domain.relations import NO_MIX, Mix
from assistant.domain.rows import Row
from assistant.domain.targets import Target
from assistant.explain.change_words import what_would_change_it
from assistant.language.gazetteer import Gazetteer
from assistant.lists.list_request import ListWish
from assistant.messages import tr
from assistant.search.answers.finding import FoundAnswer
from assistant.search.hybrid import SearchHit
from indexers.sound.signal import SoundFeatures


class NothingIsKept(AssistantError):
    """Something was to be written down in a private conversation."""

    def __init__(self) -> None:
        super().__init__(
            tr("This conversation is private, so nothing is written down. Say it again in another one to keep it.")
        )


_EVER = (-9999, 9999)
"""Years that let everything through."""
Keep = Callable[[str, Sequence[str], Mapping[str, str], ListWish | None], SavedList]
"""Keeps a list under a title: its item ids, the reason of each, and what was asked for."""


class KeptLists(Protocol):
    """The lists of the journal, as far as a conversation changes them."""

    def get(self, list_id: str) -> SavedList: ...

    def edit(
        self, list_id: str, *, title: str | None = None, items: Sequence[str] | None = None
    ) -> Changes[SavedList]: ...

    def remove(self, list_id: str) -> Changes[Row]: ...


class Stations(Protocol):
    """What makes radios and keeps them."""

    def made(self, item_id: str, to: str = "", minutes: float | None = None, mix: Mix = NO_MIX) -> Station: ...

    def keep(self, made: Station) -> Changes[SavedList]: ...


class ChatServices:
    """Implements `assistant.chat.services.Services`. Items `without` are left out of every recommendation."""

    def __init__(
        self,
        library: Library,
        ranking: Ranking,
        recommendations: Recommendations,
        profile: UserProfile,
        feedback: FeedbackLog,
        cards: ItemCards,
        stations: Callable[[], Stations],
        keep: Keep,
        lists: KeptLists,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self._library = library
        self._ranking = ranking
        self._recommendations = recommendations
        self._profile = profile
        self._feedback = feedback
        self._cards = cards
        # Asked for when one is wanted: a radio is kept as a list, and lists are made of these services.
        self._stations = stations
        self._keep = keep
        self._lists = lists
        self._without = without
        self._private = False

    def private(self) -> Self:
        """The same, for a conversation that leaves nothing behind: whatever would be kept raises NothingIsKept."""
        other = copy(self)
        other._private = True
        return other

    def _may_keep(self) -> None:
        if self._private:
            raise NothingIsKept

    def gazetteer(self) -> Gazetteer:
        return self._library.gazetteer()

    def heads(self) -> MessageHeads | None:
        return self._library.heads()

    def item(self, item_id: str) -> Item:
        return self._library.item(item_id)

    def notes(self, item_id: str | None = None) -> Sequence[Note]:
        return self._library.notes(item_id)

    def beginning(self, item_id: str) -> str:
        return next((one.text for one in self._library.passages(item_id)), "")

    def albums(self) -> frozenset[str]:
        return frozenset(item.id for item in self._ranking.catalogue().items if item.form == "album")

    def hidden(self) -> frozenset[str]:
        catalogue = self._ranking.catalogue()
        rows = catalogue.hidden_rows(self._ranking.history().hidden)
        return frozenset(catalogue.ids[row] for row in rows.nonzero()[0].tolist())

    def search(self, query: str, kind: Kind | None = None, n: int = 20) -> Sequence[SearchHit]:
        return self._library.search(query, kind, n)

    def is_word(self, word: str) -> bool:
        return self._library.is_word(word)

    def paper_words(self, text: str) -> int:
        return self._library.paper_words(text)

    def recommend(self, sought: Sought) -> Sequence[Recommendation]:
        within = sought.within
        first, last = within.years or (None, None)
        return self._recommendations.found(self._ranking.request(
            text=sought.text, kind=sought.kind, n=sought.n, like=sought.like, avoid=sought.avoid,
            exclude=sought.exclude | self._without,
            years=(first or _EVER[0], last or _EVER[1]) if within.years else None,
            language=within.languages[0] if len(within.languages) == 1 else "",
            minutes=within.minutes[1] if within.minutes else None,
            known=sought.known,
        ))  # fmt: skip

    def card(self, item_id: str) -> Card:
        return self._cards.card(item_id)

    def sound(self, item_id: str) -> SoundFeatures | None:
        return self._library.sound(item_id)

    def needs(self, text: str) -> NeedsMet:
        return self._ranking.recommender().needs(text)

    def why(self, item_id: str) -> Placed:
        answer = self._recommendations.why(item_id)
        if answer.rank is None:
            return self.why_not(item_id)
        return Placed(answer.rank, answer.recommendation)

    def why_not(self, item_id: str) -> Placed:
        answer = self._recommendations.why_not(item_id)
        return Placed(answer.rank, answer.recommendation, what_would_change_it(answer))

    def compare(self, first: str, second: str) -> tuple[Placed, Placed]:
        return self.why(first), self.why(second)

    def statements(self) -> Sequence[Statement]:
        return self._profile.statements()

    def remember(self, text: str) -> Statement:
        self._may_keep()
        return self._profile.add(text).row.statement

    def forget(self, statement_id: str) -> Statement:
        self._may_keep()
        return self._profile.remove(statement_id).row.statement

    def make_list(
        self, title: str, items: Sequence[str], reasons: Mapping[str, str], wish: ListWish | None = None
    ) -> SavedList:
        self._may_keep()
        return self._keep(title, items, reasons, wish)

    def station(self, item_id: str, minutes: float | None = None, mix: Mix = NO_MIX) -> Station:
        return self._stations().made(item_id, minutes=minutes, mix=mix)

    def keep_station(self, station: Station) -> SavedList | None:
        return None if self._private else self._stations().keep(station).row

    def works(self) -> Sequence[Item]:
        return self._library.items()

    def deeds(self) -> Sequence[Interaction]:
        return self._feedback.all()

    def record(self, feedback: Feedback) -> None:
        self._may_keep()
        self._feedback.record(feedback)

    def take_back(self) -> Interaction | None:
        self._may_keep()
        return self._feedback.undo().row

    def hide(self, item_id: str) -> None:
        self._may_keep()
        self._feedback.hide(Target.item(item_id))

    def unhide(self, item_id: str) -> None:
        self._may_keep()
        self._feedback.unhide(Target.item(item_id))

    def restore_profile(self) -> None:
        self._may_keep()
        self._profile.undo()

    def saved(self, list_id: str) -> SavedList | None:
        try:
            return self._lists.get(list_id)
        except AssistantError:
            return None

    def rearrange(self, list_id: str, items: Sequence[str]) -> SavedList:
        self._may_keep()
        return self._lists.edit(list_id, items=items).row

    def drop_list(self, list_id: str) -> None:
        self._may_keep()
        self._lists.remove(list_id)

    def alike(self, text: str, others: Sequence[str]) -> Sequence[float]:
        return self._library.alike(text, others)

    def papers_meant(self, question: str) -> Sequence[str]:
        return self._library.papers_meant(question)

    def answer(self, question: str, item_id: str | None = None) -> FoundAnswer:
        return self._library.answers(question, item_id)
