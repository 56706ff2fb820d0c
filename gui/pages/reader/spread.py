"""Which pages of a comic are seen at once: two that face each other, but for a cover and for what is wide already."""

from collections.abc import Mapping, Sequence

from assistant.domain.whole_text import PagePicture


def wanted(at: int, pages: int, *, two: bool, backwards: bool) -> tuple[int, ...]:
    """The pages that decide what is seen at a place, that place first; `backwards` where one came from behind it."""
    other = at - 1 if backwards else at + 1
    # The cover stands alone.
    return (at, other) if two and min(at, other) > 0 and other < pages else (at,)


def seen(at: int, held: Mapping[int, PagePicture], pages: int, *, two: bool, backwards: bool) -> tuple[int, ...] | None:
    """The pages that are seen together, in the order of reading; None until all that decide it are held."""
    numbers = wanted(at, pages, two=two, backwards=backwards)
    if at in held and (len(numbers) == 1 or not _narrow(held[at])):
        return (at,)
    if any(number not in held for number in numbers):
        return None
    return tuple(sorted(numbers)) if all(_narrow(held[number]) for number in numbers) else (at,)


def _narrow(picture: PagePicture) -> bool:
    """A page that is wider than high is two in one; one that is missing is told of alone."""
    return bool(picture.points) and picture.width <= picture.height


def near(held: Sequence[int], shown: Sequence[int], most: int) -> set[int]:
    """The pages to keep: those nearest to what is seen, at most so many."""
    middle = sum(shown) / len(shown)
    return set(sorted(held, key=lambda number: abs(number - middle))[:most])
