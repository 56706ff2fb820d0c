"""The front door of the recommender."""

from assistant.recommend.counterfactual import WhyNot, Without, what_if, why_not, without_strongest
from assistant.recommend.history import History, Request
from assistant.recommend.ranker import Placement, Ranker

__all__ = ["Placement", "Recommender", "WhyNot", "Without"]


class Recommender(Ranker):
    """Recommends from one catalogue, and answers why, why not and what if, exactly."""

    def why_not(self, history: History, item_id: str, request: Request) -> WhyNot:
        """What held an item down and the smallest change that would bring it in. Raises UnknownItem."""
        return why_not(self, history, item_id, request)

    def without_strongest(self, history: History, item_id: str, request: Request) -> Without | None:
        """Where an item would stand without the fact of the person's own that moves it farthest. Raises UnknownItem."""
        return without_strongest(self, history, item_id, request)

    def what_if(
        self, history: History, without: str, request: Request | None = None
    ) -> list[tuple[str, int | None, int | None]]:
        """(item, rank before, rank after) without an item's feedback, a statement or a verdict's whole kind."""
        return what_if(self, history, without, request or Request())
