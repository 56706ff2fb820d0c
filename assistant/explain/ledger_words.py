"""What the window's ledger shows: each part of a score in words, and the icons of its facts."""

from collections.abc import Mapping

from assistant.domain.evidence import Bridge, Evidence, KnownWork, PartId, SharedSubject
from assistant.messages import quoted, tr
from assistant.recommend.features.registry import feature_of

_KNOWN_WORK = {"liked": "liked", "finished": "check", "disliked": "dislike", "dropped": "close"}


def part_words(part: str) -> str:
    """A part of the ledger in plain words: those of the feature that it belongs to."""
    feature = feature_of(part)
    return tr(feature.label) if feature is not None else part.replace("_", " ").replace(":", ": ").capitalize()


def ledger_lines(parts: Mapping[PartId, float], statements: Mapping[str, str]) -> list[tuple[str, float]]:
    """(words, amount) from the strongest to the weakest; parts with the same words are added up.

    `statements` maps ids of profile sentences to their text, for parts that are named after them.
    """
    sums: dict[str, float] = {}
    for part, amount in parts.items():
        sentence = statements.get(PartId(part).statement)
        words = quoted(sentence) if sentence else part_words(part)
        sums[words] = sums.get(words, 0.0) + amount
    return sorted(sums.items(), key=lambda line: -abs(line[1]))


def evidence_icon(fact: Evidence) -> str:
    """The icon of a fact: that of its feature, but for facts that several features find."""
    match fact:
        case KnownWork():
            return _KNOWN_WORK[fact.type]
        case SharedSubject():
            return "ledger"
        case Bridge():
            return "bridge"
        case _:
            feature = feature_of(fact.part)
            return feature.icon if feature is not None else "info"
