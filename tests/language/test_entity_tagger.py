"""Artists and works in requests, known to the library and unknown. The requests are invented."""

from pathlib import Path

import pytest

from assistant.domain.entities import Item, Kind
from assistant.evaluation.fit.spans import fit, read_set, score
from assistant.language.entity_tagger import TAGS, best_tags, features, find_spans, pieces_of
from assistant.language.gazetteer import Gazetteer

NAMES = Gazetteer.build(
    [
        Item("m1", Kind.MUSIC, "Paper Lanterns", ("The Hollow Pines",)),
        Item("m2", Kind.MUSIC, "Selftitled", ("Selftitled",)),
        Item("m3", Kind.MUSIC, "Dance", ("Volt Parade",)),
    ]
)
NOBODY = Gazetteer()
MUSICRECONER = Path(__file__).parents[3] / "shared" / "data" / "musicreconer"


def spans(text, names=NOBODY):
    artists, works = find_spans(text, names)
    assert all(text[one.start : one.end] == one.text for one in (*artists, *works))
    return [one.text for one in artists], [one.text for one in works]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("songs similar to glass elevator by nora quill", (["nora quill"], ["glass elevator"])),
        ("bands like velvet sundial", (["velvet sundial"], [])),
        ("looking for sad songs with slow piano", ([], [])),
        ("any good jazz albums | please help", ([], [])),
        ("songs like this one", ([], [])),
        ("Songs like “Glass Elevator”?", ([], ["Glass Elevator"])),
        ("", ([], [])),
        ("?!", ([], [])),
    ],
)
def test_requests_about_unknown_names(text, expected):
    assert spans(text) == expected


def test_names_of_the_library_are_found_as_typed():
    assert spans("I love Paper Lanterns by The Hollow Pines", NAMES) == (["The Hollow Pines"], ["Paper Lanterns"])


def test_common_words_that_are_titles_are_not_meant():
    assert spans("I want to dance all night", NAMES)[1] == []


def test_long_texts_are_read_in_part():
    assert len(pieces_of("word " * 5000)) == 120


def test_the_best_path_is_a_possible_one():
    rows = features(pieces_of("songs like a b c d by e f"), NOBODY)
    tags = best_tags(rows, {row[0]: [0.0, 0.0, 9.0, 0.0, 9.0] for row in rows})
    for before, after in zip(["O", *tags], tags, strict=False):
        assert after in TAGS
        assert after[0] != "I" or before[1:] == after[1:]


def test_fitting_learns_a_pattern():
    words = ["mira", "oslo", "tarn", "velo", "quin", "pell", "dray", "zent"]
    examples = [
        (
            f"songs like {work} by {artist}",
            [("W", 11, 11 + len(work)), ("A", 15 + len(work), 15 + len(work) + len(artist))],
        )
        for work in words[:4]
        for artist in words[4:]
    ]
    weights = fit(examples, words[4:], epochs=4)
    fresh = [("songs like vorn by askel", [("W", 11, 15), ("A", 19, 24)])]
    assert score(fresh, NOBODY, weights) == 1.0
    assert not any(word in name for name in weights for word in words)


if MUSICRECONER.is_dir():

    def test_set_3_of_musicreconer():
        assert score_by_spans(read_set(MUSICRECONER / "dataset3"), NOBODY) >= 0.50


def score_by_spans(examples, names):
    right = guessed = given = 0
    for text, found in examples:
        artists, works = find_spans(text, names)
        said = {("A", one.start, one.end) for one in artists} | {("W", one.start, one.end) for one in works}
        right += len(said & set(found))
        guessed += len(said)
        given += len(found)
    return 2 * right / (guessed + given)
