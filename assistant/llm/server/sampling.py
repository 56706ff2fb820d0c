"""Choosing the next token: by llama.cpp's own samplers, or, where the reply must fit a JSON schema, by llguidance."""

import codecs
import ctypes
import json
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError
from assistant.domain.rows import Row, RowView
from assistant.llm.server.vocabulary import TokenVocabulary
from assistant.messages import tr

CANDIDATES = 40
PENALTY_REACH = 64
NUCLEUS, LEAST_SHARE = 0.95, 0.05
MOST_CHARACTERS = 200
MOST_ENTRIES = 20
"""Where a schema leaves texts and lists unbounded: a small model that loops in one would never come to an end."""


class Sampler:
    """A chain of llama.cpp's samplers; it lives until `close`.

    Most likely candidates first, then the repeat penalty on those alone: over a whole vocabulary it would take as long
    as a tenth of an evaluation. Only the reply's own tokens are penalised; names from the prompt may be said again.
    """

    def __init__(self, api: Any, vocabulary: TokenVocabulary, *, temperature: float, penalty: float, seed: int) -> None:
        self._api = api
        self._chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        steps = [
            api.llama_sampler_init_top_k(CANDIDATES),
            api.llama_sampler_init_penalties(vocabulary.size, PENALTY_REACH, penalty, 0.0, 0.0),
        ]
        if temperature <= 0:
            steps.append(api.llama_sampler_init_greedy())
        else:
            steps += [
                api.llama_sampler_init_top_p(NUCLEUS, 1),
                api.llama_sampler_init_min_p(LEAST_SHARE, 1),
                api.llama_sampler_init_temp(temperature),
                api.llama_sampler_init_dist(seed),
            ]
        for step in steps:
            api.llama_sampler_chain_add(self._chain, step)

    def pick(self, context: Any) -> int:
        """The next token after the last evaluation; it counts as said."""
        return int(self._api.llama_sampler_sample(self._chain, context, -1))

    def close(self) -> None:
        self._api.llama_sampler_free(self._chain)


class ReplyText:
    """Turns tokens' bytes into text: letters split over tokens are put together, stop strings end the reply."""

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = [text for text in stop if text]
        self._held = ""
        self.stopped = False

    def add(self, piece: bytes) -> str:
        """What may be shown now. What could be the beginning of a stop string is held back."""
        text = self._held + self._decoder.decode(piece)
        found = [place for stop in self._stop if (place := text.find(stop)) >= 0]
        if found:
            self.stopped, self._held = True, ""
            return text[: min(found)]
        held = max((self._beginning(text, stop) for stop in self._stop), default=0)
        self._held = text[len(text) - held :]
        return text[: len(text) - held]

    def rest(self) -> str:
        """What was held back, at the end of the reply. A letter that was never completed is dropped."""
        return self._held

    @staticmethod
    def _beginning(text: str, stop: str) -> int:
        """Length of the longest end of the text that begins the stop string."""
        lengths = range(min(len(stop) - 1, len(text)), 0, -1)
        return next((length for length in lengths if text.endswith(stop[:length])), 0)


class _Matcher(Protocol):
    """What is used of llguidance.LLMatcher."""

    def is_stopped(self) -> bool: ...
    def is_error(self) -> bool: ...
    def get_error(self) -> str: ...
    def compute_ff_tokens(self) -> list[int]: ...
    def compute_bitmask(self) -> bytes: ...
    def consume_tokens(self, tokens: list[int]) -> bool: ...


class Grammars:
    """Makes schemas into constraints over one vocabulary; that step costs tens of milliseconds, once."""

    def __init__(self, api: Any, vocabulary: TokenVocabulary) -> None:
        # Half of the calls never need it: it would make every start of the process slower.
        from llguidance import LLMatcher, LLTokenizer

        self._matcher = LLMatcher
        pieces = vocabulary.pieces_for_grammar
        tokenize = ctypes.cast(api._lib.llama_tokenize, ctypes.c_void_p).value
        make: Any = LLTokenizer
        self._tokenizer = make.from_llamacpp(
            tokens=pieces, vocab_ptr=vocabulary.handle, tokenize_fptr=tokenize, eos_token=vocabulary.end, slices=None
        )
        self._closing = np.zeros(vocabulary.size, dtype=bool)
        self._closing[[token for token, piece in enumerate(pieces) if piece and not piece.strip(b'"]}')]] = True

    def constraint(self, schema: RowView) -> "FormConstraint":
        """Raises ModelError for a schema that llguidance cannot follow."""
        grammar = self._matcher.grammar_from_json_schema(
            json.dumps(bounded(schema)), overrides={"whitespace_flexible": False}
        )
        matcher = self._matcher(self._tokenizer, grammar, log_level=0)
        if matcher.is_error():
            raise ModelError(tr("This form cannot be asked of a model: {reason}", reason=matcher.get_error()))
        return FormConstraint(matcher, self._closing)


class FormConstraint:
    """Says, token by token, what a reply under a schema may go on with."""

    def __init__(self, matcher: _Matcher, closing: NDArray[np.bool_]) -> None:
        self._matcher = matcher
        self._closing = closing

    @property
    def complete(self) -> bool:
        return self._matcher.is_stopped() and not self._matcher.is_error()

    def forced(self) -> list[int]:
        """Tokens that must come next whatever the model thinks, already accepted; they need no look at the logits."""
        tokens = self._matcher.compute_ff_tokens()
        self._accept(tokens)
        return tokens

    def pick(self, logits: NDArray[np.float32], *, hurry: bool) -> int:
        """The likeliest token that is allowed, accepted; in a hurry one that closes something, if any may."""
        mask = np.frombuffer(self._matcher.compute_bitmask(), dtype=np.uint8)
        allowed = np.unpackbits(mask, bitorder="little", count=len(logits)).view(bool)
        if hurry and (allowed & self._closing[: len(logits)]).any():
            allowed = allowed & self._closing[: len(logits)]
        candidates = np.flatnonzero(allowed)
        if not len(candidates):
            raise ModelError(tr("The model found no way to fill in this form. Try again, or choose another model."))
        token = int(candidates[np.argmax(logits[candidates])])
        self._accept([token])
        return token

    def _accept(self, tokens: list[int]) -> None:
        if tokens and not self._matcher.consume_tokens(tokens):
            raise ModelError(tr("The model left the form that it was to fill in. Try again, or choose another model."))


def bounded(schema: RowView) -> Row:
    """The schema with limits on texts and lists that have none."""
    limited = deepcopy(dict(schema))
    _bound(limited)
    return limited


def _bound(node: Any) -> None:
    if isinstance(node, list):
        for entry in node:
            _bound(entry)
    if not isinstance(node, dict):
        return
    kinds = node.get("type", ())
    kinds = {kinds} if isinstance(kinds, str) else set(kinds) if isinstance(kinds, list) else set()
    if "string" in kinds and not node.keys() & {"enum", "const", "pattern", "format", "maxLength"}:  # no words
        node["maxLength"] = MOST_CHARACTERS
    if "array" in kinds and "maxItems" not in node:
        node["maxItems"] = MOST_ENTRIES
    for key, entry in node.items():
        if key not in ("enum", "const", "default", "examples"):
            _bound(entry)
