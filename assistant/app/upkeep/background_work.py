"""What is done while nobody asks for anything: reasons are put into words, and waiting pages are read."""

from collections.abc import Callable

from assistant.app.library import Library
from assistant.app.recommend.llm_rerank import Reranking
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.wording import Wording
from assistant.app.upkeep.foreground import Foreground
from assistant.domain.entities import Kind, Recommendation
from assistant.guide.naming import load_names
from assistant.language.foreign import load_letters
from assistant.llm.client import LanguageModel

TOP = 10
Halted = Callable[[], bool]


class BackgroundWork:
    """Work ahead of time. Any request from another thread ends it at once."""

    def __init__(
        self,
        ranking: Ranking,
        library: Library,
        reranking: Reranking,
        wording: Wording,
        model: Callable[[], LanguageModel | None],
        foreground: Foreground,
        read_scans: Callable[[Halted], int],
    ) -> None:
        self._ranking = ranking
        self._library = library
        self._reranking = reranking
        self._wording = wording
        self._model = model
        self._foreground = foreground
        self._read_scans = read_scans

    def work(self, stopped: Halted = lambda: False, *, top: int = TOP) -> int:
        """Do what can be done ahead, on the thread that calls; returns how many things were done, 0 for none left.

        Whether the model's opinion helps is found out from the feedback; the reasons at the top of the standing lists
        and of the next ones are worded by the model, to be shown at once later; then the pictures of pages that wait
        are read. Ends when `stopped` says so, or as soon as another thread asks for a list or for a turn of
        conversation: a sentence that is half written is dropped. Lists stay as they were made.
        """
        with self._foreground.idle() as asked:

            def halted() -> bool:
                return stopped() or asked()

            self._ranking.catalogue().warm(halted)
            if not halted():
                self._library.gazetteer()
                load_letters()
                load_names()
                self._library.read_papers_ahead(halted)
            done = self._worded_ahead(halted, top)
            return done + (self._read_scans(halted) if not halted() else 0)

    def _worded_ahead(self, halted: Halted, top: int) -> int:
        if self._model() is None:
            return 0
        self._reranking.learn(halted)
        picks = self._ahead(halted, top)
        done = self._reranking.opinions_ahead(picks, halted)
        for pick in picks:
            if halted():
                break
            if pick.evidence and not self._wording.is_worded(pick):
                self._wording.explained(pick, cancelled=halted)
                done += not halted()
        return done

    def _ahead(self, halted: Halted, top: int) -> list[Recommendation]:
        """The picks of the standing list, of each kind, and of the list that would come next, each once."""
        found: dict[str, Recommendation] = {}
        for fresh in (False, True):
            for kind in (None, *Kind):
                if halted():
                    return []
                for pick in self._ranking.picks(self._ranking.request(kind=kind, n=top), fresh=fresh):
                    found.setdefault(pick.item.id, pick)
        # The ranker keeps what it solved last: the places that the next act is measured against.
        self._ranking.places()
        return list(found.values())
