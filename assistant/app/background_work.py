"""What is done while nobody asks for anything: lists are brought up to date, and reasons are put into words."""

import threading
from collections.abc import Callable

from assistant.app.llm_rerank import Polishing
from assistant.domain.entities import Kind, Recommendation

TOP = 10


class Idle(Polishing):
    """Work ahead of time. Any request from another thread ends it at once."""

    def work_while_idle(self, stopped: Callable[[], bool] = lambda: False, *, top: int = TOP) -> int:
        """Do what can be done ahead, on the thread that calls; returns how many things were done, 0 for none left.

        Lists that the library has outrun are made again; whether the model's opinion helps is found out from the
        feedback; and the reasons at the top of the standing lists and of the next ones are worded by the model, to be
        shown at once later. Ends when `stopped` says so, or as soon as another
        thread asks for a list or for a turn of conversation: a sentence that is half written is dropped.
        """
        before = self.requests

        def halted() -> bool:
            return stopped() or self.requests != before

        self._idler = threading.get_ident()
        try:
            self.recommender().catalogue.warm(halted)
            if not halted():
                self.gazetteer()
            return self._remade(halted) + self._worded_ahead(halted, top)
        finally:
            self._idler = None

    def _remade(self, halted: Callable[[], bool]) -> int:
        done = 0
        for saved in self.lists():
            if halted():
                break
            if saved.stale:
                self.remake_list(saved.id)
                done += 1
        return done

    def _worded_ahead(self, halted: Callable[[], bool], top: int) -> int:
        if self._model is None:
            return 0
        self.learn_polish(halted)
        picks = self._ahead(halted, top)
        done = self.opinions_ahead(picks, halted)
        for pick in picks:
            if halted():
                break
            if pick.evidence and not self.is_worded(pick):
                self.explained(pick, cancelled=halted)
                done += not halted()
        return done

    def _ahead(self, halted: Callable[[], bool], top: int) -> list[Recommendation]:
        """The picks of the standing list, of each kind, and of the list that would come next, each once."""
        found: dict[str, Recommendation] = {}
        for fresh in (False, True):
            history = self.history(fresh=fresh)
            for kind in (None, *Kind):
                if halted():
                    return []
                for pick in self.recommender().recommend(history, self.request(kind=kind, n=top)):
                    found.setdefault(pick.item.id, pick)
        return list(found.values())
