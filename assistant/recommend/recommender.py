"""The front door of the recommender."""

from assistant.recommend.counterfactual import WhyNot, what_if, why_not
from assistant.recommend.history import History, Request
from assistant.recommend.ranker import Placement, Ranker

__all__ = ["Placement", "Recommender", "WhyNot"]


class Recommender(Ranker):
    """Recommends from one catalogue, and answers why, why not and what if, exactly."""

    def why_not(self, history: History, item_id: str, request: Request) -> WhyNot:
        """What held an item down and the smallest change that would bring it in. Raises UnknownItem."""
        return why_not(self, history, item_id, request)

    def what_if(
        self, history: History, without: str, request: Request | None = None
    ) -> list[tuple[str, int | None, int | None]]:
        """(item, rank before, rank after) without an item's feedback, a statement or a verdict's whole kind."""
        return what_if(self, history, without, request or Request())
