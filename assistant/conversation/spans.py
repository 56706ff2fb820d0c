"""Artists and works that a request names, as spans of its text, also where the library does not know them."""

from dataclasses import dataclass

from profiles.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text: `text` is `request[start:end]`."""

    text: str
    start: int
    end: int

    def to_data(self) -> dict[str, str | int]:
        return {"text": self.text, "start": self.start, "end": self.end}


def find_spans(text: str, names: Gazetteer) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """(artists, works) of a request in the order in which they stand."""
    mentions = names.find(text)
    artists = tuple(Span(text[one.start : one.end], one.start, one.end) for one in mentions if one.role == "creator")
    works = tuple(Span(text[one.start : one.end], one.start, one.end) for one in mentions if one.role == "title")
    return artists, works
