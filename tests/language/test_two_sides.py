"""Sentences that say two things, and bounds that are denied."""

import pytest

from assistant.language.facet_parser import is_measured, read_facets
from assistant.language.negation import split_negations
from assistant.language.taste.reading import polarity_of, sides_of


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("no longer than 300 pages", 1),
        ("books not older than 1950", 1),
        ("less than 200 pages", 1),
        ("I am not a fan of opera", -1),
        ("opera bores me", -1),
        ("I wish there was less opera", -1),
        ("novels with no romance", -1),
        ("novels that are not too long", -1),
        ("a happy ending, not a sad one", 1),
        ("I never get tired of Mara Venn", 1),
        ("I like nothing more than a good mystery", 1),
        ("I don't only like mysteries", 1),
    ],
)
def test_polarity_of_what_is_told_roundabout(text, polarity):
    assert polarity_of(text) == polarity


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("I like piano music but not organ", ("piano music", "organ")),
        ("sea novels without romance", ("sea novels", "romance")),
        ("I hate long books but love short poems", ("long books", "short poems")),
        ("I like jazz", ("jazz", "")),
        ("no horror", ("horror", "")),
    ],
)
def test_the_other_side_of_a_sentence(text, sides):
    assert tuple(" ".join(side.split()) for side in sides_of(text)) == sides


def test_a_denied_bound_is_read_without_its_denial():
    assert read_facets("no more than 300 pages").minutes == (330.0, None)
    assert read_facets("not too long").length == "long"


@pytest.mark.parametrize(
    ("text", "measured"),
    [("nothing over 300 pages", True), ("only books in French", True), ("long books about whales", False)],
)
def test_what_is_only_measured(text, measured):
    assert is_measured(text) == measured


@pytest.mark.parametrize(
    ("text", "wanted", "denied"),
    [
        ("like Emma but fewer balls and more jokes", "like Emma but and more jokes", "balls"),
        ("a story that won't scare me and is set in Rome", "a story that and is set in Rome", "scare me"),
        ("music that does not send me to sleep", "music that", "me to sleep"),
    ],
)
def test_a_denial_ends_where_something_is_wanted(text, wanted, denied):
    assert tuple(" ".join(side.split()) for side in split_negations(text)) == (wanted, denied)
