"""A model's working memory: evaluates tokens, keeps what was evaluated for the next prompt that begins the same.

One sequence is live. When a prompt of another kind comes, the live one's state is parked in memory, to be brought back
when a prompt goes on from it; never on disk, since it holds the person's text.
"""

import ctypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import Cancelled, ContextOverflow, ModelError
from assistant.messages import tr

BATCH = 512
STEP = 128
"""Tokens handed over at a time, and evaluated in one go: llama.cpp can stop only between two operations on a step."""
OUTPUTS = 64
"""Rows of logits asked for at a time: more would cost memory (vocabulary × 4 bytes a row) and gain nothing."""
SEQUENCES = 64
PARKED_BYTES = 128 << 20
WORTH_PARKING = 64
"""A state of fewer tokens is evaluated again as fast as it is fetched."""
ABORTED = 2

Texts: TypeAlias = Sequence[Sequence[int]]
State: TypeAlias = "ctypes.Array[ctypes.c_uint8]"


class StopSign:
    """Stops an evaluation from another thread, within the one operation that llama.cpp is at.

    llama.cpp asks a function whether to go on, several hundred times a token. A Python function would fight for the
    interpreter's lock each time and cost a tenth of the speed, so the C library's strlen is that function and the sign
    is a text: empty means go on.
    """

    def __init__(self, api: Any) -> None:
        libc = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
        self._text = ctypes.create_string_buffer(2)
        self.callback = ctypes.cast(libc.strlen, api.ggml_abort_callback)
        self.data = ctypes.cast(self._text, ctypes.c_void_p)

    def set(self) -> None:
        self._text[0] = b"!"

    def clear(self) -> None:
        self._text[0] = b"\0"

    def __bool__(self) -> bool:
        return self._text[0] != b"\0"


@dataclass(frozen=True, slots=True)
class _Parked:
    """A state that was live, and the tokens it stands for."""

    tokens: list[int]
    state: State


class ModelContext:
    """Owns a llama_context. Not for several threads; only the StopSign may be touched from outside."""

    def __init__(self, api: Any, model: Any, *, size: int, threads: int, sign: StopSign) -> None:
        self._api = api
        self._sign = sign
        self.size = size
        self.tokens: list[int] = []
        """What the live sequence holds."""
        self._parked: list[_Parked] = []
        self._rolls_back = not (api.llama_model_is_recurrent(model) or api.llama_model_is_hybrid(model))
        self.handle = api.llama_init_from_model(model, self._parameters(threads))
        if not self.handle:
            raise ModelError(tr("There is not enough memory for this model. Choose a smaller one, or close programs."))
        self._memory = api.llama_get_memory(self.handle)
        self._width = api.llama_vocab_n_tokens(api.llama_model_get_vocab(model))
        # A batch holds no reference to its tokens, so they live here.
        self._input = (ctypes.c_int32 * BATCH)()
        self._batch = api.llama_batch_init(OUTPUTS, 0, 1)
        api.llama_set_abort_callback(self.handle, sign.callback, sign.data)

    def close(self) -> None:
        self._api.llama_batch_free(self._batch)
        self._api.llama_free(self.handle)

    def prefill(self, tokens: Sequence[int]) -> int:
        """Makes the live sequence these tokens, with the last one's logits ready. Returns how many were reused.

        Raises ContextOverflow, Cancelled, ModelError.
        """
        if len(tokens) > self.size:
            raise ContextOverflow(len(tokens), self.size)
        kept = self._recall(list(tokens))
        self.extend(tokens[kept:])
        return kept

    def extend(self, tokens: Sequence[int]) -> None:
        """Evaluates tokens after the live ones. Raises ContextOverflow, Cancelled, ModelError."""
        if len(self.tokens) + len(tokens) > self.size:
            raise ContextOverflow(len(self.tokens) + len(tokens), self.size)
        for begin in range(0, len(tokens), BATCH):
            piece: list[Any] = list(tokens[begin : begin + BATCH])
            self._input[: len(piece)] = piece
            self._decode(self._api.llama_batch_get_one(self._input, len(piece)))
            self.tokens.extend(piece)

    def logits(self, row: int = -1) -> NDArray[np.float32]:
        """Logits of a row of the last evaluation, (vocabulary,); valid until the next one."""
        pointer = self._api.llama_get_logits_ith(self.handle, row)
        return np.ctypeslib.as_array(pointer, (self._width,))

    def score(self, prefix: Sequence[int], continuations: Texts) -> tuple[list[float], int]:
        """Log-probability of each continuation after the prefix, summed over its tokens; and tokens reused.

        The prefix is evaluated once; its state is shared by as many sequences as fit. Raises as `prefill` does.
        """
        longest = max((len(continuation) for continuation in continuations), default=0)
        if len(prefix) + longest > self.size:
            raise ContextOverflow(len(prefix) + longest, self.size)
        reused = self.prefill(prefix)
        first = log_softmax(self.logits())
        scores = [float(first[tokens[0]]) if tokens else 0.0 for tokens in continuations]
        longer = [place for place, tokens in enumerate(continuations) if len(tokens) > 1]
        if self._rolls_back:
            for group in self._groups(longer, continuations):
                self._score_together(group, continuations, scores)
        else:
            self._score_in_turn(longer, continuations, scores)
        return scores, reused

    def _score_together(self, group: Sequence[int], continuations: Texts, scores: list[float]) -> None:
        """Adds to `scores` what lies behind the first token, one sequence a continuation."""
        api, start = self._api, len(self.tokens)
        rows: list[tuple[int, int, int]] = []
        for sequence, place in enumerate(group, start=1):
            api.llama_memory_seq_cp(self._memory, 0, sequence, 0, -1)
            rows += [(place, sequence, depth) for depth in range(len(continuations[place]) - 1)]
        try:
            for begin in range(0, len(rows), OUTPUTS):
                self._score_rows(rows[begin : begin + OUTPUTS], continuations, scores, start)
        finally:
            for sequence in range(1, len(group) + 1):
                api.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def _score_rows(
        self,
        rows: Sequence[tuple[int, int, int]],
        continuations: Texts,
        scores: list[float],
        start: int,
    ) -> None:
        """`rows`: (place of the continuation, its sequence, which of its tokens is put in)."""
        batch = self._batch
        batch.n_tokens = len(rows)
        for row, (place, sequence, depth) in enumerate(rows):
            batch.token[row] = continuations[place][depth]
            batch.pos[row] = start + depth
            batch.n_seq_id[row] = 1
            batch.seq_id[row][0] = sequence
            batch.logits[row] = 1
        self._decode(batch)
        for row, (place, _, depth) in enumerate(rows):
            scores[place] += float(log_softmax(self.logits(row))[continuations[place][depth + 1]])

    def _score_in_turn(self, places: Sequence[int], continuations: Texts, scores: list[float]) -> None:
        """For models whose memory cannot be shared or cut: the prefix's state is put back before each continuation."""
        if not places:
            return
        prefix, state = list(self.tokens), self._state()
        for place in places:
            tokens = continuations[place]
            for token, following in zip(tokens, tokens[1:], strict=False):
                self.extend([token])
                scores[place] += float(log_softmax(self.logits())[following])
            if not self._restore(list(prefix), state):
                raise ModelError(tr("The model could not go on. Try again, or choose another model."))

    def _groups(self, places: Sequence[int], continuations: Texts) -> list[list[int]]:
        """Cut so that each group fits into the cells that the prefix leaves, and into the sequences there are."""
        room = self.size - len(self.tokens)
        groups: list[list[int]] = []
        used = room
        for place in places:
            need = len(continuations[place]) - 1
            if used + need > room or len(groups[-1]) == SEQUENCES - 1:
                groups.append([])
                used = 0
            groups[-1].append(place)
            used += need
        return groups

    def _decode(self, batch: Any) -> None:
        if self._sign:
            raise Cancelled("Stopped.")
        status = self._api.llama_decode(self.handle, batch)
        if status == 0:
            return
        self._forget()
        if status == ABORTED:
            raise Cancelled("Stopped.")
        raise ModelError(tr("The model could not go on. Try again, or choose another model."))

    def _forget(self) -> None:
        """Puts `tokens` in step with what the memory still holds after an evaluation that did not finish."""
        held = self._api.llama_memory_seq_pos_max(self._memory, 0) + 1
        kept = min(held, len(self.tokens))
        if held != len(self.tokens) and not (self._rolls_back and self._cut(kept)):
            self._clear()

    def _recall(self, tokens: list[int]) -> int:
        """Keeps or brings back the longest beginning of `tokens` that is known. Returns its length.

        At least the last token is left to evaluate: its logits are needed.
        """
        common = shared(self.tokens, tokens)
        best = max(self._parked, key=lambda parked: shared(parked.tokens, tokens), default=None)
        if best is not None and self._usable(best.tokens, tokens) > common + WORTH_PARKING // 2:
            self._parked.remove(best)
            self._park()
            self._restore(list(best.tokens), best.state)
        elif common < len(self.tokens) // 2:
            self._park()
        kept = min(shared(self.tokens, tokens), len(tokens) - 1)
        if kept < len(self.tokens) and not (self._rolls_back and self._cut(kept)):
            self._clear()
        return min(kept, len(self.tokens))

    def _usable(self, held: list[int], tokens: list[int]) -> int:
        common = shared(held, tokens)
        return common if self._rolls_back or common == len(held) < len(tokens) else 0

    def _cut(self, length: int) -> bool:
        """Drops the live tokens from `length` on; False if this memory cannot."""
        if not self._api.llama_memory_seq_rm(self._memory, 0, length, -1):
            return False
        del self.tokens[length:]
        return True

    def _clear(self) -> None:
        self._api.llama_memory_clear(self._memory, False)
        self.tokens = []

    def _park(self) -> None:
        if len(self.tokens) < WORTH_PARKING:
            return
        self._parked.append(_Parked(list(self.tokens), self._state()))
        while sum(len(parked.state) for parked in self._parked) > PARKED_BYTES:
            del self._parked[0]

    def _state(self) -> State:
        size = self._api.llama_state_seq_get_size(self.handle, 0)
        state: State = (ctypes.c_uint8 * size)()
        self._api.llama_state_seq_get_data(self.handle, state, size, 0)
        return state

    def _restore(self, tokens: list[int], state: State) -> bool:
        self._clear()
        if not self._api.llama_state_seq_set_data(self.handle, state, len(state), 0):
            return False
        self.tokens = tokens
        return True

    def _parameters(self, threads: int) -> Any:
        parameters = self._api.llama_context_default_params()
        parameters.n_ctx = self.size
        parameters.n_batch = min(BATCH, self.size)
        parameters.n_ubatch = min(STEP, self.size)
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.n_seq_max = SEQUENCES if self._rolls_back else 1
        # All sequences in one buffer: sharing a prefix costs nothing then.
        parameters.kv_unified = True
        # Sliding-window models keep everything, so that their memory can be cut too.
        parameters.swa_full = True
        parameters.no_perf = True
        return parameters


def shared(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two sequences have in common at their beginning."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-probabilities from logits, both (vocabulary,)."""
    shifted = logits - logits.max()
    scores: NDArray[np.float32] = shifted - np.float32(np.log(np.exp(shifted).sum(dtype=np.float64)))
    return scores
