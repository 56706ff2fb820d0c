"""From the ledger to words: why an item was recommended, said by built-in wording or by a model behind the checker."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from zlib import crc32

from assistant.domain.entities import Evidence, Explanation, Item, Recommendation
from assistant.explain.claim_verifier import Checker, CheckerCounts
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import SentenceStream
from assistant.llm.client import LanguageModel, Message

AGAINST = frozenset({"disliked", "dropped", "aversion"})
"""Types of evidence that speak against an item."""
MOST_WORDS = 60
WORDING_VERSION = b"1"
"""Goes up when what this module makes of the same prompt and facts changes."""
_FACTS = 2
_DEEDS = ("You rated highly", "You gave a low rating to", "You rated", "You liked", "You finished", "You played",
          "You opened", "You dropped", "You disliked")  # fmt: skip
_QUOTED = re.compile(r"“[^”]*”")
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|because|since|fits?|shares?|match(?:es)?|follows|suits?|liked|rated|finished|played)\b", re.I
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|i|me|my|we|us|our)\b", re.IGNORECASE)
_NEAR = (
    "It is close to {works}, which {deed}.",
    "{Deed} {works}, and this is close.",
    "Picked because {deed} {works}.",
)


def explain(recommendation: Recommendation) -> Explanation:
    """One or two sentences that say what the strongest evidence says, and nothing else."""
    sentences = reasons(recommendation.evidence, recommendation.item)
    return Explanation(" ".join(sentences))


def explained(recommendation: Recommendation, model: LanguageModel | None = None) -> Recommendation:
    """The recommendation with its explanation, by a model if one is given."""
    told = explain(recommendation) if model is None else explain_with_model(recommendation, model)
    return replace(recommendation, explanation=told)


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
    first, *others = reasons(recommendation.evidence, recommendation.item, plain=True)
    checker = Checker(recommendation.evidence, recommendation.item)
    stream = SentenceStream()
    kept: list[str] = []
    pieces = model.stream(
        prompt_for(shape, first), max_tokens=MOST_WORDS, temperature=0.1, stop=("\n",), cancelled=cancelled
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
        Message("user", f"Fact: {given}"),
        Message("assistant", said),
        Message("user", f"Fact: {flatten(fact, 400)}"),
    ]


def reasons(evidence: Sequence[Evidence], item: Item, *, plain: bool = False) -> list[str]:
    """The strongest evidence as one or two built-in sentences; what speaks against only if nothing else is there.

    `plain` asks for the one form that every fact has, without variety.
    """
    groups = _groups(evidence)
    if not groups:
        return ["Nothing you have said or done speaks for or against it yet, so it is here to try."]
    sentences = [_sentence(group, item, also=bool(at), plain=plain) for at, group in enumerate(groups)]
    return list(dict.fromkeys(sentences))


def _groups(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    speaking = [one for one in evidence if one.type not in AGAINST] or list(evidence)
    # That it is new or untouched is true of half the shelf: said where nothing of the person's own speaks.
    return _grouped(sorted(speaking, key=lambda one: one.type in ("new", "untouched")))[:_FACTS]


def _shape(group: Sequence[Evidence]) -> str:
    """Which invented pair fits a group of evidence; empty where built-in wording says it best."""
    one = group[0]
    if one.type in AGAINST:
        return ""
    if _deed(one):
        return "works" if len(group) > 1 else "work"
    if one.type == "statement" and not _fits(one):
        return ""
    return one.type if one.type in ("statement", "pack", "creator", "subject") and one.names else ""


def reason(one: Evidence, item: Item) -> str:
    """One piece of evidence as a sentence."""
    return _sentence([one], item)


def reason_near(one: Evidence) -> str:
    """ "It is close to …, which you liked."; empty for evidence that is not about another work."""
    deed = _deed(one)
    return f"It is close to {_work(one)}, which {deed[0].lower()}{deed[1:]}." if deed else ""


def quoted(title: str) -> str:
    """A title in quotation marks; marks inside it become single ones, so that pairs stay pairs."""
    inner = re.sub(r"[“”„«»]", lambda mark: "‘" if mark.group() in "“„«" else "’", flatten(title, 120))
    inner = re.sub(r'"([^"]*)"', r"‘\1’", inner).replace('"', "’")
    return f"“{inner}”"


def listed(parts: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


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
    return any(fold(flatten(name, 120)) in folded for one in group for name in one.names[:1])


def _grouped(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Evidence in order; two works of which the same is told become one group, and so do two statements."""
    groups: list[list[Evidence]] = []
    for one in evidence:
        fitting = next((group for group in groups if _alike(group[0], one)), None)
        if fitting is None:
            groups.append([one])
        elif len(fitting) < 2:
            fitting.append(one)
    return groups


def _alike(first: Evidence, second: Evidence) -> bool:
    if first.type == second.type == "statement":
        return _fits(first) and _fits(second)
    return bool(_deed(first)) and _deed(first) == _deed(second)


def _fits(one: Evidence) -> bool:
    """Whether an item meets a statement as a whole; else the evidence itself tells in what."""
    return bool(one.names) and not one.text.startswith("Its subject")


def _deed(one: Evidence) -> str:
    """What the person did with a work, as the evidence tells it: "You liked"; empty for other evidence."""
    return next((deed for deed in _DEEDS if one.text.startswith(deed + " ") and one.names), "")


def _sentence(group: Sequence[Evidence], item: Item, also: bool = False, plain: bool = False) -> str:
    one = group[0]
    deed = _deed(one)
    if deed:
        return _of_works(deed, [_work(fact) for fact in group], one, None if plain else item, also)
    text = flatten(_with_marks_inside(one)).rstrip(". ")
    match one.type:
        case "statement" if _fits(one):
            said = [quoted(fact.names[0].rstrip(". ")) for fact in group]
            text = f"It fits what your profile says: {listed(said)}"
        case "new" | "untouched" | "series" if not text.startswith("It"):
            text = f"It is {text[:1].lower()}{text[1:]}"
        case _:
            pass
    return (_also(text) if also else text) + "."


def _with_marks_inside(one: Evidence) -> str:
    """The text with every quoted name in safe marks."""
    text = one.text
    for name in one.names:
        text = text.replace(f"“{name}”", quoted(name))
    return text


def _work(one: Evidence) -> str:
    by = f" by {flatten(listed(one.names[1:]), 100)}" if len(one.names) > 1 else ""
    return quoted(one.names[0]) + by


def _of_works(deed: str, works: Sequence[str], one: Evidence, item: Item | None, also: bool) -> str:
    lower = deed[0].lower() + deed[1:]
    if one.type in AGAINST:
        return f"{deed} {listed(works)}, which is close to it."
    if also:
        return f"It is also close to {listed(works)}, which {lower}."
    # The same item is always explained in the same form; neighbours in a list differ.
    form = _NEAR[crc32(item.id.encode()) % len(_NEAR) if item else 0]
    return form.format(works=listed(works), deed=lower, Deed=deed)


def _also(text: str) -> str:
    for start in ("It is ", "It "):
        if text.startswith(start):
            return f"{start}also {text.removeprefix(start)}"
    return text
