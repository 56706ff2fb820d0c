"""What the tools of one turn brought: the cards, how they fit, and what else the reply may speak of."""

from dataclasses import dataclass, field

from assistant.chat.document_questions import DocumentAnswer
from assistant.chat.services import Placed, SavedList
from assistant.chat.session import Deed
from assistant.domain.entities import Item, Kind, Recommendation, Statement


@dataclass
class Results:
    """What the steps of one turn brought."""

    cards: list[Recommendation] = field(default_factory=list)
    unmet: tuple[str, ...] = ()
    """What was asked for and no card has."""
    wished: tuple[str, ...] = ()
    """The wish in words that most of the cards bear out."""
    fitting: frozenset[str] = frozenset()
    """Ids of the cards that have something of what the wish is about; of all where it is about nothing."""
    doubtful: frozenset[str] = frozenset()
    """Ids of cards that may be against the wish: they are shown last, and left out of a list with enough others."""
    near: int = 0
    """How many of the last cards are not what was asked for, only near it."""
    misfit: bool = False
    """True if nothing has the length, the years or the language asked for, and the cards are only near."""
    lacking: Kind | None = None
    """The kind that was asked for and of which the library holds nothing."""
    library_is_empty: bool = False
    unsaid: tuple[str, ...] = ()
    """Words of the wish that no card says, where it holds no others; `known` if something else on the shelves does."""
    known: bool = False
    narrowed_away: bool = False
    """True if the constraints kept out all candidates, or all that have what was asked for."""
    held_back: tuple[Item, ...] = ()
    """What would be among the cards, and what a sentence of the profile rules out."""
    exhausted: bool = False
    """True if all that is left out was shown before."""
    placed: Placed | None = None
    compared: tuple[Placed, Placed] | None = None
    about: Item | None = None
    opened: Item | None = None
    """What is to be opened, in its usual program."""
    played: tuple[Item, ...] = ()
    """What is to sound, in order."""
    noted: list[str] = field(default_factory=list)
    """Sentences that quote the person's own notes."""
    snippets: list[str] = field(default_factory=list)
    """Passages around what a search found."""
    answer: DocumentAnswer | None = None
    """What the person's files say to a question; without sentences where they say nothing."""
    question: str = ""
    """What was asked of the files, with what it leans on."""
    saved: SavedList | None = None
    remembered: Statement | None = None
    forgotten: list[Statement] = field(default_factory=list)
    problem: str = ""
    deeds: list[Deed] = field(default_factory=list)
    """What was written down, hidden or taken out, so that it can be taken back."""
    told: list[str] = field(default_factory=list)
    """Sentences that the steps have ready."""
