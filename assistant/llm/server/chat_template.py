"""Renders a conversation by the template that a model file carries, keeping what people and files wrote apart.

The template comes from a file, so it runs in a sandbox, with limits of time and memory. It never sees the messages'
text, only marks that stand for it: a document can neither steer the template nor, since its text stays a part of its
own, forge a turn.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from assistant.domain.errors import ModelError
from assistant.llm.server.limits import TooMuch, bounded
from assistant.messages import tr

MOST_TEMPLATE = 200_000
MOST_RENDERED = 4_000_000
"""Characters of the template's own in one prompt."""

CHAT_ML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)  # no words


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a prompt. Only in the template's own may control tokens be read."""

    text: str
    from_template: bool


class _Refused(Exception):
    """The template refuses these messages; some do so for a system message."""


class ChatTemplate:
    """One model's template. `begin` and `end` are the texts of the tokens that begin and end a text."""

    def __init__(self, source: str, begin: str = "", end: str = "") -> None:
        # Only the model process renders, and only for conversations: keep it off every other start.
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        if len(source) > MOST_TEMPLATE:
            raise ModelError(tr("The chat template of this model is absurdly long. Choose another model."))

        class Environment(ImmutableSandboxedEnvironment):
            intercepted_binops = frozenset(("*", "**"))

            def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
                _refuse_large(operator, left, right)
                return super().call_binop(context, operator, left, right)

        # Not optimised: constants would be worked out here, ahead of any limit.
        environment = Environment(
            trim_blocks=True, lstrip_blocks=True, optimized=False, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.globals.update(raise_exception=_refuse, strftime_now=lambda form: datetime.now().strftime(form))
        self._words = {"bos_token": begin, "eos_token": end, "enable_thinking": False}
        try:
            self._template = bounded(lambda: environment.from_string(source))
        except (TooMuch, MemoryError) as error:
            raise _too_much() from error
        except (TemplateError, RecursionError, SyntaxError, ValueError) as error:
            raise ModelError(
                tr("The chat template of this model is broken ({reason}). Choose another model.", reason=error)
            ) from error

    def render(self, messages: Sequence[tuple[str, str]]) -> list[Part]:
        """The parts of the prompt that asks for the next reply, for messages as (role, text). Raises ModelError."""
        messages = [(role, text.strip()) for role, text in messages]
        try:
            return self._render(messages)
        except (TooMuch, MemoryError) as error:
            raise _too_much() from error
        # A template is a program from a file: it may raise whatever it likes.
        except Exception as error:
            if not any(role == "system" for role, _ in messages):
                raise ModelError(
                    tr("The chat template of this model fails ({reason}). Choose another model.", reason=error)
                ) from error
        return self.render(_without_system(messages))

    def _render(self, messages: Sequence[tuple[str, str]]) -> list[Part]:
        nonce = secrets.token_hex(8)
        marks = [{"role": role, "content": f"text{nonce}x{place}x"} for place, (role, _) in enumerate(messages)]
        rendered = bounded(lambda: self._template.render(messages=marks, add_generation_prompt=True, **self._words))
        if len(rendered) > MOST_RENDERED:
            raise MemoryError
        pieces = re.split(rf"text{nonce}x(\d+)x", rendered)
        if sorted(set(pieces[1::2]), key=int) != [str(place) for place in range(len(messages))]:
            raise _Refused(tr("it leaves out what was said"))
        parts = [
            Part(messages[int(piece)][1] if place % 2 else piece, from_template=place % 2 == 0)
            for place, piece in enumerate(pieces)
        ]
        return [part for part in parts if part.text]


def _without_system(messages: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The system's words put before the first thing the person said, for templates that know no system."""
    system = "\n\n".join(text for role, text in messages if role == "system")
    rest = [message for message in messages if message[0] != "system"]
    first = next((place for place, (role, _) in enumerate(rest) if role == "user"), None)
    if first is None:
        return [("user", system), *rest]
    rest[first] = ("user", f"{system}\n\n{rest[first][1]}")
    return rest


def _too_much() -> ModelError:
    return ModelError(
        tr("The chat template of this model takes too much time or memory, so it was stopped. Choose another model.")
    )


def _refuse_large(operator: str, left: object, right: object) -> None:
    """Powers and products of large numbers take minutes in one step, which nothing but the kernel could end."""
    sizes = [abs(one).bit_length() for one in (left, right) if isinstance(one, int)]
    if operator == "**" and sum(sizes) > 16 or len(sizes) == 2 and max(sizes) > 4096:
        raise _Refused(tr("its numbers are absurdly large"))


def _refuse(message: Any = "") -> NoReturn:
    raise _Refused(str(message))
