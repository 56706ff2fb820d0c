"""The ranker over the library as it stands, the journal as the ranker reads it, and the list that stands."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from typing import Any

from assistant.app.cards import confidences
from assistant.app.encoder import Encoder
from assistant.app.stores import Kept, Stores
from assistant.domain.entities import Kind, Recommendation, Statement
from assistant.domain.errors import DiskFull
from assistant.domain.notes import speaking
from assistant.domain.occasions import occasions
from assistant.domain.targets import Target
from assistant.embedding.encoder import Embedder, apart
from assistant.embedding.tokens import token_embedder
from assistant.language.facet_parser import context_of
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import USUAL_EXPLORING, History, NotedText, Request
from assistant.recommend.judging.rivals import RIVALS
from assistant.recommend.judging.sequential import Standing, standing
from assistant.recommend.packs.packs import Pack
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.world import Tokens, World
from assistant.search.hybrid import near_passages
from assistant.settings.declarations import Settings
from assistant.storage.derived import TOPICS
from indexers.sound.audio_similarity import SoundIndex

LISTS_COMPARED = 1000
"""How many past lists a comparison of two ways to rank looks through."""
_BOUNDS = ("kind", "n", "subjects", "language", "years", "minutes", "strict")
SLATES_REMEMBERED = 5
"""How many past lists weigh on the next one, so that it is not the same list again."""


class Ranking:
    """What every part that ranks stands on; the sliders are those of the settings as they are now."""

    def __init__(self, stores: Stores, encoder: Encoder, settings: Settings) -> None:
        self._paths, self._library, self._journal = stores.paths, stores.library, stores.journal
        self._encoder = encoder
        self._settings = settings
        self._memory = stores.memory
        self._recommender: Kept[Recommender] = Kept(stores.memory)
        self._notes: Kept[tuple[NotedText, ...]] = Kept(stores.memory)
        self._comparison: Kept[Standing] = Kept(stores.memory)
        self._shape = _shape(Request())
        """How the list that was asked for last is bounded."""

    def recommender(self) -> Recommender:
        """The ranker over the library as it stands now; rebuilt when the library or the pack has changed."""
        return self._recommender.get(self._library.version, self._built)

    def catalogue(self) -> Catalogue:
        return self.recommender().catalogue

    def forget(self) -> None:
        """The pack is another one: the next list is made by a new ranker."""
        self._recommender.forget()

    def history(self, *, fresh: bool = False) -> History:
        """The journal as the ranker reads it. A `fresh` list counts the last one as seen; otherwise it still stands."""
        slates = self._journal.recent_slates(SLATES_REMEMBERED + 1)
        shown: dict[str, float] = {}
        for age, slate in enumerate(slates[:SLATES_REMEMBERED] if fresh else slates[1:]):
            for place in slate.rows:
                shown[place["id"]] = shown.get(place["id"], 0.0) + 0.5**age
        hidden = frozenset(map(Target.parse, self._journal.hidden()))
        return History(tuple(self._journal.interactions()), self.statements(), hidden, shown, self._noted())

    def statements(self) -> tuple[Statement, ...]:
        """The sentences of the profile that count."""
        return tuple(one for one in self._journal.statements() if not one.muted)

    def _noted(self) -> tuple[NotedText, ...]:
        """The notes that tell most of the person, of those that have a vector already."""

        def read() -> tuple[NotedText, ...]:
            vectors = self._library.noted.vectors()
            notes = speaking(self._journal.notes.all()) if vectors else ()
            return tuple(NotedText(note, vectors[note.id]) for note in notes if note.id in vectors)

        return self._notes.get(lambda: (self._journal.notes.version(), self._library.noted.version()), read)

    def request(self, **wishes: Any) -> Request:
        """A request with the person's sliders where `wishes` leaves them open, for the occasion that it is now; `said`
        are occasions that the person names."""
        sliders = {"surprise": self._settings.surprise, "variety": self._settings.variety}
        if not wishes.get("text"):
            # Words say themselves how long or old the works are to be.
            sliders |= {name: getattr(self._settings, name) for name in ("length", "newness", "renown")}
        for name, usual in sliders.items():
            wishes[name] = usual if wishes.get(name) is None else wishes[name]
        if wishes.get("explore") is None:
            wishes["explore"] = 2 * USUAL_EXPLORING * wishes["surprise"]
        now = wishes.setdefault("now", time.time())
        # One seed a day, so that the list, its reasons and the conversation speak of the same tries.
        wishes["seed"] = self._seed(now) if wishes.get("seed") is None else wishes["seed"]
        if wishes.get("rival") is None:
            wishes["rival"] = "" if self.comparison().over else self._settings.compare
        said = (*wishes.pop("said", ()), context_of(wishes.get("text", "")))
        wishes["contexts"] = occasions(now, said)
        return Request(**wishes)

    def _seed(self, now: float) -> int:
        day = time.strftime("%Y-%m-%d", time.localtime(now))
        return int.from_bytes(blake2b(f"{self._paths.home} {day}".encode(), digest_size=4).digest(), "little")

    def comparison(self) -> Standing:
        """How the two ways to rank stand that the person lets take turns; of nothing where none do."""
        rival = self._settings.compare
        if rival not in RIVALS:
            return Standing("")

        def counted() -> Standing:
            return standing(rival, self._journal.recent_slates(LISTS_COMPARED), self._journal.interactions())

        return self._comparison.get(lambda: (rival, self._journal.version()), counted)

    # The standing list

    def stands(self, request: Request) -> None:
        """The person looks at the list of this request; places are counted in it from now on."""
        if not (request.text or request.like):
            with self._memory:
                self._shape = _shape(request)

    def standing(self, kind: Kind | None = None) -> Request:
        """The request of the standing list; if `kind` is not among what it shows, that of all kinds."""
        with self._memory:
            shape = self._shape
        return self.request(**shape if kind in (None, shape["kind"]) else {**shape, "kind": None})

    def places(self) -> dict[str, int]:
        """The place of every candidate in the standing list, by item id; solved already if the list was shown."""
        return self.recommender().ranks(self.history(), self.standing())

    def picks(self, request: Request, *, fresh: bool = False) -> list[Recommendation]:
        """The list of a request, best first, without reasons in words."""
        return self.recommender().recommend(self.history(fresh=fresh), request)

    def candidates(self, request: Request) -> list[Recommendation]:
        """The same list; the evidence of each is gathered when it is asked for."""
        return self.recommender().candidates(self.history(), request)

    def next_in_line(self, request: Request, picks: Sequence[Recommendation]) -> list[Recommendation]:
        """The best that a fresh list does not hold yet; none where nothing is left."""
        known = {pick.item.id for pick in picks}
        more = self.picks(replace(request, n=request.n + 1), fresh=True)
        return [one for one in more if one.item.id not in known][-1:]

    def is_last(self, picks: Sequence[Recommendation]) -> bool:
        """Whether these were shown last, in this order."""
        last = self._journal.recent_slates(1)
        return bool(picks) and bool(last) and [one["id"] for one in last[0].rows] == [one.item.id for one in picks]

    def remember(self, picks: Sequence[Recommendation]) -> None:
        """Keep a list as the one that was shown last."""
        if picks:
            # On a full disk a list can be shown, but not remembered.
            with suppress(DiskFull):
                rival = self._settings.compare if any(pick.team for pick in picks) else ""
                self._journal.log_slate([_shown(pick, rival) for pick in picks])

    def keep_topics(self) -> None:
        """Keep what took long to work out, for the next start. Not while memory is held: it is written to a store."""
        made = self.catalogue().new_topics()
        if made is not None:
            with suppress(DiskFull):
                self._library.derived.keep(TOPICS, made.mark, made.basis.tobytes())
            made.is_new = False

    def _built(self) -> Recommender:
        library = self._library
        albums, cards = library.albums.track_albums(), confidences(library, self._journal)
        heard = SoundIndex(library.sounds.all())
        sounds = heard.ids, heard.measured
        kept = partial(library.derived.find, TOPICS)
        catalogue = Catalogue.build(library.items.all(), *library.vectors.item_vectors(), albums, cards, sounds, kept)
        pack = Pack.load(self._paths.pack) if self._paths.pack.exists() else None
        words, passages = partial(library.search.text, snippets=False), partial(near_passages, library)
        return Recommender(catalogue, self._encoder(), pack, words, passages, world=self._world(catalogue.ids))

    def _world(self, ids: Sequence[str]) -> World | None:
        library, worldly = self._library, self._encoder.worldly()
        if worldly is None or not library.world.are_by((embedder := apart(worldly)).name):
            return None
        passages = partial(near_passages, library, world=True)
        return World.of(
            ids, embedder, *library.world.item_vectors(), passages, self._tokens(embedder), self._encoder.heard
        )

    def _tokens(self, embedder: Embedder) -> Tokens | None:
        """Read from the library for the few items that they are asked of: all of them would be too much to hold."""
        encoder, kept = token_embedder(embedder), self._library.world
        if encoder is None or not kept.tokens_are_by(encoder.basis.name):
            return None
        return partial(kept.tokens, axes=encoder.basis.axes.shape[1])


def _shape(request: Request) -> dict[str, Any]:
    """Kind, length and filters of a list, as wishes for another one like it."""
    return {name: getattr(request, name) for name in _BOUNDS}


def _shown(pick: Recommendation, rival: str = "") -> dict[str, str | float]:
    """A place of a list as the journal keeps it; a try with how probable it was, so that it can be learned from, and
    where two ways to rank took turns, whose pick it was and beside which rival."""
    drawn = {} if pick.propensity is None else {"propensity": pick.propensity}
    turn = {"team": pick.team, "rival": rival} if pick.team else {}
    return {"id": pick.item.id, "score": float(pick.score), **drawn, **turn}
