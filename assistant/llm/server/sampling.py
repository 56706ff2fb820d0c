"""Choosing the next token by llama.cpp's own samplers, and turning tokens into text."""

import codecs
from collections.abc import Sequence
from typing import Any

from assistant.llm.server.vocabulary import TokenVocabulary

CANDIDATES = 40
PENALTY_REACH = 64
NUCLEUS, LEAST_SHARE = 0.95, 0.05


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
