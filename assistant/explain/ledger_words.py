"""What the window's ledger shows: each part of a score in words, and the icons of its facts."""

from collections.abc import Mapping

from assistant.domain.evidence import Bridge, Evidence, KnownWork, PartId, SharedSubject
from assistant.messages import quoted, tr
from assistant.recommend.features.registry import feature_of

_KNOWN_WORK = {
    "liked": "liked",
    "finished": "check",
    "disliked": "dislike",
    "dropped": "close",
    "aside": "close",
    "skipped": "close",
}


def part_words(part: str, *, lowers: bool = False) -> str:
    """A part of the ledger in plain words: those of the feature that it belongs to, true of what the part does."""
    feature = feature_of(part)
    if feature is None:
        return part.replace("_", " ").replace(":", ": ").capitalize()
    return tr(feature.lowered_label if lowers and feature.lowered_label else feature.label)


def ledger_lines(parts: Mapping[PartId, float], statements: Mapping[str, str]) -> list[tuple[str, float]]:
    """(words, amount) from the strongest to the weakest; parts with the same words are added up.

    `statements` maps ids of profile sentences to their text, for parts that are named after them.
    """
    sums: dict[tuple[str, str], float] = {}
    for part, amount in parts.items():
        sentence = statements.get(PartId(part).statement)
        raised = quoted(sentence) if sentence else part_words(part)
        lowered = raised if sentence else part_words(part, lowers=True)
        sums[raised, lowered] = sums.get((raised, lowered), 0.0) + amount
    # What a sum does decides its words, not what its first part did.
    lines = [(lowered if amount < 0 else raised, amount) for (raised, lowered), amount in sums.items()]
    return sorted(lines, key=lambda line: -abs(line[1]))


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
