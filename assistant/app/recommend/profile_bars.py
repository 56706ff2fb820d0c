"""What sentences of the profile rule out for good: kept out of the lists, and said to be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.app.recommend.ranking import Ranking
from assistant.domain.entities import Item, Recommendation
from assistant.recommend.counterfactual import Muted
from assistant.recommend.history import Request
from assistant.recommend.recommender import WhyNot

if TYPE_CHECKING:
    from assistant.chat.fit.aversions import Aversion

_WIDELY = 4
"""So many times as much as is asked for is looked through at once, so that hardly ever more than one look is needed."""
_LOOKS = 5


class ProfileBars:
    """Reads the profile anew each time; where it rules nothing out, nothing is looked through."""

    def __init__(self, ranking: Ranking) -> None:
        self._ranking = ranking

    def kept_to(self, request: Request) -> Request:
        """The request without the items that its list would hold and the profile rules out."""
        ruled_out = self._ruled_out(request)
        for _ in range(_LOOKS if ruled_out else 0):
            barred = _barred(self._found(request, _WIDELY * request.n), ruled_out)
            request = replace(request, exclude=request.exclude | barred)
            if len(barred) <= (_WIDELY - 1) * request.n:
                break
        return request

    def passed(self, picks: Sequence[Recommendation], request: Request) -> list[Recommendation]:
        """The picks without a try that came from farther down than was looked."""
        barred = _barred([one.item for one in picks], self._ruled_out(request))
        return [one for one in picks if one.item.id not in barred]

    def left_out(self, request: Request) -> tuple[Item, ...]:
        """What would stand in the list of this request, but for the profile."""
        ruled_out = self._ruled_out(request)
        found = self._found(request, request.n) if ruled_out else []
        barred = _barred(found, ruled_out)
        return tuple(item for item in found if item.id in barred)

    def allowed(self, items: Iterable[Item]) -> Iterator[Item]:
        """Those that nothing rules out now; each is looked at when it is asked for."""
        ruled_out = self._sentences()
        return (item for item in items if not any(one.holds_back(item) for one in ruled_out))

    def ruling_out(self, item: Item) -> "Aversion | None":
        """The sentence that rules an item out, whatever is asked for."""
        return next((one for one in self._sentences() if one.holds_back(item)), None)

    def why_not(self, item: Item, standing: Request) -> WhyNot | None:
        """Of an item that is ruled out: that the sentence stands in its way, and its place without it."""
        barring = self.ruling_out(item)
        if barring is None:
            return None
        history, ranker = self._ranking.history(), self._ranking.recommender()
        ledger = ranker.why(history, item.id, standing).recommendation
        rank = ranker.why(history.without(barring.statement), item.id, standing).rank
        if rank is None:
            return None
        return WhyNot(None, ledger, None, Muted(barring.sentence), rank, rank <= standing.n)

    def _ruled_out(self, request: Request) -> "tuple[Aversion, ...]":
        catalogue = self._ranking.catalogue()
        like = [catalogue.items[catalogue.row[one]] for one in request.like if one in catalogue.row]
        return self._sentences(request.text, like)

    def _sentences(self, wish: str = "", like: Sequence[Item] = ()) -> "tuple[Aversion, ...]":
        statements = self._ranking.statements()
        if not statements:
            return ()
        # What reads sentences comes with the conversation: whose profile is empty starts without it.
        from assistant.chat.fit.aversions import aversions

        return aversions(statements, wish, like)

    def _found(self, request: Request, count: int) -> list[Item]:
        wide = replace(request, n=count, explore=0.0, rival="")
        return [one.item for one in self._ranking.candidates(wide)]


def _barred(items: Iterable[Item], ruled_out: "Sequence[Aversion]") -> frozenset[str]:
    if not ruled_out:
        return frozenset()
    from assistant.chat.fit.aversions import held_back

    return held_back(items, ruled_out)
