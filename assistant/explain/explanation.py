"""From the ledger to words: why an item was recommended, said by built-in wording or by a model behind the checker."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from zlib import crc32

from assistant.domain.entities import Explanation, Item, Recommendation, Score
from assistant.domain.evidence import (
    CloseToNamed,
    CrowdNeighbour,
    Evidence,
    Fits,
    KnownWork,
    NewInLibrary,
    SameCreator,
    SharedSubject,
    TagsFit,
    Untouched,
)
from assistant.explain.checker_counts import CheckerCounts
from assistant.explain.claim_verifier import Checker
from assistant.explain.evidence_words import (
    BECAUSE_YOU_DID,
    YOU_DID,
    phrase,
    told,
    works_named,
)
from assistant.explain.guide_words import with_shared
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import SentenceStream
from assistant.llm.client import LanguageModel, Message, Sampling
from assistant.messages import joined, mark, source_language, tr
from assistant.recommend.evidence.collect import WORTH
from assistant.recommend.evidence.works import WHICH_YOU_DID
from assistant.recommend.features.registry import feature_of

MOST_WORDS = 60
WORDING_VERSION = b"1"
"""Goes up when what this module makes of the same prompt and facts changes."""
_FACTS = 2
_MEETS = mark("It fits what your profile says: {sentences}")
_ALSO_MEETS = mark("It also fits what your profile says: {sentences}")
_TOGETHER = 2
"""Facts of one kind that a sentence tells together."""
_REWORDED = (Fits, CrowdNeighbour, SameCreator)
"""Kinds of facts that a small model puts in words as well as built-in wording does, beside works that are known."""


def explain(recommendation: Recommendation) -> Explanation:
    """One or two sentences that say what the strongest evidence says, and nothing else."""
    sentences = reasons(recommendation.evidence, recommendation.item, score=recommendation.score)
    return Explanation(" ".join(sentences))


def of_a_try(said: Explanation) -> Explanation:
    """The reason of a pick that was drawn to learn from, with that said first."""
    return replace(said, text=tr("This one is a try, to learn more about your taste. {reason}", reason=said.text))


def explained(recommendation: Recommendation, model: LanguageModel | None = None) -> Recommendation:
    """The recommendation with its explanation, by a model if one is given."""
    said = explain(recommendation) if model is None else explain_with_model(recommendation, model)
    return replace(recommendation, explanation=said)


def explain_with_model(
    recommendation: Recommendation,
    model: LanguageModel,
    counts: CheckerCounts | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """A model's wording of the evidence. Sentences that claim more are dropped; if none is left, built-in wording."""
    counts = counts if counts is not None else CheckerCounts()
    built_in = explain(recommendation)
    groups = _groups(recommendation.evidence)
    shape = _shape(groups[0]) if groups else ""
    if not shape:
        return built_in
    with source_language():
        first, *others = reasons(recommendation.evidence, recommendation.item, plain=True)
    checker = Checker(recommendation.evidence, recommendation.item)
    stream = SentenceStream()
    kept: list[str] = []
    pieces = model.stream(
        prompt_for(shape, first), Sampling(max_tokens=MOST_WORDS, temperature=0.1, stop=("\n",), cancelled=cancelled)
    )
    for piece in pieces:
        kept += passed(stream.feed(piece), checker, counts)
        if kept:
            break
    else:
        # A sentence that the limit cut short has no end mark and is not shown.
        kept += passed([one for one in stream.rest() if one.endswith((".", "!", "?"))], checker, counts)
    if not any(_says_why(one, groups[0]) for one in kept):
        counts.fallback += 1
        return built_in
    return Explanation(" ".join([kept[0], *others]), by="model")


def passed(sentences: Sequence[str], checker: Checker, counts: CheckerCounts) -> list[str]:
    """The sentences that the checker lets through; all are counted."""
    kept = [one for one in sentences if not checker.check(one)]
    counts.passed += len(kept)
    counts.dropped += len(sentences) - len(kept)
    return kept


def prompt_for(shape: str, fact: str) -> list[Message]:
    """A short prompt: the instruction, one invented pair of the same shape, and the fact to say."""
    instruction, pairs = _prompts()
    given, said = pairs[shape]
    return [
        Message("system", instruction),
        Message("user", f"Fact: {given}"),  # no words
        Message("assistant", said),
        Message("user", f"Fact: {flatten(fact, 400)}"),  # no words
    ]


def reasons(evidence: Sequence[Evidence], item: Item, *, plain: bool = False, score: Score | None = None) -> list[str]:
    """The strongest evidence as one or two built-in sentences; what speaks against only if nothing else is there.

    `plain` asks for the one form that every fact has, without variety. `score` tells what is true without evidence.
    """
    groups = _groups(evidence)
    if not groups:
        return [_all_together(score)]
    first, *others = groups
    others = [[without_repeats(fact, first[0]) for fact in group] for group in others]
    sentences = [_sentence(first, None if plain else item), *(_second(group) for group in others)]
    return list(dict.fromkeys(f"{sentence}." for sentence in sentences))


def without_repeats(fact: Evidence, before: Evidence) -> Evidence:
    """A fact that names a known work, without the shared tags that a sentence before it told."""
    told = before.shared if isinstance(before, KnownWork | CloseToNamed) else ()
    told = before.tags if isinstance(before, TagsFit) else told
    if not isinstance(fact, KnownWork) or not told:
        return fact
    return replace(fact, shared=tuple(tag for tag in fact.shared if tag not in told))


def _all_together(score: Score | None) -> str:
    """What the parts say that no fact stands behind."""
    parts = [value for part, value in score or () if (one := feature_of(part)) is not None and one.of_the_person]
    if all(abs(value) < WORTH for value in parts):
        return tr("Nothing you have said or done speaks for or against it yet, so it is here to try.")
    if sum(parts) > 0:
        return tr("Taken together, what you said and did speaks for it, though no single thing stands out.")
    return tr("Taken together, what you said and did speaks against it, though no single thing stands out.")


def reason(fact: Evidence, item: Item) -> str:
    """One fact as a sentence."""
    return f"{_sentence([fact], item)}."


def reason_near(fact: Evidence) -> str:
    """ "It is close to …, which you liked."; empty for evidence that is not about another work."""
    return f"{told(fact).sentence}." if isinstance(fact, KnownWork) else ""


def quoted(title: str) -> str:
    """A title in quotation marks, made harmless and short enough for a sentence."""
    return phrase(title)


@lru_cache(maxsize=1)
def prompt_digest() -> bytes:
    """Changes with the prompts, so that what an older prompt made is not taken for what this one makes."""
    content = files("resources").joinpath("prompts/explain.toml").read_bytes()
    return blake2b(content + WORDING_VERSION, digest_size=16).digest()


@lru_cache(maxsize=1)
def _prompts() -> tuple[str, dict[str, tuple[str, str]]]:
    data = tomllib.loads(files("resources").joinpath("prompts/explain.toml").read_text(encoding="utf-8"))
    return data["instruction"], {pair["type"]: (pair["fact"], pair["sentence"]) for pair in data["pair"]}


def _says_why(sentence: str, group: Sequence[Evidence]) -> bool:
    """True if a sentence names something of the evidence; "This is a book for you." does not say why."""
    folded = fold(sentence)
    if "which is" in folded:
        return False  # "You liked A and B, which is close": small models lose track of what is close to what
    return any(fold(flatten(name, 120)) in folded for fact in group for name in fact.names[:1])


def _groups(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    speaking = [fact for fact in evidence if not fact.against] or list(evidence)
    return _grouped(sorted(speaking, key=_says_little))[:_FACTS]


def _says_little(fact: Evidence) -> int:
    """0 for a fact of the person's own; 1 for a subject of works that they only know; 2 for what is true of half the
    shelf, that it is new or untouched."""
    if isinstance(fact, NewInLibrary | Untouched):
        return 2
    return int(isinstance(fact, SharedSubject) and not fact.said)


def _grouped(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Evidence in order; two works of which the same is told become one group, and so do two statements."""
    groups: list[list[Evidence]] = []
    for fact in evidence:
        fitting = next((group for group in groups if _alike(group[0], fact)), None)
        if fitting is None:
            groups.append([fact])
        elif len(fitting) < _TOGETHER:
            fitting.append(fact)
    return groups


def _alike(first: Evidence, second: Evidence) -> bool:
    match first, second:
        case KnownWork(), KnownWork():
            return first.deed is second.deed
        case Fits(), Fits():
            return not first.subject and not second.subject
        case _:
            return False


def _shape(group: Sequence[Evidence]) -> str:
    """Which invented pair fits a group of evidence; empty where built-in wording says it best."""
    fact = group[0]
    if isinstance(fact, KnownWork) and _shared([fact]):
        return ""
    if fact.against or (isinstance(fact, Fits) and fact.subject):
        return ""
    if isinstance(fact, KnownWork):
        return "works" if len(group) > 1 else "work"
    return fact.type if isinstance(fact, _REWORDED) else ""


def _sentence(group: Sequence[Evidence], item: Item | None) -> str:
    """A group as the first sentence; without `item` in the one form that all have."""
    works = [fact for fact in group if isinstance(fact, KnownWork)]
    if works:
        return _of_works(works, item)
    return _of_statements(group, _MEETS) or told(group[0]).sentence


def _second(group: Sequence[Evidence]) -> str:
    works = [fact for fact in group if isinstance(fact, KnownWork)]
    if works and not works[0].against:
        which = tr(WHICH_YOU_DID[works[0].deed], works=works_named(works))
        return with_shared(tr("It is also close to {works_and_deed}", works_and_deed=which), _shared(works))
    if works:
        return _of_works(works, None)
    return _of_statements(group, _ALSO_MEETS) or told(group[0]).also


def _of_statements(group: Sequence[Evidence], message: str) -> str:
    """Sentences that the item meets as a whole, told together; empty for other facts."""
    said = [phrase(fact.text.rstrip(". ")) for fact in group if isinstance(fact, Fits) and not fact.subject]
    return tr(message, sentences=joined(said)) if said else ""


def _of_works(facts: Sequence[KnownWork], item: Item | None) -> str:
    works, deed = works_named(facts), facts[0].deed
    did, which = tr(YOU_DID[deed], works=works), tr(WHICH_YOU_DID[deed], works=works)
    shared = _shared(facts)
    if facts[0].against:
        return with_shared(tr("{you_did_that}, which is close to it", you_did_that=did), shared)
    # The same item is always explained in the same form; neighbours in a list differ.
    form = crc32(item.id.encode()) % 3 if item else 0
    if form == 1:
        return with_shared(tr("{you_did_that}, and this is close", you_did_that=did), shared)
    if form == 2:
        return with_shared(tr(BECAUSE_YOU_DID[deed], works=works), shared)
    return with_shared(tr("It is close to {works_and_deed}", works_and_deed=which), shared)


def _shared(facts: Sequence[KnownWork]) -> tuple[str, ...]:
    """The tags that a work shares with each of some."""
    return tuple(tag for tag in facts[0].shared if all(tag in one.shared for one in facts))
