"""The reply of a turn, sentence by sentence: a model may speak of the cards, and the checker hears it first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from assistant.checker import Checker, CheckerCounts
from assistant.conversation.acts import Act
from assistant.conversation.intent import Intent
from assistant.conversation.memory import Session
from assistant.conversation.running import Results
from assistant.conversation.wording import NAMED, card_sentences, opening
from assistant.core.entities import Recommendation
from assistant.core.errors import ModelError
from assistant.core.language_model import LanguageModel, Message
from profiles.sentences import SentenceStream
from profiles.text import flatten, fold

MOST_WORDS = 90
_SPOKEN = 3
_OF_CARDS = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.MAKE_LIST})


@dataclass
class Reply:
    """Sentences as they are shown. `say` is told each of them at once."""

    say: Callable[[str], None]
    sentences: list[str] = field(default_factory=list)
    by: str = "built-in"
    notice: str = ""

    def add(self, sentence: str) -> None:
        if sentence in self.sentences:
            return
        gap = "" if not self.sentences or sentence.startswith("\n") else " "
        self.sentences.append(sentence)
        self.say(gap + sentence)

    @property
    def text(self) -> str:
        joined = ""
        for one in self.sentences:
            joined += one if not joined or one.startswith("\n") else f" {one}"
        return joined


def may_speak(intent: Intent, results: Results) -> bool:
    """A model words only replies about cards; all else is said exactly."""
    return intent.act in _OF_CARDS and bool(results.cards) and results.about is None


def speak_of_cards(
    reply: Reply,
    intent: Intent,
    session: Session,
    results: Results,
    model: LanguageModel,
    counts: CheckerCounts,
    cancelled: Callable[[], bool],
) -> None:
    """The opening, then what of the model's sentences passes, then built-in ones for the cards not yet named."""
    reply.add(opening(intent, session, results))
    shown = results.cards[:NAMED]
    spoken: list[str] = []
    try:
        spoken = _stream(reply, intent, shown, model, counts, cancelled)
    except ModelError as error:
        reply.notice = str(error)
    if spoken:
        reply.by = "model"
    else:
        counts.fallback += 1
    heard = " ".join(map(fold, spoken))
    for one, sentence in zip(shown, card_sentences(shown), strict=True):
        if cancelled():
            return
        if fold(one.item.title) not in heard:
            reply.add(sentence)


def check_of_cards(sentence: str, cards: Sequence[Recommendation]) -> list[str]:
    """Problems of a sentence about cards. Only the evidence of the cards that it names counts, so no reason wanders."""
    folded = f" {fold(sentence)} "
    named = [one for one in cards if f" {fold(one.item.title)} " in folded]
    if not named:
        return ["names none of the cards"]
    # The person's own request is left out: what they typed need not exist.
    evidence = [fact for one in named for fact in one.evidence if fact.type != "request"]
    return Checker(evidence, [one.item for one in named]).check(sentence)


def reply_prompt(intent: Intent, cards: Sequence[Recommendation]) -> list[Message]:
    """A short prompt: instructions that stay the same, then the facts and the question."""
    facts = [f"Fact: {sentence}" for sentence in card_sentences(cards)]
    asked = flatten(intent.text, 200)
    return [Message("system", _instructions()), Message("user", "\n".join([*facts, f"Request: {asked}"]))]


def _stream(
    reply: Reply,
    intent: Intent,
    cards: Sequence[Recommendation],
    model: LanguageModel,
    counts: CheckerCounts,
    cancelled: Callable[[], bool],
) -> list[str]:
    stream = SentenceStream()
    kept: list[str] = []

    def take(sentences: Sequence[str]) -> None:
        for sentence in sentences:
            if check_of_cards(sentence, cards):
                counts.dropped += 1
            elif sentence not in kept and len(kept) < _SPOKEN:
                counts.passed += 1
                kept.append(sentence)
                reply.add(sentence)

    pieces = model.stream(reply_prompt(intent, cards), max_tokens=MOST_WORDS, temperature=0.1, cancelled=cancelled)
    for piece in pieces:
        take(stream.feed(piece))
        if len(kept) >= _SPOKEN or cancelled():
            return kept
    take([one for one in stream.rest() if one.endswith((".", "!", "?"))])
    return kept


@lru_cache(maxsize=1)
def _instructions() -> str:
    return files("resources").joinpath("prompts/reply.txt").read_text(encoding="utf-8").strip()
