"""The one card that a reply speaks of: how it meets the wish first, then the person, and nothing twice."""

from assistant.chat.reasons.spoken import spoken_of
from assistant.domain.cards import Source
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.evidence import Deed, Evidence, KnownWork, PartId, Untouched, Work
from assistant.recommend.features.request.card import CardFit

TENSE = CardFit(PartId("card"), "b2", ("tense", "crime"), Source.SUBJECT)
CLOSE = KnownWork(PartId("taste"), Work("b1", Kind.BOOK, "The Salt Road", ("Mara Venn",)), Deed.LIKED)
ORCHARD = Item("b2", Kind.BOOK, "Iron Orchard", ("Tobias Reck",), description="A mill burns. Nobody saw it.")


def said(*facts: Evidence, wished: tuple[str, ...] = ()) -> str:
    spoken = spoken_of([Recommendation(ORCHARD, Score({}), facts)], wished)
    return f"{spoken.sentence} {spoken.also}".strip() if spoken is not None else ""


def test_the_wish_comes_first_and_the_person_after_it() -> None:
    told = said(TENSE, CLOSE)
    assert "Tense, about crime, to judge by its subjects. It is also close to “The Salt Road”" in told


def test_what_the_reply_said_of_the_wish_is_not_said_again() -> None:
    told = said(TENSE, CLOSE, wished=("tense", "about crime"))
    assert "tense" not in told.lower() and "It is close to “The Salt Road”" in told
    assert said(TENSE, wished=("tense", "about crime")) == "“Iron Orchard” by Tobias Reck: “A mill burns”."


def test_that_nobody_opened_it_is_no_reason() -> None:
    assert said(Untouched(PartId("fresh"), "b2")) == "“Iron Orchard” by Tobias Reck: “A mill burns”."
