"""Text to tokens and back, with a wall between the control tokens of a template and the text of people and files."""

import ctypes
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from assistant.domain.errors import ModelError
from assistant.llm.server.chat_template import CHAT_ML, ChatTemplate, Part
from assistant.messages import tr

_PLAIN = "<|im_start|>"
"""The marker of the form that most models know."""


class TokenVocabulary:
    """The vocabulary of one loaded model. `api` is the module of llama.cpp's C functions. Not for several threads."""

    def __init__(self, api: Any, model: Any) -> None:
        self._api = api
        self._model = model
        self.handle = api.llama_model_get_vocab(model)
        self.size: int = api.llama_vocab_n_tokens(self.handle)
        self._buffer = ctypes.create_string_buffer(1 << 12)
        self._pieces: dict[int, bytes] = {}
        self._fails = False

    def prompt(self, messages: Sequence[tuple[str, str]]) -> list[int]:
        """The tokens of a conversation as (role, text), up to where the reply begins. Raises ModelError."""
        return self._with_beginning(self.tokens_of(self._rendered(messages)))

    def _rendered(self, messages: Sequence[tuple[str, str]]) -> list[Part]:
        """By the model's own template; by the plain form where that fails and the model knows it."""
        if not self._fails:
            try:
                return self._template.render(messages)
            except ModelError:
                if _PLAIN not in self._markers:
                    raise
                # It may have taken seconds to fail: once is enough.
                self._fails = True
        return ChatTemplate(CHAT_ML).render(messages)

    def plain_prompt(self, text: str) -> list[int]:
        """The tokens of a text that stands for itself, control tokens unread."""
        return self._with_beginning(self.tokens_of([Part(text, from_template=False)]))

    def continuation(self, text: str) -> list[int]:
        """The tokens of a text that goes on from something."""
        return self.tokens_of([Part(text, from_template=False)])

    def tokens_of(self, parts: Sequence[Part]) -> list[int]:
        """Text between two control tokens is cut up as one stretch, as in training, wherever it comes from."""
        tokens: list[int] = []
        stretch = ""
        foreign = False
        for part in parts:
            if not part.from_template:
                stretch, foreign = stretch + part.text, True
                continue
            for place, piece in enumerate(self._marks.split(part.text)):
                if place % 2 == 0:
                    stretch += piece
                    continue
                tokens += self._stretch(stretch, foreign)
                tokens.append(self._markers[piece])
                stretch, foreign = "", False
        return tokens + self._stretch(stretch, foreign)

    def piece(self, token: int) -> bytes:
        """The bytes that a token stands for; nothing for control tokens. A letter may be split over several."""
        known = self._pieces.get(token)
        if known is None:
            known = self._pieces[token] = self._read_piece(token, special=False)
        return known

    def is_end(self, token: int) -> bool:
        """Whether a token ends the reply."""
        return bool(self._api.llama_vocab_is_eog(self.handle, token))

    @property
    def end(self) -> int:
        """The token that ends a reply."""
        return int(self._api.llama_vocab_eos(self.handle))

    @cached_property
    def _template(self) -> ChatTemplate:
        source = self._api.llama_model_chat_template(self._model, None)
        if source is None and _PLAIN not in self._markers:
            raise ModelError(tr("This model has no chat template: it was not made for conversation. Choose another."))
        begin, end = self._api.llama_vocab_bos(self.handle), self.end
        texts = [self._read_piece(token, special=True) if token >= 0 else b"" for token in (begin, end)]
        template = source.decode("utf-8", "replace") if source else CHAT_ML
        return ChatTemplate(template, *(text.decode("utf-8", "replace") for text in texts))

    @cached_property
    def _markers(self) -> dict[str, int]:
        """Control tokens, and those of the maker's own that look like one, by their text."""
        api = self._api
        found: dict[str, int] = {}
        for token in range(self.size):
            kind = api.llama_vocab_get_attr(self.handle, token)
            if kind & (api.LLAMA_TOKEN_ATTR_CONTROL | api.LLAMA_TOKEN_ATTR_USER_DEFINED):
                text = api.llama_vocab_get_text(self.handle, token).decode("utf-8", "replace")
                if kind & api.LLAMA_TOKEN_ATTR_CONTROL or text[:1] in "<[":
                    found[text] = token
        return {text: token for text, token in found.items() if text.strip()}

    @cached_property
    def _marks(self) -> re.Pattern[str]:
        longest_first = sorted(self._markers, key=len, reverse=True)
        return re.compile("(" + "|".join(map(re.escape, longest_first)) + ")") if longest_first else re.compile("(?!)")

    def _stretch(self, text: str, foreign: bool) -> list[int]:
        """Tokens of text without control tokens. Those of the maker's own would be read even so: they are broken up."""
        if not text:
            return []
        tokens = self._tokenize(text)
        if not foreign or self._marker_tokens.isdisjoint(tokens):
            return tokens
        halves = [""]
        for place, piece in enumerate(self._marks.split(text)):
            if place % 2 == 0:
                halves[-1] += piece
            else:
                halves[-1] += piece[0]
                halves.append(piece[1:])
        if len(halves) == 1:
            return [token for token in tokens if token not in self._marker_tokens]
        return [token for half in halves for token in self._stretch(half, foreign=True)]

    @cached_property
    def _marker_tokens(self) -> frozenset[int]:
        return frozenset(self._markers.values())

    def _with_beginning(self, tokens: list[int]) -> list[int]:
        begin = self._api.llama_vocab_bos(self.handle)
        if self._api.llama_vocab_get_add_bos(self.handle) and begin >= 0 and tokens[:1] != [begin]:
            return [begin, *tokens]
        return tokens

    def _tokenize(self, text: str) -> list[int]:
        content = text.encode("utf-8", "replace")
        # A vocabulary of bytes writes a blank as three.
        room = 3 * len(content) + 16
        tokens = (ctypes.c_int32 * room)()
        count = self._api.llama_tokenize(self.handle, content, len(content), tokens, room, False, False)
        if count < 0:
            raise ModelError(tr("A text could not be cut into tokens. Choose another model."))
        return tokens[:count]

    def _read_piece(self, token: int, special: bool) -> bytes:
        length = self._api.llama_token_to_piece(self.handle, token, self._buffer, len(self._buffer), 0, special)
        if length < 0:
            raise ModelError(tr("A token of this model is absurdly long. Choose another model."))
        return self._buffer.raw[:length]
