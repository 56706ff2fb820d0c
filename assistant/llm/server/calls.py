"""The calls that an opened model answers: stream and score."""

import contextlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from assistant.domain.errors import Cancelled, ContextOverflow, ModelError
from assistant.domain.rows import Row, RowView
from assistant.llm.models.gguf import read_header
from assistant.llm.protocol import Stats
from assistant.llm.server.backend import Log, check_memory, layers_to_offload
from assistant.llm.server.context import ModelContext, StopSign
from assistant.llm.server.sampling import ReplyText, Sampler
from assistant.llm.server.vocabulary import TokenVocabulary
from assistant.messages import tr

Prompt: TypeAlias = "str | Sequence[tuple[str, str]]"
"""A plain text, or messages as (role, text)."""
Request: TypeAlias = RowView
Say: TypeAlias = Callable[[str], None]


class Model:
    """One opened model file, and the calls it answers."""

    def __init__(self, api: Any, request: Request, sign: StopSign, log: Log) -> None:
        """Raises ModelError where the file, the memory or llama.cpp does not allow it."""
        path, context = Path(request["path"]), int(request["context"])
        self._api = api
        self._header = read_header(path)
        size = min(context, self._header.context or context)
        api.llama_backend_init()
        self._offloaded = layers_to_offload(api, self._header, size, int(request["gpu_layers"]))
        check_memory(self._header, size, self._offloaded)
        parameters = api.llama_model_default_params()
        parameters.n_gpu_layers = self._offloaded
        self._model = api.llama_model_load_from_file(os.fsencode(path), parameters)
        if not self._model:
            raise ModelError(
                tr(
                    "llama.cpp cannot open {name}: {reason}",
                    name=path.name,
                    reason=log.last or tr("it gives no reason"),
                )
            )
        self._vocabulary = TokenVocabulary(api, self._model)
        self._threads = int(request["threads"])
        self._context = ModelContext(api, self._model, size=size, threads=self._threads, sign=sign)

    def facts(self) -> Row:
        return {
            "architecture": self._header.architecture,
            "context": self._context.size,
            "layers": self._header.layers,
            "layers_offloaded": self._offloaded,
            "threads": self._threads,
            "pid": os.getpid(),
        }

    def do(self, request: Request, say: Say) -> Row:
        """Answers one request; `say` takes the pieces of a streamed reply. Raises ModelError, Cancelled."""
        prompt = self._prompt(request["prompt"])
        if request["op"] == "score":
            continuations = self._continuations(request["prompt"], prompt, request["continuations"])
            scores, reused = self._context.score(prompt, continuations)
            return {"result": scores, "stats": as_data(Stats(len(prompt) - reused, reused))}
        if len(prompt) >= self._context.size:
            raise ContextOverflow(len(prompt), self._context.size - 1)
        return self._stream(request, prompt, say)

    def _stream(self, request: Request, prompt: list[int], say: Say) -> Row:
        reused = self._context.prefill(prompt)
        prefilled = time.perf_counter()
        sampler = Sampler(
            self._api,
            self._vocabulary,
            temperature=request["temperature"],
            penalty=request["repeat_penalty"],
            seed=request["seed"],
        )
        with contextlib.closing(sampler):
            generated, stopped = self._write(request, sampler, say)
        stats = Stats(len(prompt) - reused, reused, generated, time.perf_counter() - prefilled, stopped)
        return {"result": None, "stats": as_data(stats)}

    def _write(self, request: Request, sampler: Sampler, say: Say) -> tuple[int, str]:
        """Says the reply piece by piece. Returns (tokens, why it stopped)."""
        text = ReplyText(request["stop"])
        most = min(request["max_tokens"], self._context.size - len(self._context.tokens))
        generated, stopped = 0, "length"
        try:
            while generated < most:
                token = sampler.pick(self._context.handle)
                if self._vocabulary.is_end(token):
                    stopped = "end"
                    break
                generated += 1
                if piece := text.add(self._vocabulary.piece(token)):
                    say(piece)
                if text.stopped:
                    return generated, "stop"
                if generated < most:
                    self._context.extend([token])
        except Cancelled:
            return generated, "cancelled"
        if rest := text.rest():
            say(rest)
        return generated, stopped

    def _prompt(self, prompt: Prompt) -> list[int]:
        """Tokens of a plain text, or of messages up to where the reply begins."""
        if isinstance(prompt, str):
            return self._vocabulary.plain_prompt(prompt) or [self._vocabulary.end]
        return self._vocabulary.prompt(prompt)

    def _continuations(self, prompt: Prompt, tokens: list[int], texts: Sequence[str]) -> list[list[int]]:
        """Each as the model would have cut it after a plain text; after messages it begins a reply."""
        if not isinstance(prompt, str):
            return [self._vocabulary.continuation(text) for text in texts]
        together = [self._vocabulary.plain_prompt(prompt + text) for text in texts]
        return [
            whole[len(tokens) :] if whole[: len(tokens)] == tokens else self._vocabulary.continuation(text)
            for whole, text in zip(together, texts, strict=True)
        ]


def as_data(stats: Stats) -> Row:
    return {name: getattr(stats, name) for name in Stats.__slots__}
