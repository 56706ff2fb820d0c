"""Figures and worlds by which several works of one maker are known: Poirot, Discworld."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from assistant.domain.entities import Item, Kind
from assistant.language.normalise import fold

_LONGEST = 4
"""Words of the longest name."""


def figures_of(item: Item) -> list[str]:
    """The figures that a book's title, series or keywords name, as they are written."""
    if item.kind is not Kind.BOOK:
        return []
    words = fold(item.title).split()
    titled = (" ".join(words[at : at + n]) for at in range(len(words)) for n in range(1, _LONGEST + 1))
    told = (fold(one) for one in (*item.keywords, item.series))
    found = [_in_titles().get(one) for one in titled] + [_in_keywords().get(one) for one in told]
    return list(dict.fromkeys(figure for figure in found if figure))


@lru_cache(maxsize=1)
def _in_titles() -> Mapping[str, str]:
    """By its folded full name the figure: what else it goes by may be any word of a title."""
    return {forms[0]: figure for figure, forms in figures().items()}


@lru_cache(maxsize=1)
def _in_keywords() -> Mapping[str, str]:
    return {form: figure for figure, forms in figures().items() for form in forms[:2]}


@lru_cache(maxsize=1)
def figures() -> Mapping[str, tuple[str, ...]]:
    """By figure its folded forms, the full name first."""
    data = tomllib.loads(files("resources").joinpath("figures.toml").read_text(encoding="utf-8"))
    return {
        name: tuple(dict.fromkeys(fold(one) for one in (name, *shorts.split(",")) if one.strip()))
        for name, shorts in data.items()
    }


@lru_cache(maxsize=512)
def figure_named(folded: str) -> str:
    """The figure that goes by a folded name or a short form; empty if none does."""
    return next((figure for figure, forms in figures().items() if folded in forms), "")


def figure_said(text: str) -> str:
    """The figure that a text names in full, or by a short form with a capital; empty if none."""
    folded = f" {fold(text)} "
    capitals = {fold(word) for word in text.split() if word[:1].isupper()}
    for figure, forms in figures().items():
        if f" {forms[0]} " in folded or any(form in capitals for form in forms[1:]):
            return figure
    return ""
