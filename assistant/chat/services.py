"""What a turn of conversation may ask of the program. The façade implements it; code, never a model, calls it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from assistant.cards.needs import NeedsMet
from assistant.chat.understand.heads import MessageHeads
from assistant.domain.cards import Card
from assistant.domain.entities import Feedback, Interaction, Item, Kind, Recommendation, Statement
from assistant.domain.notes import Note
from assistant.domain.relations import NO_MIX, Mix
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer
from assistant.lists.list_request import ListWish
from assistant.search.answers.finding import FoundAnswer
from indexers.sound.signal import SoundFeatures


class FoundItem(Protocol):
    """A hit of a search. Any object with these attributes serves, such as the service's SearchHit."""

    @property
    def item(self) -> Item: ...

    @property
    def score(self) -> float: ...

    @property
    def passage(self) -> str: ...


class Station(Protocol):
    """What follows a work, in order. Any object with these attributes serves, such as the radio's Sequenced."""

    @property
    def title(self) -> str: ...

    @property
    def form(self) -> str: ...

    @property
    def items(self) -> tuple[Item, ...]: ...

    @property
    def minutes(self) -> float: ...

    def reasons(self) -> Mapping[str, str]:
        """By item id, what each has in common with the one before."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an item stands among the recommendations. `rank` counts from 1; `None` means that it is never shown."""

    rank: int | None
    recommendation: Recommendation
    change: str = ""
    """The smallest change that would bring it in, in one sentence; empty for an item that is in already."""


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list that was made and kept: its title and the ids of its items in order. `path` if a file was written."""

    title: str
    items: tuple[str, ...]
    path: Path | None = None
    id: str = ""
    text: str = ""
    """The words that asked for it."""
    form: str = "list"
    """playlist, reading plan, bundle, list, or shelf for a living one."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """By item id, from the ledger."""
    made: float = 0.0
    """Unix seconds."""
    living: bool = False
    """True for a shelf, whose items follow the library by themselves."""
    stale: bool = False
    """True if the library has changed since it was made."""
    note: str = ""
    """What the person should know: that it is shorter than asked, for example."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a turn asks the recommender for. `like` holds item ids, `avoid` words or item ids.

    `within`: years, one language and the greatest length that no item may be known to miss.
    """

    text: str = ""
    kind: Kind | None = None
    n: int = 10
    like: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    exclude: frozenset[str] = frozenset()
    within: Facets = field(default_factory=Facets)
    known: bool = False
    """Whether what the person has read or heard may come as well."""


class Services(Protocol):
    """What a turn may do. Ids come from the gazetteer or from earlier results, never from a model's prose."""

    def gazetteer(self) -> Gazetteer:
        """Titles, creators and subjects of the library. Kept between turns until the library changes."""

    def heads(self) -> MessageHeads | None:
        """What reads messages by meaning; None where the encoder for all languages is not there."""

    def item(self, item_id: str) -> Item:
        """The item of that id. Raises UnknownItem."""

    def notes(self, item_id: str | None = None) -> Sequence[Note]:
        """What the person wrote about an item or underlined in it, or in all."""

    def beginning(self, item_id: str) -> str:
        """The first passage of an item's text; empty where it has none."""

    def albums(self) -> frozenset[str]:
        """Ids of the items that are whole albums; a playlist is made of tracks."""

    def hidden(self) -> frozenset[str]:
        """Ids of the items that are hidden, by themselves, by their folder or by a subject."""

    def search(self, query: str, kind: Kind | None = None, n: int = 20) -> Sequence[FoundItem]:
        """Items that hold the words, or passages near in meaning, best first."""

    def is_word(self, word: str) -> bool:
        """Whether a folded word is one of English, or of the library: what is none may be misspelt."""

    def paper_words(self, text: str) -> int:
        """How many words of a text one paper holds that no work and hardly another paper does."""

    def recommend(self, sought: Sought) -> Sequence[Recommendation]:
        """Recommendations, without explanations. Items to be like may be of another kind than what is sought."""

    def card(self, item_id: str) -> Card:
        """What an item is like, facet by facet. Raises UnknownItem."""

    def sound(self, item_id: str) -> SoundFeatures | None:
        """What was measured of a recording, if anything was."""

    def needs(self, text: str) -> NeedsMet:
        """What a person needs who says so, and names no mood or kind."""

    def why(self, item_id: str) -> Placed:
        """The rank of an item and the ledger behind it."""

    def why_not(self, item_id: str) -> Placed:
        """The rank of an item, what held it down, and what would change it."""

    def compare(self, first: str, second: str) -> tuple[Placed, Placed]:
        """Two items with their ranks and ledgers."""

    def statements(self) -> Sequence[Statement]:
        """The profile as it stands."""

    def remember(self, text: str) -> Statement:
        """Writes a statement into the profile. Called only when the person asked for it. Raises InvalidStatement."""

    def forget(self, statement_id: str) -> Statement:
        """Takes a statement out of the profile and returns it. Raises UnknownStatement."""

    def make_list(
        self, title: str, items: Sequence[str], reasons: Mapping[str, str], wish: ListWish | None = None
    ) -> SavedList:
        """Keeps a list under a title. `reasons` tells of each item id why; `wish` is what was asked for."""

    def station(self, item_id: str, minutes: float | None = None, mix: Mix = NO_MIX) -> Station:
        """A work and what follows it on the shelves, unlike the works of `mix.minus`. Raises UnknownItem, UsageError,
        and AssistantError where nothing can follow."""

    def keep_station(self, station: Station) -> SavedList | None:
        """Keeps it as a list; None where nothing is kept of the conversation."""

    def works(self) -> Sequence[Item]:
        """All works, wishes and documents of the library."""

    def deeds(self) -> Sequence[Interaction]:
        """All that was said of items and done with them, the oldest first."""

    def record(self, feedback: Feedback) -> None:
        """Writes down what the person says of an item or did with it. Raises UnknownItem and UsageError."""

    def take_back(self) -> Interaction | None:
        """Takes the last feedback back, as if it had never been; None if there is none."""

    def hide(self, item_id: str) -> None:
        """Never recommends an item again. Raises UnknownItem."""

    def unhide(self, item_id: str) -> None:
        """Lets it be recommended again. Raises UnknownItem."""

    def restore_profile(self) -> None:
        """Takes the last change of the profile back."""

    def saved(self, list_id: str) -> SavedList | None:
        """A list that was made before; None if it has gone."""

    def rearrange(self, list_id: str, items: Sequence[str]) -> SavedList:
        """Gives a list other items or another order. Raises AssistantError for a list that has gone."""

    def drop_list(self, list_id: str) -> None:
        """Takes a list out. Raises AssistantError for one that has gone."""

    def alike(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """How near each of the others is to the text in meaning: cosines."""

    def papers_meant(self, question: str) -> Sequence[str]:
        """Ids of the one paper, or the two, that a question points out among such as look alike: “the old contract”."""

    def answer(self, question: str, item_id: str | None = None) -> FoundAnswer:
        """What in the files answers a question, and how sure that is; of one item only, if an id is given."""
