"""Facts that are looked for when somebody first asks for them."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import overload

from assistant.domain.evidence.base import Evidence


class Gathered(Sequence[Evidence]):
    """The facts that `find` finds, in its order; of many candidates only the few that are shown need theirs."""

    def __init__(self, find: Callable[[], tuple[Evidence, ...]]) -> None:
        self._find = find

    @cached_property
    def _facts(self) -> tuple[Evidence, ...]:
        return self._find()

    @overload
    def __getitem__(self, place: int) -> Evidence: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Evidence, ...]: ...
    def __getitem__(self, place: int | slice) -> Evidence | tuple[Evidence, ...]:
        return self._facts[place]

    def __len__(self) -> int:
        return len(self._facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._facts == tuple(other)

    def __hash__(self) -> int:
        return hash(self._facts)
