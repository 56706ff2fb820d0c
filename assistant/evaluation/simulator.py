"""A made-up person with a known taste, fatigue, noise and drift, to try the recommender on before anybody has to.

Utility of an item: taste·x − fatigue·(how much alike it is to what was shown last) + noise. The person likes what lies
above one threshold, dislikes what lies below another, and passes over the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Interaction, Verdict
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import USUAL_EXPLORING, History, Request
from assistant.recommend.recommender import Recommender

DAY = 86_400.0
START = 1_700_000_000.0
_REMEMBERED = 0.7


@dataclass(frozen=True)
class SimulatedPerson:
    """`taste` (dimensions,) of unit length. `likes` and `dislikes` are thresholds of utility; at most `answers` items
    of a list are answered. `drift` turns the taste a little each round, in a random direction."""

    taste: NDArray[np.float64]
    likes: float = 0.35
    dislikes: float = 0.05
    answers: int = 3
    fatigue: float = 0.0
    noise: float = 0.0
    drift: float = 0.0

    def utilities(
        self, vectors: NDArray[np.float32], weary: NDArray[np.float64], generator: np.random.Generator
    ) -> NDArray[np.float64]:
        """(items,) for vectors (items, dimensions); `weary` (dimensions,) is the fading mean of what was shown."""
        noise = self.noise * generator.standard_normal(len(vectors))
        return np.asarray(vectors @ self.taste - self.fatigue * (vectors @ weary) + noise, np.float64)

    def drifted(self, generator: np.random.Generator) -> "SimulatedPerson":
        if not self.drift:
            return self
        turned = self.taste + self.drift * generator.standard_normal(len(self.taste)) / np.sqrt(len(self.taste))
        return replace(self, taste=turned / np.linalg.norm(turned))


@dataclass
class Story:
    """What happened, round by round: the rows shown, their mean true utility, and the journal so far; `answered` and
    `told`: which rows had been answered before the round, and how many answers there were."""

    lists: list[NDArray[np.int64]] = field(default_factory=list)
    utilities: list[float] = field(default_factory=list)
    interactions: list[Interaction] = field(default_factory=list)
    answered: list[frozenset[int]] = field(default_factory=list)
    told: list[int] = field(default_factory=list)


def live(
    recommender: Recommender,
    person: SimulatedPerson,
    rounds: int,
    *,
    seed: int = 0,
    n: int = 10,
    explore: float = USUAL_EXPLORING,
    story: Story | None = None,
    watch: Callable[[int, NDArray[np.int64]], bool] | None = None,
) -> Story:
    """Show a list a day, take the answers into the journal, and go on; `watch` may end the story by returning True.

    A story that is handed in goes on, for instance with another person: a taste that flips.
    """
    catalogue, generator = recommender.catalogue, np.random.default_rng(seed)
    told = story or Story()
    weary = np.zeros(catalogue.dimensions)
    shown_counts: dict[str, float] = {}
    for number in range(rounds):
        now = START + len(told.lists) * DAY
        history = History(tuple(told.interactions), shown=shown_counts)
        ids = recommender.listed(history, Request(n=n, now=now, explore=explore, seed=seed + len(told.lists)))
        rows = np.asarray([catalogue.row[item_id] for item_id in ids], np.int64)
        if not len(rows):
            break
        utilities = person.utilities(catalogue.vectors[rows], weary, generator)
        told.answered.append(frozenset(catalogue.row[one.item_id] for one in told.interactions))
        told.told.append(len(told.interactions))
        told.lists.append(rows)
        told.utilities.append(float((catalogue.vectors[rows] @ person.taste).mean()))
        told.interactions += _answers(person, catalogue, rows, utilities, now, len(told.interactions))
        weary = _REMEMBERED * weary + (1 - _REMEMBERED) * catalogue.vectors[rows].mean(axis=0)
        shown_counts = {key: 0.5 * value for key, value in shown_counts.items() if value > 0.1}
        for item_id in ids:
            shown_counts[item_id] = shown_counts.get(item_id, 0.0) + 1
        if watch is not None and watch(number, rows):
            break
        person = person.drifted(generator)
    return told


def _answers(
    person: SimulatedPerson,
    catalogue: Catalogue,
    rows: NDArray[np.int64],
    utilities: NDArray[np.float64],
    now: float,
    last_id: int,
) -> list[Interaction]:
    """Verdicts on the items with the strongest utilities, for or against."""
    strength = np.maximum(utilities - person.likes, person.dislikes - utilities)
    chosen = [k for k in np.argsort(-strength, kind="stable")[: person.answers].tolist() if strength[k] > 0]
    return [
        Interaction(
            last_id + number,
            catalogue.ids[int(rows[k])],
            Verdict.LIKED if utilities[k] > person.likes else Verdict.DISLIKED,
            now,
        )
        for number, k in enumerate(chosen, 1)
    ]
