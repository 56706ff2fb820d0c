"""Item cards in words: where a value comes from, and the rows that --json holds."""

from assistant.domain.cards import Card, CardValue, Source
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr, trn

_SOURCES = {
    Source.TEXT: mark("its own text: {said}"),
    Source.DESCRIPTION: mark("its description: {said}"),
    Source.SUBJECT: mark("its subjects: {said}"),
    Source.TITLE: mark("its title: {said}"),
    Source.GUIDE: mark("Alcove’s guide: {said}"),
}
_BY = {
    Source.TEXT: mark("by its own text"),
    Source.DESCRIPTION: mark("by its description"),
    Source.SUBJECT: mark("by its subjects"),
    Source.TITLE: mark("by its title"),
    Source.MEASURED: mark("by measurement"),
    Source.PERSON: mark("by your own word"),
    Source.GUIDE: mark("according to Alcove’s guide"),
}


def said_words(one: CardValue) -> str:
    """What speaks for a value: the sentence, the subject, or the measurement in words."""
    if one.source is Source.PERSON:
        return tr("your own word")
    if one.source is not Source.MEASURED:
        return one.said
    return _measured(one.place, one.said)


def _measured(unit: str, said: str) -> str:
    match unit:
        case "minutes":
            return trn("{n} minute", "{n} minutes", int(said))
        case "pages":
            return trn("{n} page", "{n} pages", int(said))
        case "words":
            return trn("{n} word", "{n} words", int(said))
        case "tempo":
            return trn("{n} beat a minute", "{n} beats a minute", int(said))
        case _:
            return said


def spoken_source(one: CardValue) -> str:
    """What speaks for a value, with its kind: “its description: "A quiet …"”."""
    if one.source in (Source.PERSON, Source.MEASURED):
        return said_words(one)
    return tr(_SOURCES[one.source], said=quoted(one.said))


def by_source(source: Source) -> str:
    """How it is known, after a value: “calm, by its own text”."""
    return tr(_BY[source])


def card_row(card: Card) -> dict[str, list[Row]]:
    """For JSON: `{facet: [{value, confidence, from, source, place}]}`."""
    return {
        facet: [
            {
                "value": one.value,
                "confidence": round(one.confidence, 3),
                "from": said_words(one),
                "source": str(one.source),
                "place": "" if one.source is Source.MEASURED else one.place,
            }
            for one in values
        ]
        for facet, values in card.items()
    }
