"""Words, names and sentences: how they are told apart, weighed and found again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.entities import Item, Kind, Origin, Statement, Verdict
from assistant.language.facets import LONG, SHORT, Facets
from assistant.recommend.history import History, read_signals
from assistant.recommend.text.conditions import hard_facets
from assistant.recommend.text.facet_index import FacetIndex
from assistant.recommend.text.passages import SentenceIndex, sentences
from assistant.recommend.text.series import bare_name, bare_title, series_key, series_of
from assistant.recommend.text.statements import statement_weights, weight_of, with_named_works
from assistant.recommend.text.subject_overlap import shared_subject, shared_with, telling_terms
from assistant.recommend.text.text_features import (
    WordMatrix,
    content_words,
    damped,
    item_terms,
    names_key,
    stem,
    surface_of,
    undamped,
)


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("stories", "story"), ("ties", "tie"), ("sailing", "sail"), ("being", "being"), ("jumped", "jump"),
        ("used", "used"), ("boxes", "box"), ("ones", "one"), ("ships", "ship"), ("gas", "gas"), ("glass", "glass"),
        ("sea", "sea"), ("red", "red"), ("bus", "bus"), ("maps", "map"),
    ],
)  # fmt: skip
def test_stems_are_light(word, stemmed):
    assert stem(word) == stemmed


def test_content_words_leave_out_what_tells_nothing():
    assert content_words("The Captain's x 7 maps of ÉTÉ") == ["captain", "7", "map", "ete"]
    assert surface_of("map", "Old MAPS and a map") == "maps" and surface_of("sea", "land") == ""
    assert surface_of("captain", "the captain’s log") == "captain’s"


def test_an_items_terms_and_their_weights():
    item = Item(
        "x", Kind.BOOK, "Shadow (Tides, #2)", ("Ada Bell", "Tom Orr", "A Translator"), subjects=("Sea stories", "Maps")
    )
    item = replace(item, description="Maps of harbours.")
    terms = item_terms(item, "Tides", "Shadow")
    assert terms["shadow"] == 1 and terms["harbour"] == 1
    assert terms["subject:sea stories"] == 1 and terms["sea"] == terms["story"] == 0.5
    later = terms["subject:maps"]
    assert 0.8 < later < 1 and terms["map"] == pytest.approx(1 + later / 2)
    assert terms["creator:ada bell"] == terms["creator:tom orr"] == terms["series:tides"] == 2
    assert "creator:a translator" not in terms and "translator" not in terms
    assert not any(term.startswith("series:") for term in item_terms(item, "", "Shadow"))
    long = replace(item, description="harbour " * 5000)
    assert item_terms(long, "", "Shadow")["harbour"] < 1000, "a long text says no more of the work"


@given(st.floats(0, 1e5))
def test_damping_keeps_the_order_and_can_be_undone(count):
    assert undamped(damped(count)) == pytest.approx(count, rel=1e-9)
    assert damped(count + 1) > damped(count) and damped(count) <= count + 1e-12
    assert damped(0.5) == 0.5 and damped(1.0) == 1 and damped(np.e) == pytest.approx(2)


WORDS = WordMatrix([{"sea": 3.0, "ship": 1.0}, {"ship": 1.0}, {"rose": 1.0, "sea": 1.0}, {}])


def test_rows_are_damped_tf_idf_of_unit_length():
    idf = {"sea": np.log1p(4 / 2), "ship": np.log1p(4 / 2), "rose": np.log1p(4)}
    assert {term: WORDS.idf[WORDS.vocabulary[term]] for term in idf} == pytest.approx(idf, rel=1e-6)
    row = np.asarray([(1 + np.log(3)) * idf["sea"], idf["ship"]])
    dense = WORDS.rows.toarray()[0]
    assert [dense[WORDS.vocabulary[term]] for term in ("sea", "ship")] == pytest.approx(row / np.linalg.norm(row))
    assert np.linalg.norm(WORDS.rows.toarray(), axis=1) == pytest.approx([1, 1, 1, 0])


def test_a_text_is_looked_up_summed_and_compared():
    columns, weights = WORDS.lookup(["sea", "storm", "sea", "rose"])
    sea, rose = (1 + np.log(2)) * np.log1p(2), np.log1p(4)
    assert dict(zip(columns.tolist(), weights.tolist(), strict=True)) == pytest.approx(
        {WORDS.vocabulary["sea"]: sea / np.hypot(sea, rose), WORDS.vocabulary["rose"]: rose / np.hypot(sea, rose)}
    )
    query = np.zeros(len(WORDS.idf), np.float32)
    query[columns] = weights
    assert WORDS.scores(query) == pytest.approx(WORDS.rows.toarray() @ query, abs=1e-6)
    assert len(WORDS.lookup(["storm"])[0]) == 0
    total = WORDS.summed(np.asarray([0, 2]), np.asarray([1.0, -0.5]))
    assert total == pytest.approx(WORDS.rows.toarray()[0] - 0.5 * WORDS.rows.toarray()[2], abs=1e-6)


def test_terms_that_two_items_share_the_most_telling_first():
    words = WordMatrix([{"sea": 1.0, "rose": 1.0, "fog": 1.0}, {"sea": 1.0, "rose": 1.0}, {"sea": 1.0}])
    assert words.shared_terms(0, 1, ["sea", "fog", "rose", "sea", "storm"]) == ["rose", "sea"]
    assert words.shared_terms(0, 2, ["rose"]) == []


def test_names_are_indexed_both_ways():
    index = FacetIndex([["Le Guin, U.K.", "Lem"], ["le guin u k", "Le Guin, U.K.", "!"], [], ["Sea stories", "Sea"]])
    assert index.labels == ["Le Guin, U.K.", "Lem", "Sea stories", "Sea"]
    assert index.of_item == [(0, 1), (0,), (), (2, 3)]
    assert index.items("LE GUIN U K").tolist() == [0, 1] and index.items("nobody").tolist() == []
    assert index.holding(["sea"]) == [2, 3] and index.holding(["stories", "lem"]) == [1, 2]
    assert index.holding(["tories"]) == [] and index.holding([]) == []
    assert index.named_in("old sea stories by Le Guin, U.K. and the sea") == [2, 0, 3]
    assert index.named_in("sea storm") == [3] and index.named_in("storm sea") == [3]
    assert index.named_in("sea sea") == [3] and index.named_in("") == []
    assert index.named_in("lem", shortest=4) == [] and index.named_in("sea stories", longest=1) == [3]


def test_series_in_a_title_or_beside_it():
    plain = Item("x", Kind.BOOK, "Shadow (Ender's Shadow, #2.5)")
    assert series_of(plain) == ("Ender's Shadow", 2.5) and bare_title(plain) == "Shadow" == bare_name(plain.title)
    assert series_key(plain) == names_key("Ender's Shadow")
    told = replace(plain, series="Ender", series_index=3.0)
    assert series_of(told) == ("Ender", 3.0) and bare_title(told) == plain.title
    alone = replace(plain, title="Notes (2nd edition)")
    assert series_of(alone) == ("", None) and bare_title(alone) == alone.title and series_key(alone) == ""


def statement(name, polarity=1, origin=Origin.WRITTEN, strength=1.0, support=None):
    return Statement(name, "x", polarity, origin=origin, strength=strength, support=support)


def test_what_was_written_outranks_what_was_inferred_and_wishes_share():
    weights = statement_weights(
        [
            statement("w1"),
            statement("w2", strength=0.5),
            statement("i1", origin=Origin.INFERRED),
            statement("c1", origin=Origin.CONFIRMED),
            statement("no", -1),
        ]
    )
    assert weights["w1"] == pytest.approx(1 / np.sqrt(2)) and weights["w2"] == pytest.approx(0.5 / np.sqrt(2))
    assert weights["no"] == -1
    assert 0 < weights["i1"] < weights["c1"] < weights["w2"]
    assert statement_weights([statement("w1")]) == {"w1": 1.0}
    assert weights["c1"] == pytest.approx(2 * weights["i1"]) == pytest.approx(0.2)


def test_support_counts_by_its_root_against_the_usual():
    assert weight_of(statement("a")) == 1 and weight_of(statement("a", -1, strength=0.5)) == -0.5
    assert weight_of(statement("a", origin=Origin.INFERRED, support=(16, 20))) == pytest.approx(1.0)
    assert weight_of(statement("a", origin=Origin.INFERRED, support=(1, 20))) == pytest.approx(0.25)
    assert weight_of(statement("a", origin=Origin.CONFIRMED)) == 1


def test_works_that_the_profile_names_are_as_good_as_judged(catalogue, make):
    signals = read_signals(History((make.event(1, "i4", Verdict.DISLIKED),)), catalogue, make.now)
    joined = with_named_works(signals, {2: 0.8, 9: -0.4, 4: 1.0, 7: 0.0}, make.now)
    assert joined.rows.tolist() == [2, 4, 9]
    assert joined.targets.tolist() == [1, -1, -1] and joined.confidences == pytest.approx([0.4, 1, 0.2])
    assert joined.verdicts == (Verdict.LIKED, Verdict.DISLIKED, Verdict.DISLIKED)
    assert joined.times[[0, 2]].tolist() == [make.now] * 2 and set(joined.consumed.tolist()) == {2, 4, 9}
    assert with_named_works(signals, {4: 1.0, 7: 0.0}, make.now) is signals


@pytest.fixture
def subjects(make, embedder):
    items = [
        replace(item, subjects=own)
        for item, own in zip(
            make.shelf(6),
            [("Sea stories", "Maps"), ("Sea",), ("Sea stories",), ("Maps",), ("Roses",), ("Sea", "Maps of Rome")],
            strict=True,
        )
    ]
    return make.catalogue(items, embedder)


def test_words_of_subjects_are_shared_across_them(subjects):
    telling, _ = telling_terms(subjects, [0])
    assert telling == pytest.approx(
        {word: 1 - np.log(n) / np.log(6) for word, n in {"sea": 4, "story": 2, "map": 3}.items()}
    )
    shared = shared_with(subjects, [0], np.arange(6))
    assert shared[4] == 0 and shared[1] == pytest.approx(telling["sea"])
    assert shared[2] == pytest.approx(telling["story"] + 0.3 * telling["sea"])
    assert shared[5] == pytest.approx(telling["map"] + 0.3 * telling["sea"])
    assert shared_subject(subjects, [0], 2) == ("Sea stories", 0, "Sea stories")
    assert shared_subject(subjects, [0], 5) == ("Maps of Rome", 0, "Maps")
    assert shared_subject(subjects, [3, 4], 5) == ("Maps of Rome", 3, "Maps")
    assert shared_subject(subjects, [0], 4) is None


def test_sentences_that_are_long_enough():
    text = "A long first sentence. Short. Another long sentence here!\nA line of its own without end.Lost blank before."
    assert sentences(text) == [
        "A long first sentence.",
        "Another long sentence here!",
        "A line of its own without end.",
        "Lost blank before.",
    ]
    assert sentences(text, most=1) == ["A long first sentence."] and sentences("") == []
    assert len(sentences("This is a sentence. " * 50)) == 16


def test_of_each_item_the_nearest_sentence_counts():
    vectors = np.asarray([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    index = SentenceIndex(["a", "b", "c"], vectors, np.asarray([0, 0, 2]))
    ids, near = index.search(np.asarray([[1, 0], [0, 1]], np.float32))
    assert ids == ["a", "c"] and near == pytest.approx(np.asarray([[1, 0.6], [1, 0.8]]))
    none = SentenceIndex(["a"], np.zeros((0, 2), np.float32), np.zeros(0, np.int64))
    assert none.search(vectors)[0] == [] and none.search(vectors)[1].shape == (3, 0)


def test_facets_are_met_broken_or_unknown(make, embedder):
    items = make.shelf(9)
    for row, year in enumerate([1990, 2000, None]):
        items[row] = replace(items[row], year=year, language=["en", "de", ""][row])
    catalogue = make.catalogue(items, embedder)

    def marks(**facets):
        found = hard_facets(catalogue, Facets(**facets))
        return found[:3].tolist() if found is not None else None

    assert marks() is None
    assert marks(years=(1995, None)) == [-1, 1, 0] and marks(years=(None, 1990)) == [1, -1, 0]
    assert marks(years=(1990, 2000)) == [1, 1, 0]
    assert marks(languages=("en",)) == [1, -1, 0]
    assert marks(years=(1980, None), languages=("en",)) == [1, -1, 0]
    assert marks(years=(1995, None), languages=("en",)) == [-1, -1, 0]


def test_as_long_as_the_bound_is_long_and_short_enough(make, embedder):
    items = [replace(one, duration=60.0 * minutes) for one in make.shelf(2)[1:] for minutes in (0.9, 1, 1.1)]
    for length, bounds in (("short", SHORT), ("long", LONG)):
        own = [replace(one, duration=one.duration * bounds[Kind.MUSIC]) for one in items]
        met = hard_facets(make.catalogue(own, embedder), Facets(length=length)).tolist()
        assert met == ([1, 1, -1] if length == "short" else [-1, 1, 1])
