"""The ranker's side of the façade: lists, reasons and what-ifs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from assistant.app.library import Shelves
from assistant.domain.entities import Explanation, Kind, Recommendation, Verdict
from assistant.domain.errors import ModelError
from assistant.explain import explanation
from assistant.explain.claim_verifier import CheckerCounts, keep_counts
from assistant.llm.models.catalogue import fingerprint
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.packs.packs import Pack
from assistant.recommend.recommender import Placement, Recommender, WhyNot
from assistant.search.hybrid import near_passages
from assistant.settings.files import write_atomically
from assistant.storage.explanation_cache import WordingKey, find_wording, keep_wording, wording_key

SLATES_REMEMBERED = 5
"""How many past lists weigh on the next one, so that it is not the same list again."""


class Ranking(Shelves):
    """What to read, hear or open next, and why."""

    _recommender: tuple[int, Recommender] | None = None

    def recommender(self) -> Recommender:
        """The ranker over the library as it stands now; rebuilt when the library has changed."""
        with self._lock:
            version = self.library.version()
            if self._recommender is None or self._recommender[0] != version:
                catalogue = Catalogue.build(
                    self.library.items(), *self.library.item_vectors(), self.library.track_albums()
                )
                words = partial(self.library.search_text, snippets=False)
                passages = partial(near_passages, self.library)
                self._recommender = version, Recommender(catalogue, self.embedder, self._pack(), words, passages)
            return self._recommender[1]

    def _pack(self) -> Pack | None:
        return Pack.load(self.paths.pack) if self.paths.pack.exists() else None

    def use_pack(self, file: Path) -> Pack:
        """Take a pack into use, in place of the one before. Raises PackError, and leaves the old one then."""
        pack = Pack.load(file)
        write_atomically(self.paths.pack, file.read_bytes())
        with self._lock:
            self._recommender = None
        return pack

    def pack(self) -> Pack | None:
        """The pack in use. Raises PackError if it was damaged since."""
        return self._pack()

    def drop_pack(self) -> bool:
        """Use no pack any more. Returns whether there was one."""
        there = self.paths.pack.exists()
        self.paths.pack.unlink(missing_ok=True)
        with self._lock:
            self._recommender = None
        return there

    def pack_reach(self) -> tuple[int, int] | None:
        """Works that the pack in use knows, and how many items of the library are among them; None without a pack."""
        view = self.recommender().pack
        return (len(view.pack), int(view.known.sum())) if view is not None else None

    def history(self, *, fresh: bool = False) -> History:
        """The journal as the ranker reads it. A `fresh` list counts the last one as seen; otherwise it still stands."""
        slates = self.journal.recent_slates(SLATES_REMEMBERED + 1)
        shown: dict[str, float] = {}
        for age, slate in enumerate(slates[:SLATES_REMEMBERED] if fresh else slates[1:]):
            for place in slate.rows:
                shown[place["id"]] = shown.get(place["id"], 0.0) + 0.5**age
        statements = tuple(one for one in self.journal.statements() if not one.muted)
        return History(tuple(self.journal.interactions()), statements, frozenset(self.journal.hidden()), shown)

    def request(self, **wishes: Any) -> Request:
        """A request with the person's sliders where `wishes` leaves them open."""
        wishes["surprise"] = self.settings.surprise if wishes.get("surprise") is None else wishes["surprise"]
        wishes["variety"] = self.settings.variety if wishes.get("variety") is None else wishes["variety"]
        return Request(**wishes)

    def recommend(
        self, request: Request | None = None, *, fresh: bool = True, explain: bool = True, llm: bool = True
    ) -> list[Recommendation]:
        """The next list, best first, each with its ledger and reason.

        `fresh` counts the last list as seen and remembers this one; without it, the standing list is solved again.
        """
        self.asked_for()
        history = self.history(fresh=fresh)
        wanted = request or self.request()
        picks = self._polish(self.recommender().recommend(history, wanted))
        if fresh and not (wanted.text or wanted.like) and self._is_last_list(picks):
            # Nothing has happened since: the last place goes to the next in line.
            more = self.recommender().recommend(history, replace(wanted, n=wanted.n + 1))
            others = [one for one in more if all(one.item.id != pick.item.id for pick in picks)]
            picks = [*picks[:-1], *self._polish(others[-1:] or picks[-1:])]
        if fresh and picks:
            self.journal.log_slate([{"id": pick.item.id, "score": float(pick.score)} for pick in picks])
        return [self.explained(pick, llm=llm) for pick in picks] if explain else picks

    def _is_last_list(self, picks: Sequence[Recommendation]) -> bool:
        last = self.journal.recent_slates(1)
        return bool(picks) and bool(last) and [one["id"] for one in last[0].rows] == [one.item.id for one in picks]

    def _polish(self, picks: Sequence[Recommendation]) -> list[Recommendation]:
        """Where a model's opinion enters; see Polishing, which knows whether it helps."""
        return list(picks)

    def explained(
        self, pick: Recommendation, *, llm: bool = True, cancelled: Callable[[], bool] | None = None
    ) -> Recommendation:
        """With its reason in words: the model's if it is there and says only what the evidence says.

        What the model said of the same facts before is said again at once.
        """
        if llm and self._model is not None and pick.evidence:
            key = wording_key(pick, explanation.prompt_digest(), fingerprint(self._model))
            said = find_wording(self.library.database, key) or self._worded(pick, key, cancelled)
            if said is not None:
                return replace(pick, explanation=said)
        return replace(pick, explanation=explanation.explain(pick))

    def is_worded(self, pick: Recommendation) -> bool:
        """Whether the model's words for a pick are there already."""
        if self._model is None:
            return False
        key = wording_key(pick, explanation.prompt_digest(), fingerprint(self._model))
        return find_wording(self.library.database, key) is not None

    def _worded(
        self, pick: Recommendation, key: WordingKey, cancelled: Callable[[], bool] | None
    ) -> Explanation | None:
        assert self._model is not None, "only asked where there is a model"
        try:
            counts = CheckerCounts()
            said = explanation.explain_with_model(pick, self._model, counts, cancelled=cancelled)
            keep_counts(self.journal, counts)
        except ModelError:
            return None  # The reason stands in the ledger; only its wording is missing.
        if cancelled is None or not cancelled():
            keep_wording(self.library.database, key, said)
        return said

    def similar(self, item_id: str, n: int = 10) -> list[Recommendation]:
        """Items close to one, each with what it shares."""
        request = self.request(n=n, like=(item_id,), explore=False)
        return [self.explained(pick, llm=False) for pick in self.recommender().recommend(self.history(), request)]

    def why(self, item_id: str) -> Placement:
        """The rank and the ledger of an item in the standing list."""
        placed = self.recommender().why(self.history(), item_id, self.request(explore=False))
        return Placement(placed.rank, self.explained(self._polish([placed.recommendation])[0], llm=False))

    def why_not(self, item_id: str) -> WhyNot:
        """What holds an item down, and the smallest change that would bring it in."""
        answer = self.recommender().why_not(self.history(), item_id, self.request(explore=False))
        return replace(answer, recommendation=self.explained(answer.recommendation, llm=False))

    def what_if(self, without: str) -> list[tuple[str, int | None, int | None]]:
        """(item id, rank before, rank after) without a liked item, a statement or a kind; solved again, so exact.

        `without`: the id of a statement, a kind, a verdict, or an item by id or title. Raises UnknownItem.
        """
        history = self.history()
        known = {*Kind, *Verdict, *(one.id for one in history.statements)}
        target = without if without in known else self.library.find(without).id
        return self.recommender().what_if(history, target, self.request(explore=False))
