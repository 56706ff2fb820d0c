"""The language model as the rest of Alcove sees it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model. `role` is system, user or assistant."""

    role: str
    content: str


class LanguageModel(Protocol):
    @property
    def name(self) -> str: ...

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int = 200,
        temperature: float = 0.2,
        stop: Sequence[str] = (),
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[str]: ...

    def score(self, prefix: str, continuations: Sequence[str]) -> list[float]: ...

    def constrained(self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int = 200) -> Any: ...

    def close(self) -> None: ...
