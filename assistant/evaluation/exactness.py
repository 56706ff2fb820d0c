"""Whether the ledger adds up, and whether what was taken back leaves a trace.

    python -m assistant.evaluation.exactness [--lists 10000]

makes lists for random people with random requests on a made-up library and prints the largest difference between an
item's score and the sum of its parts. Every so often one row of the journal, or one statement, is taken out: what-if
and undo must then give what a recommender gives that never saw the row, with the events in any order.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.domain.entities import Interaction, Item, Kind, Origin, Statement, Verdict
from assistant.domain.targets import Target
from assistant.evaluation.bench.recommend import MadeUpEmbedder, made_up_library
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.packs.build import pack_of
from assistant.recommend.packs.packs import Pack
from assistant.recommend.packs.tables import Event
from assistant.recommend.ranker import SolvedRequest
from assistant.recommend.recommender import Recommender

_SIZE = 400
_NOW = 1_700_000_000.0
_DAY = 86_400.0
_TAKEN_BACK_EVERY = 25
_TEXTS = (
    "slow word3",
    "short word7 and word9",
    "subject 3",
    "by Name 12",
    "in French",
    "from the 1980s",
    "word11 word2",
)


@dataclass(frozen=True)
class Exactness:
    """The largest differences met: score against parts, and scores after taking a row back against a journal that
    never held it; and whether any place differed there."""

    lists: int
    additivity: float
    taken_back: float
    same_places: bool


def examine(lists: int, seed: int = 0, size: int = _SIZE) -> Exactness:
    """Make `lists` random lists, half of them with a pack, and measure."""
    items, vectors = made_up_library(size)
    catalogue = Catalogue.build(items, [item.id for item in items], vectors)
    pack, embedder = _crowd_pack(items), MadeUpEmbedder()
    warm = [Recommender(catalogue, embedder, known) for known in (None, pack)]
    generator = np.random.default_rng(seed)
    additivity, taken_back, same = 0.0, 0.0, True
    for number in range(lists):
        history, request = random_history(generator, items), random_request(generator, items)
        ranking = warm[number % 2].rank(history, request)
        if ranking is not None:
            additivity = max(additivity, additivity_of(ranking))
        if number % _TAKEN_BACK_EVERY == 0 and history.interactions:
            cold = Recommender(catalogue, embedder, pack if number % 2 else None)
            difference, places = taken_back_of(warm[number % 2], cold, history, request, generator)
            taken_back, same = max(taken_back, difference), same and places
    return Exactness(lists, additivity, taken_back, same)


def additivity_of(ranking: SolvedRequest) -> float:
    """max |score − Σ parts| over a list, where the score is what the list was ordered by."""
    differences = [0.0]
    for position in ranking.slate.order:
        total = float(ranking.totals[position])
        total += sum(changes.get(position, 0.0) for changes in ranking.slate.added.values())
        score = ranking.score(position)
        differences += [abs(float(score) - total), abs(sum(score.parts.values()) - total)]
    return max(differences)


def taken_back_of(
    warm: Recommender, cold: Recommender, history: History, request: Request, generator: np.random.Generator
) -> tuple[float, bool]:
    """A recommender that knew a row, against one that never did: (largest difference of scores, same what-if)."""
    quiet = replace(request, explore=0.0)
    targets = [event.item_id for event in history.interactions] + [one.id for one in history.statements]
    target = targets[int(generator.integers(len(targets)))]
    never = history.without(target)
    order = generator.permutation(len(never.interactions))
    shuffled = replace(never, interactions=tuple(never.interactions[k] for k in order))
    warm.rank(history, quiet)
    told = {item: (before, after) for item, before, after in warm.what_if(history, target, quiet)}
    undone, fresh, full = warm.rank(never, quiet), cold.rank(shuffled, quiet), cold.rank(history, quiet)
    if undone is None or fresh is None or full is None:
        return 0.0, undone is fresh
    if len(undone.rows) != len(fresh.rows) or np.any(undone.rows != fresh.rows):
        return float("inf"), False
    before, after = full.places(), fresh.places()
    row = cold.catalogue.row
    same = all(pair == (before.get(row[item]), after.get(row[item])) for item, pair in told.items())
    return float(np.abs(undone.totals - fresh.totals).max(initial=0.0)), same


def random_history(generator: np.random.Generator, items: Sequence[Item], most: int = 40) -> History:
    """Up to `most` events of every verdict over a year, statements of every origin, something hidden and shown."""
    verdicts = list(Verdict)
    events = []
    for number in range(int(generator.integers(0, most))):
        verdict = verdicts[int(generator.integers(len(verdicts)))]
        value = float(generator.integers(1, 6)) if verdict in (Verdict.RATED, Verdict.PLAYED) else 1.0
        at = _NOW - float(generator.integers(0, 365)) * _DAY
        events.append(Interaction(number + 1, _any(generator, items).id, verdict, at, value))
    origins = list(Origin)
    statements = tuple(
        Statement(
            f"s{number}",
            _TEXTS[int(generator.integers(len(_TEXTS)))],
            1 if generator.random() < 0.7 else -1,
            float(generator.random()),
            origin=origins[int(generator.integers(len(origins)))],
        )
        for number in range(int(generator.integers(0, 5)))
    )
    hidden = frozenset({Target.item(_any(generator, items).id), Target.subject("subject 3 broad")})
    return History(tuple(events), statements, hidden, {_any(generator, items).id: 1.0})


def random_request(generator: np.random.Generator, items: Sequence[Item]) -> Request:
    """A request of any make: words or none, a kind or none, sliders, things to be near to and to avoid."""
    kinds: list[Kind | None] = [None, *Kind]
    return Request(
        text=_TEXTS[int(generator.integers(len(_TEXTS)))] if generator.random() < 0.3 else "",
        kind=kinds[int(generator.integers(len(kinds)))],
        n=int(generator.integers(1, 31)),
        surprise=float(generator.random()) if generator.random() < 0.5 else None,
        variety=float(generator.random()) if generator.random() < 0.5 else None,
        like=(_any(generator, items).id,) if generator.random() < 0.2 else (),
        avoid=(_any(generator, items).id, "word5") if generator.random() < 0.2 else (),
        now=_NOW,
        seed=int(generator.integers(1000)),
    )


def _any(generator: np.random.Generator, items: Sequence[Item]) -> Item:
    return items[int(generator.integers(len(items)))]


def _crowd_pack(items: Sequence[Item]) -> Pack:
    generator = np.random.default_rng(1)
    crowd = {
        f"u{user}": [Event(f"u{user}", _any(generator, items).id, None, None) for _ in range(20)] for user in range(60)
    }
    return pack_of(crowd, tuple(items))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Whether the ledger adds up, and undoing leaves no trace.")
    parser.add_argument("--lists", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    found = examine(options.lists, options.seed)
    print(f"{found.lists} random lists: max |score − Σ parts| = {found.additivity:.2g}")
    print(f"rows taken back: max difference of scores {found.taken_back:.2g}, places the same: {found.same_places}")


if __name__ == "__main__":
    main()
