"""Every kind of fact in words: below the ledger, as the first sentence, and as the second."""

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.evidence import (
    Averse,
    Bridge,
    CloseToNamed,
    CrowdFavourite,
    CrowdNeighbour,
    Deed,
    Evidence,
    Fits,
    KnownWork,
    Link,
    Match,
    NewInLibrary,
    PartId,
    RequestMatch,
    SameCreator,
    SeriesPart,
    SharedSubject,
    SubjectOfNamed,
    Untouched,
)
from assistant.explain.evidence_words import evidence_text, phrase, told, work_name, works_named
from assistant.explain.explanation import reason, reason_near, reasons
from tests.facts import known, work

PART = PartId("taste")
DUNE = work("b1", "Dune", "Frank Herbert")
SONG = work("m1", "Night Ferry", "Tom Orr", kind=Kind.MUSIC)
LINE = Fits(PartId.of_statement("s1"), "s1", "I like long books.")
ITEM = Item("b2", Kind.BOOK, "Hyperion", ("Dan Simmons",))
OTHER_REASON = NewInLibrary(PartId("fresh"), "b2")


@pytest.mark.parametrize(
    ("fact", "line", "also"),
    [
        (CrowdNeighbour(PART, DUNE), "People who like “Dune” by Frank Herbert also like this", ""),
        (CrowdFavourite(PART), "Many people in the pack like it", ""),
        (SharedSubject(PART, "maps", 1), "It shares the subject “maps” with one work you liked", ""),
        (SharedSubject(PART, "maps", 3), "It shares the subject “maps” with 3 works you liked", ""),
        (SharedSubject(PART, "maps", 1, said=False), "It shares the subject “maps” with one work you know", ""),
        (
            SameCreator(PART, DUNE, "Frank Herbert", Deed.FINISHED),
            "It is by Frank Herbert, as is “Dune”, which you finished",
            "It is also by Frank Herbert, as is “Dune”, which you finished",
        ),
        (
            SameCreator(PART, DUNE, "Frank Herbert"),
            "It is by Frank Herbert, whose “Dune” you liked",
            "It is also by Frank Herbert, whose “Dune” you liked",
        ),
        (SeriesPart(PART, DUNE, "Arrakis", follows=True), "Next in the series Arrakis, after “Dune”", ""),
        (SeriesPart(PART, DUNE, "Arrakis", follows=False), "In the series Arrakis, like “Dune”", ""),
        (OTHER_REASON, "New in your library", "It is also new in your library"),
        (Untouched(PART, "b2"), "On your shelf, not opened yet", "It is also on your shelf, not opened yet"),
        (LINE, "Your profile says: “I like long books.”", "It also fits what your profile says: “I like long books”"),
        (
            Fits(PART, "s1", "I like old maps.", "maps"),
            "Its subject maps goes with what your profile says: “I like old maps”",
            "",
        ),
        (Averse(PART, "s2", "No war."), "Your profile says: “No war.”, which speaks against it", ""),
        (
            RequestMatch(PART, ("old maps",), Match.ALL),
            "It mentions all of “old maps”",
            "It also mentions all of “old maps”",
        ),
        (RequestMatch(PART, ("old maps",), Match.MEANING), "It comes near to what you asked for, “old maps”", ""),
        (RequestMatch(PART, ("old", "maps"), Match.SOME), "It mentions “old” and “maps”", ""),
        (
            CloseToNamed(PART, DUNE),
            "It is close to “Dune” by Frank Herbert, which you named",
            "It is also close to “Dune” by Frank Herbert, which you named",
        ),
        (
            SubjectOfNamed(PART, DUNE, "deserts", "sand", same=False),
            "Its subject “deserts” goes with “sand” in “Dune” by Frank Herbert, which you named",
            "",
        ),
        (
            SubjectOfNamed(PART, DUNE, "sand", "sand", same=True),
            "It shares the subject “sand” with “Dune” by Frank Herbert, which you named",
            "It also shares the subject “sand” with “Dune” by Frank Herbert, which you named",
        ),
        (
            Bridge(PART, DUNE, Deed.LIKED, Link.SERIES, "Arrakis"),
            "Like “Dune” by Frank Herbert, which you liked, it belongs to the series Arrakis",
            "",
        ),
        (
            Bridge(PART, SONG, Deed.LIKED, Link.CREATOR, "Tom Orr", across=True),
            "It is by Tom Orr, as is the piece of music “Night Ferry” by Tom Orr, which you liked",
            "It is also by Tom Orr, as is the piece of music “Night Ferry” by Tom Orr, which you liked",
        ),
        (
            Bridge(PART, DUNE, Deed.FINISHED, Link.SUBJECT, "deserts", across=True),
            "It shares the subject “deserts” with the book “Dune” by Frank Herbert, which you finished",
            "",
        ),
        (
            Bridge(PART, DUNE, Deed.LIKED, Link.WORD, "sand"),
            "It shares the word “sand” with “Dune” by Frank Herbert, which you liked",
            "It also shares the word “sand” with “Dune” by Frank Herbert, which you liked",
        ),
        (
            Bridge(PART, DUNE, Deed.LIKED, Link.NEAREST),
            "Of all you know, nearest to it is “Dune” by Frank Herbert, which you liked",
            "",
        ),
        (
            known("b1", "Dune", deed=Deed.RATED_HIGH),
            "You rated “Dune” highly",
            "It is also close to “Dune”, which you rated highly",
        ),
    ],
)
def test_a_fact_in_words(fact, line, also):
    assert evidence_text(fact) == line
    if also:
        assert told(fact).also == also
    # As a reason the line stands alone and as a whole sentence.
    assert reason(fact, ITEM).endswith(".")
    assert reasons((fact, LINE) if fact is not LINE else (fact,), ITEM)[0].endswith(".")


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (Untouched(PART, "b2"), "It is also on your shelf, not opened yet."),
        (SeriesPart(PART, DUNE, "Arrakis", follows=True), "It is also next in the series Arrakis, after “Dune”."),
        (SeriesPart(PART, DUNE, "Arrakis", follows=False), "It is also in the series Arrakis, like “Dune”."),
        (RequestMatch(PART, ("sea",), Match.MEANING), "It also comes near to what you asked for, “sea”."),
        (RequestMatch(PART, ("sea",), Match.SOME), "It also mentions “sea”."),
        (CrowdFavourite(PART), "Many people in the pack like it."),
        (known("b1", "Dune"), "It is also close to “Dune”, which you liked."),
    ],
)
def test_a_second_fact_goes_on_from_the_first(second, sentence):
    first, then = reasons((RequestMatch(PART, ("old maps",), Match.ALL), second), ITEM)
    assert first == "It mentions all of “old maps”."
    assert then == sentence


@pytest.mark.parametrize(
    ("deed", "did", "which"),
    [
        (Deed.LIKED, "You liked “Emma”", "“Emma”, which you liked"),
        (Deed.RATED, "You rated “Emma”", "“Emma”, which you rated"),
        (Deed.RATED_LOW, "You gave “Emma” a low rating", "“Emma”, which you gave a low rating to"),
        (Deed.FINISHED, "You finished “Emma”", "“Emma”, which you finished"),
        (Deed.PLAYED, "You played “Emma”", "“Emma”, which you played"),
        (Deed.OPENED, "You opened “Emma”", "“Emma”, which you opened"),
        (Deed.READING, "You are reading “Emma”", "“Emma”, which you are reading"),
        (Deed.ASIDE, "You put “Emma” aside", "“Emma”, which you put aside"),
        (Deed.DROPPED, "You dropped “Emma”", "“Emma”, which you dropped"),
        (Deed.DISLIKED, "You disliked “Emma”", "“Emma”, which you disliked"),
    ],
)
def test_what_was_done_is_told_by_its_name(deed, did, which):
    fact = known("b1", "Emma", deed=deed)
    assert evidence_text(fact) == did
    assert reason_near(fact) == f"It is close to {which}."
    bridge = Bridge(PART, work("b1", "Emma"), deed, Link.NEAREST)
    assert evidence_text(bridge) == f"Of all you know, nearest to it is {which}"


def test_only_another_work_can_be_near():
    assert reason_near(LINE) == ""


class Unheard(Evidence):
    """A kind of fact that nobody tells."""


@pytest.mark.parametrize("part", ["taste", "no such part"])
def test_a_kind_that_nobody_tells_is_an_error(part):
    with pytest.raises(LookupError, match="Unheard"):
        evidence_text(Unheard(PartId(part)))


def test_long_names_are_cut_at_a_word():
    long = "word " * 100
    assert len(phrase(long)) <= 125 and phrase(long).endswith("…”")
    assert len(work_name(work("b1", long, "Ada Bell"))) <= 125 + len(" by Ada Bell")
    assert 380 < len(evidence_text(Averse(PART, "s2", long))) <= 401 + 50, (
        "a sentence of the person's is told at length"
    )


def test_several_works_are_joined():
    facts: list[KnownWork] = [known("b1", "Dune", "Frank Herbert"), known("b3", "Solaris"), known("b4", "Ubik")]
    assert works_named(facts) == "“Dune” by Frank Herbert, “Solaris” and “Ubik”"


def test_two_works_and_two_sentences_are_told_together_and_no_third():
    works = [known(f"b{at}", title) for at, title in enumerate(["Dune", "Solaris", "Ubik"])]
    assert reasons(works, ITEM, plain=True) == ["It is close to “Dune” and “Solaris”, which you liked."]
    lines = [Fits(PART, f"s{at}", f"I like {what}.") for at, what in enumerate(["maps", "ships", "bells"])]
    assert reasons(lines, ITEM) == ["It fits what your profile says: “I like maps” and “I like ships”."]
    assert reasons([OTHER_REASON, known("b1", "Dune"), *lines], ITEM, plain=True) == [
        "It is close to “Dune”, which you liked.",
        "It also fits what your profile says: “I like maps” and “I like ships”.",
    ]


def test_different_deeds_and_a_subject_are_told_apart():
    mixed = [known("b1", "Dune"), known("b3", "Solaris", deed=Deed.FINISHED)]
    assert reasons(mixed, ITEM, plain=True) == [
        "It is close to “Dune”, which you liked.",
        "It is also close to “Solaris”, which you finished.",
    ]
    by_subject = Fits(PART, "s2", "I like old maps.", "maps")
    assert reasons([LINE, by_subject], ITEM) == [
        "It fits what your profile says: “I like long books”.",
        "Its subject maps goes with what your profile says: “I like old maps”.",
    ]
    assert reasons([by_subject, LINE], ITEM)[1] == "It also fits what your profile says: “I like long books”."


def test_being_new_is_told_after_all_else_and_never_hides_it():
    assert reasons([OTHER_REASON, LINE], ITEM) == [
        "It fits what your profile says: “I like long books”.",
        "It is also new in your library.",
    ]


def test_what_speaks_against_is_told_only_where_nothing_speaks_for():
    against = [known("b1", "Dune", deed=Deed.DROPPED), known("b3", "Solaris", deed=Deed.DISLIKED)]
    assert reasons(against, ITEM) == [
        "You dropped “Dune”, which is close to it.",
        "You disliked “Solaris”, which is close to it.",
    ]
    assert reasons([*against, OTHER_REASON], ITEM) == ["It is new in your library."]


def test_an_item_is_always_explained_in_the_same_one_of_three_forms():
    fact = known("b1", "Dune", deed=Deed.FINISHED)
    told_of = {}
    for at in range(30):
        item = Item(f"b{at}", Kind.BOOK, "Hyperion")
        told_of[item.id] = reasons([fact], item)
        assert reasons([fact], item) == told_of[item.id]
    assert {sentence for [sentence] in told_of.values()} == {
        "You finished “Dune”, and this is close.",
        "Picked because you finished “Dune”.",
        "It is close to “Dune”, which you finished.",
    }
