"""The heads: what a message does and needs, read by the multilingual encoder whose last layers were trained for it.

The encoder's lower layers are those that make vectors of texts; the upper ones, eight bits a weight, and the linear
heads on them come with the program: those of acts, learned by `python -m assistant.evaluation.fit.message_heads`, and
those of wishes (`wish_heads`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.cards.heads import sigmoid
from assistant.chat.understand.intents import act_of
from assistant.chat.understand.labels import ANY_OF, ONE_OF, PLACES, RULED
from assistant.chat.understand.phrases import BUCKETS, Counts, phrases, weighed
from assistant.chat.understand.wish_heads import WishWeights, Word, words_of
from assistant.embedding.encoder import clean, load_session
from assistant.embedding.held import Held
from assistant.embedding.multilingual import VOCABULARY_FILE
from assistant.embedding.unigram import UnigramTokenizer
from assistant.language.normalise import fold
from assistant.setup.grafted_graph import GraftedGraph, eight_bits, packed, unpacked

Floats = NDArray[np.float32]
DIMENSIONS, ATTENTION_HEADS = 384, 12
KEPT_LAYERS = 8
"""Of the encoder's twelve; the others are our own."""
MOST_TOKENS, MOST_CONTEXT, LONGEST_CONTEXT = 72, 72, 1000
TURNS_READ = 4
IDLE = 1800.0
"""Seconds; half a second to load is too long for a message after a short pause."""
_BEGIN = "query: "
FLAGS = 9 + len(RULED)


class Earlier(NamedTuple):
    """A turn before: what the person said, or what Alcove did, with how many cards it showed."""

    said: bool
    text: str
    cards: Sequence[str] = ()
    """Titles."""


Reading = Mapping[str, Floats]
"""By group, the probability of each of its values, (values,)."""


@dataclass(frozen=True)
class HeadWeights:
    """What was learned. `upper`: layers as `GraftedGraph` takes them. `weights` (VALUES, features) and `bias`
    (VALUES,) give logits. `spoken` (BUCKETS + FLAGS, acts) gives those of acts from phrases, each weighed by its
    `rarity` (BUCKETS,), and from flags. `shares`: by what the logits of acts from both are multiplied before they are
    added. `slopes` and `offsets` (VALUES,) make confidences of the logits of values of which any number holds.
    """

    upper: Mapping[str, NDArray[Any]]
    weights: Floats
    bias: Floats
    spoken: Floats
    rarity: Floats
    shares: Floats
    slopes: Floats
    offsets: Floats

    @classmethod
    def from_bytes(cls, data: bytes) -> "HeadWeights":
        own, upper = unpacked(data, _OWN)
        own["spoken"] *= upper.pop("spoken_scale")
        return cls(upper, **own)

    def to_bytes(self) -> bytes:
        """See `packed`; phrases, too, take eight bits."""
        spoken, scale = eight_bits(self.spoken)
        parts: dict[str, Any] = {name: getattr(self, name) for name in _OWN} | dict(self.upper)
        return packed(parts | {"spoken": spoken, "spoken_scale": scale})

    def read(self, seen: Floats, known: Floats, said: Counts) -> Reading:
        """seen: (3 * DIMENSIONS,). known: the flags, (FLAGS,). said: the phrases of the message."""
        logits = self.weights @ np.concatenate([seen, known]) + self.bias
        buckets, weights = weighed(said, self.rarity)
        spoken = weights @ self.spoken[buckets] + known @ self.spoken[BUCKETS:]
        acts = self.shares[0] * logits[PLACES["act"]] + self.shares[1] * spoken
        found = {group: softmax(acts if group == "act" else logits[PLACES[group]]) for group in ONE_OF}
        for group in ANY_OF:
            place = PLACES[group]
            found[group] = sigmoid(self.slopes[place] * logits[place] + self.offsets[place])
        return found


_OWN = ("weights", "bias", "spoken", "rarity", "shares", "slopes", "offsets")


class MessageHeads:
    """Reads messages with the encoder in `folder`. Safe to share between threads; loaded with the first message.

    Raises ModelError and ModelMissing when it reads, where the encoder is not there.
    """

    def __init__(self, folder: Path, weights: bytes, of_wishes: bytes, threads: int = 1) -> None:
        self._folder = folder
        self._packed = weights, of_wishes
        self._threads = threads
        self._held = Held(self._load, IDLE)

    def read(self, text: str, before: Sequence[Earlier] = ()) -> Reading:
        """What the heads see in a message after the turns `before`, the oldest first."""
        with self._held as (weights, of_wishes, states):
            own, context = states.tokens(text, context_of(before))
            of_acts, wish = states.of(own + context)
            acts = weights.read(pooled(of_acts, len(own)), flags(text, before), phrases(text))
            letters = of_wishes.of_letters(text, wish[: len(own)], states.words(text))
            return {**acts, "kind_wished": of_wishes.kind_of(pooled(wish, len(own))), **letters}

    def heard(self, text: str) -> Floats:
        """What those of wishes see in a message by itself: the mean of its tokens' states and the first of them,
        (2 * DIMENSIONS,)."""
        with self._held as (_, _, states):
            own, _ = states.tokens(text, "")
            wish = states.of(own)[1]
            return np.concatenate([wish.mean(0), wish[0]])

    def _load(self) -> tuple[HeadWeights, WishWeights, "States"]:
        acts, of_wishes = self._packed
        weights, wishes = HeadWeights.from_bytes(acts), WishWeights.from_bytes(of_wishes)
        return weights, wishes, States(self._folder, [weights.upper, wishes.upper], self._threads)


def default_heads(folder: Path, threads: int = 1) -> MessageHeads:
    """Those that come with the program, on the encoder in `folder`; as many threads as wait for one message give the
    same numbers."""
    kept = files("resources").joinpath("understanding")
    acts, wishes = (kept.joinpath(name).read_bytes() for name in ("heads.npz", "wishes.npz"))
    return MessageHeads(folder, acts, wishes, threads)


class States:
    """The states of a message's tokens by the kept layers of the encoder in `folder` and those of each of `branches`;
    by the kept layers alone where there are none."""

    def __init__(self, folder: Path, branches: Sequence[Mapping[str, NDArray[Any]]] = (), threads: int = 1) -> None:
        graph = GraftedGraph(folder, branches, KEPT_LAYERS, ATTENTION_HEADS, DIMENSIONS).content()
        self._tokenizer = UnigramTokenizer.read(folder / VOCABULARY_FILE)
        self._session = load_session(folder, threads, content=graph)
        self._outputs = [output.name for output in self._session.get_outputs()]

    def tokens(self, text: str, context: str) -> tuple[list[int], list[int]]:
        """Those of the message, and those of what came before, of which the end counts."""
        own = self._tokenizer.encode(_BEGIN + clean(text), MOST_TOKENS)
        before = self._tokenizer.encode(clean(context), LONGEST_CONTEXT)[1:] if context else []
        return own, before[-MOST_CONTEXT:]

    def words(self, text: str) -> list[Word]:
        """The words of a message, as far as its tokens are read."""
        return words_of(text, self._tokenizer, len(self._tokenizer.encode(_BEGIN, MOST_TOKENS)) - 1, MOST_TOKENS - 1)

    def of(self, tokens: Sequence[int]) -> list[Floats]:
        """Of each branch, (tokens, DIMENSIONS)."""
        return [one[0] for one in self._session.run(self._outputs, {"input_ids": np.asarray([tokens], np.int64)})]


def pooled(states: Floats, own: int) -> Floats:
    """The means of all tokens and of the message's own, and the first, (3 * DIMENSIONS,)."""
    return np.concatenate([states.mean(0), states[:own].mean(0), states[0]])


def context_of(before: Sequence[Earlier]) -> str:
    """What came before in one line, the last turns only."""
    return " | ".join(_told(turn) for turn in before[-TURNS_READ:])


def _told(turn: Earlier) -> str:
    if turn.said:
        return f"you: {turn.text[:160]}"
    titles = "; ".join(title[:40] for title in turn.cards[:3])
    shown = f" [{len(turn.cards)} cards] {titles}" if turn.cards else ""
    return f"alcove: {turn.text[:100]}{shown}"


def flags(text: str, before: Sequence[Earlier]) -> Floats:
    """Cards and questions in the turns before, marks in the text, and the act that rules see, (FLAGS,)."""
    replies = [turn for turn in before if not turn.said]
    last = replies[-1] if replies else Earlier(False, "")
    act, sure = act_of(fold(text))
    found = np.zeros(FLAGS, np.float32)
    found[:9] = (
        bool(before), any(turn.cards for turn in replies), bool(last.cards), min(5, len(last.cards)) / 5,
        "?" in text, "?" in last.text, min(len(text) / 200, 2), "!" in text, sure,
    )  # fmt: skip
    if act in RULED:
        found[9 + RULED.index(act)] = 1 if sure else 0.5
    return found


def softmax(logits: Floats) -> Floats:
    grown = np.exp(logits - logits.max())
    return np.asarray(grown / grown.sum(), np.float32)
