"""The reply of a turn, sentence by sentence: a model may speak of the cards, and the checker hears it first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.chat.reasons.spoken import Spoken, spoken_of
from assistant.chat.reply_templates import PLAIN, opening
from assistant.chat.results import Results
from assistant.chat.session import ChatSession
from assistant.chat.tools.registry import Answered, tool_for
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Recommendation
from assistant.domain.errors import ModelError
from assistant.explain.checker_counts import CheckerCounts
from assistant.explain.claim_verifier import Checker
from assistant.explain.explanation import prompt_for
from assistant.explain.left_out_words import left_out_words
from assistant.language.normalise import fold
from assistant.language.sentences import SentenceStream
from assistant.llm.client import LanguageModel, Sampling
from assistant.messages import SOURCE, current_language, tr

MOST_WORDS = 90
_OF_CARDS = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.MAKE_LIST})


@dataclass
class ReplyWriter:
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


def reply_sentences(intent: Intent, session: ChatSession, results: Results, ask_kind: bool = False) -> list[str]:
    """The whole built-in reply as sentences, in order."""
    if intent.act in PLAIN:
        return [tr(sentence) for sentence in PLAIN[Act(intent.act)]]
    if results.about is not None:
        return list(results.told)
    return list(tool_for(intent.act).say(Answered(intent, session, results, ask_kind)))


def may_speak(intent: Intent, results: Results) -> bool:
    """A model words only replies about cards, and only in the language that it writes; all else is said exactly."""
    return current_language() == SOURCE and intent.act in _OF_CARDS and bool(results.cards) and results.about is None


def speak_of_cards(
    reply: ReplyWriter,
    intent: Intent,
    session: ChatSession,
    results: Results,
    model: LanguageModel,
    counts: CheckerCounts,
    cancelled: Callable[[], bool],
) -> None:
    """The opening, a sentence of a card (the model's if it passes, else built in), and what the profile keeps away."""
    reply.add(opening(intent, session, results))
    spoken = spoken_of(results.cards, results.wished)
    if spoken is not None and not cancelled():
        _speak_of(reply, spoken, model, counts, cancelled)
    if results.held_back and not cancelled():
        reply.add(left_out_words(results.held_back))


def _speak_of(
    reply: ReplyWriter, spoken: Spoken, model: LanguageModel, counts: CheckerCounts, cancelled: Callable[[], bool]
) -> None:
    said = False
    if spoken.shape:
        try:
            said = _stream(reply, spoken, model, counts, cancelled)
        except ModelError as error:
            reply.notice = str(error)
        reply.by = "model" if said else reply.by
        counts.fallback += not (said or cancelled())
    if not said and not cancelled():
        reply.add(spoken.sentence)
    if spoken.also and not cancelled():
        reply.add(spoken.also)


def check_of_card(sentence: str, card: Recommendation) -> list[str]:
    """Problems of a sentence about a card. It must name the card, and only the card's own evidence counts."""
    if f" {fold(card.item.title)} " not in f" {fold(sentence)} ":
        return ["does not name the card"]  # no words
    # The person's own request is left out: what they typed need not exist.
    return Checker([fact for fact in card.evidence if fact.type != "request"], card.item).check(sentence)


def _stream(
    reply: ReplyWriter,
    spoken: Spoken,
    model: LanguageModel,
    counts: CheckerCounts,
    cancelled: Callable[[], bool],
) -> bool:
    """Says the first sentence of the model that passes; False if none did."""
    stream = SentenceStream()

    def take(sentences: Sequence[str]) -> bool:
        for sentence in sentences:
            if not check_of_card(sentence, spoken.card):
                counts.passed += 1
                reply.add(sentence)
                return True
            counts.dropped += 1
        return False

    messages = prompt_for(spoken.shape, spoken.sentence)
    for piece in model.stream(
        messages, Sampling(max_tokens=MOST_WORDS, temperature=0.1, stop=("\n",), cancelled=cancelled)
    ):
        if take(stream.feed(piece)):
            return True
        if cancelled():
            return False
    return take([one for one in stream.rest() if one.endswith((".", "!", "?"))])
