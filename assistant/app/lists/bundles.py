"""A bundle around one work: a few of each kind that go with it, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.app.changes import Changes
from assistant.app.lists.lists import Lists
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.wording import Wording
from assistant.chat.services import SavedList
from assistant.domain.entities import Item, Kind, Recommendation
from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr

BUNDLE = "bundle"
EACH = 2


@dataclass(frozen=True, slots=True)
class Bundle:
    """The seed first; the reason of each by item id."""

    title: str
    items: tuple[Item, ...]
    reasons: Mapping[str, str]


class Bundles:
    """What the recommender would choose near to the work, of every kind that the library holds."""

    def __init__(self, ranking: Ranking, wording: Wording, lists: Lists) -> None:
        self._ranking, self._wording, self._lists = ranking, wording, lists

    def made(self, item: Item, each: int = EACH) -> Bundle:
        """Raises AssistantError where nothing goes with it."""
        picks = [pick for kind in Kind for pick in self._near(item, kind, each)]
        if not picks:
            raise AssistantError(tr("Nothing on your shelves can follow {title}.", title=quoted(item.title)))
        reasons = {item.id: tr("It begins here"), **{pick.item.id: _reason(pick) for pick in picks}}
        items = (item, *(pick.item for pick in picks))
        return Bundle(tr("Around {title}", title=item.title), items, reasons)

    def keep(self, made: Bundle) -> Changes[SavedList]:
        """Keep it as a list."""
        return self._lists.keep(made.title, [item.id for item in made.items], made.reasons, form=BUNDLE)

    def _near(self, item: Item, kind: Kind, each: int) -> list[Recommendation]:
        request = self._ranking.request(n=each, kind=kind, like=(item.id,), exclude=frozenset({item.id}))
        return [self._wording.explained(pick, llm=False) for pick in self._ranking.picks(request)]


def _reason(pick: Recommendation) -> str:
    return pick.explanation.text if pick.explanation else ""
