"""Learns along which axes the states of tokens differ most, from our own texts.

Run as `python -m assistant.evaluation.fit.token_basis`. What is found are the items written for learning cards, what
asks are the wishes in ten languages: no work of the demo library and none of a set for judging is among them.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.embedding.tokens import AXES, MARKS, Floats, TokenBasis, unit
from assistant.embedding.wishes import wishes
from assistant.evaluation.fit.card_examples import read_examples, training_files
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder
from indexers.embed import item_text

OUT = Path(__file__).parents[3] / "resources" / "tokens.npz"
_ONE_OF = 7


def learn(found: Sequence[Floats], sought: Sequence[Floats]) -> TokenBasis:
    """The basis of the states of texts that are found and of texts that ask, (tokens, dimensions) of each.

    Its axes are the main directions (principal components) of every seventh state that is found, each of unit length
    and without the mean of all.
    """
    states = np.concatenate([of_text[MARKS] for of_text in found])
    mean = states.mean(axis=0)
    directions = np.linalg.svd(unit(states[::_ONE_OF] - mean), full_matrices=False)[2]
    asked = np.concatenate([of_text[MARKS] for of_text in sought]).mean(axis=0)
    return TokenBasis(np.ascontiguousarray(directions[:AXES].T), mean, asked)


def main() -> None:
    encoder = MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER)
    subjects = [example.subject for path in training_files() for example in read_examples(path)]
    found = encoder.states([item_text(subject.item, subject.passages) for subject in subjects], sought=False)
    sought = encoder.states([wish.text for wish in wishes()], sought=True)
    OUT.write_bytes(learn(found, sought).to_bytes())


if __name__ == "__main__":
    main()
