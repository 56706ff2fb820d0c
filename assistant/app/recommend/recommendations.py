"""What to read, hear or open next, and why."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.app.library import Library
from assistant.app.recommend.profile_bars import ProfileBars
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.wording import Wording
from assistant.app.upkeep.foreground import Foreground
from assistant.domain.entities import Item, Kind, Recommendation, Verdict
from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr
from assistant.recommend.candidates.filters import Filters
from assistant.recommend.history import Request
from assistant.recommend.judging.sequential import Standing
from assistant.recommend.recommender import Placement, Recommender, WhyNot, Without
from assistant.recommend.text.text_features import names_key

Polished = Callable[[Sequence[Recommendation]], list[Recommendation]]


class Recommendations:
    """Lists, reasons and what-ifs. `polished` lets a model's opinion in, where feedback bears it out."""

    def __init__(
        self, ranking: Ranking, wording: Wording, library: Library, polished: Polished, foreground: Foreground
    ) -> None:
        self._ranking = ranking
        self._wording = wording
        self._library = library
        self._polished = polished
        self._foreground = foreground
        self._profile_bars = ProfileBars(ranking)

    def request(self, **wishes: Any) -> Request:
        """A request with the person's sliders where `wishes` leaves them open."""
        return self._ranking.request(**wishes)

    def genre(self, words: str) -> tuple[str, ...]:
        """The subjects of the library that hold these words, as they stand there. Raises AssistantError for none."""
        subjects = self._ranking.catalogue().subjects
        found = tuple(subjects.labels[code] for code in subjects.holding([names_key(words)]))
        if not found:
            raise AssistantError(tr("No work on your shelves has {genre} among its subjects.", genre=quoted(words)))
        return found

    def filters(self, request: Request) -> Filters:
        """How many works each value of a filter would leave in a list of this request."""
        return self._ranking.recommender().filters(self._ranking.history(), request)

    def comparison(self) -> Standing:
        """How the two ways to rank stand that take turns in the list; of nothing where none do."""
        return self._ranking.comparison()

    def recommender(self) -> Recommender:
        """The ranker over the library as it stands, for whoever tries it out on somebody made up."""
        return self._ranking.recommender()

    def recommend(
        self, request: Request | None = None, *, fresh: bool = True, explain: bool = True, llm: bool = True
    ) -> list[Recommendation]:
        """The list that the person looks at, best first, each with its ledger and reason.

        `fresh` counts the last list as seen and remembers this one; without it, the standing list is solved again.
        """
        self._foreground.asked()
        wanted = request or self.request()
        self._ranking.stands(wanted)
        wanted = self._profile_bars.kept_to(wanted)
        picks = self._polished(self._profile_bars.passed(self._ranking.picks(wanted, fresh=fresh), wanted))
        if fresh and not (wanted.text or wanted.like) and self._ranking.is_last(picks):
            # Nothing has happened since: the last place goes to the next in line.
            more = self._ranking.next_in_line(wanted, picks)
            picks = [*picks[:-1], *self._polished(more or picks[-1:])]
        if fresh:
            self._ranking.remember(picks)
            self._ranking.keep_topics()
        return [self._wording.explained(pick, llm=llm) for pick in picks] if explain else picks

    def left_out(self, request: Request) -> tuple[Item, ...]:
        """What would stand in the list of this request, and what a sentence of the profile rules out for good."""
        return self._profile_bars.left_out(request)

    def found(self, request: Request) -> list[Recommendation]:
        """A list for a request of the moment, such as a conversation's: the standing list stays, no reason is told."""
        self._foreground.asked()
        return self._polished(self._ranking.candidates(request))

    def explained(
        self, pick: Recommendation, *, llm: bool = True, cancelled: Callable[[], bool] | None = None
    ) -> Recommendation:
        """With its reason in words: the model's if it is there and says only what the evidence says."""
        return self._wording.explained(pick, llm=llm, cancelled=cancelled)

    def similar(self, item_id: str, n: int = 10) -> list[Recommendation]:
        """Items close to one, each with what it shares."""
        picks = self._ranking.picks(self.request(n=n, like=(item_id,)))
        return [self._wording.explained(pick, llm=False) for pick in picks]

    def why(self, item_id: str) -> Placement:
        """The rank and the ledger of an item in the standing list; no rank where the profile rules it out. Raises
        UnknownItem."""
        placed = self._ranking.recommender().why(self._ranking.history(), item_id, self._standing(item_id))
        (pick,) = self._polished([placed.recommendation])
        rank = None if self._profile_bars.ruling_out(pick.item) else placed.rank
        return Placement(rank, self._wording.explained(pick, llm=False))

    def why_not(self, item_id: str) -> WhyNot:
        """What holds an item down, and the smallest change that would bring it in. Raises UnknownItem."""
        standing = self._standing(item_id)
        answer = self._profile_bars.why_not(self._library.item(item_id), standing)
        answer = answer or self._ranking.recommender().why_not(self._ranking.history(), item_id, standing)
        return replace(answer, recommendation=self._wording.explained(answer.recommendation, llm=False))

    def without_strongest(self, item_id: str) -> Without | None:
        """Where an item would stand without the one thing the person said or did that moves it farthest; None where no
        single one moves it. Raises UnknownItem."""
        return self._ranking.recommender().without_strongest(self._ranking.history(), item_id, self._standing(item_id))

    def what_if(self, without: str) -> list[tuple[str, int | None, int | None]]:
        """(item id, rank before, rank after) without a liked item, a statement or a kind; solved again, so exact.

        `without`: the id of a statement, a kind, a verdict, or an item by id or title. Raises UnknownItem.
        """
        history = self._ranking.history()
        known = {*Kind, *Verdict, *(one.id for one in history.statements)}
        target = without if without in known else self._library.find(without).id
        return self._ranking.recommender().what_if(history, target, self._ranking.standing())

    def _standing(self, item_id: str) -> Request:
        return self._ranking.standing(self._library.item(item_id).kind)
