"""Retrieve, score, compose, and say why. Everything learned is solved anew from the history."""

from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.cards.needs import NeedsMet
from assistant.domain.entities import Recommendation, Score
from assistant.domain.errors import UnknownItem
from assistant.domain.evidence import Gathered, PartId
from assistant.domain.feedback import worth
from assistant.embedding.encoder import Embedder
from assistant.recommend.candidates.eligible import Blocked, eligible, reason_blocked
from assistant.recommend.candidates.filters import Filters, count_filters
from assistant.recommend.candidates.retrieve import retrieve
from assistant.recommend.catalogue import Catalogue, Floats, Rows, leading_rows
from assistant.recommend.evidence.collect import evidence_for
from assistant.recommend.features.context import GivenReason, RankingContext
from assistant.recommend.features.registry import Parts
from assistant.recommend.history import History, Request, by_the_hour
from assistant.recommend.judging.rivals import RIVALS
from assistant.recommend.packs.packs import Pack, PackView
from assistant.recommend.preference_model import Solver, by_kind
from assistant.recommend.scoring import Weights, default_weights, score, standardise, summed
from assistant.recommend.slate import Slate, compose
from assistant.recommend.text.kinship import CLOSE, Kin, kin_map
from assistant.recommend.text.query import Asked, QueryReader, TextSearch
from assistant.recommend.text.statements import read_stated
from assistant.recommend.text.world import PassageSearch, World
from assistant.recommend.user_model import Person, active_statements, learn, strongest_likes

_SAMPLING_SCALE = 0.5
_BESIDE_TRY = 0.35
"""How much of all but the taste counts for a try: with all of it, tries were what the list showed next anyway. Over 12
simulated people the regret fell by 9 % with this, by 1 % with 1 and rose with 0."""
_DRAWS = 32
"""Of the taste, for one list: the first is followed, all of them tell how probable its tries were."""
_COLUMNS_KEPT = 12
_LIKES_KEPT = 256
_STANDING_KEPT = 2
_RETRIEVING = ("taste", "taste_now")
"""Heads that bring candidates; the one between them would bring the same. All weigh in on every candidate."""
VARIETY = 1.0


class Placement(NamedTuple):
    """Where an item stands: its place from 1, or None when it may not be recommended."""

    rank: int | None
    recommendation: Recommendation


@dataclass(frozen=True)
class SolvedRequest:
    """One solved request. `rows` (pool,) catalogue rows; `parts` each (pool,); `totals` (pool,)."""

    context: RankingContext
    rows: Rows
    sources: dict[int, frozenset[str]]
    parts: Parts
    totals: NDArray[np.float64]
    slate: Slate
    positions: dict[int, int]
    """Of a catalogue row, its position in the pool."""

    def answers(self, history: History, request: Request) -> bool:
        """Whether it was solved from the same; then it need not be solved again."""
        return self.context.request == request and self.context.history == history

    def score(self, position: int) -> Score:
        parts = {PartId(name): float(values[position]) for name, values in self.parts.items()}
        for name, changes in self.slate.added.items():
            if position in changes:
                parts[PartId(name)] = changes[position]
        return Score({name: value for name, value in parts.items() if value})

    def places(self) -> dict[int, int]:
        """Of every candidate's catalogue row its place from 1: the list first, then the others by score."""
        listed = [*self.slate.order, *self.slate.tail]
        rest = np.argsort(-self.totals, kind="stable").tolist()
        shown = set(listed)
        order = [*listed, *(position for position in rest if position not in shown)]
        return {int(self.rows[position]): place for place, position in enumerate(order, 1)}


class Ranker:
    """Ranks one catalogue. What it keeps is found again only by all that it was made from, so it changes no list."""

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: Embedder | None = None,
        pack: Pack | PackView | None = None,
        text_search: TextSearch | None = None,
        passage_search: PassageSearch | None = None,
        weights: Weights | None = None,
        world: World | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.pack = pack.view(catalogue) if isinstance(pack, Pack) else pack
        self.weights = weights or default_weights()
        self._reader = QueryReader(catalogue, embedder, text_search, passage_search, world)
        self._embedder, self._world = embedder, world
        self._near: dict[int, Rows] = {}
        self._solver = Solver()
        self._standing: tuple[SolvedRequest, ...] = ()
        self._kept: dict[bytes, Floats] = {}

    @cached_property
    def kin(self) -> Kin:
        """Where the works lie to one another: as people who love one see it, or, where the second space is missing, by
        what their texts mean."""
        catalogue, world = self.catalogue, self._world
        known = kin_map(self._embedder, world.embedder) if world is not None else None
        if known is None or world is None:
            return Kin(catalogue.vectors)
        return Kin(known.vectors(catalogue.vectors, world.vectors, catalogue.cards, catalogue.tags), CLOSE)

    def recommend(self, history: History, request: Request) -> list[Recommendation]:
        """The best items for the request, best first; each score is the sum of its parts. Explanations are None."""
        found = self.candidates(history, request)
        return [replace(one, evidence=tuple(one.evidence)) for one in found]

    def candidates(self, history: History, request: Request) -> list[Recommendation]:
        """The same, but the evidence of each is gathered when somebody first asks for it."""
        ranking = self.rank(history, request)
        if ranking is None:
            return []
        found = [self._recommendation(ranking, position) for position in ranking.slate.order]
        return sorted(found, key=lambda recommendation: -float(recommendation.score))

    def listed(self, history: History, request: Request) -> list[str]:
        """The ids that `recommend` would show, without gathering their evidence."""
        ranking = self.rank(history, request)
        return [self.catalogue.ids[ranking.rows[p]] for p in ranking.slate.order] if ranking is not None else []

    def needs(self, text: str) -> NeedsMet:
        """What a person needs who says so."""
        return self._reader.needs.read(text)

    def why(self, history: History, item_id: str, request: Request) -> Placement:
        """The ledger of one item and its place. Raises UnknownItem."""
        row = self.catalogue.row.get(item_id)
        if row is None:
            raise UnknownItem(item_id)
        ranking = self.rank(history, request, extra=row)
        assert ranking is not None
        place = None if reason_blocked(ranking.context, row) else ranking.places()[row]
        return Placement(place, self._recommendation(ranking, ranking.positions[row]))

    def blocked(self, history: History, item_id: str, request: Request) -> Blocked | None:
        """Why an item may not be recommended; None when it may. Raises UnknownItem."""
        row = self.catalogue.row.get(item_id)
        if row is None:
            raise UnknownItem(item_id)
        return reason_blocked(self._context(*by_the_hour(history, request)), row)

    def ranks(self, history: History, request: Request) -> dict[str, int]:
        """The place of every candidate from 1: the list first, then the others by score."""
        ranking = self.rank(history, request)
        ids = self.catalogue.ids
        return {ids[row]: place for row, place in ranking.places().items()} if ranking is not None else {}

    def filters(self, history: History, request: Request) -> Filters:
        """How many works each value of a filter would leave of those that may be recommended."""
        return count_filters(self._context(*by_the_hour(history, request)))

    def rank(self, history: History, request: Request, extra: int | None = None) -> SolvedRequest | None:
        """Solve a request. `extra`: a catalogue row to be measured beside the pool. None if there is no candidate."""
        history, request = by_the_hour(history, request)
        if (known := self._solved(history, request, extra)) is not None:
            self._remember(known)
            return known
        context = self._context(history, request)
        allowed = eligible(context)
        sources = retrieve(context, allowed)
        pool = len(sources)
        if extra is not None:
            sources.setdefault(extra, frozenset())
        if not sources:
            return None
        rows = np.fromiter(sources, np.int64, len(sources))
        parts = score(context, rows, pool, self.weights)
        totals = summed(parts, len(rows))
        considered = totals if not (extra is not None and pool < len(rows) and not allowed[extra]) else totals[:-1]
        # What is measured beside the pool is not drawn from: it changes no list.
        drawn = partial(self._drawn, context, rows, parts, pool) if self._tries(context) else None
        rival = self._rival(context, rows[: len(considered)], parts)
        slate = compose(context, rows[: len(considered)], considered, VARIETY, drawn, rival)
        positions = {int(row): position for position, row in enumerate(rows.tolist())}
        ranking = SolvedRequest(context, rows, sources, parts, totals, slate, positions)
        if pool == len(rows):
            self._remember(ranking)
        return ranking

    def _solved(self, history: History, request: Request, extra: int | None) -> SolvedRequest | None:
        """The same request as it was solved before, with the extra row among its candidates."""
        found = (one for one in self._standing if extra is None or extra in one.positions)
        return next((one for one in found if one.answers(history, request)), None)

    def _remember(self, ranking: SolvedRequest) -> None:
        others = [one for one in self._standing if one is not ranking]
        self._standing = (ranking, *others[: _STANDING_KEPT - 1])

    def _context(self, history: History, request: Request) -> RankingContext:
        catalogue = self.catalogue
        statements = active_statements(history, request)
        given = [one for one in history.reasons() if one.item_id in catalogue.row]
        texts = [*(statement.text for statement in statements), *(one.because for one in given)]
        asked = self._reader.statements(texts)
        read = list(zip(statements, asked[: len(statements)], strict=True))
        reasons = [
            GivenReason(catalogue.row[one.item_id], (worth(one) or 0.0) > 0, one.because, heard)
            for one, heard in zip(given, asked[len(statements) :], strict=True)
        ]
        person = learn(catalogue, history, request, read_stated(catalogue, read), self._solver)
        columns, near_likes = self._columns(person, request.now)
        seeds = [catalogue.row[item_id] for item_id in request.like if item_id in catalogue.row]
        return RankingContext(
            catalogue,
            self.kin,
            history,
            request,
            person,
            columns,
            near_likes,
            statements=read,
            reasons=reasons,
            asked=self._reader.request(request.text) if request.text.strip() else None,
            avoided=[self._avoided(target) for target in request.avoid],
            seeds=np.asarray(seeds, np.int64),
            pack=self.pack,
            pack_columns=self.pack.columns(person.liked, person.liked_weights) if self.pack else {},
        )

    def _columns(self, person: Person, now: float) -> tuple[dict[str, Floats], dict[int, Rows]]:
        """Over the whole catalogue: the taste heads and the words; and the nearest of the strongest likes."""
        if not len(person.signals.rows) and not any(np.any(head.mean) for head in person.heads.values()):
            return {}, {}
        catalogue = self.catalogue
        likes: list[int] = strongest_likes(person, now).tolist()
        # With feedback, what the profile wishes comes by its own sentences; so editing one needs no new pass.
        felt = bool(len(person.signals.rows))
        heads = {name: person.heads[name] for name in _RETRIEVING if name in person.heads}
        means = {name: (head.heard if felt else head.mean).astype(np.float32) for name, head in heads.items()}
        # Both depend on the catalogue and their key alone: an undone or imagined change finds them again.
        known, near = self._kept, self._near
        keys = {name: mean.tobytes() for name, mean in means.items()}
        missing = {keys[name]: mean for name, mean in means.items() if keys[name] not in known}
        strange = [row for row in likes if row not in near]
        if missing or strange:
            weights = np.asarray(list(missing.values()), np.float32).reshape(len(missing), catalogue.joint_dimensions)
            scores = catalogue.scan(weights)
            similar = self.kin.to_all(np.asarray(strange, np.int64))
            known = known | dict(zip(missing, scores, strict=True))
            near = near | {row: leading_rows(column) for row, column in zip(strange, similar, strict=True)}
        columns = {name: known[key] for name, key in keys.items()}
        if np.any(person.word_profile):
            key = blake2b(person.word_profile.tobytes()).digest()
            columns["words"] = known[key] if key in known else catalogue.words.scores(person.word_profile)
            known = {**known, key: columns["words"]}
        self._kept = dict(list(known.items())[-_COLUMNS_KEPT:])
        self._near = dict(list(near.items())[-_LIKES_KEPT:])
        return columns, {row: near[row] for row in likes}

    def _avoided(self, target: str) -> Asked:
        row = self.catalogue.row.get(target)
        if row is None:
            return self._reader.statements([target])[0]
        joint = self.catalogue.joint(np.asarray([row]))[0]
        near = self.catalogue.similarities(self.catalogue.vectors[row][None])
        return Asked(target, target, joint, look=lambda: near)

    def _rival(self, context: RankingContext, rows: Rows, parts: Parts) -> NDArray[np.float64] | None:
        """The scores of the other way to rank, where one takes turns in this list. What is measured beside the pool
        takes no part."""
        request = context.request
        if request.rival not in RIVALS or request.seed is None or request.text.strip() or request.like:
            return None
        return RIVALS[request.rival](context, rows, {name: values[: len(rows)] for name, values in parts.items()})

    def _tries(self, context: RankingContext) -> bool:
        """Whether a list of this request tries something: one that asks for nothing else, of a person who is known."""
        request = context.request
        asked = request.text.strip() or request.like
        return bool(request.explore) and request.seed is not None and not asked and "taste" in context.person.heads

    def _drawn(self, context: RankingContext, rows: Rows, parts: Parts, pool: int) -> NDArray[np.float64]:
        """(_DRAWS, candidates): the scores with the taste drawn from its posterior, by the request's seed. What lies
        beside the pool is never drawn."""
        generator = np.random.default_rng(context.request.seed)
        head, vectors = context.person.heads["taste"], context.joint(rows)
        rest = summed({name: values for name, values in parts.items() if name != "taste"}, len(rows))
        kinds = self.catalogue.kinds[rows]
        tastes = [by_kind(vectors, weights, kinds) for weights in head.samples(generator, _SAMPLING_SCALE, _DRAWS)]
        drawn = np.stack([_BESIDE_TRY * rest + standardise(taste.astype(np.float64), pool) for taste in tastes])
        drawn[:, pool:] = -np.inf
        return drawn

    def _recommendation(self, ranking: SolvedRequest, position: int) -> Recommendation:
        row = int(ranking.rows[position])
        score = ranking.score(position)
        return Recommendation(
            self.catalogue.items[row],
            score,
            evidence=Gathered(partial(evidence_for, ranking.context, row, score)),
            sources=ranking.sources[row],
            propensity=ranking.slate.propensities.get(position),
            team=ranking.slate.teams.get(position, ""),
        )
