"""The tools of a conversation, on the façade: code calls them, never a model."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.chat.services import Placed, SavedList
from assistant.domain.entities import Item, Kind, Recommendation, Statement
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer
from assistant.lists.list_request import ListWish
from assistant.search.hybrid import PassageHit, SearchHit, answering

if TYPE_CHECKING:
    from assistant.app.lists import Lists

_EVER = (-9999, 9999)
"""Years that let everything through."""


class ChatTools:
    """Implements `assistant.chat.services.Services`."""

    def __init__(self, assistant: "Lists") -> None:
        self._assistant = assistant

    def gazetteer(self) -> Gazetteer:
        return self._assistant.gazetteer()

    def item(self, item_id: str) -> Item:
        return self._assistant.item(item_id)

    def albums(self) -> frozenset[str]:
        return frozenset(item.id for item in self._assistant.recommender().catalogue.items if item.form == "album")

    def hidden(self) -> frozenset[str]:
        catalogue = self._assistant.recommender().catalogue
        rows = catalogue.hidden_rows(self._assistant.history().hidden)
        return frozenset(catalogue.ids[row] for row in rows.nonzero()[0].tolist())

    def search(self, query: str, kind: Kind | None = None, n: int = 20) -> Sequence[SearchHit]:
        return self._assistant.search(query, kind, n)

    def recommend(
        self,
        text: str = "",
        *,
        kind: Kind | None = None,
        n: int = 10,
        like: Sequence[str] = (),
        avoid: Sequence[str] = (),
        exclude: frozenset[str] = frozenset(),
        within: Facets | None = None,
    ) -> Sequence[Recommendation]:
        within = within or Facets()
        first, last = within.years or (None, None)
        request = self._assistant.request(
            text=text, kind=kind, n=n, like=tuple(like), avoid=tuple(avoid), exclude=exclude, explore=False,
            years=(first or _EVER[0], last or _EVER[1]) if within.years else None,
            language=within.languages[0] if len(within.languages) == 1 else "",
            minutes=within.minutes[1] if within.minutes else None,
        )  # fmt: skip
        return self._assistant.recommend(request, fresh=False, explain=False)

    def more_like(
        self, item_id: str, *, kind: Kind | None = None, n: int = 10, exclude: frozenset[str] = frozenset()
    ) -> Sequence[Recommendation]:
        return self.recommend(kind=kind, n=n, like=(item_id,), exclude=exclude)

    def why(self, item_id: str) -> Placed:
        answer = self._assistant.why(item_id)
        if answer.rank is None:
            return self.why_not(item_id)
        return Placed(answer.rank, answer.recommendation)

    def why_not(self, item_id: str) -> Placed:
        answer = self._assistant.why_not(item_id)
        return Placed(answer.rank, answer.recommendation, answer.what_would_change_it)

    def compare(self, first: str, second: str) -> tuple[Placed, Placed]:
        return self.why(first), self.why(second)

    def statements(self) -> Sequence[Statement]:
        return self._assistant.statements()

    def remember(self, text: str) -> Statement:
        return self._assistant.add_statement(text).statement

    def forget(self, statement_id: str) -> Statement:
        return self._assistant.remove_statement(statement_id).statement

    def make_list(
        self, title: str, items: Sequence[str], reasons: Mapping[str, str], wish: ListWish | None = None
    ) -> SavedList:
        return self._assistant.keep_list(title, items, reasons, wish)

    def answer(self, question: str, n: int = 6, item_id: str | None = None) -> Sequence[PassageHit]:
        library = self._assistant.library
        return answering(library, self._assistant.embedder, question, n, item_id)
