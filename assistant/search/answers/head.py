"""Weighs sentences against each other, then says whether the best of them answers.

The first is a conditional logit (McFadden 1974) over the sentences of one question, the second a logistic regression
on the best of them; both learned by `python -m assistant.evaluation.fit.answers`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from assistant.search.answers.measures import NAMES, Floats

_CARRIED = (
    "near", "near_under_its_topic", "met_here", "met_here_or_beside", "rarest_unmet", "named", "of_the_sort",
    "lacks_the_sort", "sort_not_told", "yes_or_no", "passage_near",
)  # fmt: skip
OF_BEST = ("constant", *_CARRIED, "score", "before_the_next_work", "before_the_fourth")
"""What is measured of the best sentence: its own measures, its score, and by how much it leads."""
_COLUMNS = [NAMES.index(name) for name in _CARRIED]
_LEAST = 3.0
"""The lead over another work where there is none."""


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """`ranks`: (len(NAMES),) of the measures of a sentence. `answers`: (len(OF_BEST),)."""

    ranks: Floats
    answers: Floats

    def shares(self, measures: Floats) -> Floats:
        """(candidates,): how likely each sentence is the one that answers, if any does: e^(w·xᵢ) / Σⱼ e^(w·xⱼ)."""
        scores = measures @ self.ranks
        powers = np.exp(scores - scores.max())
        shares: Floats = powers / powers.sum()
        return shares

    def sure(self, measures: Floats, works: Floats) -> float:
        """The probability that the best of the sentences answers. `works`: (candidates,) numbers of their items."""
        return float(1 / (1 + np.exp(-np.clip(of_best(measures, works, self.ranks) @ self.answers, -30, 30))))


def of_best(measures: Floats, works: Floats, ranks: Floats) -> Floats:
    """(len(OF_BEST),) of the sentence with the greatest score w·x."""
    scores = measures @ ranks
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    others = scores[works != works[best]]
    lead = float(scores[best] - others.max()) if len(others) else _LEAST
    fourth = float(scores[best] - scores[order[min(3, len(order) - 1)]])
    return np.asarray([1.0, *measures[best, _COLUMNS], scores[best], lead, fourth], np.float64)


@cache
def answer_head() -> AnswerHead:
    """The head that the program brings. Raises KeyError where it lacks a measure."""
    told = tomllib.loads(files("resources").joinpath("answers.toml").read_text(encoding="utf-8"))
    ranks, answers = told["ranks"], told["answers"]
    return AnswerHead(
        np.asarray([ranks[name] for name in NAMES], np.float64),
        np.asarray([answers[name] for name in OF_BEST], np.float64),
    )
