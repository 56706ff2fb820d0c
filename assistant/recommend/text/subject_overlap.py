"""What an item shares with another by its subjects, word for word: “Sea” with “Sea stories”, across kinds."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.catalogue import Catalogue, Rows
from assistant.recommend.text.text_features import content_words

_FURTHER = 0.3
"""What each further shared word adds to the most telling one."""


def subject_words(catalogue: Catalogue, row: int) -> dict[str, str]:
    """The words of an item's subjects, each with the subject that it stands in."""
    return {word: subject for subject in catalogue.items[row].subjects for word in content_words(subject)}


def telling_terms(catalogue: Catalogue, seeds: Sequence[int]) -> tuple[dict[str, float], NDArray[np.object_]]:
    """The words of the seeds' subjects with how telling each is, 1 for one that no other item carries, towards 0 for
    one that all do; and by subject code the words among them that it holds."""
    words = {word for seed in seeds for word in subject_words(catalogue, seed)}
    subjects = catalogue.subjects
    held = np.empty(len(subjects.labels), object)
    carriers = dict.fromkeys(words, 0)
    for code, label in enumerate(subjects.labels):
        held[code] = words.intersection(content_words(label))
        for word in held[code]:
            carriers[word] += len(subjects.holders[code])
    size = max(len(catalogue), 2)
    return {word: 1 - float(np.log(max(count, 1)) / np.log(size)) for word, count in carriers.items()}, held


def shared_with(catalogue: Catalogue, seeds: Sequence[int], rows: Rows) -> NDArray[np.float64]:
    """How much each candidate shares with the seeds by the words of its subjects, 0 for nothing; (candidates,)."""
    telling, held = telling_terms(catalogue, seeds)
    shared = np.zeros(len(rows))
    for place, row in enumerate(rows.tolist()):
        found = {word for code in catalogue.subjects.of_item[row] for word in held[code]}
        if found:
            worths = [telling[word] for word in found]
            shared[place] = max(worths) + _FURTHER * (sum(worths) - max(worths))
    return shared


def shared_subject(catalogue: Catalogue, seeds: Sequence[int], row: int) -> tuple[str, int, str] | None:
    """(this item's subject, the seed, the seed's subject) of the most telling word that both hold; None without one."""
    telling, _ = telling_terms(catalogue, seeds)
    own = subject_words(catalogue, row)
    found = [
        (telling[word], -seed, own[word], theirs)
        for seed in seeds
        for word, theirs in subject_words(catalogue, seed).items()
        if word in own
    ]
    if not found:
        return None
    _, seed, mine, theirs = max(found)
    return mine, -seed, theirs
