"""Our ranking with a pack beside EASE on the same crowd, person by person.

    python -m assistant.evaluation.against_ease SET [SET …] [--packs FOLDER]

Both learn from `crowd.tsv` alone and see the same history of each person. EASE (Steck 2019) is folded in: a person's
scores are Σ over their history of B, with B = I − P·diag(1/P), P = (XᵀX + λI)⁻¹ and λ = 200, where X holds ones for
whatever was touched: that serves EASE better here than liked items alone. Printed are NDCG@10 of both for each set,
and the mean of the paired differences with its 95 % bootstrap interval over people, for each set and for all together.
With `--packs`, packs are kept there and found again.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.rows import Row
from assistant.embedding.encoder import Embedder
from assistant.evaluation.replay.replay import default_embedder, embed_catalogue
from assistant.evaluation.replay.replay_set import ReplaySet, interactions, values_are_stars
from assistant.recommend.history import History, Request
from assistant.recommend.metrics import bootstrap_interval, ndcg_at
from assistant.recommend.packs.build import pack_of
from assistant.recommend.packs.packs import Pack
from assistant.recommend.packs.tables import Event
from assistant.recommend.recommender import Recommender

RIDGE = 200.0
_PLACES = 10


@dataclass(frozen=True)
class Comparison:
    """NDCG@10 of each person of one set: ours and that of EASE, (people,)."""

    name: str
    ours: NDArray[np.float64]
    ease: NDArray[np.float64]


class FoldedEase:
    """EASE on a crowd, for people who were not part of it. `columns` gives the place of each item, by id."""

    def __init__(self, crowd: dict[str, list[Event]], items: Sequence[str], ridge: float = RIDGE) -> None:
        from scipy import sparse

        self.ids = list(items)
        self.columns = {item: place for place, item in enumerate(self.ids)}
        known = [[e.item for e in events if e.item in self.columns] for events in crowd.values()]
        pairs = [(row, self.columns[item]) for row, own in enumerate(known) for item in own]
        rows, places = zip(*pairs, strict=True)
        matrix = sparse.csr_matrix((np.ones(len(pairs), np.float32), (rows, places)), (len(crowd), len(self.ids)))
        matrix.data[:] = 1.0
        gram = np.asarray((matrix.T @ matrix).todense(), np.float32)
        gram[np.diag_indices(len(gram))] += ridge
        inverse = np.linalg.inv(gram)
        self.weights = np.asarray(-inverse / np.diag(inverse), np.float32)
        np.fill_diagonal(self.weights, 0.0)

    def listed(self, known: Sequence[str], exclude: frozenset[str], n: int = _PLACES) -> list[str]:
        """The n best ids for a history, without those to exclude."""
        own = [self.columns[item] for item in known if item in self.columns]
        scores = self.weights[own].sum(axis=0)
        order = (self.ids[place] for place in np.argsort(-scores, kind="stable").tolist())
        return list(islice((item for item in order if item not in exclude), n))


def compare(data: ReplaySet, embedder: Embedder, pack: Pack | None = None) -> Comparison:
    """Rank for every person with a future, by our code with a pack of the crowd, and by EASE."""
    crowd, people, future = (data.events(name) for name in ("crowd", "people", "future"))
    known = pack or pack_of(crowd, data.items, embedder)
    recommender = Recommender(embed_catalogue(data, embedder, lambda _: None), embedder, known)
    ease = FoldedEase(crowd, [item.id for item in data.items])
    stars = values_are_stars(people)
    gains = []
    for user, events in people.items():
        wanted = {event.item for event in future.get(user, ())}
        if not wanted:
            continue
        out = frozenset(event.item for event in events)
        now = max((event.time for event in events if event.time is not None), default=0.0)
        request = Request(n=_PLACES, exclude=out, explore=0.0, now=now)
        lists = (
            recommender.listed(History(interactions(events, stars, now)), request),
            ease.listed([event.item for event in events], out),
        )
        gains.append([ndcg_at([item in wanted for item in shown], len(wanted)) for shown in lists])
    ours, theirs = np.asarray(gains, np.float64).reshape(-1, 2).T
    return Comparison(data.folder.name, ours, theirs)


def summary(found: Sequence[Comparison]) -> list[Row]:
    """A row for each set and one for all: people, ours, ease, and the paired difference as [mean, lower, upper]."""
    together = Comparison("together", *(np.concatenate([getattr(c, side) for c in found]) for side in ("ours", "ease")))
    return [
        {
            "set": one.name,
            "people": len(one.ours),
            "ours": round(float(one.ours.mean()), 4),
            "ease": round(float(one.ease.mean()), 4),
            "difference": [round(value, 4) for value in bootstrap_interval(one.ours - one.ease)],
        }
        for one in (*found, together)
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Our ranking with a pack beside EASE on the same crowd.")
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--packs", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    embedder, found = default_embedder(), []
    for folder in options.sets:
        print(f"{folder.name}: pack, EASE, people", file=sys.stderr, flush=True)
        data = ReplaySet(folder)
        found.append(compare(data, embedder, _pack(data, embedder, options.packs)))
    for row in summary(found):
        mean, low, high = row["difference"]
        print(f"{row['set']:12} {row['people']:5} people  ours {row['ours']:.4f}  EASE {row['ease']:.4f}  ", end="")
        print(f"difference {mean:+.4f} [{low:+.4f}, {high:+.4f}]", flush=True)


def _pack(data: ReplaySet, embedder: Embedder, folder: Path | None) -> Pack | None:
    if folder is None:
        return None
    path = folder / f"{data.folder.name}.pack"
    if not path.exists():
        pack_of(data.events("crowd"), data.items, embedder).save(path)
    return Pack.load(path)


if __name__ == "__main__":
    main()
