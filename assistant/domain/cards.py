"""An item's card: what the item is like, facet by facet, each value with its confidence and what speaks for it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.errors import UsageError
from assistant.domain.rows import RowView
from assistant.messages import mark, quoted, tr

FACETS: Mapping[str, tuple[str, ...]] = {
    "mood": (
        mark("calm"), mark("cheerful"), mark("funny"), mark("romantic"), mark("melancholy"), mark("dark"),
        mark("frightening"), mark("tense"), mark("angry"), mark("solemn"), mark("dreamy"), mark("hopeful"),
    ),
    "pace": (mark("slow"), mark("steady"), mark("quick")),
    "tone": (
        mark("plain"), mark("ironic"), mark("lyrical"), mark("playful"), mark("matter-of-fact"), mark("formal"),
        mark("intimate"),
    ),
    "setting": (
        mark("city"), mark("village"), mark("sea"), mark("wilderness"), mark("home"), mark("school"), mark("war"),
        mark("court"), mark("space"), mark("invented world"), mark("work"), "none",
    ),
    "period": (
        mark("before 1500"), mark("1500 to 1800"), mark("1800s"), mark("1900 to 1950"), mark("after 1950"),
        mark("present"), mark("future"), "none",
    ),
    "themes": (
        mark("love"), mark("family"), mark("friendship"), mark("growing up"), mark("death"), mark("crime"),
        mark("power"), mark("faith"), mark("nature"), mark("science"), mark("travel"), mark("art"), mark("work"),
        mark("money"), mark("illness"), mark("food"), mark("war"), mark("justice"),
    ),
    "audience": (mark("children"), mark("young people"), mark("adults"), mark("specialists")),
    "occasion": (
        mark("falling asleep"), mark("working"), mark("travelling"), mark("company"), mark("dancing"), mark("sport"),
        mark("quiet evening"), mark("short break"), mark("long holiday"), mark("comfort"), mark("study"),
    ),
    "demand": (mark("light"), mark("middling"), mark("demanding")),
    "length": (mark("minutes"), mark("an evening"), mark("days"), mark("weeks")),
}  # fmt: skip
"""The facets and their values, in the order in which a card shows them."""
FACET_NAMES: Mapping[str, str] = {
    "mood": mark("mood"), "pace": mark("pace"), "tone": mark("tone"), "setting": mark("setting"),
    "period": mark("period"), "themes": mark("themes"), "audience": mark("audience"), "occasion": mark("occasion"),
    "demand": mark("demand"), "length": mark("length"),
}  # fmt: skip
"""What a person reads of a facet's name."""
COLUMNS: tuple[tuple[str, str], ...] = tuple((facet, value) for facet, values in FACETS.items() for value in values)
"""(facet, value) of every confidence that is kept of an item, in this order."""
COLUMN: Mapping[tuple[str, str], int] = {pair: at for at, pair in enumerate(COLUMNS)}


class Source(StrEnum):
    """What speaks for a value."""

    TEXT = "text"
    DESCRIPTION = "description"
    SUBJECT = "subject"
    TITLE = "title"
    MEASURED = "measured"
    GUIDE = "guide"
    PERSON = "you"


@dataclass(frozen=True, slots=True)
class CardValue:
    """A value of a facet. `confidence` lies in 0..1; `said` is the sentence, the subject or the title that speaks for
    it, and `place` where in the item it stands. Of a measurement, `said` is the number and `place` its unit: year,
    tempo, minutes, pages or words."""

    value: str
    confidence: float
    source: Source
    said: str = ""
    place: str = ""


EDIT = "card:"
"""What the journal's edits of a card begin with, before the facet."""
SOME_CONFIDENCE = 0.6
"""From here on a value counts for requests and reasons; confidences are calibrated, so that most of these are right."""
Card = Mapping[str, tuple[CardValue, ...]]
"""The values of each facet of which anything is known, the surest first."""


def checked_values(facet: str, values: Sequence[str]) -> tuple[str, ...]:
    """The values as the card holds them, each once. Raises UsageError for a facet or a value that there is not."""
    if facet not in FACETS:
        raise UsageError(
            tr("There is no facet {facet}. These are: {facets}.", facet=quoted(facet), facets=", ".join(FACETS))
        )
    asked = tuple(dict.fromkeys(" ".join(value.lower().split()) for value in values if value.strip()))
    for value in asked:
        if value not in FACETS[facet]:
            raise UsageError(
                tr(
                    "{value} is no value of {facet}. These are: {values}.",
                    value=quoted(value),
                    facet=facet,
                    values=", ".join(FACETS[facet]),
                )
            )
    return asked


def own_words(edits: RowView) -> dict[str, tuple[str, ...]]:
    """The facets among a person's edits of an item. What a newer version wrote otherwise is left out."""
    found: dict[str, tuple[str, ...]] = {}
    for field, value in edits.items():
        if field.startswith(EDIT) and isinstance(value, list):
            facet = field.removeprefix(EDIT)
            with suppress(UsageError):
                found[facet] = checked_values(facet, [str(one) for one in value])
    return found


def lent(card: Card) -> tuple[tuple[str, str, str], ...]:
    """(facet, value, source) of what an item takes over from its card: what is known with some confidence."""
    return tuple(
        (facet, one.value, str(one.source))
        for facet, values in card.items()
        for one in values
        if one.confidence >= SOME_CONFIDENCE and one.value != "none"
    )


def with_own_words(card: Card, edits: Mapping[str, Sequence[str]]) -> Card:
    """The card with the facets that the person set in place of the others."""
    changed = dict(card)
    for facet, values in edits.items():
        changed[facet] = tuple(CardValue(value, 1.0, Source.PERSON) for value in values)
    return {facet: changed[facet] for facet in FACETS if changed.get(facet)}
